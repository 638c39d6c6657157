package import Columns
package import Model
import Synchronization

/// A book as it stands in memory: immutable, shared by every question that is asked of it.
package final class StoreView: Sendable {
  /// What the book says about itself.
  package let settings: BookSettings
  /// What collections and fields there are.
  package let schema: Schema
  private let tables: [Table]
  private let linkIndexes: [FieldID: LinkIndex]
  private let nameIndexes: [FieldID: NameIndex]
  private let settlements: [CollectionID: Settlements]
  /// Built when a number is first looked for that nothing has exactly: most sessions never do.
  private let numberIndexes = Mutex<[CollectionID: NumberIndex]>([:])

  /// One collection: its columns by the places of its fields; nil for derived fields and links.
  struct Table: Sendable {
    var rowCount: Int
    var columns: [Column?]
  }

  init(
    settings: BookSettings, schema: Schema, tables: [Table],
    settlements: [CollectionID: Settlements]
  ) {
    self.settings = settings
    self.schema = schema
    self.tables = tables
    self.settlements = settlements
    var links: [FieldID: LinkIndex] = [:]
    var names: [FieldID: NameIndex] = [:]
    for (place, table) in tables.enumerated() {
      let collection = CollectionID(index: place)
      for (index, column) in table.columns.enumerated() {
        let field = FieldID(collection, index: index)
        switch column {
        case .record(let target, let rows):
          links[field] = LinkIndex(rows, targetCount: tables[target.index].rowCount)
        case .text(let codes, let dictionary)
        where schema[collection].labels.contains(schema[field].name):
          names[field] = NameIndex(codes, dictionary)
        case .text, .boolean, .number, .money, .date, .currency, nil: break
        }
      }
    }
    linkIndexes = links
    nameIndexes = names
  }

  /// The stored column of a field.
  ///
  /// - Precondition: the field is stored, not derived and no to-many link.
  package func column(_ field: FieldID) -> Column {
    guard let column = tables[field.collection.index].columns[field.index] else {
      preconditionFailure("\(schema[field].name) is not stored")
    }
    return column
  }

  /// The stored column of a field by its name.
  package func column(_ name: String, of collection: CollectionID) -> Column {
    guard let field = schema.field(named: name, of: collection) else {
      preconditionFailure("\(schema[collection].name) have no \(name)")
    }
    return column(field)
  }

  /// The rows that lead to a record by a to-one link, ascending.
  package func rows(behind link: FieldID, of target: RowIndex) -> ArraySlice<RowIndex> {
    linkIndexes[link]?[target] ?? []
  }

  /// The rows behind a to-one link, by the records that they lead to; nil for any other field.
  package func linkIndex(of link: FieldID) -> LinkIndex? {
    linkIndexes[link]
  }

  /// What was settled of each document, or by each payment or credit; nil where nothing can be.
  package func settlements(of collection: CollectionID) -> Settlements? {
    settlements[collection]
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
    return tables[field.collection.index].columns[field.index]?.hasValues ?? false
  }

  /// The records with a number, whatever they are.
  package func records(numbered number: Text) -> [RecordID] {
    let folded = TextFolding.folded(number.bytes)
    var found: [RecordID] = []
    for index in schema.collections.indices {
      let collection = CollectionID(index: index)
      guard let field = schema.field(named: "number", of: collection) else { continue }
      found += (nameIndexes[field]?.rows(folded: folded) ?? []).map { RecordID(collection, $0) }
    }
    return found
  }

  /// The records with a number that may mean the same.
  package func records(resembling number: Text) -> [NumberMatch] {
    var found: [NumberMatch] = []
    for index in schema.collections.indices {
      let collection = CollectionID(index: index)
      guard let numbers = numberIndex(of: collection) else { continue }
      found += numbers.rows(resembling: number.bytes).map {
        NumberMatch(RecordID(collection, $0.row), number: $0.number, likeness: $0.likeness)
      }
    }
    return found
  }

  private func numberIndex(of collection: CollectionID) -> NumberIndex? {
    guard let field = schema.field(named: "number", of: collection),
      case .text(let codes, let dictionary)? = tables[collection.index].columns[field.index]
    else { return nil }
    return numberIndexes.withLock { indexes in
      if let known = indexes[collection] { return known }
      let made = NumberIndex(codes, dictionary)
      indexes[collection] = made
      return made
    }
  }

  /// The records of a collection with a number or name.
  package func records(of collection: CollectionID, called name: Text) -> [RowIndex] {
    let folded = TextFolding.folded(name.bytes)
    var found: Set<RowIndex> = []
    for label in schema[collection].labels {
      guard let field = schema.field(named: label, of: collection) else { continue }
      found.formUnion(nameIndexes[field]?.rows(folded: folded) ?? [])
    }
    return found.sorted()
  }

  /// Whether an index answers tests on the field.
  package func isIndexed(_ field: FieldID) -> Bool {
    if linkIndexes[field] != nil { return true }
    // A lookup by name searches all labels: it answers for a field only if that is the one label.
    return nameIndexes[field] != nil && schema[field.collection].labels.count == 1
  }
}
