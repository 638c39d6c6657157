import Columns
package import Model

extension StoreView {
  /// The book once an event has happened.
  ///
  /// - Throws: why the event does not fit this book.
  package func applying(_ event: BookEvent) throws(ChangeFault) -> StoreView {
    var log = log
    log.add(event)
    return try applying(event.changes, log: log)
  }

  /// The book with some changes that nobody has recorded, for a look at what they come to.
  ///
  /// - Throws: why they do not fit this book.
  package func applying(_ changes: [StoreChange]) throws(ChangeFault) -> StoreView {
    try applying(changes, log: log)
  }

  /// The book as it stood before the last events, those recorded after a day.
  package func known(on day: CivilDate) -> StoreView {
    let later = log.events.filter { $0.day > day }
    guard !later.isEmpty else { return self }
    let inverse = later.reversed().flatMap { $0.changes.reversed().map(\.inverse) }
    return (try? applying(inverse, log: log.known(on: day))) ?? self
  }

  private func applying(
    _ changes: [StoreChange], log: BookLog
  ) throws(ChangeFault) -> StoreView {
    var tables = tables
    var log = log
    for change in changes {
      switch change {
      case .append(let record, let values):
        try StoreView.append(record, values, to: &tables[record.collection.index], schema)
      case .set(let record, let field, let before, let after):
        try check(record, in: tables)
        guard StoreView.value(of: record, field, in: tables) == before else {
          throw .otherValue(record, field)
        }
        try StoreView.set(record, field, to: after, in: &tables)
      case .remove(let record):
        try check(record, in: tables)
        log.setRemoved(record, true)
      case .restore(let record):
        try check(record, in: tables)
        log.setRemoved(record, false)
      }
    }
    let settlements = StoreView.settlements(
      tables, schema, removed: log.removed, isKept: indexes.settlements)
    return StoreView(
      settings: settings, schema: schema, tables: tables,
      indexes: StoreIndexes(tables, schema, settlements: settlements), log: log)
  }

  private func check(_ record: RecordID, in tables: [Table]) throws(ChangeFault) {
    let rows = tables[record.collection.index].rowCount
    guard record.row >= 0, Int(record.row) < rows else { throw .noRecord(record) }
  }

  /// The stored value of a field.
  package func value(of record: RecordID, _ field: FieldID) -> Value {
    StoreView.value(of: record, field, in: tables)
  }

  private static func value(
    of record: RecordID, _ field: FieldID, in tables: [Table]
  ) -> Value {
    tables[field.collection.index].columns[field.index]?.vector(at: [record.row])[0] ?? .missing
  }

  private static func append(
    _ record: RecordID, _ values: [StoreChange.FieldValue], to table: inout Table,
    _ schema: Schema
  ) throws(ChangeFault) {
    guard Int(record.row) == table.rowCount else { throw .wrongRow(record) }
    for index in table.columns.indices {
      guard let column = table.columns[index] else { continue }
      let field = FieldID(record.collection, index: index)
      let value = values.last { $0.field == field }?.value ?? .missing
      guard let longer = column.appending(value) else { throw .unfit(field) }
      table.columns[index] = longer
    }
    table.rowCount += 1
  }

  private static func set(
    _ record: RecordID, _ field: FieldID, to value: Value, in tables: inout [Table]
  ) throws(ChangeFault) {
    let column = tables[field.collection.index].columns[field.index]
    guard let changed = column?.replacing(Int(record.row), with: value) else {
      throw .unfit(field)
    }
    tables[field.collection.index].columns[field.index] = changed
  }
}

// MARK: - Settlements

extension StoreView {
  /// What settles what, by the collection of its allocations.
  private static let sides: [(allocations: CollectionID, ends: [(CollectionID, String)])] = [
    (.allocations, [(.invoices, "document"), (.payments, "payment"), (.credits, "credit")]),
    (
      .billAllocations,
      [(.bills, "document"), (.billPayments, "payment"), (.vendorCredits, "credit")]
    ),
  ]

  /// What each document, payment and credit note has settled by each day, worked out anew.
  private static func settlements(
    _ tables: [Table], _ schema: Schema, removed: [CollectionID: Set<RowIndex>],
    isKept: [CollectionID: Settlements]
  ) -> [CollectionID: Settlements] {
    var made = isKept
    for (allocations, ends) in sides {
      func column(_ name: String) -> StoredColumn? {
        schema.field(named: name, of: allocations).flatMap {
          tables[allocations.index].columns[$0.index]
        }
      }
      func rows(_ name: String) -> Cells<RowIndex>? {
        if case .record(_, let rows)? = column(name) { return rows }
        return nil
      }
      guard case .money(let amounts, let scale, _)? = column("amount"),
        case .date(let days)? = column("date"), let payments = rows("payment"),
        let credits = rows("credit")
      else { continue }
      let gone = removed[allocations] ?? []
      for (collection, link) in ends {
        guard let records = rows(link) else { continue }
        var events: [Settlements.Event] = []
        for row in 0..<records.count
        where records[row] >= 0 && amounts[row] != Missing.stored && !gone.contains(RowIndex(row)) {
          events.append(
            Settlements.Event(
              record: records[row], day: days[row], amount: amounts[row],
              means: Settlements.Means(payment: payments[row], credit: credits[row])))
        }
        made[collection] = Settlements(
          events, recordCount: tables[collection.index].rowCount, scale: scale)
      }
    }
    return made
  }
}
