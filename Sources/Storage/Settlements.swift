package import Columns
package import Model

/// What has been settled of each record by the end of each day: allocations in order of their days,
/// with running totals, so that any day is a search.
///
///     document 7   day         2026-02-01  2026-03-15  2026-04-02
///                  by          payment     credit      payment
///                  paid              100         100         150    running
///                  credited            0          20          20    running
package struct Settlements: Sendable {
  /// What settles a document.
  package enum Means: Sendable {
    case payment
    case credit
    /// Neither: somebody gave it up.
    case writeOff

    /// What an allocation settles by, whose ends these are.
    package init(payment: RowIndex, credit: RowIndex) {
      self = payment >= 0 ? .payment : credit >= 0 ? .credit : .writeOff
    }
  }

  /// Running totals, each at the scale of the settlements.
  package struct Totals: Sendable, Equatable {
    /// Settled by payments.
    package var paid: Int128 = 0
    /// Settled by credit notes.
    package var credited: Int128 = 0
    /// Written off.
    package var writtenOff: Int128 = 0

    /// Nothing.
    package static let none = Totals()

    /// All of it.
    package var all: Int128 { paid + credited + writtenOff }

    /// The same at a larger scale.
    package func multiplied(by factor: Int128) -> Totals {
      Totals(paid: paid * factor, credited: credited * factor, writtenOff: writtenOff * factor)
    }

    mutating func add(_ event: Event) {
      switch event.means {
      case .payment: paid += Int128(event.amount)
      case .credit: credited += Int128(event.amount)
      case .writeOff: writtenOff += Int128(event.amount)
      }
    }
  }

  /// One allocation as seen from one of its ends.
  package struct Event {
    let record: RowIndex
    let day: Int32
    let amount: Int64
    let means: Means

    /// An amount that settles a record from a day on.
    package init(record: RowIndex, day: Int32, amount: Int64, means: Means) {
      self.record = record
      self.day = day
      self.amount = amount
      self.means = means
    }
  }

  /// Where the events of each record end; they begin where those of the record before end.
  let ends: Cells<Int32>
  /// Day of each event, ascending within a record.
  let days: Cells<Int32>
  /// Settled by each means up to and with each event.
  let paid: WideCells
  let credited: WideCells
  let writtenOff: WideCells
  /// Digits behind the point of the running totals.
  package let scale: Int
  /// The events of records that were settled otherwise since the totals were made.
  private var changed: [RowIndex: [(day: Int32, totals: Totals)]] = [:]

  /// Settlements by their parts.
  init(
    ends: Cells<Int32>, days: Cells<Int32>, paid: WideCells, credited: WideCells,
    writtenOff: WideCells, scale: Int
  ) {
    (self.ends, self.days, self.scale) = (ends, days, scale)
    (self.paid, self.credited, self.writtenOff) = (paid, credited, writtenOff)
  }

  /// Orders events by record and day and adds them up; 128 bits hold any number of 64-bit amounts.
  package init(_ events: [Event], recordCount: Int, scale: Int) {
    let (order, ends) = Settlements.order(of: events, recordCount)
    var days: [Int32] = []
    days.reserveCapacity(events.count)
    var (paid, credited, writtenOff) = (
      WideSums(events.count), WideSums(events.count), WideSums(events.count)
    )
    var start = 0
    for end in ends {
      var sum = Totals.none
      for place in start..<Int(end) {
        let event = events[Int(order[place])]
        sum.add(event)
        days.append(event.day)
        paid.append(sum.paid)
        credited.append(sum.credited)
        writtenOff.append(sum.writtenOff)
      }
      start = Int(end)
    }
    self.ends = Cells(packing: ends, missing: -1)
    self.days = Cells(packing: days, missing: Missing.day)
    (self.paid, self.credited, self.writtenOff) = (paid.cells, credited.cells, writtenOff.cells)
    self.scale = scale
  }

  /// The places of events by record and day, those of a day in their own order, and where those of
  /// each record end.
  private static func order(
    of events: [Event], _ recordCount: Int
  ) -> (order: [Int32], ends: [Int32]) {
    var ends = [Int32](repeating: 0, count: recordCount)
    for event in events { ends[Int(event.record)] += 1 }
    var count: Int32 = 0
    for record in ends.indices {
      // Where the next event of the record goes; in the end, where its last one has gone.
      (ends[record], count) = (count, count + ends[record])
    }
    var order = [Int32](repeating: 0, count: events.count)
    for (place, event) in events.enumerated() {
      order[Int(ends[Int(event.record)])] = Int32(place)
      ends[Int(event.record)] += 1
    }
    var start = 0
    for end in ends {
      let own = start..<Int(end)
      start = own.upperBound
      // Most records have one event, and most of the others have theirs in order.
      let isOrdered = own.dropFirst().allSatisfy {
        events[Int(order[$0 - 1])].day <= events[Int(order[$0])].day
      }
      if !isOrdered {
        order[own].sort { a, b in
          (events[Int(a)].day, a) < (events[Int(b)].day, b)
        }
      }
    }
    return (order, ends)
  }

  /// The events of a record in the order of their days, with what they come to.
  private static func running(_ events: [Event]) -> [(day: Int32, totals: Totals)] {
    var sum = Totals.none
    return events.sorted { $0.day < $1.day }.map { event in
      sum.add(event)
      return (event.day, sum)
    }
  }

  /// What had been settled of a record by the end of a day.
  ///
  /// - Complexity: O(log events of the record).
  package func settled(_ record: RowIndex, asOf day: Int32) -> Totals {
    if !changed.isEmpty, let events = changed[record] {
      return events.last { $0.day <= day }?.totals ?? .none
    }
    guard let last = lastEvent(record, asOf: day) else { return .none }
    return Totals(paid: paid[last], credited: credited[last], writtenOff: writtenOff[last])
  }

  /// All that had been settled of some records by the end of a day, each sum at the scale.
  ///
  /// - Complexity: O(events of the records).
  package func sums(at records: [RowIndex], asOf day: Int32) -> Figures {
    let narrow =
      [paid, credited, writtenOff].allSatisfy(\.isPlain)
      ? narrowSums(lastEvents(of: records, asOf: day)) : nil
    guard let narrow else {
      return Figures(records.map { $0 < 0 ? 0 : settled($0, asOf: day).all })
    }
    var sums = Figures(narrow: narrow)
    for index in changedPlaces(records) { sums[index] = settled(records[index], asOf: day).all }
    return sums
  }

  /// What had been settled with some events; nil where that does not fit 64 bits.
  private func narrowSums(_ places: [RowIndex]) -> [Int64]? {
    var sums = paid.low.values(at: places, missing: 0)
    for other in [credited.low, writtenOff.low] where other.hasAny {
      guard let more = NarrowArithmetic.sum(sums, other.values(at: places, missing: 0)) else {
        return nil
      }
      sums = more
    }
    // The least number of all would count as a missing one.
    return sums.contains(Missing.stored) ? nil : sums
  }

  /// What had been settled of some records by the end of a day, by each means.
  ///
  /// - Complexity: O(events of the records).
  package func totals(at records: [RowIndex], asOf day: Int32) -> [Totals] {
    guard [paid, credited, writtenOff].allSatisfy(\.isPlain) else {
      return records.map { $0 < 0 ? .none : settled($0, asOf: day) }
    }
    let places = lastEvents(of: records, asOf: day)
    let (paid, credited, writtenOff) = (
      paid.low.values(at: places, missing: 0), credited.low.values(at: places, missing: 0),
      writtenOff.low.values(at: places, missing: 0)
    )
    var totals = places.indices.map { index in
      Totals(
        paid: Int128(paid[index]), credited: Int128(credited[index]),
        writtenOff: Int128(writtenOff[index]))
    }
    for index in changedPlaces(records) { totals[index] = settled(records[index], asOf: day) }
    return totals
  }

  /// The day of the last settlement of some records by the end of a day; `Missing.day` where there
  /// was none.
  package func lastDays(of records: [RowIndex], asOf day: Int32) -> [Int32] {
    var lasts = days.values(at: lastEvents(of: records, asOf: day), missing: Missing.day)
    for index in changedPlaces(records) {
      lasts[index] = lastDay(records[index], asOf: day) ?? Missing.day
    }
    return lasts
  }

  /// Which of some records are settled otherwise since the totals were made.
  private func changedPlaces(_ records: [RowIndex]) -> [Int] {
    guard let lowest = changed.keys.min(), let highest = changed.keys.max() else { return [] }
    return records.indices.filter { index in
      let record = records[index]
      return record >= lowest && record <= highest && changed[record] != nil
    }
  }

  /// The last event of each record by the end of a day; `Missing.row` where there was none.
  private func lastEvents(of records: [RowIndex], asOf day: Int32) -> [RowIndex] {
    // Records that were added since the totals were made have no events here.
    let known = RowIndex(ends.count)
    let starts = ends.values(at: records.map { $0 < known ? $0 - 1 : -1 }, missing: 0)
    let stops = ends.values(at: records.map { $0 < known ? $0 : -1 }, missing: 0)
    let used = Int(zip(records, starts).reduce(RowIndex.max) { min($0, $1.0 > 0 ? $1.1 : 0) })
    let end = Int(stops.max() ?? 0)
    return days.withReader(min(used, end)..<end) { days in
      var places: [RowIndex] = []
      places.reserveCapacity(records.count)
      for index in records.indices {
        let start = records[index] > 0 ? starts[index] : 0
        var (low, high) = (start, stops[index])
        while low < high {
          let middle = (low + high) / 2
          if days[Int(middle)] <= day { low = middle + 1 } else { high = middle }
        }
        places.append(low > start ? low - 1 : .missing)
      }
      return places
    }
  }

  /// The day of the last settlement by the end of a day; nil when there was none.
  package func lastDay(_ record: RowIndex, asOf day: Int32) -> Int32? {
    if !changed.isEmpty, let events = changed[record] {
      return events.last { $0.day <= day }?.day
    }
    return lastEvent(record, asOf: day).map { days[$0] }
  }

  private func lastEvent(_ record: RowIndex, asOf day: Int32) -> Int? {
    let places = places(of: record)
    var (low, high) = (places.lowerBound, places.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low == places.lowerBound ? nil : low - 1
  }

  /// All events, one record behind the other, with what was settled by all means up to each; nil
  /// where some were changed, or do not fit into 64 bits.
  var plainEvents: (ends: [Int32], days: [Int32], sums: [Int64])? {
    guard changed.isEmpty, [paid, credited, writtenOff].allSatisfy(\.isPlain) else { return nil }
    var sums = paid.low.array
    for other in [credited.low, writtenOff.low] where other.hasAny {
      let more = other.array
      for index in sums.indices {
        let (sum, overflow) = sums[index].addingReportingOverflow(more[index])
        if overflow { return nil }
        sums[index] = sum
      }
    }
    return (ends.array, days.array, sums)
  }

  /// Whether anything has settled a record.
  func hasEvents(of record: RowIndex) -> Bool {
    if let events = changed[record] { return !events.isEmpty }
    return !places(of: record).isEmpty
  }

  /// From when on exactly so much is settled of a record, to the end of all days; nil where it
  /// never is.
  ///
  /// The amount is compared with running totals that are multiplied by a factor.
  func day(
    fromWhichOn amount: Int128, isSettledOf record: RowIndex, factor: Int128
  ) -> Int32? {
    var day: Int32?
    if !changed.isEmpty, let events = changed[record] {
      for event in events.reversed() {
        guard event.totals.all * factor == amount else { break }
        day = event.day
      }
      return day
    }
    for place in places(of: record).reversed() {
      guard (paid[place] + credited[place] + writtenOff[place]) * factor == amount else { break }
      day = days[place]
    }
    return day
  }

  /// The same settlements without changes beside them, for `recordCount` records.
  func remade(recordCount: Int) -> Settlements {
    guard !changed.isEmpty || ends.count < recordCount else { return self }
    var (ends, days): ([Int32], [Int32]) = ([], [])
    var totals: [Totals] = []
    for record in 0..<RowIndex(recordCount) {
      for event in events(of: record) {
        days.append(event.day)
        totals.append(event.totals)
      }
      ends.append(Int32(days.count))
    }
    return Settlements(
      ends: Cells(packing: ends, missing: -1), days: Cells(packing: days, missing: Missing.day),
      paid: WideCells(totals.map(\.paid)), credited: WideCells(totals.map(\.credited)),
      writtenOff: WideCells(totals.map(\.writtenOff)), scale: scale)
  }

  private func events(of record: RowIndex) -> [(day: Int32, totals: Totals)] {
    if let events = changed[record] { return events }
    return places(of: record).map {
      (days[$0], Totals(paid: paid[$0], credited: credited[$0], writtenOff: writtenOff[$0]))
    }
  }

  private func places(of record: RowIndex) -> Range<Int> {
    let index = Int(record)
    guard index < ends.count else { return 0..<0 }
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// Whether other settlements of so many records say the same.
  func says(_ other: Settlements, of recordCount: Int) -> Bool {
    (0..<RowIndex(recordCount)).allSatisfy { record in
      events(of: record).elementsEqual(other.events(of: record)) { $0 == $1 }
    } && scale == other.scale
  }

  /// The settlements once a record is settled by these events and no others.
  mutating func replace(_ events: [Event], of record: RowIndex) {
    changed[record] = Settlements.running(events)
  }
}

/// Whole numbers of 128 bits, of which nearly all fit into 64.
struct WideCells: Sendable {
  let low: Cells<Int64>
  /// How many times 2^64 is added; nothing but zeros where all numbers fit.
  let high: Cells<Int64>
  private let allFit: Bool
  /// Whether the low halves are all there is to know.
  var isPlain: Bool { allFit && low.isUnchanged }

  init(low: Cells<Int64>, high: Cells<Int64>) {
    (self.low, self.high) = (low, high)
    allFit = high.coding == CellCoding(width: 0, base: 0, missing: Missing.stored)
  }

  init(_ values: [Int128]) {
    var sums = WideSums(values.count)
    for value in values { sums.append(value) }
    self = sums.cells
  }

  subscript(index: Int) -> Int128 {
    Int128(low[index]) + (allFit ? 0 : Int128(high[index]) << 64)
  }
}

/// Numbers of 128 bits on their way into cells.
private struct WideSums {
  private var lows: [Int64] = []
  /// Empty as long as all numbers fit into the low halves.
  private var highs: [Int64] = []

  init(_ count: Int) {
    lows.reserveCapacity(count)
  }

  mutating func append(_ value: Int128) {
    let low = Int64(truncatingIfNeeded: value)
    let high = Int64(truncatingIfNeeded: (value - Int128(low)) >> 64)
    if high != 0, highs.isEmpty { highs = [Int64](repeating: 0, count: lows.count) }
    lows.append(low)
    if high != 0 || !highs.isEmpty { highs.append(high) }
  }

  var cells: WideCells {
    WideCells(
      low: Cells(packing: lows, missing: Missing.stored),
      high: highs.isEmpty && !lows.isEmpty
        ? Cells(repeating: 0, count: lows.count, missing: Missing.stored)
        : Cells(packing: highs, missing: Missing.stored))
  }
}
