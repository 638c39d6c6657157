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
  /// Whether colors may be used.
  package var color = false
  /// Whether answers go to a terminal, where no byte of data may act.
  package var isTerminal = false
  /// Whether the footer tells how long the answer took.
  package var showsTime = false
  /// The day that questions without an `as of` ask about; nil for today.
  package var asOf: CivilDate?

  /// The settings of a pipe: everything is shown, nothing is colored.
  package init() {}
}
