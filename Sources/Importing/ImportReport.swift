package import Columns
package import Model

/// What an import read, file by file.
package struct ImportReport: Sendable {
  /// The files in the order in which they were read.
  package let files: [FileReport]
  /// Files that the mapping says not to read.
  package let leftOut: [String]
  /// Files of a folder that were not read, because nothing in them is ours.
  package let foreign: [String]
  /// Every row that did not become a record, in the order of files and lines.
  package let refusals: [Refusal]

  /// Nothing was read: the book was there already.
  package static let none = ImportReport(files: [], leftOut: [], foreign: [], refusals: [])

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
  /// What its rows are, or the first of it where they are several things.
  package let collection: CollectionID
  /// Rows, headings and blank lines not counted.
  package let rowsRead: Int
  /// Rows that became records.
  package let accepted: Int
  /// Rows that did not.
  package let refused: Int
  /// The columns in the order of the file.
  package let columns: [ColumnReport]
  /// Whether its amounts were read as counts of the smallest coins.
  package let areAmountsMinor: Bool
  /// What was decided about the file as a whole, one clause each.
  package var notes: [String] = []
}

/// How one column of a file was read.
package struct ColumnReport: Sendable {
  /// What became of a column.
  package enum Use: Sendable, Equatable {
    /// It is a field of the collection.
    case field(String)
    /// Its days are settlements of the document in full.
    case settledDay
    /// Its words are kept as `file_status`; some of them mark drafts and void documents.
    case status
    /// It is kept under a name of its own.
    case extra(String, DataType)
    /// It is the currency of the amount beside it, as in exports of our own.
    case currencyOfAmount
    /// It is worked out anew from the other columns, as in exports of our own.
    case workedOut
    /// It is empty, or the mapping says so.
    case ignored
  }

  /// What one of its texts says about the way in which all were read.
  package enum Proof: Sendable, Equatable {
    /// It can be read in this way only.
    case onlySo(String)
    /// It can be read in another way as well, and no other text of the column decides.
    case eitherWay(String)
    /// It cannot be read in this way, so its row is refused.
    case neverSo(String)
  }

  /// The heading as the file writes it.
  package let heading: String
  /// Whose field it is; of a file with one row a line, the documents' or their lines'.
  package let collection: CollectionID
  /// What became of the column.
  package let use: Use
  /// The order in which its dates were read, where that makes a difference.
  package let dateOrder: DateOrder?
  /// The decimal mark of its numbers, where that makes a difference.
  package let decimalMark: DecimalMark?
  /// A text that shows whether the order of dates or the decimal mark is right.
  package let proof: Proof?
  /// What else was decided, one clause each.
  package let notes: [String]
}
