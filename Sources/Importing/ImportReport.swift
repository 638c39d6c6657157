package import Columns
package import Model

/// What an import read, file by file.
package struct ImportReport: Sendable {
  /// The files in the order in which they were read.
  package let files: [FileReport]
  /// Files that the mapping says not to read.
  package let leftOut: [String]
  /// Every row that did not become a record, in the order of files and lines.
  package let refusals: [Refusal]

  /// Rows of all files, headings and blank lines not counted.
  package var rowsRead: Int { files.reduce(0) { $0 + $1.rowsRead } }
  /// Rows that became records.
  package var accepted: Int { files.reduce(0) { $0 + $1.accepted } }
  /// Rows that did not; read = accepted + refused.
  package var refused: Int { files.reduce(0) { $0 + $1.refused } }
}

/// What was read of one file, and how.
package struct FileReport: Sendable {
  /// The file's name as given.
  package let name: String
  /// What its rows are.
  package let collection: CollectionID
  /// Rows, headings and blank lines not counted.
  package let rowsRead: Int
  /// Rows that became records.
  package let accepted: Int
  /// Rows that did not.
  package let refused: Int
  /// The columns in the order of the file.
  package let columns: [ColumnReport]
}

/// How one column of a file was read.
package struct ColumnReport: Sendable {
  /// What became of a column.
  package enum Use: Sendable, Equatable {
    /// It is a field of the collection.
    case field(String)
    /// Its days are settlements of the document in full.
    case settledDay
    /// It is kept under a name of its own.
    case extra(String, DataType)
    /// It is empty, or the mapping says so.
    case ignored
  }

  /// The heading as the file writes it.
  package let heading: String
  /// What became of the column.
  package let use: Use
  /// The order in which its dates were read, where that makes a difference.
  package let dateOrder: DateOrder?
  /// The decimal mark of its numbers, where that makes a difference.
  package let decimalMark: DecimalMark?
  /// What else was decided, one clause each.
  package let notes: [String]
}
