import Diagnostics

/// Dates and periods of one piece: `2026-03-31`, `2026-Q1`, and the shapes that we refuse.
extension Lexer {
  /// The date or period at the position, nil if a plain number stands there.
  mutating func dateOrPeriod() -> Token.Kind? {
    let first = digits(at: position)
    guard first >= 1, first <= 4, let mark = byte(at: position + first),
      [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(mark)
    else { return nil }
    if let kind = threeParts(first, mark) { return kind }
    guard mark == UInt8(ascii: "-"), first == 4 else { return nil }
    return namedPeriod() ?? monthPeriod()
  }

  // MARK: Three numbers

  private mutating func threeParts(_ first: Int, _ mark: UInt8) -> Token.Kind? {
    let second = position + first + 1
    let middle = digits(at: second)
    guard middle == 1 || middle == 2, byte(at: second + middle) == mark else { return nil }
    let third = second + middle + 1
    let last = digits(at: third)
    let isDate = first == 4 ? last == 1 || last == 2 : first <= 2 && last == 4
    // `10-3-20` is a subtraction, `3/4/26` surely was meant as a date.
    let isShort = mark == UInt8(ascii: "/") && first <= 2 && last == 2
    guard isDate || isShort else { return nil }
    let numbers = [position..<position + first, second..<second + middle, third..<third + last]
      .map { value(of: $0) }
    let isExact = mark == UInt8(ascii: "-") && first == 4 && middle == 2 && last == 2
    let wordEnd = endOfWord(at: third + last)
    let span = SourceSpan(position, wordEnd)
    position = wordEnd
    if isExact, wordEnd == third + last {
      return .date(.day(year: numbers[0], month: numbers[1], day: numbers[2]))
    }
    refuseDate(numbers, yearFirst: first == 4, at: span)
    return .invalid
  }

  /// Says which days three numbers may stand for.
  private mutating func refuseDate(_ numbers: [Int], yearFirst: Bool, at span: SourceSpan) {
    let year = yearFirst ? numbers[0] : numbers[2] < 100 ? 2000 + numbers[2] : numbers[2]
    let rest = yearFirst ? [numbers[1], numbers[2]] : [numbers[0], numbers[1]]
    var readings: [String] = []
    for (month, day) in yearFirst ? [(rest[0], rest[1])] : [(rest[0], rest[1]), (rest[1], rest[0])]
    where (1...12).contains(month) && (1...31).contains(day) {
      let spelled = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
      if !readings.contains(spelled) { readings.append(spelled) }
    }
    readings.sort()
    complain(
      readings.count > 1
        ? .ambiguousDate(source[span], readings, at: span)
        : .malformedDate(source[span], readings.first, at: span))
  }

  // MARK: Periods

  /// `2026-Q1`, `2026-H1`, `2026-W13`.
  private mutating func namedPeriod() -> Token.Kind? {
    guard let letter = byte(at: position + 5), digits(at: position + 6) > 0 else { return nil }
    let year = value(of: position..<position + 4)
    let count = digits(at: position + 6)
    let number = count <= 2 ? value(of: position + 6..<position + 6 + count) : 0
    let wordEnd = endOfWord(at: position + 6)
    let isWhole = wordEnd == position + 6 + count
    let period: PeriodLiteral
    switch letter | 0x20 {
    case UInt8(ascii: "q") where (1...4).contains(number) && count == 1 && isWhole:
      period = .quarter(year: year, quarter: number)
    case UInt8(ascii: "h") where (1...2).contains(number) && count == 1 && isWhole:
      period = .half(year: year, half: number)
    case UInt8(ascii: "w") where (1...53).contains(number) && count == 2 && isWhole:
      period = .week(year: year, week: number)
    case UInt8(ascii: "q"), UInt8(ascii: "h"), UInt8(ascii: "w"):
      return refusePeriod(upTo: wordEnd)
    default:
      return nil
    }
    position = wordEnd
    return .period(period)
  }

  /// `2026-03`: a period only for years that invoices have, else a mistake that asks for spaces.
  private mutating func monthPeriod() -> Token.Kind? {
    let count = digits(at: position + 5)
    let stop = position + 5 + count
    guard count == 1 || count == 2 else { return nil }
    let next = byte(at: stop)
    if next == UInt8(ascii: "."), digits(at: stop + 1) > 0 { return nil }
    if next == UInt8(ascii: ",") && digits(at: stop + 1) == 3 { return nil }
    let year = value(of: position..<position + 4)
    let month = value(of: position + 5..<stop)
    let hasYear = (1900...2199).contains(year)
    if count == 1, !hasYear || month == 0 { return nil }
    let wordEnd = endOfWord(at: stop)
    guard count == 2, hasYear, (1...12).contains(month), wordEnd == stop else {
      return refusePeriod(upTo: wordEnd, month: hasYear && (1...12).contains(month) ? month : nil)
    }
    position = stop
    return .period(.month(year: year, month: month))
  }

  private mutating func refusePeriod(upTo wordEnd: Int, month: Int? = nil) -> Token.Kind {
    let span = SourceSpan(position, wordEnd)
    let year = source[SourceSpan(position, position + 4)]
    let rest = source[SourceSpan(position + 5, wordEnd)]
    position = wordEnd
    let isSubtraction = rest.utf8.allSatisfy(isDigit)
    complain(
      .malformedPeriod(
        source[span], month: month.map { "\(year)-\(padded($0, 2))" },
        difference: isSubtraction ? "\(year) - \(rest)" : nil,
        isCertain: month == nil && !year.hasPrefix("19") && !year.hasPrefix("20"), at: span))
    return .invalid
  }

  private func value(of range: Range<Int>) -> Int {
    range.reduce(0) { $0 * 10 + Int(bytes[$1] - UInt8(ascii: "0")) }
  }
}

/// A number with leading zeros up to a count of digits.
func padded(_ number: Int, _ digits: Int) -> String {
  let plain = String(number)
  return String(repeating: "0", count: Swift.max(0, digits - plain.utf8.count)) + plain
}
