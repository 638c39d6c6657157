package import Accounting
package import Columns
import Model
import Storage

/// What a change comes to, record by record: each figure before and after.
package struct Preview {
  private let before: BookFacts
  private let after: BookFacts
  private var rows: [(record: String, field: String, before: Value, after: Value)] = []
  private var seen: Set<RecordID> = []
  /// Customers and vendors whose figures come last.
  private var parties: [RecordID] = []

  /// What changes make of a book, as a table: record, field, before, after.
  package static func table(_ proposal: ProposedChange, from before: BookView) -> ResultTable {
    let day = proposal.day
    var preview = Preview(
      before: BookFacts(view: before, day: day), after: BookFacts(view: proposal.view, day: day))
    let changes = proposal.changes
    for change in changes { preview.add(change) }
    for record in changes.flatMap(\.linked) { preview.addFigures(of: record) }
    for party in preview.parties { preview.addFigures(of: party) }
    return preview.table(proposal)
  }

  private init(before: BookFacts, after: BookFacts) {
    (self.before, self.after) = (before, after)
  }

  private mutating func add(_ change: StoreChange) {
    switch change {
    case .append(let record, let values): addNew(record, values)
    case .set(let record, let field, let was, let becomes):
      // When, by whom and why a state was said goes without saying.
      if after.schema.isAboutState(field) { return }
      rows.append((after.called(record), after.schema[field].name, was, becomes))
      addFigures(of: record)
    case .remove(let record):
      if !Preview.lines.contains(record.collection) {
        rows.append((before.called(record), "taken back", summary(of: record, before), .missing))
      }
      for linked in links(of: record, before) { addFigures(of: linked) }
    case .restore(let record):
      if !Preview.lines.contains(record.collection) {
        rows.append((after.called(record), "back again", .missing, summary(of: record, after)))
      }
      for linked in links(of: record, after) { addFigures(of: linked) }
    }
  }

  private mutating func addNew(_ record: RecordID, _ values: [StoreChange.FieldValue]) {
    // What settles what shows in the figures of both; lines show in their document.
    let hasOwnRow = !Preview.shownElsewhere.contains(record.collection)
    guard hasOwnRow else { return }
    if record.collection == .book {
      rows += values.map { (after.called(record), after.schema[$0.field].name, .missing, $0.value) }
      return
    }
    rows.append((after.called(record), "new", .missing, summary(of: record, after)))
    addFigures(of: record)
  }

  private static let lines: Set<CollectionID> = [
    .invoiceLines, .billLines, .creditLines, .vendorCreditLines, .orderLines, .purchaseOrderLines,
  ]
  private static let shownElsewhere = lines.union([.allocations, .billAllocations])

  /// What tells a record best: its amount, its text or its day.
  private func summary(of record: RecordID, _ facts: BookFacts) -> Value {
    for name in ["amount", "total", "text", "name", "reason", "date"] {
      let value = facts.value(name, of: record)
      if value != .missing { return value }
    }
    return .missing
  }

  private func links(of record: RecordID, _ facts: BookFacts) -> [RecordID] {
    ["document", "payment", "credit", "customer", "vendor"].compactMap {
      facts.record($0, of: record)
    }
  }

  /// The figures of a record that follow from others, where they become otherwise.
  private mutating func addFigures(of record: RecordID) {
    let isParty = record.collection == .customers || record.collection == .vendors
    if isParty, !parties.contains(record) {
      parties.append(record)
      return
    }
    guard !after.view.store.log.isRemoved(record), seen.insert(record).inserted else { return }
    let isNew = Int(record.row) >= before.view.store.rowCount(of: record.collection)
    let schema = after.schema
    for name in Preview.figures where schema.field(named: name, of: record.collection) != nil {
      let was = isNew ? .missing : before.value(name, of: record)
      let becomes = after.value(name, of: record)
      let isNothing = isNew && (isZero(becomes) || becomes == .boolean(false))
      if was != becomes, !isNothing { rows.append((after.called(record), name, was, becomes)) }
    }
    if let party = after.record("customer", of: record) ?? after.record("vendor", of: record) {
      addFigures(of: party)
    }
  }

  private static let figures = [
    "owed", "status", "disputed", "unapplied", "balance", "resolved",
  ]

  private func isZero(_ value: Value) -> Bool {
    if case .money(let money) = value { return money.amount.isZero }
    return false
  }

  private func told(_ value: Value) -> Value {
    switch value {
    case .missing: .missing
    case .text(let text): .text(text)
    case .boolean(let answer): .text(Text(answer ? "yes" : "no"))
    case .date(let date): .text(Text("\(date)"))
    case .record(let record): .text(Text(after.called(record)))
    case .money(let money): .text(Text(money.groupedText))
    case .bag(let bag):
      .text(Text(bag.amounts.map(\.groupedText).joined(separator: " + ")))
    default: .text(Text(value.spelled(in: after.schema)))
    }
  }

  private func table(_ proposal: ProposedChange) -> ResultTable {
    // What has no name shares that of the row above.
    let columns: [(String, [Value])] = [
      ("record", rows.map { .text(Text($0.record)) }),
      ("field", rows.map { .text(Text($0.field)) }),
      ("before", rows.map { told($0.before) }), ("after", rows.map { told($0.after) }),
    ]
    return ResultTable(
      columns: columns.map { ResultTable.Column($0, .text, Vector($1, .text)) },
      rowCount: rows.count, words: [:], noun: ("figure", "figures"), totals: [], asOf: after.day,
      notes: [], hasSeveralCurrencies: false)
  }
}
