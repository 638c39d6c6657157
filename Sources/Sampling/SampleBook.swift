package import Model

/// The book of an invented company, the same for the same seed, as large as wanted.
///
/// A small trading company of Hamburg that sells and buys electrical goods, coffee and tea in
/// euros, dollars and yen. `Examples/README.md` says what is in it, and which mistakes on purpose.
package struct SampleBook: Sendable {
  /// How many invoices it has; bills are about half as many.
  package let invoices: Int
  /// Where its random numbers begin.
  package let seed: UInt64
  /// The day on which it stands; nothing but a planted bill is dated later.
  package let today: CivilDate

  /// The day on which sample books stand unless told otherwise: 20 May 2026.
  package static let usualToday = CivilDate(day: 20_593)

  /// A book by its size and seed; nothing is made before it is written.
  package init(invoices: Int, seed: UInt64, today: CivilDate = SampleBook.usualToday) {
    self.invoices = max(1, invoices)
    self.seed = seed
    self.today = today
  }

  /// Makes the book, and hands it on in chunks as it grows, so that it never stands in memory.
  ///
  /// The chunks of several files alternate; those of one file come in order, its headings first.
  ///
  /// - Parameter emit: Takes the name of a file, such as `invoices.csv`, and its next bytes.
  /// - Returns: The mistakes that the book contains on purpose.
  package func write(
    into emit: (_ file: String, _ chunk: ArraySlice<UInt8>) throws -> Void
  ) rethrows -> [Planted] {
    try writeSettings(into: emit)
    var random = SplitMix64(seed: seed)
    let calendar = BookCalendar(today: today, random: &random)
    var selling = Receivables(
      count: invoices, calendar: calendar, random: SplitMix64(seed: random.next()))
    for index in 0..<calendar.dayCount {
      selling.live(day: index)
      try selling.files.drain(atLeast: SampleBook.chunkSize, into: emit)
    }
    try writeRates(calendar, into: emit)
    selling.close(bank: BankStatement(seed: seed, today: today))
    try selling.files.drain(atLeast: 0, into: emit)
    var buying = Payables(
      count: max(1, invoices * 9 / 20), calendar: calendar,
      random: SplitMix64(seed: random.next()))
    for index in 0..<calendar.dayCount {
      buying.live(day: index)
      try buying.files.drain(atLeast: SampleBook.chunkSize, into: emit)
    }
    buying.close()
    try buying.files.drain(atLeast: 0, into: emit)
    return selling.planted + buying.planted
  }

  /// What a euro comes to on the first of each month, wandering from a start.
  private func writeRates(
    _ calendar: BookCalendar,
    into emit: (_ file: String, _ chunk: ArraySlice<UInt8>) throws -> Void
  ) rethrows {
    // Numbers of their own, so that the rest of the book does not depend on them.
    var random = SplitMix64(seed: seed ^ 0x7261_7465)
    var rates = BookFiles([.rates])
    var (dollars, yen) = (10_850, 16_240)
    for index in 0..<calendar.dayCount where calendar.day(index).parts.day == 1 {
      let first = Cell.date(calendar.day(index))
      rates.row(.rates, first, .currency(.euro), .currency(.dollar), .number(dollars, scale: 4))
      rates.row(.rates, first, .currency(.euro), .currency(.yen), .number(yen, scale: 2))
      dollars += random.within(-140...150)
      yen += random.within(-210...220)
    }
    try rates.drain(atLeast: 0, into: emit)
  }

  private static let chunkSize = 1 << 16

  private func writeSettings(
    into emit: (_ file: String, _ chunk: ArraySlice<UInt8>) throws -> Void
  ) rethrows {
    var settings = BookFiles([.settings])
    settings.row(.settings, .text("today"), .date(today))
    settings.row(.settings, .text("currency"), .currency(.euro))
    settings.row(.settings, .text("dollar"), .currency(.dollar))
    try settings.drain(atLeast: 0, into: emit)
  }
}
