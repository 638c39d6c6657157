package import Columns
package import Model

/// The day on which each document, payment or credit note was cleared: from which on nothing is
/// left of it, as of whatever day one asks.
///
///     total 100    2026-02-01   60 paid     40 left
///                  2026-03-15   40 paid      0 left     cleared on 2026-03-15
///
/// Most records of a book were cleared long ago; who looks for open ones passes them over without
/// a look at what settled them.
package struct ClearingDays: Sendable {
  /// The days; `Missing.day` where something is left, or where nobody can promise that nothing is:
  /// a record that was voided or returned has another worth from that day on.
  package private(set) var days: Cells<Int32>

  /// Days that were worked out before.
  init(days: Cells<Int32>) {
    self.days = days
  }

  /// Works out the days of all records.
  ///
  /// - Complexity: O(records and what settled them).
  init(_ records: ClearableRecords) {
    days = Cells(packing: records.clearingDays(), missing: Missing.day)
  }

  /// Of a stretch of records those that may have something left at the end of a day.
  package func openRows(in rows: Range<Int>, asOf day: Int32) -> [RowIndex] {
    let cleared = days.values(in: rows)
    let first = RowIndex(rows.lowerBound)
    return RowLoops.map(
      RowLoops.positions(where: RowLoops.map(cleared) { ClearingDays.isOpen($0, on: day) })
    ) { first &+ $0 }
  }

  /// Of some records those that may have something left at the end of a day.
  package func openRows(of rows: [RowIndex], asOf day: Int32) -> [RowIndex] {
    RowLoops.gather(rows, at: openPlaces(of: rows, asOf: day))
  }

  /// What is left of some records at the end of a day: of those that were cleared nothing, of the
  /// others what the function tells.
  package func left(
    of rows: [RowIndex], asOf day: Int32, _ left: ([RowIndex]) -> Figures
  ) -> Figures {
    guard rows.count >= ClearingDays.many else { return left(rows) }
    let open = openPlaces(of: rows, asOf: day)
    // Where most are open, to pass over the others costs more than to look at them.
    if 2 * open.count >= rows.count { return left(rows) }
    return left(RowLoops.gather(rows, at: open)).spread(to: open, count: rows.count)
  }

  private static let many = 64

  /// The places of those of some records that may have something left at the end of a day.
  private func openPlaces(of rows: [RowIndex], asOf day: Int32) -> [Int32] {
    let cleared = days.values(at: rows, missing: Missing.day)
    return RowLoops.positions(where: RowLoops.map(cleared) { ClearingDays.isOpen($0, on: day) })
  }

  @inline(__always)
  private static func isOpen(_ cleared: Int32, on day: Int32) -> Bool {
    cleared == Missing.day || cleared > day
  }

  /// The days once some records have changed, or have come behind the others.
  mutating func update(_ rows: Set<RowIndex>, of records: ClearableRecords) {
    if days.count < records.count {
      days = days.appending(
        (days.count..<records.count).map { records.clearingDay(of: RowIndex($0)) })
    }
    for row in rows.sorted() {
      days = days.replacing(Int(row), with: records.clearingDay(of: row))
    }
  }

  /// Whether others say the same.
  func says(_ other: ClearingDays) -> Bool { days.elementsEqual(other.days) }
}

/// What is known of records that can be cleared: what each is worth, and what settled it.
struct ClearableRecords: Sendable {
  private let amounts: Cells<Int64>
  private let amountFactor: Int128
  private let days: Cells<Int32>
  private let drafts: Cells<Bool>?
  /// The days on which records were voided or returned, where any were.
  private let ends: [Cells<Int32>]
  private let settlements: Settlements
  private let settledFactor: Int128

  /// The fields of which the day that a record is cleared on depends, beside allocations.
  static let fields: Set<String> = ["total", "amount", "date", "draft", "void_on", "returned_on"]

  /// The records of a collection; nil where these have no amount or no day.
  init?(_ table: StoreView.Table, _ fields: [FieldSchema], _ settlements: Settlements) {
    func column(_ name: String) -> StoredColumn? {
      fields.firstIndex { $0.name == name }.flatMap { table.columns[$0] }
    }
    guard case .money(let amounts, let scale, _)? = column("total") ?? column("amount"),
      case .date(let days)? = column("date")
    else { return nil }
    (self.amounts, self.days, self.settlements) = (amounts, days, settlements)
    let common = max(scale, settlements.scale)
    amountFactor = Decimal.powersOfTen[common - scale]
    settledFactor = Decimal.powersOfTen[common - settlements.scale]
    if case .boolean(let drafts)? = column("draft"), drafts.hasAny {
      self.drafts = drafts
    } else {
      drafts = nil
    }
    ends = ["void_on", "returned_on"].compactMap { name in
      if case .date(let days)? = column(name), days.hasValues { days } else { nil }
    }
  }

  /// Number of records.
  var count: Int { amounts.count }

  /// The day on which each record was cleared; `Missing.day` where none is certain.
  ///
  /// - Complexity: unpacks each column once.
  func clearingDays() -> [Int32] {
    guard let events = settlements.plainEvents else {
      return (0..<count).map { clearingDay(of: RowIndex($0)) }
    }
    let (amounts, ownDays, drafts) = (amounts.array, days.array, drafts?.array)
    let ends = ends.map(\.array)
    var cleared = [Int32](repeating: Missing.day, count: count)
    var next = 0
    for row in amounts.indices {
      let first = next
      if row < events.ends.count { next = Int(events.ends[row]) }
      if amounts[row] == Missing.stored || ends.contains(where: { $0[row] != Missing.day }) {
        continue
      }
      let worth = drafts?[row] ?? false ? 0 : Int128(amounts[row]) * amountFactor
      if first == next, worth == 0 { cleared[row] = ownDays[row] }
      var place = next
      while place > first, Int128(events.sums[place - 1]) * settledFactor == worth {
        place -= 1
        cleared[row] = events.days[place]
      }
    }
    return cleared
  }

  /// The day on which a record was cleared; `Missing.day` where none is certain.
  func clearingDay(of record: RowIndex) -> Int32 {
    let row = Int(record)
    guard amounts[row] != Missing.stored, ends.allSatisfy({ $0[row] == Missing.day }) else {
      return Missing.day
    }
    let isDraft = drafts.map { $0[row] } ?? false
    let worth = isDraft ? 0 : Int128(amounts[row]) * amountFactor
    return settlements.day(fromWhichOn: worth, isSettledOf: record, factor: settledFactor)
      ?? (worth == 0 && !settlements.hasEvents(of: record) ? days[row] : Missing.day)
  }
}

extension StoreIndexes {
  /// The records of a collection that can be cleared; nil for any other collection.
  func clearable(
    _ collection: CollectionID, _ tables: [StoreView.Table], _ schema: Schema
  ) -> ClearableRecords? {
    settlements[collection].flatMap {
      ClearableRecords(tables[collection.index], schema[collection].fields, $0)
    }
  }
}
