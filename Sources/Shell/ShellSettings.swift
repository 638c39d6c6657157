package import Model
package import Rendering

/// What `set` changes: how answers look and which day is meant.
package struct ShellSettings: Sendable {
  /// The form of answers.
  package var format = OutputFormat.table
  /// How many rows a long answer shows; nil shows all.
  package var rows: Int?
  /// Width of the screen in cells; nil fits nothing.
  package var width: Int?
  /// Whether `rows` is asked of the window anew before each answer.
  package var followsRows = false
  /// Whether `width` is asked of the window anew before each answer.
  package var followsWidth = false
  /// Whether colors may be used.
  package var color = false
  /// Whether messages may be colored; they go elsewhere than answers.
  package var errorColor = false
  /// Whether answers go to a terminal, where no byte of data may act.
  package var isTerminal = false
  /// Whether the footer tells how long the answer took.
  package var showsTime = false
  /// The day that the command line takes for today; nil for the book's or the clock's.
  package var today: CivilDate?
  /// The day that questions without an `as of` ask about; nil for today.
  package var asOf: CivilDate?
  /// Whether the pages of what does not fit are turned, rather than run by.
  package var usesPager = true
  /// Bytes that a question may take; nil for what the machine has.
  package var memory: Int?
  /// Whether what would be asked is answered with yes.
  package var saysYes = false
  /// Whether exports hold bank accounts and tax numbers in full.
  package var exportsInFull = false

  /// The settings of a pipe: everything is shown, nothing is colored.
  package init() {}

  /// Turns colors on or off, for answers and messages alike.
  package mutating func setColor(_ isOn: Bool) {
    color = isOn
    errorColor = isOn
  }

  /// Takes the size of the window, as far as it is to be followed.
  mutating func follow(_ window: TerminalSize) {
    if followsWidth { width = window.columns }
    if followsRows { rows = window.rows }
  }
}
