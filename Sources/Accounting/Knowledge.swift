import Columns
import Model
import Storage

/// What of a book was known at the end of a day, `known on`.
///
/// A record is known from the day in `recorded` on, and always where its file gives none. A line is
/// known with its document, an allocation with its payment and its document as well. That a
/// document was voided or a dispute settled is known from the day on which it happened.
struct Knowledge: Sendable {
  /// The last day whose entries count; nil where all do.
  private let day: Int32?
  /// Of each collection, the records that are not known yet.
  private let unknown: [CollectionID: [Bool]]
  private let store: StoreView

  init(_ store: StoreView, on day: CivilDate?) {
    self.store = store
    self.day = day?.day
    var unknown = Knowledge.removed(store)
    guard let day else {
      self.unknown = unknown
      return
    }
    let collections = store.schema.collections.indices.map { CollectionID(index: $0) }
      .filter { !store.schema[$0].isDerived }
    for collection in collections {
      guard let field = store.schema.field(named: "recorded", of: collection),
        case .date(let recorded) = store.column(field)
      else { continue }
      let gone = unknown[collection]
      unknown[collection] = recorded.enumerated().map { row, recorded in
        recorded > day.day || gone?[row] ?? false
      }
    }
    for collection in collections {
      Knowledge.addOwners(of: collection, in: store, to: &unknown)
    }
    self.unknown = unknown
  }

  /// The records that were taken back: nobody knows them any more.
  private static func removed(_ store: StoreView) -> [CollectionID: [Bool]] {
    store.log.removed.reduce(into: [:]) { unknown, removed in
      var gone = [Bool](repeating: false, count: store.rowCount(of: removed.key))
      for row in removed.value { gone[Int(row)] = true }
      unknown[removed.key] = gone
    }
  }

  /// The records without which another is not known: those that it belongs to.
  private static let owners = ["document", "payment", "credit"]

  private static func addOwners(
    of collection: CollectionID, in store: StoreView, to unknown: inout [CollectionID: [Bool]]
  ) {
    for name in owners {
      guard let field = store.schema.field(named: name, of: collection),
        store.schema[field].origin == .stored,
        case .record(let owner, let rows) = store.column(field), let missing = unknown[owner]
      else { continue }
      var own = unknown[collection] ?? [Bool](repeating: false, count: rows.count)
      for (place, row) in rows.enumerated() where row >= 0 && missing[Int(row)] {
        own[place] = true
      }
      unknown[collection] = own
    }
  }

  /// The last day whose events count as of a day.
  func last(_ asOf: Int32) -> Int32 {
    day.map { min($0, asOf) } ?? asOf
  }

  /// Whether a record is known.
  func knows(_ row: RowIndex, of collection: CollectionID) -> Bool {
    guard let unknown = unknown[collection] else { return true }
    return !unknown[Int(row)]
  }

  /// The days from which on records are there: for what is not known, none that comes.
  func firstDays(
    _ days: [CollectionID: RecordDays]
  ) -> [CollectionID: RecordDays] {
    guard !unknown.isEmpty else { return days }
    var known = days
    for (collection, missing) in unknown where missing.contains(true) {
      let own =
        days[collection] ?? RecordDays(Cells(repeating: Missing.day, count: missing.count))
      known[collection] = own.forgetting(missing)
    }
    return known
  }

  /// What was settled of documents, or by payments and credit notes, as far as it is known.
  func settlements(of collection: CollectionID) -> Settlements? {
    guard day != nil, let all = store.settlements(of: collection),
      let allocations = allocations(of: collection)
    else { return store.settlements(of: collection) }
    guard let missing = unknown[allocations.collection], missing.contains(true),
      case .record(_, let records) = store.column(allocations.link),
      case .record(_, let payments) = store.column("payment", of: allocations.collection),
      case .record(_, let credits) = store.column("credit", of: allocations.collection),
      case .date(let days) = store.column("date", of: allocations.collection),
      case .money(let amounts, let scale, _) = store.column(
        "amount", of: allocations.collection)
    else { return all }
    let known = records.indices.filter { records[$0] >= 0 && !missing[$0] }
    return Settlements(
      known.map {
        Settlements.Event(
          record: records[$0], day: days[$0], amount: amounts[$0],
          means: Settlements.Means(payment: payments[$0], credit: credits[$0]))
      }, recordCount: store.rowCount(of: collection), scale: scale)
  }

  /// When documents, payments or credit notes were cleared; nil where not all of that is known.
  func clearingDays(of collection: CollectionID) -> Late<ClearingDays>? {
    day == nil ? store.clearingDays(of: collection) : nil
  }

  /// The allocations of a collection's records, with the link that leads back to these.
  private func allocations(
    of collection: CollectionID
  ) -> (collection: CollectionID, link: FieldID)? {
    guard let field = store.schema.field(named: "allocations", of: collection),
      case .toMany(let target, let fields) = store.schema[field].origin, let via = fields.first
    else { return nil }
    return (target, via)
  }
}
