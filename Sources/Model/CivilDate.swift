/// A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31, as a number of days.
package struct CivilDate: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  package let day: Int32

  /// The day 0001-01-01.
  package static let first = CivilDate(day: -719_162)
  /// The day 9999-12-31.
  package static let last = CivilDate(day: 2_932_896)

  /// The day with a number; the caller knows that it is in range.
  package init(day: Int32) {
    self.day = day
  }

  /// The day with a number, or nil outside the calendar.
  package init?(checking day: Int) {
    guard day >= Int(CivilDate.first.day), day <= Int(CivilDate.last.day) else { return nil }
    self.day = Int32(day)
  }

  /// A year, a month from 1, a day from 1; nil where the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.dayCount(year: year, month: month)
    else { return nil }
    self.day = CivilDate.dayNumber(year: year, month: month, day: day)
  }

  /// Days in a month.
  package static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether a year has 366 days.
  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Days from 1970-01-01 to a day of the calendar.
  ///
  /// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its
  /// year (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private static func dayNumber(year: Int, month: Int, day: Int) -> Int32 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month and day of the month.
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(day) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }

  /// 1 for Monday to 7 for Sunday.
  package var weekday: Int { (Int(day) + 3 + 7 * 200_000) % 7 + 1 }

  /// Whether a day comes before another.
  package static func < (a: CivilDate, b: CivilDate) -> Bool { a.day < b.day }
}

// MARK: - Moving about

extension CivilDate {
  /// The day a number of days later; nil outside the calendar.
  package func adding(days: Int) -> CivilDate? {
    let (moved, overflow) = Int(day).addingReportingOverflow(days)
    return overflow ? nil : CivilDate(checking: moved)
  }

  /// The same day a number of months later, or that month's last day; nil outside the calendar.
  package func adding(months: Int) -> CivilDate? {
    let (year, month, dayOfMonth) = parts
    let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, index >= 12, index < 120_000 else { return nil }
    let newYear = index / 12
    let newMonth = index % 12 + 1
    let lastDay = CivilDate.dayCount(year: newYear, month: newMonth)
    return CivilDate(year: newYear, month: newMonth, day: Swift.min(dayOfMonth, lastDay))
  }

  /// The day a duration later; nil outside the calendar.
  package func adding(_ duration: Duration) -> CivilDate? {
    adding(months: duration.months)?.adding(days: duration.days)
  }
}

// MARK: - Text

extension CivilDate: CustomStringConvertible {
  /// The day as `2026-03-31`.
  package var description: String {
    let (year, month, day) = parts
    return CivilDate.padded(year, to: 4) + "-" + CivilDate.padded(month, to: 2) + "-"
      + CivilDate.padded(day, to: 2)
  }

  /// `31 Mar 2026`, for sentences.
  package var spoken: String {
    let (year, month, day) = parts
    return "\(day) \(CivilDate.monthNames[month - 1]) \(year)"
  }

  /// Names of the months as footers write them.
  package static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads `2026-03-31` and nothing else.
  package init?(iso text: some Collection<UInt8>) {
    let bytes = Array(text)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = CivilDate.number(bytes[0..<4]), let month = CivilDate.number(bytes[5..<7]),
      let day = CivilDate.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
  }
}
