package import Columns
package import Model
import Synchronization

/// A book, and what its making came to.
package struct BuiltBook: Sendable {
  /// The book.
  package let view: StoreView
  /// Rows that could not become part of it.
  package let refusals: [Refusal]
  /// Parties that documents name and a file of parties does not list; they were made.
  package let unlistedParties: [CollectionID: [Text]]
  /// How many credit notes settle what they name, as no file tells how they were used.
  package let creditsSettlingNamed: [CollectionID: Int]
}

/// Makes a book of what importers read: joins files, follows links, settles documents.
///
/// The order matters: parties first, then documents that name them, then what names documents.
package struct BookBuilder {
  var schema: Schema
  var settings: BookSettings
  var tables: [StagedTable]
  var refusals: [Refusal] = []
  /// Parties that documents name and the files of parties do not list, by the collection made for.
  var unlistedParties: [CollectionID: [Text]] = [:]
  /// Credit notes that settle what they name, counted by their collection.
  var creditsSettlingNamed: [CollectionID: Int] = [:]

  /// A collection while it is being put together.
  struct StagedTable {
    var rowCount = 0
    /// By the place of the field; a link is still text.
    var columns: [Int: Column] = [:]
    /// File and line of each row, for refusals.
    var files: [String] = []
    /// Whether invoq itself wrote the file, by its place among them.
    var isOwnFile: [Bool] = []
    /// Where the rows of each file end; they begin where those of the file before end.
    var fileEnds: [Int] = []
    var lines: [Int32] = []
    /// Days on which documents were settled in full; `Missing.day` where they were not.
    var settledDays: [Int32]?
    /// What files say is settled of each document, at `BookBuilder.settledScale`;
    /// `Missing.coefficient` where they do not.
    var settledAmounts: [Int128]?
    /// The field of payments in which files name the document that each pays.
    var paidDocumentColumn: String?
    /// Whether all lines of each document were read; nil where no file says so.
    var hasAllLines: [Bool]?

    /// The rows of a file, by its place among them.
    func rows(of file: Int) -> Range<Int> {
      (file == 0 ? 0 : fileEnds[file - 1])..<fileEnds[file]
    }

    /// The file of a row, by its place among them.
    func file(of row: Int) -> Int {
      fileEnds.firstIndex { row < $0 } ?? fileEnds.count - 1
    }
  }

  /// Makes a book of the records read.
  package static func build(
    _ draft: consuming BookDraft, settings: BookSettings
  ) -> BuiltBook {
    var builder = BookBuilder(settings: settings)
    builder.stageAll(&draft.tables)
    builder.refuseUnfitSettlements()
    builder.resolveParties()
    builder.resolveDocuments()
    builder.fillCurrencies()
    builder.deriveFigures()
    builder.resolveOrderLines()
    builder.deriveDueDays()
    builder.creditNamedDocuments()
    builder.payNamedDocuments()
    builder.settleByDays()
    builder.resolveAllocations()
    let settlements = builder.makeSettlements()
    let (refusals, unlisted) = (builder.refusals, builder.unlistedParties)
    let credits = builder.creditsSettlingNamed
    return BuiltBook(
      view: (consume builder).finish(settlements), refusals: refusals, unlistedParties: unlisted,
      creditsSettlingNamed: credits)
  }

  private init(settings: BookSettings) {
    self.settings = settings
    schema = InvoiceSchema.standard
    schema.setWords(of: .aging, to: InvoiceSchema.agingBuckets(edges: settings.agingEdges))
    tables = schema.collections.map { _ in StagedTable() }
  }

  private consuming func finish(_ settlements: [CollectionID: Settlements]) -> StoreView {
    var finished = tables.enumerated().map { place, table in
      StoreView.Table(
        rowCount: table.rowCount,
        columns: [StoredColumn?](
          repeating: nil, count: schema[CollectionID(index: place)].fields.count))
    }
    let columns = UnpackedColumns(tables, schema)
    let zeros = columns.fields.map { noDiscounts($0) }
    // Now nobody else has them, and each goes once it is packed.
    tables = []
    let packed = Workers.map(columns.fields.count, rows: finished.map(\.rowCount).max() ?? 0) {
      [finished, schema] place in
      let field = columns.fields[place]
      return columns.take(place).map { StoredColumn($0) } ?? zeros[place]
        ?? .missing(schema[field].type, count: finished[field.collection.index].rowCount)
    }
    for (field, column) in zip(columns.fields, packed) {
      finished[field.collection.index].columns[field.index] = column
    }
    return StoreView(
      settings: settings, schema: schema, tables: finished,
      indexes: StoreIndexes(finished, schema, settlements: settlements))
  }
}

