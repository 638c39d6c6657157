/// A terminal to try everything on: its size, and whether it shows colors.
package struct TerminalKind: Sendable, CustomStringConvertible {
  /// The cells in a row.
  package let columns: Int
  /// The rows of the window.
  package let rows: Int
  /// Whether colors may be sent.
  package let isColored: Bool

  /// The two sizes that everything has to fit, with colors and without.
  package static let all = [(80, 24), (40, 10)].flatMap { columns, rows in
    [true, false].map { TerminalKind(columns: columns, rows: rows, isColored: $0) }
  }

  /// The variables that make a program see it so.
  package var variables: [String: String] {
    ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": isColored ? "" : "1"]
  }

  /// `80×24 in color`.
  package var description: String { "\(columns)×\(rows) \(isColored ? "in color" : "plain")" }
}
