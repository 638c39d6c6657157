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

  /// The book with its history: what it holds already, and what has happened since.
  ///
  /// - Parameters:
  ///   - past: events whose changes it holds; records that they took back are still gone.
  ///   - events: events whose changes it does not hold yet.
  /// - Returns: the book as it is by now.
  /// - Throws: why an event does not fit this book.
  package func continuing(
    _ past: [BookEvent], _ events: [BookEvent]
  ) throws(ChangeFault) -> StoreView {
    var log = log
    for event in past { log.remember(event) }
    for event in events { log.add(event) }
    return try applying(events.flatMap(\.changes), log: log)
  }

  /// The book with an event whose changes it holds already.
  func remembering(_ event: BookEvent) -> StoreView {
    var log = log
    log.remember(event)
    return StoreView(
      settings: settings, schema: schema, tables: tables, indexes: indexes, log: log)
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
    guard !changes.isEmpty else {
      return StoreView(
        settings: settings, schema: schema, tables: tables, indexes: indexes, log: log)
    }
    var tables = tables
    var log = log
    var edits: [FieldEdit] = []
    var goneOrBack: [RecordID] = []
    for change in changes {
      switch change {
      case .append(let record, let values):
        try StoreView.append(record, values, to: &tables[record.collection.index], schema)
        edits += values.map {
          FieldEdit(record: record, field: $0.field, before: .missing, after: $0.value)
        }
      case .set(let record, let field, let before, let after):
        try check(record, in: tables)
        guard StoreView.value(of: record, field, in: tables) == before else {
          throw .otherValue(record, field)
        }
        try StoreView.set(record, field, to: after, in: &tables)
        edits.append(FieldEdit(record: record, field: field, before: before, after: after))
      case .remove(let record):
        try check(record, in: tables)
        log.setRemoved(record, true)
        goneOrBack.append(record)
      case .restore(let record):
        try check(record, in: tables)
        log.setRemoved(record, false)
        goneOrBack.append(record)
      }
    }
    let finished = log
    return StoreView(
      settings: settings, schema: schema, tables: tables,
      indexes: indexes.updated(by: edits, goneOrBack: goneOrBack, tables, schema) {
        finished.isRemoved($0)
      }, log: log)
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
