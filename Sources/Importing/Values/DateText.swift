import Model

/// The order in which a column writes the parts of its dates.
package enum DateOrder: String, Sendable {
  case dayMonthYear = "day-month-year"
  case monthDayYear = "month-day-year"
  case yearMonthDay = "year-month-day"
}

/// A date as a file writes it, not yet known which of its numbers is the month.
struct DateText {
  /// What stands between the numbers, 0 for eight digits in a row.
  let separator: UInt8
  /// Whether it begins with the year: then nothing is left to decide.
  let isYearFirst: Bool
  private let numbers: (Int, Int, Int)

  /// Reads three numbers and perhaps a time of day, which is dropped; nil for anything else.
  init?(_ text: ArraySlice<UInt8>) {
    if let plain = DateText.plain(text) {
      self = plain
      return
    }
    if let named = DateText.named(text) {
      self = named
      return
    }
    var rest = text
    guard let first = DateText.number(&rest, digits: 1...8) else { return nil }
    if first.digits == 8 {
      separator = 0
      isYearFirst = true
      numbers = (first.value / 10_000, first.value / 100 % 100, first.value % 100)
      guard rest.isEmpty else { return nil }
      return
    }
    guard let mark = rest.popFirst(), "-/.".utf8.contains(mark),
      let second = DateText.number(&rest, digits: 1...2), rest.popFirst() == mark,
      let third = DateText.number(&rest, digits: 1...4), DateText.isTime(rest)
    else { return nil }
    switch (first.digits, third.digits) {
    case (4, 1...2): isYearFirst = true
    case (1...2, 4): isYearFirst = false
    default: return nil
    }
    separator = mark
    numbers = (first.value, second.value, third.value)
  }

  /// The day, read in an order; nil where the calendar has none, or the order is another.
  func day(_ order: DateOrder) -> CivilDate? {
    let (a, b, c) = numbers
    if isYearFirst { return CivilDate(year: a, month: b, day: c) }
    switch order {
    case .dayMonthYear: return CivilDate(year: c, month: b, day: a)
    case .monthDayYear: return CivilDate(year: c, month: a, day: b)
    case .yearMonthDay: return nil
    }
  }

  private static func number(
    _ rest: inout ArraySlice<UInt8>, digits allowed: ClosedRange<Int>
  ) -> (value: Int, digits: Int)? {
    var value = 0
    var count = 0
    while count < allowed.upperBound, let byte = rest.first, byte.isDigit {
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      count += 1
      rest = rest.dropFirst()
    }
    return allowed.contains(count) ? (value, count) : nil
  }

  private init(
    year: Int, month: Int, day: Int, separator: UInt8 = UInt8(ascii: " ")
  ) {
    self.separator = separator
    isYearFirst = true
    numbers = (year, month, day)
  }

  /// A date as nearly all exports write it, found at a glance: `2010-12-01`, perhaps with a time
  /// like `08:26:00` behind a blank or a `T`; nil for any other text.
  private static func plain(_ text: ArraySlice<UInt8>) -> DateText? {
    let bytes = text.span
    func pair(_ place: Int) -> Int? {
      let tens = bytes[place] &- UInt8(ascii: "0")
      let ones = bytes[place + 1] &- UInt8(ascii: "0")
      return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }
    guard bytes.count == 10 || bytes.count == 19,
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let century = pair(0), let year = pair(2), let month = pair(5), let day = pair(8)
    else { return nil }
    if bytes.count == 19 {
      guard bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
        bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
        let hour = pair(11), let minute = pair(14), let second = pair(17),
        hour <= 24, minute < 60, second <= 60
      else { return nil }
    }
    return DateText(
      year: century * 100 + year, month: month, day: day, separator: UInt8(ascii: "-"))
  }

  /// Nothing, or `T` or a blank with a time: `08:26`, `8:26:00 PM`, `23:00:00.123+01:00`.
  private static func isTime(_ text: ArraySlice<UInt8>) -> Bool {
    guard let mark = text.first else { return true }
    guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: " ") else { return false }
    var rest = text.dropFirst()
    guard let hour = number(&rest, digits: 1...2), hour.value <= 24,
      rest.popFirst() == UInt8(ascii: ":"),
      let minute = number(&rest, digits: 2...2), minute.value < 60
    else { return false }
    if rest.first == UInt8(ascii: ":") {
      rest = rest.dropFirst()
      guard let second = number(&rest, digits: 2...2), second.value <= 60 else { return false }
      if rest.first == UInt8(ascii: ".") {
        rest = rest.dropFirst()
        guard number(&rest, digits: 1...9) != nil else { return false }
      }
    }
    return isZoneOrHalfDay(rest)
  }

  private static func isZoneOrHalfDay(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
    let word = String(decoding: rest, as: UTF8.self)
    if ["", "Z", "UTC", "AM", "PM", "am", "pm"].contains(word) { return true }
    guard let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      number(&rest, digits: 2...2) != nil
    else { return false }
    if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
    return rest.isEmpty || number(&rest, digits: 2...2) != nil && rest.isEmpty
  }
}

// MARK: - Names of months, and what is no date

extension DateText {
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ].map { Array($0.utf8) }

  /// `31-Dec-2025`, `31 December 2025`, `Dec 31, 2025`: the month's name leaves nothing to decide.
  private static func named(_ text: ArraySlice<UInt8>) -> DateText? {
    var rest = text
    var day = number(&rest, digits: 1...2)
    if day != nil { skipMarks(&rest) }
    guard let month = month(&rest) else { return nil }
    skipMarks(&rest)
    if day == nil {
      day = number(&rest, digits: 1...2)
      skipMarks(&rest)
    }
    guard let day, let year = number(&rest, digits: 4...4), isTime(rest) else { return nil }
    return DateText(year: year.value, month: month, day: day.value)
  }

  /// The month of a name or of its first three letters (four of `Sept`).
  private static func month(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let word = rest.prefix { $0.isLetter }.map { $0 | 0x20 }
    guard word.count >= 3,
      let month = months.firstIndex(where: {
        $0.starts(with: word) && (word.count <= 4 || word.count == $0.count)
      })
    else { return nil }
    rest = rest.dropFirst(word.count)
    return month + 1
  }

  private static func skipMarks(_ rest: inout ArraySlice<UInt8>) {
    while let byte = rest.first, " -/.,".utf8.contains(byte) { rest = rest.dropFirst() }
  }

  /// Why a text is no date, as a clause for the refusal.
  static func fault(_ text: ArraySlice<UInt8>) -> String {
    let parts = text.split { " -/.,".utf8.contains($0) }
    if parts.count == 1, (4...5).contains(text.count), text.allSatisfy(\.isDigit) {
      return "not a date; a spreadsheet's count of days says it once the cell is formatted as one"
    }
    if parts.count == 3, parts[2].count == 2, parts[2].allSatisfy(\.isDigit) {
      return "not a date: a year of two digits does not tell the century"
    }
    return "not a date"
  }
}

extension UInt8 {
  /// Whether the byte is one of the ten digits of ASCII.
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  /// Whether the byte is a letter of ASCII.
  var isLetter: Bool { (self & 0xDF) &- UInt8(ascii: "A") < 26 }
}
