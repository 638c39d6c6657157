/// A row of a file that did not become a record, and why.
package struct Refusal: Sendable, Equatable {
  /// The file's name as given.
  package let file: String
  /// Line on which the row starts, from 1.
  package let line: Int
  /// Column of the offending field, from 1; 0 when it is the row as a whole.
  package let column: Int
  /// The heading of that column as the file writes it, or empty.
  package let heading: String
  /// What stands in the field, repaired where it is not valid UTF-8.
  package let text: String
  /// The reason, one clause without a full stop.
  package let reason: String

  /// A refused row with its place.
  package init(
    file: String, line: Int, column: Int, heading: String, text: String, reason: String
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.heading = heading
    self.text = text
    self.reason = reason
  }
}
