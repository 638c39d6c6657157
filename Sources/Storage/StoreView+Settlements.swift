import Columns
import Model

/// The columns of a side's allocations, and the link by which each leads to the records of a
/// collection.
struct AllocationLink {
  let allocations: CollectionID
  let link: FieldID
  let payments: Cells<RowIndex>
  let credits: Cells<RowIndex>
  let records: Cells<RowIndex>
  let days: Cells<Int32>
  let amounts: Cells<Int64>
  let scale: Int

  /// What allocates documents, payments or credit notes; nil for any other collection.
  init?(_ collection: CollectionID, _ tables: [StoreView.Table], _ schema: Schema) {
    guard let field = schema.field(named: "allocations", of: collection),
      case .toMany(let allocations, let fields) = schema[field].origin, let link = fields.first
    else { return nil }
    func column(_ name: String) -> StoredColumn? {
      schema.field(named: name, of: allocations).flatMap {
        tables[allocations.index].columns[$0.index]
      }
    }
    guard case .record(_, let records)? = tables[allocations.index].columns[link.index],
      case .record(_, let payments)? = column("payment"),
      case .record(_, let credits)? = column("credit"),
      case .date(let days)? = column("date"),
      case .money(let amounts, let scale, _)? = column("amount")
    else { return nil }
    (self.allocations, self.link, self.records) = (allocations, link, records)
    (self.payments, self.credits) = (payments, credits)
    (self.days, self.amounts, self.scale) = (days, amounts, scale)
  }

  /// One allocation, as seen from the record that it leads to.
  func event(_ row: Int) -> Settlements.Event {
    Settlements.Event(
      record: records[row], day: days[row], amount: amounts[row],
      means: Settlements.Means(payment: payments[row], credit: credits[row]))
  }
}

extension StoreView {
  /// What was settled, worked out from the allocations anew.
  func remadeSettlements() -> [CollectionID: Settlements] {
    var made: [CollectionID: Settlements] = [:]
    for place in schema.collections.indices where !schema.collections[place].isDerived {
      let collection = CollectionID(index: place)
      guard let link = AllocationLink(collection, tables, schema) else { continue }
      let events = link.records.indices.filter { link.records[$0] >= 0 }.map { link.event($0) }
      made[collection] = Settlements(
        events, recordCount: rowCount(of: collection), scale: link.scale)
    }
    return made
  }
}
