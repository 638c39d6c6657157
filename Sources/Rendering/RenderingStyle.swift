/// Where an answer goes, as far as its looks depend on it.
package struct RenderingStyle: Sendable {
  /// Columns of the screen; nil shows every column as wide as it is.
  package var width: Int?
  /// Lines of the screen; nil shows every row.
  package var height: Int?
  /// Whether headings and remarks may be set off by escape sequences.
  package var color: Bool
  /// Whether a terminal reads the bytes, so that no format may let an unsafe character pass.
  package var isTerminal: Bool
  /// Whether a text that a spreadsheet would run as a formula gets an apostrophe in CSV and TSV.
  package var isSpreadsheetSafe: Bool
  /// Whether numbers have a comma before their decimals; a semicolon then stands between fields.
  package var hasDecimalComma = false
  /// Whether text begins with the mark by which Excel knows UTF-8.
  package var hasByteOrderMark = false

  /// A style; by default nothing is cut and nothing colored.
  package init(
    width: Int? = nil, height: Int? = nil, color: Bool = false, isTerminal: Bool = false,
    isSpreadsheetSafe: Bool = true
  ) {
    self.width = width
    self.height = height
    self.color = color
    self.isTerminal = isTerminal
    self.isSpreadsheetSafe = isSpreadsheetSafe
  }
}
