import Columns
import Model

/// A column as people read it: its heading and the text of each cell, safe for a terminal.
struct DisplayColumn {
  /// How the cells of a column stand below each other.
  enum Alignment {
    case left
    /// On the decimal point.
    case point
  }

  /// Where the currency of an amount is told.
  enum CurrencyPlace {
    /// In the heading if the column has but one, else in each cell.
    case headingIfUniform
    case cells
  }

  /// What stands for a missing value.
  static let missing: [UInt8] = Array("—".utf8)

  let heading: [UInt8]
  let alignment: Alignment
  /// Whether the cells may be cut where the screen is too narrow.
  let isElastic: Bool

  private let values: Vector
  private let palette: CurrencyPalette?
  private let namesCurrencies: Bool
  private let format: ValueFormat
  private let words: [[UInt8]]

  init(
    _ column: ResultTable.Column, words: [EnumerationID: [String]], currency: CurrencyPlace
  ) {
    values = column.values
    format = ValueFormat(isForPeople: true, words: words)
    var heading: [UInt8] = []
    VisibleText.append(visible: column.name.utf8, to: &heading)
    var alignment = Alignment.left
    var palette: CurrencyPalette?
    var namesCurrencies = false
    var wordBytes: [[UInt8]] = []
    var isElastic = false
    switch column.values {
    case .number: alignment = .point
    case .money(let vector):
      alignment = .point
      let currencies = CurrencyPalette(vector)
      palette = currencies
      if currency == .headingIfUniform, let only = currencies.only {
        // `across currency` has columns that are called so already.
        if !only.letters.isEmpty, heading != only.letters {
          heading += [UInt8(ascii: " "), UInt8(ascii: "(")] + only.letters + [UInt8(ascii: ")")]
        }
      } else {
        namesCurrencies = true
      }
    case .enumeration(let id, _):
      wordBytes = (words[id] ?? []).map { Array(VisibleText.visible($0.utf8).utf8) }
    case .text, .list: isElastic = true
    case .boolean, .date, .period, .currency, .record, .duration, .missing:
      // A column in which all is missing still stands as its type does.
      alignment = column.type == .number || column.type == .money ? .point : .left
    }
    self.heading = heading
    self.alignment = alignment
    self.palette = palette
    self.namesCurrencies = namesCurrencies
    self.words = wordBytes
    self.isElastic = isElastic
  }

  /// Lines that a cell takes: a sum over several currencies takes one for each.
  func lineCount(at row: Int) -> Int {
    guard let bag = bag(at: row) else { return 1 }
    return max(1, bag.amounts.count)
  }

  /// Adds one line of a cell.
  func append(row: Int, line: Int = 0, to output: inout [UInt8]) {
    switch values {
    case .number(let vector):
      let coefficient = vector.coefficients[row]
      guard coefficient != Missing.coefficient else { return appendMissing(to: &output) }
      NumberFormat.append(
        coefficient, scale: vector.scale, places: 0, isGrouped: true, to: &output)
    case .money(let vector): appendMoney(vector, row: row, line: line, to: &output)
    case .date(let days):
      guard days[row] != Missing.day else { return appendMissing(to: &output) }
      DateFormat.append(day: days[row], to: &output)
    case .text(let vector):
      let code = vector.codes[row]
      guard code != Missing.text else { return appendMissing(to: &output) }
      appendText(vector.dictionary[code], to: &output)
    case .enumeration(_, let places):
      let place = Int(places[row])
      guard words.indices.contains(place) else { return appendMissing(to: &output) }
      output.append(contentsOf: words[place])
    case .list(let lists):
      if lists[row].isEmpty { return appendMissing(to: &output) }
      appendSafely(.list(lists[row]), to: &output)
    case .boolean, .period, .currency, .record, .duration, .missing:
      appendSafely(values[row], to: &output)
    }
  }

  /// Adds a cell on one line, amounts in several currencies as a sum.
  func appendOnOneLine(row: Int, to output: inout [UInt8]) {
    if let bag = bag(at: row) {
      format.append(bag, separator: " + ", to: &output)
    } else {
      append(row: row, to: &output)
    }
  }

  private func bag(at row: Int) -> Bag? {
    guard let palette, palette.hasBags, case .money(let vector) = values,
      vector.coefficients[row] != Missing.coefficient,
      vector.currencies[row] == Currency.several.code
    else { return nil }
    return vector.bags[Int(vector.coefficients[row])]
  }

  private func appendMoney(
    _ vector: MoneyVector, row: Int, line: Int, to output: inout [UInt8]
  ) {
    let coefficient = vector.coefficients[row]
    guard coefficient != Missing.coefficient, let palette else {
      return appendMissing(to: &output)
    }
    if let bag = bag(at: row) {
      format.append(line < bag.amounts.count ? bag.amounts[line] : .nothing, to: &output)
      return
    }
    let currency = palette[vector.currencies[row]]
    if namesCurrencies, !currency.letters.isEmpty {
      output.append(contentsOf: currency.letters)
      output.append(UInt8(ascii: " "))
    }
    NumberFormat.append(
      coefficient, scale: vector.scale, places: currency.exponent, isGrouped: true, to: &output)
  }

  private func appendText(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    if bytes.isEmpty {
      output.append(contentsOf: "\"\"".utf8)
    } else {
      VisibleText.append(visible: bytes, to: &output)
    }
  }

  private func appendSafely(_ value: Value, to output: inout [UInt8]) {
    var text: [UInt8] = []
    format.append(value, to: &text)
    VisibleText.append(visible: text, to: &output)
  }

  private func appendMissing(to output: inout [UInt8]) {
    output.append(contentsOf: DisplayColumn.missing)
  }
}

extension Money {
  /// What a sum over several currencies comes to when each of them has come to zero.
  fileprivate static let nothing = Money(.zero, .unnamed)
}
