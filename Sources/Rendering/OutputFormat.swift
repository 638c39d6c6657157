/// The forms in which an answer can be told, by the names that `-o` and `set output` take.
package enum OutputFormat: String, Sendable, CaseIterable {
  /// Columns for people.
  case table
  /// One field a line, for people.
  case vertical
  /// Comma-separated values as RFC 4180 has them, with plain ends of lines.
  case csv
  /// Values between tabs; tabs, ends of lines and backslashes within a text are escaped.
  case tsv
  /// One array of objects.
  case json
  /// One object a line.
  case jsonl
  /// A table of GitHub's Markdown.
  case md
  /// A page with everything that it needs.
  case html

  /// Whether a record asked for by its number is told as a card, with what belongs to it.
  package var isForCards: Bool { self == .table || self == .md || self == .html }
}