/// The columns of a book that are still to be packed; each is handed out once.
private final class UnpackedColumns: Sendable {
  /// The stored fields of all collections.
  let fields: [FieldID]
  private let columns: Mutex<[Column?]>

  init(_ tables: [BookBuilder.StagedTable], _ schema: Schema) {
    var fields: [FieldID] = []
    for place in schema.collections.indices {
      let collection = CollectionID(index: place)
      for (index, field) in schema[collection].fields.enumerated() where field.origin == .stored {
        // The records of derived collections are not the store's.
        if case .enumeration = field.type { continue }
        fields.append(FieldID(collection, index: index))
      }
    }
    self.fields = fields
    columns = Mutex(fields.map { tables[$0.collection.index].columns[$0.index] })
  }

  /// A column by the place of its field; nil where no file has it.
  func take(_ place: Int) -> Column? {
    columns.withLock { columns in
      let column = columns[place]
      columns[place] = nil
      return column
    }
  }
}

// MARK: - Staging

extension BookBuilder {
  /// Takes all tables, each on its side; what was read is let go of as soon as it is staged.
  private mutating func stageAll(_ tables: inout [TableDraft]) {
    var routed = SideRouting(taking: &tables)
    refusals = routed.refusals
    while let table = routed.takeTable() { stage(consume table) }
  }

  /// Adds a file's rows behind those that are there.
  private mutating func stage(_ draft: consuming TableDraft) {
    let place = draft.collection.index
    let (draft, columns) = aligned(draft)
    var table = tables[place]
    let before = table.rowCount
    for (index, column) in columns {
      let existing = table.columns[index] ?? .missing(column.type, count: before)
      table.columns[index] = before == 0 ? column : existing.appending(column)
    }
    for (index, column) in table.columns where columns[index] == nil {
      table.columns[index] = column.appending(.missing(column.type, count: draft.rowCount))
    }
    table.files.append(draft.file)
    table.isOwnFile.append(draft.isOwnExport)
    table.fileEnds.append(before + draft.rowCount)
    table.lines = before == 0 ? draft.lines : table.lines + draft.lines
    if table.settledDays != nil || draft.settledDays != nil {
      let earlier = table.settledDays ?? [Int32](repeating: Missing.day, count: before)
      table.settledDays =
        earlier + (draft.settledDays ?? [Int32](repeating: Missing.day, count: draft.rowCount))
    }
    let amounts = BookBuilder.settledAmounts(of: draft)
    if table.settledAmounts != nil || amounts != nil {
      let earlier =
        table.settledAmounts ?? [Int128](repeating: Missing.coefficient, count: before)
      table.settledAmounts =
        earlier + (amounts ?? [Int128](repeating: Missing.coefficient, count: draft.rowCount))
    }
    table.paidDocumentColumn = table.paidDocumentColumn ?? draft.paidDocumentColumn
    if table.hasAllLines != nil || draft.hasAllLines != nil {
      let earlier = table.hasAllLines ?? [Bool](repeating: true, count: before)
      table.hasAllLines =
        earlier + (draft.hasAllLines ?? [Bool](repeating: true, count: draft.rowCount))
    }
    table.rowCount += draft.rowCount
    tables[place] = table
  }

  /// The file's columns by the places of their fields, at scales that go with those that are there.
  ///
  /// A row with a figure that has no exact place there (far too large beside files with more
  /// decimals, or too fine beside far too large figures) is refused.
  private mutating func aligned(_ draft: TableDraft) -> (TableDraft, [Int: Column]) {
    var columns: [Int: Column] = [:]
    var unfit: Set<RowIndex> = []
    for column in draft.columns {
      let index = fieldIndex(of: column, in: draft.collection)
      columns[index] = column.values
      guard let existing = tables[draft.collection.index].columns[index],
        let there = existing.scale, let here = column.values.scale
      else { continue }
      let canRise = there >= here || existing.rescaled(to: here).unfit.isEmpty
      let (rescaled, rows) = column.values.rescaled(to: canRise ? max(there, here) : there)
      columns[index] = rescaled
      for row in rows where unfit.insert(row).inserted {
        refusals.append(
          Refusal(
            file: draft.file, line: Int(draft.lines[Int(row)]), column: 0,
            heading: column.extraHeading ?? column.name, text: "",
            reason: "the figure does not fit beside those of the other files"))
      }
    }
    guard !unfit.isEmpty else { return (draft, columns) }
    let kept = (0..<RowIndex(draft.rowCount)).filter { !unfit.contains($0) }
    return (draft.taking(kept), columns.mapValues { $0.taking(kept) })
  }

