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

extension UInt8 {
  /// Whether the byte is one of the ten digits of ASCII.
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  /// Whether the byte is a letter of ASCII.
  var isLetter: Bool { (self & 0xDF) &- UInt8(ascii: "A") < 26 }
}
