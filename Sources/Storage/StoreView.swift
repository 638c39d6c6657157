package import Columns
package import Model

/// A book as it stands in memory: immutable, shared by every question that is asked of it.
package final class StoreView: Sendable {
  /// What the book says about itself.
  package let settings: BookSettings
  /// What collections and fields there are.
  package let schema: Schema
  let tables: [Table]
  let indexes: StoreIndexes
  /// What has happened to it since its records were first read.
  package let log: BookLog

  /// One collection: its columns by the places of its fields; nil for derived fields and links.
  struct Table: Sendable {
    var rowCount: Int
    var columns: [StoredColumn?]
  }

  init(
    settings: BookSettings, schema: Schema, tables: [Table], indexes: StoreIndexes,
    log: BookLog = .none
  ) {
    (self.settings, self.schema) = (settings, schema)
    (self.tables, self.indexes, self.log) = (tables, indexes, log)
  }

  /// The stored column of a field.
  ///
  /// - Precondition: the field is stored, not derived and no to-many link.
  package func column(_ field: FieldID) -> StoredColumn {
    guard let column = tables[field.collection.index].columns[field.index] else {
      preconditionFailure("\(schema[field].name) is not stored")
    }
    return column
  }

  /// The stored column of a field by its name.
  package func column(_ name: String, of collection: CollectionID) -> StoredColumn {
    guard let field = schema.field(named: name, of: collection) else {
      preconditionFailure("\(schema[collection].name) have no \(name)")
    }
    return column(field)
  }

  /// The rows that lead to a record by a to-one link, ascending.
  package func rows(behind link: FieldID, of target: RowIndex) -> [RowIndex] {
    let rows = indexes.links[link]?.value[target] ?? []
    guard let gone = log.removed[link.collection] else { return rows }
    return rows.filter { !gone.contains($0) }
  }

  /// The rows behind a to-one link, by the records that they lead to; nil for any other field.
  package func linkIndex(of link: FieldID) -> LinkIndex? {
    indexes.links[link]?.value
  }

  /// What was settled of each document, or by each payment or credit; nil where nothing can be.
  package func settlements(of collection: CollectionID) -> Settlements? {
    indexes.settlements[collection]
  }

  /// What the texts of a field may hold; nil where there are few, or names.
  package func signatures(of field: FieldID) -> TextSignatures? {
    indexes.signatures[field]?.value
  }

  /// When each document, payment or credit note was cleared; nil where nothing can be.
  package func clearingDays(of collection: CollectionID) -> Late<ClearingDays>? {
    indexes.clearings[collection]
  }

  /// The currencies that a collection's documents or payments are in.
  package func currencies(of collection: CollectionID) -> Set<Currency> {
    indexes.currencies[collection] ?? []
  }
}

// MARK: - What planning may ask

extension StoreView: Catalog {
  /// The currency that `$` means.
  package var dollar: Currency? { settings.dollar }

  /// How many records a collection has.
  package func rowCount(of collection: CollectionID) -> Int {
    tables[collection.index].rowCount
  }

  /// Whether any record has the field; of records that are not worked out yet nobody knows.
  package func hasValues(in field: FieldID) -> Bool {
    if schema[field.collection].isDerived { return true }
    guard let column = tables[field.collection.index].columns[field.index], column.hasValues else {
      return false
    }
    guard let gone = log.removed[field.collection], !gone.isEmpty,
      StoreView.hasValues(column, at: Array(gone))
    else { return true }
    // Some of the values are those of records that were taken back: are they all?
    let count = RowIndex(rowCount(of: field.collection))
    for start in stride(from: 0, to: count, by: StoreView.rowsLookedAt) {
      let rows = (start..<min(start + RowIndex(StoreView.rowsLookedAt), count)).filter {
        !gone.contains($0)
      }
      if StoreView.hasValues(column, at: rows) { return true }
    }
    return false
  }

  private static let rowsLookedAt = 2_048

  private static func hasValues(_ column: StoredColumn, at rows: [RowIndex]) -> Bool {
    let values = column.vector(at: rows)
    // No is what a yes/no is where nothing was said.
    return rows.indices.contains { values[$0] != .missing && values[$0] != .boolean(false) }
  }

  /// The records with a number, whatever they are.
  package func records(numbered number: Text) -> [RecordID] {
    let folded = TextFolding.folded(number.bytes)
    var found: [RecordID] = []
    for (collection, field) in numberFields {
      found += (indexes.names[field]?.value.rows(folded: folded) ?? [])
        .map { RecordID(collection, $0) }
    }
    return found.filter { !log.isRemoved($0) }
  }

  /// The records with a number that may mean the same.
  package func records(resembling number: Text) -> [NumberMatch] {
    numberFields.flatMap { collection, field in
      (indexes.names[field]?.value.rows(resembling: number.bytes) ?? []).map {
        NumberMatch(RecordID(collection, $0.row), number: $0.number, likeness: $0.likeness)
      }
    }.filter { !log.isRemoved($0.record) }
  }

  private var numberFields: [(CollectionID, FieldID)] {
    schema.collections.indices.compactMap { index in
      let collection = CollectionID(index: index)
      return schema.field(named: "number", of: collection).map { (collection, $0) }
    }
  }

  /// The records of a collection with a number or name.
  package func records(of collection: CollectionID, called name: Text) -> [RowIndex] {
    let folded = TextFolding.folded(name.bytes)
    var found: Set<RowIndex> = []
    for label in schema[collection].labels {
      guard let field = schema.field(named: label, of: collection) else { continue }
      found.formUnion(indexes.names[field]?.value.rows(folded: folded) ?? [])
    }
    return here(found.sorted(), of: collection)
  }

  /// The records whose text in a field equals a text; nil where no index answers that.
  package func records(with field: FieldID, equalTo text: Text) -> [RowIndex]? {
    (indexes.names[field]?.value.rows(called: text)).map { here($0, of: field.collection) }
  }

  /// The records whose text in a field begins with a text; nil where no index answers that, or
  /// these are so many that a pass is as good.
  package func records(with field: FieldID, startingWith text: Text) -> [RowIndex]? {
    let most = max(1_024, rowCount(of: field.collection) / 32)
    return indexes.names[field]?.value.rows(startingWith: text, atMost: most)
      .map { here($0, of: field.collection) }
  }

  private func here(_ rows: [RowIndex], of collection: CollectionID) -> [RowIndex] {
    rows.filter { !log.isRemoved(RecordID(collection, $0)) }
  }

  /// Whether a link's index answers for the field.
  package func isIndexed(_ link: FieldID) -> Bool {
    // What is worked out has its links when it is there.
    if schema[link.collection].isDerived, schema[link].origin == .stored,
      case .record = schema[link].type
    {
      return true
    }
    return indexes.links[link] != nil
  }

  /// Whether the records behind a to-many link stand in the order of those that they belong to,
  /// each behind one, and are there on the same days.
  package func areInOrder(_ list: FieldID) -> Bool {
    guard case .toMany(let target, let links) = schema[list].origin, links.count == 1,
      !schema[target].isDerived, schema[target].dateField == nil
    else { return false }
    return indexes.links[links[0]]?.value.isInOrder(of: rowCount(of: target)) ?? false
  }

  /// Whether it is known of the collection's records when each was cleared.
  package func hasClearingDays(_ collection: CollectionID) -> Bool {
    indexes.clearings[collection] != nil
  }
}