  /// The place of a field, made where a file brings one of its own.
  private mutating func fieldIndex(
    of column: TableDraft.Column, in collection: CollectionID
  ) -> Int {
    if let field = schema.field(named: column.name, of: collection) {
      // Two files may keep columns of one name but different types: the later gets a new name.
      let isLink = if case .record = schema[field].type { true } else { false }
      if column.extraHeading == nil || isLink || schema[field].type == column.values.type {
        return field.index
      }
      var number = 2
      while schema.field(named: "\(column.name)_\(number)", of: collection) != nil { number += 1 }
      return append(column, named: "\(column.name)_\(number)", to: collection)
    }
    return append(column, named: column.name, to: collection)
  }

  private mutating func append(
    _ column: TableDraft.Column, named name: String, to collection: CollectionID
  ) -> Int {
    let heading = column.extraHeading ?? column.name
    return schema.append(
      FieldSchema(name, column.values.type, .stored, meaning: "\"\(heading)\" of the file"),
      to: collection
    ).index
  }
}

// MARK: - Parts that the other files use

extension BookBuilder {
  func index(_ name: String, _ collection: CollectionID) -> Int {
    guard let field = schema.field(named: name, of: collection) else {
      preconditionFailure("\(schema[collection].name) have no \(name)")
    }
    return field.index
  }

  func column(_ name: String, of collection: CollectionID) -> Column? {
    tables[collection.index].columns[index(name, collection)]
  }

  mutating func set(_ name: String, of collection: CollectionID, to column: Column) {
    tables[collection.index].columns[index(name, collection)] = column
  }

  /// Adds rows that no file has, with some of their columns.
  mutating func append(
    _ columns: [String: Column?], count: Int, to collection: CollectionID
  ) {
    var table = tables[collection.index]
    var added: [Int: Column] = [:]
    for (name, column) in columns { added[index(name, collection)] = column }
    for place in Set(table.columns.keys).union(added.keys) {
      guard let type = (table.columns[place] ?? added[place])?.type else { continue }
      let before = table.columns[place] ?? .missing(type, count: table.rowCount)
      table.columns[place] = before.appending(added[place] ?? .missing(type, count: count))
    }
    table.files.append("")
    table.isOwnFile.append(false)
    table.fileEnds.append(table.rowCount + count)
    table.lines += [Int32](repeating: 0, count: count)
    table.rowCount += count
    tables[collection.index] = table
  }

  /// Refuses a row with its place.
  mutating func refuse(
    _ row: Int, of collection: CollectionID, field: String, text: String, reason: String
  ) {
    let table = tables[collection.index]
    refusals.append(
      Refusal(
        file: table.files[table.file(of: row)], line: Int(table.lines[row]), column: 0,
        heading: field, text: text, reason: reason))
  }

  /// For each row of a collection whether invoq itself wrote the file that it is from; empty where
  /// it wrote none of them.
  func ownRows(of collection: CollectionID) -> [Bool] {
    let table = tables[collection.index]
    guard table.isOwnFile.contains(true) else { return [] }
    return table.fileEnds.indices.flatMap { file in
      [Bool](repeating: table.isOwnFile[file], count: table.rows(of: file).count)
    }
  }

  /// Keeps only some rows, ascending, of a collection whose links are not followed by others yet.
  mutating func keep(_ rows: [RowIndex], of collection: CollectionID) {
    var table = tables[collection.index]
    guard rows.count < table.rowCount else { return }
    table.columns = table.columns.mapValues { $0.taking(rows) }
    table.fileEnds = table.fileEnds.map { end in
      var (low, high) = (0, rows.count)
      while low < high {
        let middle = (low + high) / 2
        if Int(rows[middle]) < end { low = middle + 1 } else { high = middle }
      }
      return low
    }
    table.lines = rows.map { table.lines[Int($0)] }
    table.settledDays = table.settledDays.map { days in rows.map { days[Int($0)] } }
    table.settledAmounts = table.settledAmounts.map { all in rows.map { all[Int($0)] } }
    table.hasAllLines = table.hasAllLines.map { all in rows.map { all[Int($0)] } }
    table.rowCount = rows.count
    tables[collection.index] = table
  }
}
