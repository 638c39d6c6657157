internal import CTerminal

/// How many cells a character takes on the screen, as libedit counts.
///
/// Answers are laid out by a table of our own; this one must agree with the editor's screen.
enum CellWidth {
  static func of(_ scalar: Unicode.Scalar) -> Int {
    max(0, Int(terminal_cell_width(scalar.value)))
  }

  /// Whether a character is shown as itself and not spelled out by its number.
  static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    terminal_cell_width(scalar.value) >= 0
  }

  static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + of($1) }
  }
}
