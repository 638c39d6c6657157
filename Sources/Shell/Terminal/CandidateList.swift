internal import Model

/// The candidates of a completion as they are listed below the statement.
struct CandidateList {
  /// The rows, without line breaks.
  let rows: [String]

  private static let gap = 2

  /// Columns read downwards, as many as fit; what goes beyond `maximumRows` is only counted.
  init(_ candidates: [String], columns: Int, maximumRows: Int) {
    let names = candidates.map(Self.visible)
    let widths = names.map(CellWidth.of)
    let cell = (widths.max() ?? 0) + Self.gap
    let across = max(1, (columns - 1 + Self.gap) / cell)
    let needed = (names.count + across - 1) / across
    let down = needed <= maximumRows ? needed : max(1, maximumRows - 1)
    var rows: [String] = []
    for row in 0..<down {
      var line = ""
      for index in stride(from: row, to: min(names.count, down * across), by: down) {
        line += names[index]
        if index + down < min(names.count, down * across) {
          line += String(repeating: " ", count: cell - widths[index])
        }
      }
      rows.append(line)
    }
    let shown = min(names.count, down * across)
    if shown < names.count { rows.append("… \(names.count - shown) more") }
    self.rows = rows
  }

  /// The longest text that all candidates begin with.
  static func commonPrefix(_ candidates: [String]) -> String {
    guard let first = candidates.first else { return "" }
    var prefix = Array(first.unicodeScalars)
    for candidate in candidates.dropFirst() {
      let scalars = candidate.unicodeScalars
      let common = zip(prefix, scalars).prefix { $0 == $1 }.count
      prefix.removeLast(prefix.count - common)
    }
    return String(String.UnicodeScalarView(prefix))
  }

  /// Candidates may be names from invoices.
  private static func visible(_ candidate: String) -> String {
    VisibleText.visible(candidate.utf8)
  }
}
