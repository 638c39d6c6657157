import Columns
import Model

/// A column of a sheet, its cells of the type that they have in the answer.
struct SheetColumn {
  /// Its heading, as programs read it.
  let name: [UInt8]
  /// In characters.
  let width: Int
  /// Whether its cells are numbers or amounts, and stand at the right.
  let isNumeric: Bool

  private let content: MachineColumn.Content
  private let format: ValueFormat

  private static let measuredRows = 200
  private static let widths = 9...60

  /// The columns of an answer; one of money in several currencies has another one behind it.
  static func columns(of table: ResultTable) -> [SheetColumn] {
    MachineColumn.columns(of: table).compactMap { column in
      if case .currencies(let amounts, let palette) = column.content {
        // Where there is one currency, the look of the cells tells it; else a column may.
        if palette?.only != nil || isTold(currencyOf: amounts, in: table) { return nil }
      }
      return SheetColumn(column, of: table)
    }
  }

  /// Whether a column of the answer has the currency of each amount already.
  private static func isTold(currencyOf amounts: Vector, in table: ResultTable) -> Bool {
    guard case .money(let amounts) = amounts else { return false }
    return table.columns.contains { column in
      guard case .currency(let codes) = column.values else { return false }
      return codes.indices.allSatisfy {
        amounts.coefficients[$0] == Missing.coefficient || amounts.currencies[$0] == codes[$0]
      }
    }
  }

  private init(_ column: MachineColumn, of table: ResultTable) {
    name = column.name
    content = column.content
    isNumeric = column.isNumeric
    format = ValueFormat(isForPeople: true, words: table.words)
    var widest = CellText.width(Array(VisibleText.visible(column.name).utf8)) + 3
    if case .values(let values, _) = column.content {
      let shown = DisplayColumn(
        ResultTable.Column("", values.type, values), words: table.words, currency: .cells)
      let rows = 0..<min(table.rowCount, Self.measuredRows)
      widest = max(widest, ColumnLayout([shown], rows: [rows], width: nil).slots[0].width + 2)
    }
    width = min(max(widest, Self.widths.lowerBound), Self.widths.upperBound)
  }

  /// Adds one cell; nothing where the value is missing.
  func append(
    row: Int, at place: CellPlace, with cells: inout CellMarkup, to output: inout [UInt8]
  ) {
    switch content {
    case .currencies(let values, let palette):
      let letters = MachineColumn.currencyLetters(values, palette, row: row)
      cells.append(text: letters, .text, at: place, to: &output)
    case .values(.number(let vector), _):
      let coefficient = vector.coefficients[row]
      guard coefficient != Missing.coefficient else { return }
      cells.append(coefficient, scale: vector.scale, at: place, to: &output)
    case .values(.money(let vector), _):
      append(vector, row: row, at: place, with: &cells, to: &output)
    case .values(.date(let days), _):
      if days[row] != Missing.day { cells.append(day: days[row], at: place, to: &output) }
    case .values(.text(let vector), _):
      let code = vector.codes[row]
      guard code != Missing.text else { return }
      cells.append(text: vector.dictionary[code], .text, at: place, to: &output)
    case .values(let vector, _):
      let value = vector[row]
      if value == .missing || value == .list([]) { return }
      var text: [UInt8] = []
      format.append(value, to: &text)
      cells.append(text: text, .text, at: place, to: &output)
    }
  }

  private func append(
    _ vector: MoneyVector, row: Int, at place: CellPlace, with cells: inout CellMarkup,
    to output: inout [UInt8]
  ) {
    let coefficient = vector.coefficients[row]
    guard coefficient != Missing.coefficient else { return }
    guard vector.currencies[row] != Currency.several.code else {
      var text: [UInt8] = []
      format.append(vector.bags[Int(coefficient)], separator: " + ", to: &text)
      return cells.append(text: text, .exact, at: place, to: &output)
    }
    cells.append(
      coefficient, scale: vector.scale, Currency(code: vector.currencies[row]), at: place,
      to: &output)
  }
}
