import Columns
import Model

/// A column of a page: its heading, its cells and what they come to.
struct PageColumn {
  /// The heading, words for underscores; not escaped.
  let heading: [UInt8]
  /// What the rows come to; nil where that means nothing.
  let total: Value?
  /// Columns of a terminal that it would need.
  let width: Int

  private let column: DisplayColumn
  private let isMoney: Bool
  private let isDate: Bool
  private let isEnumeration: Bool
  private let hasDecimalComma: Bool
  private let namesCurrencies: Bool
  /// Columns that the longest fraction takes, with its point.
  private let fractionWidth: Int

  /// So many rows tell how wide a column is.
  private static let measuredRows = 200

  init(_ column: ResultTable.Column, of table: ResultTable, style: RenderingStyle) {
    let shown = DisplayColumn(column, words: table.words, currency: .headingIfUniform)
    self.column = shown
    total = column.total
    heading = Array(PageHeading.text(String(decoding: shown.heading, as: UTF8.self)).utf8)
    isMoney = column.type == .money
    isDate = column.type == .date || column.type == .period
    if case .enumeration = column.type { isEnumeration = true } else { isEnumeration = false }
    hasDecimalComma = style.hasDecimalComma && shown.alignment == .point
    namesCurrencies = shown.heading == Array(VisibleText.visible(column.name.utf8).utf8)
    let measured = min(table.rowCount, Self.measuredRows)
    let layout = ColumnLayout([shown], rows: [0..<measured], width: nil)
    width = min(layout.slots[0].width, 40)
    fractionWidth = layout.slots[0].fractionWidth
  }

  /// ` class="n"`, by how its cells stand.
  var mark: String {
    if column.alignment == .point { return " class=\"n\"" }
    return isDate ? " class=\"d\"" : ""
  }

  /// Adds a cell with its element.
  func append(row: Int, isAligned: Bool, to output: inout [UInt8]) {
    output += "<td\(isAligned ? mark : "")>".utf8
    for line in 0..<column.lineCount(at: row) {
      if line > 0 { output += "<br>".utf8 }
      var cell: [UInt8] = []
      column.append(row: row, line: line, to: &cell)
      if cell == DisplayColumn.missing {
        output += "<span class=\"x\">—</span>".utf8
      } else if isMoney, let zero = PageColumn.zero(cell) {
        // The currency of nothing says nothing.
        output += "<span class=\"x\">".utf8
        append(zero, isAligned: isAligned, to: &output)
        output += "</span>".utf8
      } else {
        append(cell, isAligned: isAligned, to: &output)
      }
    }
    output += "</td>".utf8
  }

  /// Adds an amount or a number that stands among the cells.
  func append(total cell: [UInt8], to output: inout [UInt8]) {
    append(cell, isAligned: true, to: &output)
  }

  /// The digits of an amount that is zero; nil for any other.
  private static func zero(_ cell: [UInt8]) -> [UInt8]? {
    let digits = cell.split(separator: UInt8(ascii: " ")).last ?? []
    let isZero = digits.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    return isZero && !digits.isEmpty ? Array(digits) : nil
  }

  private func append(_ cell: [UInt8], isAligned: Bool, to output: inout [UInt8]) {
    var cell = cell
    if isEnumeration { cell = cell.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 } }
    let fraction = ColumnLayout.fractionWidth(of: cell)
    if hasDecimalComma { DecimalComma.apply(to: &cell, from: 0) }
    HTMLText.append(escaping: cell, to: &output)
    guard isAligned, column.alignment == .point, fraction < fractionWidth else { return }
    // Blanks as wide as a point and as a digit, so that points stand below each other.
    if fraction == 0 { output += "\u{2008}".utf8 }
    for _ in max(fraction, 1)..<fractionWidth { output += "\u{2007}".utf8 }
  }

  /// The text of an amount as the cells of this column have it.
  func text(of money: Money) -> [UInt8] {
    var text: [UInt8] = []
    if namesCurrencies {
      ValueFormat(isForPeople: true, words: [:]).append(money, to: &text)
    } else {
      NumberFormat.append(
        money.amount, places: money.currency.exponent, isGrouped: true, to: &text)
    }
    return text
  }
}

/// Headings for people who do not know the language.
enum PageHeading {
  /// `days_overdue` as `Days overdue`.
  static func text(_ name: String) -> String {
    let words = words(name)
    guard let first = words.unicodeScalars.first, first.isASCII else { return words }
    return String(first).uppercased() + String(words.unicodeScalars.dropFirst())
  }

  private static let units = ["day", "week", "month", "quarter", "year"]
  private static let abbreviations = ["po", "iban", "bic", "id"]

  /// A name as people write it: `customer country` for `customer.country`, `month` for
  /// `month(date)`, `tax ID` for `tax_id`.
  static func words(_ name: String) -> String {
    name.split(separator: " ", omittingEmptySubsequences: false).map { part in
      part.last == "," ? self.word(part.dropLast()) + "," : self.word(part)
    }.joined(separator: " ")
  }

  private static func word(_ word: Substring) -> String {
    for unit in units where word.hasPrefix("\(unit)(") && word.hasSuffix(")") {
      let date = word.dropFirst(unit.count + 1).dropLast()
      if isPath(date) { return date == "date" ? unit : "\(unit) of \(apart(date))" }
    }
    return isPath(word) ? apart(word) : String(word)
  }

  /// Whether a word is made of names only, so that points in it stand between them.
  private static func isPath(_ word: Substring) -> Bool {
    word.first?.isLetter == true
      && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      && word.last != "."
  }

  private static func apart(_ path: Substring) -> String {
    path.split { $0 == "_" || $0 == "." }.map { part in
      abbreviations.contains(String(part)) ? part.uppercased() : String(part)
    }.joined(separator: " ")
  }
}
