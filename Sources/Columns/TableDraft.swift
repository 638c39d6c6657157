package import Model
import Synchronization

/// The records of one collection as an importer read them: columns by name, links still as text.
package struct TableDraft: Sendable {
  /// One column as read.
  package struct Column: Sendable {
    /// The field's name in the schema, or the file's own heading for one that fits no field.
    package let name: String
    /// The values; a link is a text column with the other record's number or name.
    package let values: Columns.Column
    /// The heading as the file writes it, for a column that fits no field; nil for a known field.
    package let extraHeading: String?

    /// A named column.
    package init(_ name: String, _ values: Columns.Column, extraHeading: String? = nil) {
      self.name = name
      self.values = values
      self.extraHeading = extraHeading
    }
  }

  /// A column of amounts that tells how much of a document is settled, without a day.
  package struct SettledColumn: Sendable {
    /// The column's name.
    package let name: String
    /// Whether it tells what is left to settle rather than what is settled.
    package let isRest: Bool
    /// Whether its signs are opposite to those of the document's amounts.
    package var isTurned = false

    /// Whether it may as well be the running balance of an account: then it counts only if no
    /// document has more left than it came to.
    package let mayRun: Bool

    /// A column by its name.
    package init(_ name: String, isRest: Bool, mayRun: Bool = false) {
      (self.name, self.isRest, self.mayRun) = (name, isRest, mayRun)
    }
  }

  /// The collection that the records belong to.
  package let collection: CollectionID
  /// The file they came from.
  package let file: String
  /// Number of records.
  package let rowCount: Int
  /// The columns that the file has.
  package private(set) var columns: [Column]
  /// Line of each record in the file, from 1.
  package let lines: [Int32]
  /// Days on which each invoice or bill was settled in full, `Missing.day` where it is open.
  ///
  /// Nil when the file has no such column.
  package var settledDays: [Int32]?
  /// The column that tells how much of each document is settled; nil when the file has none.
  package var settledColumn: SettledColumn?
  /// The column of payments that names the document which each pays; nil when the file has none.
  package var paidDocumentColumn: String?
  /// Whether all lines of each document were read; nil when the file has no lines.
  package var hasAllLines: [Bool]?

  /// Whether invoq itself wrote the file, so that what looks odd in it may be meant.
  package var isOwnExport = false

  /// Records as read.
  package init(
    collection: CollectionID, file: String, rowCount: Int, columns: [Column], lines: [Int32],
    settledDays: [Int32]? = nil
  ) {
    self.collection = collection
    self.file = file
    self.rowCount = rowCount
    self.columns = columns
    self.lines = lines
    self.settledDays = settledDays
  }

  /// The values of a field; nil where the file has none.
  package func values(_ field: String) -> Columns.Column? {
    columns.first { $0.name == field && $0.extraHeading == nil }?.values
  }

  /// The records as those of another collection, some of whose fields are called otherwise.
  package func moved(to other: CollectionID, renaming names: [String: String]) -> TableDraft {
    var moved = TableDraft(
      collection: other, file: file, rowCount: rowCount,
      columns: columns.map { column in
        let isField = column.extraHeading == nil
        let name = isField ? names[column.name] ?? column.name : column.name
        return Column(name, column.values, extraHeading: column.extraHeading)
      }, lines: lines, settledDays: settledDays)
    moved.settledColumn = settledColumn
    moved.hasAllLines = hasAllLines
    moved.isOwnExport = isOwnExport
    return moved
  }

  /// Some of the records, in their order.
  package func taking(_ rows: [RowIndex]) -> TableDraft {
    let taken = Workers.map(columns.count, rows: rows.count) { [columns] in
      let column = columns[$0]
      return Column(column.name, column.values.taking(rows), extraHeading: column.extraHeading)
    }
    return with(taken, rows)
  }

  /// The records taken apart, each part by its rows.
  ///
  /// A column is let go of as soon as its parts are made, if nobody else has the records.
  package consuming func parts(_ rows: [[RowIndex]]) -> [TableDraft] {
    let waiting = Mutex(columns.map { Optional($0) })
    let count = columns.count
    columns = []
    let made = Workers.map(count, rows: rowCount) { place -> [Column] in
      let column = waiting.withLock { $0[place].take() }
      guard let column else { return [] }
      return rows.map {
        Column(column.name, column.values.taking($0), extraHeading: column.extraHeading)
      }
    }
    return rows.indices.map { part in with(made.map { $0[part] }, rows[part]) }
  }

  /// Some of the records, whose columns are made.
  private func with(_ columns: [Column], _ rows: [RowIndex]) -> TableDraft {
    var taken = TableDraft(
      collection: collection, file: file, rowCount: rows.count, columns: columns,
      lines: rows.map { lines[Int($0)] },
      settledDays: settledDays.map { days in rows.map { days[Int($0)] } })
    taken.settledColumn = settledColumn
    taken.paidDocumentColumn = paidDocumentColumn
    taken.hasAllLines = hasAllLines.map { all in rows.map { all[Int($0)] } }
    taken.isOwnExport = isOwnExport
    return taken
  }
}

/// Everything that an import read, before links are followed.
package struct BookDraft: Sendable {
  /// One table a collection and file.
  package var tables: [TableDraft]
  /// What the book says about itself: `today`, `currency`, `dollar`, `aging`.
  package var settings: [String: String]

  /// Tables and settings.
  package init(tables: [TableDraft], settings: [String: String]) {
    self.tables = tables
    self.settings = settings
  }
}
