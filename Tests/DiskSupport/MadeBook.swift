import Columns
import Model
package import Storage

/// A book with columns of every kind, made in memory, and events that change it.
package enum MadeBook {
  /// A book of so many invoices, with their customers, payments and what these settle.
  package static func view(invoices count: Int, _ chance: inout Chance) throws -> StoreView {
    let empty = BookBuilder.build(
      BookDraft(tables: [], settings: [:]), settings: BookSettings()
    ).view
    var changes: [StoreChange] = []
    let parties = max(1, count / 20)
    for row in 0..<parties { changes.append(customer(row, empty.schema, &chance)) }
    for row in 0..<count {
      changes.append(invoice(row, of: chance.below(parties), empty.schema, &chance))
      if row % 3 == 0 { changes += payment(row / 3, of: row, parties, empty.schema, &chance) }
    }
    return try repacked(try empty.applying(changes))
  }

  /// The same book as it lies in a file.
  private static func repacked(_ view: StoreView) throws -> StoreView {
    let disk = SimulatedDisk()
    let store = StoreID(high: 5, low: 6)
    let folder = try create(view, store: store, on: disk)
    folder.close()
    return try SnapshotFile(try disk.map("snapshot-1")) { _ in fatalError("damage") }.view()
  }

  /// Keeps a book on a disk.
  package static func create(
    _ view: StoreView, store: StoreID, on disk: any Disk
  ) throws(BookFolder.SaveFailure) -> BookFolder {
    try BookFolder.create(on: disk, store: store) {
      disk, file, generation throws(DiskError) in
      try SnapshotWriter.write(view, of: store, generation: generation, to: file, on: disk)
    }
  }

  /// An event of some kind that fits a book; each changes something.
  package static func event(_ number: Int, on view: StoreView, _ chance: inout Chance) -> BookEvent
  {
    let count = view.rowCount(of: .invoices)
    let record = RecordID(.invoices, RowIndex(chance.below(count)))
    var changes: [StoreChange] = []
    switch chance.below(4) {
    case 0:
      changes = [invoice(count, of: 0, view.schema, &chance)]
    case 1:
      let notes = RecordID(.notes, RowIndex(view.rowCount(of: .notes)))
      // One that is never taken back: of what is gone nothing can be noted.
      let noted = RecordID(.invoices, record.row % 3 == 1 ? record.row - 1 : record.row)
      changes = [
        new(
          notes, view.schema,
          [("document", .record(noted)), ("text", .text(Text("note \(number)")))])
      ]
    case 2:
      // One that no allocation leads to, and no note.
      let lone = RecordID(.invoices, RowIndex(chance.below(count / 3) * 3 + 1))
      changes = [view.log.isRemoved(lone) ? .restore(lone) : .remove(lone)]
    default:
      if let field = view.schema.field(named: "due", of: .invoices) {
        let before = view.value(of: record, field)
        let after = Value.date(CivilDate(day: Int32(21_000 + number)))
        changes = [.set(record, field, before: before, after: after)]
      }
    }
    return BookEvent(
      number: number, day: CivilDate(day: 20_000), second: Int64(number), user: "anna",
      statement: "sentence \(number)", changes: changes)
  }

  // MARK: Records

  private static func new(
    _ record: RecordID, _ schema: Schema, _ values: [(String, Value)]
  ) -> StoreChange {
    .append(
      record,
      values.compactMap { name, value in
        schema.field(named: name, of: record.collection).map {
          StoreChange.FieldValue($0, value)
        }
      })
  }

  private static func money(_ cents: Int) -> Value {
    .money(Money(Decimal(Int128(cents), scale: 2), Currency("EUR") ?? .unnamed))
  }

  private static func customer(
    _ row: Int, _ schema: Schema, _ chance: inout Chance
  ) -> StoreChange {
    new(
      RecordID(.customers, RowIndex(row)), schema,
      [
        ("number", .text(Text("C-\(row)"))), ("name", .text(Text("Customer \(chance.next())"))),
        ("city", .text(Text(["Berlin", "Wien", "Graz"][chance.below(3)]))),
      ])
  }

  private static func invoice(
    _ row: Int, of customer: Int, _ schema: Schema, _ chance: inout Chance
  ) -> StoreChange {
    new(
      RecordID(.invoices, RowIndex(row)), schema,
      [
        ("number", .text(Text("INV-\(100_000 + row)"))),
        ("customer", .record(RecordID(.customers, RowIndex(customer)))),
        ("date", .date(CivilDate(day: Int32(19_000 + chance.below(900))))),
        ("due", .date(CivilDate(day: Int32(19_900 + chance.below(900))))),
        ("currency", .currency(Currency("EUR") ?? .unnamed)),
        ("total", money(100_000 + chance.below(10_000_000))),
        ("reference", .text(Text("r \(chance.next() % 1_000_000_007)"))),
        ("sent", .boolean(chance.below(2) == 0)),
      ])
  }

  private static func payment(
    _ row: Int, of invoice: Int, _ parties: Int, _ schema: Schema, _ chance: inout Chance
  ) -> [StoreChange] {
    let payment = RecordID(.payments, RowIndex(row))
    let (day, cents) = (CivilDate(day: 20_800), 100 + chance.below(99_000))
    let currency = ("currency", Value.currency(Currency("EUR") ?? .unnamed))
    return [
      new(
        payment, schema,
        [
          ("number", .text(Text("P-\(row)"))), ("date", .date(day)), ("amount", money(cents)),
          ("customer", .record(RecordID(.customers, RowIndex(chance.below(parties))))), currency,
        ]),
      new(
        RecordID(.allocations, RowIndex(row)), schema,
        [
          ("payment", .record(payment)),
          ("document", .record(RecordID(.invoices, RowIndex(invoice)))), ("date", .date(day)),
          ("amount", money(cents)), currency,
        ]),
    ]
  }
}
