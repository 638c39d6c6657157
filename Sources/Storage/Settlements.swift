package import Model

/// What has been settled of each record by the end of each day: allocations in order of their days,
/// with running totals, so that any day is a search.
///
///     document 7   day    2026-02-01  2026-03-15  2026-04-02
///                  by     payment     credit      payment
///                  paid         100         100         150    running
///                  credited       0          20          20    running
package struct Settlements: Sendable {
  private let ends: [Int32]
  /// Day of each event, ascending within a record.
  private let days: [Int32]
  /// Settled by payments up to and with each event, at `scale`.
  private let paid: [Int128]
  /// Settled by credit notes up to and with each event, at `scale`.
  private let credited: [Int128]
  /// Digits behind the point of the running totals.
  package let scale: Int

  /// One allocation as seen from one of its ends.
  package struct Event {
    let record: RowIndex
    let day: Int32
    let amount: Int64
    let isCredit: Bool

    /// An amount that settles a record from a day on.
    package init(record: RowIndex, day: Int32, amount: Int64, isCredit: Bool) {
      self.record = record
      self.day = day
      self.amount = amount
      self.isCredit = isCredit
    }
  }

  /// Orders events by record and day and adds them up; 128 bits hold any number of 64-bit amounts.
  package init(_ events: [Event], recordCount: Int, scale: Int) {
    let byRecord = LinkIndex(events.map(\.record), targetCount: recordCount)
    var ends: [Int32] = []
    var days: [Int32] = []
    var paid: [Int128] = []
    var credited: [Int128] = []
    ends.reserveCapacity(recordCount)
    for record in 0..<RowIndex(recordCount) {
      let own = byRecord[record].map { events[Int($0)] }.sorted { $0.day < $1.day }
      var paidSoFar: Int128 = 0
      var creditedSoFar: Int128 = 0
      for event in own {
        if event.isCredit {
          creditedSoFar += Int128(event.amount)
        } else {
          paidSoFar += Int128(event.amount)
        }
        days.append(event.day)
        paid.append(paidSoFar)
        credited.append(creditedSoFar)
      }
      ends.append(Int32(days.count))
    }
    self.ends = ends
    self.days = days
    self.paid = paid
    self.credited = credited
    self.scale = scale
  }

  /// What payments and credit notes had settled of a record by the end of a day.
  ///
  /// - Complexity: O(log events of the record).
  package func settled(_ record: RowIndex, asOf day: Int32) -> (paid: Int128, credited: Int128) {
    guard let last = lastEvent(record, asOf: day) else { return (0, 0) }
    return (paid[last], credited[last])
  }

  /// The day of the last settlement by the end of a day; nil when there was none.
  package func lastDay(_ record: RowIndex, asOf day: Int32) -> Int32? {
    lastEvent(record, asOf: day).map { days[$0] }
  }

  private func lastEvent(_ record: RowIndex, asOf day: Int32) -> Int? {
    let start = record == 0 ? 0 : Int(ends[Int(record) - 1])
    var low = start
    var high = Int(ends[Int(record)])
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low == start ? nil : low - 1
  }
}
