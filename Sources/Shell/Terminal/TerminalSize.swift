internal import CTerminal
internal import Glibc

/// The width and height of the window that answers are laid out for.
package struct TerminalSize: Equatable, Sendable {
  /// The cells in a row.
  package let columns: Int
  /// The rows of the window.
  package let rows: Int

  /// A size as given.
  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// What is taken where nothing is known.
  package static let usual = TerminalSize(columns: 80, rows: 24)

  /// The window of a descriptor, standard output if not said; else `COLUMNS` and `LINES`; else 80
  /// by 24.
  package static func current(
    of descriptor: Int32 = 1, environment: (String) -> String? = TerminalFacts.environment
  ) -> TerminalSize {
    var columns: Int32 = 0
    var rows: Int32 = 0
    // A pseudo-terminal that nobody has given a size says 0 by 0.
    if unsafe terminal_window_size(descriptor, &columns, &rows), columns > 0, rows > 0 {
      return TerminalSize(columns: Int(columns), rows: Int(rows))
    }
    return TerminalSize(
      columns: number(environment("COLUMNS")) ?? usual.columns,
      rows: number(environment("LINES")) ?? usual.rows)
  }

  private static func number(_ text: String?) -> Int? {
    guard let text, let number = Int(text), (1...10_000).contains(number) else { return nil }
    return number
  }
}
