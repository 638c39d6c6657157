import Columns
import Model

/// A column as programs read it.
///
/// Where a book has several currencies, a column of money is followed by one with the currency of
/// each amount, so that the amounts stay plain numbers.
struct MachineColumn {
  /// What the cells hold.
  enum Content {
    case values(Vector, CurrencyPalette?)
    /// The currency of each amount; nothing where there is no amount, or a sum over several.
    case currencies(Vector, CurrencyPalette?)
  }

  let name: [UInt8]
  let content: Content

  /// Whether its cells are numbers or amounts.
  var isNumeric: Bool {
    switch content {
    case .values(.number, _), .values(.money, _): true
    case .values, .currencies: false
    }
  }

  /// The columns of an answer; each name occurs once.
  static func columns(of table: ResultTable) -> [MachineColumn] {
    var columns: [MachineColumn] = []
    var taken: Set<String> = Set(table.columns.map(\.name))
    var seen: Set<String> = []
    for column in table.columns {
      var name = column.name
      if !seen.insert(name).inserted { name = unused(name, taken: &taken) }
      var palette: CurrencyPalette?
      if case .money(let vector) = column.values { palette = CurrencyPalette(vector) }
      columns.append(
        MachineColumn(name: Array(name.utf8), content: .values(column.values, palette)))
      guard table.hasSeveralCurrencies, column.type == .money else { continue }
      let ofCurrency = unused(name + "_currency", taken: &taken)
      columns.append(
        MachineColumn(
          name: Array(ofCurrency.utf8), content: .currencies(column.values, palette)))
    }
    return columns
  }

  private static func unused(_ name: String, taken: inout Set<String>) -> String {
    var number = 1
    var candidate = name
    while !taken.insert(candidate).inserted {
      number += 1
      candidate = "\(name)_\(number)"
    }
    return candidate
  }

  /// The letters of the currency of a row's amount; nothing where it has none.
  static func currencyLetters(
    _ values: Vector, _ palette: CurrencyPalette?, row: Int
  ) -> [UInt8] {
    guard case .money(let vector) = values, let palette,
      vector.coefficients[row] != Missing.coefficient,
      vector.currencies[row] != Currency.several.code
    else { return [] }
    return palette[vector.currencies[row]].letters
  }
}
