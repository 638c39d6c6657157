import Diagnostics

extension Lexer {
  /// What begins with a digit: a date, a period, a duration, a percentage or a number.
  ///
  /// Dates come first, so that `2026-03` is no subtraction.
  mutating func number(groupsAllowed: Bool) -> Token.Kind {
    if let kind = dateOrPeriod() { return kind }
    let start = position
    if !groupsAllowed, let length = groupedLength(at: start) {
      return refuseGroups(SourceSpan(start, start + length))
    }
    guard let plain = scanDigits() else {
      position = endOfNumber(at: start)
      let span = SourceSpan(start, position)
      complain(.malformedNumber(source[span], at: span))
      return .invalid
    }
    if byte(at: position) == UInt8(ascii: "%") {
      position += 1
      return .percent(plain)
    }
    let suffixEnd = endOfWord(at: position)
    guard suffixEnd > position else { return .number(plain) }
    let suffix = source[SourceSpan(position, suffixEnd)]
    if currencies.contains(suffix) { return .number(plain) }
    position = suffixEnd
    return suffixed(plain, suffix, at: SourceSpan(start, suffixEnd))
  }

  /// `60d`, `31st`, or a mistake.
  private mutating func suffixed(
    _ plain: String, _ suffix: String, at span: SourceSpan
  ) -> Token.Kind {
    let units: [String: CalendarUnit] = ["d": .day, "w": .week, "m": .month, "y": .year]
    if let unit = units[suffix.lowercased()], let count = Int(plain) {
      return .duration(count: count, unit)
    }
    if ["st", "nd", "rd", "th"].contains(suffix.lowercased()), Int(plain) != nil {
      complain(.ordinalDay(source[span], plain: plain, at: span))
    } else {
      complain(.malformedNumber(source[span], at: span))
    }
    return .invalid
  }

  /// Digits with single underscores between them and at most one point; nil if spelled otherwise.
  private mutating func scanDigits() -> String? {
    var plain: [UInt8] = []
    var points = 0
    while let byte = byte(at: position) {
      let next = self.byte(at: position + 1)
      if isDigit(byte) {
        plain.append(byte)
      } else if byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") {
        let before = plain.isEmpty ? nil : bytes[position - 1]
        guard let next, isDigit(next), let before, isDigit(before) else { return nil }
        if byte == UInt8(ascii: ".") {
          points += 1
          plain.append(byte)
        }
      } else {
        break
      }
      position += 1
    }
    return points <= 1 && !plain.isEmpty ? String(decoding: plain, as: UTF8.self) : nil
  }

  private func endOfNumber(at offset: Int) -> Int {
    var index = offset
    while let byte = byte(at: index), isWordByte(byte) || byte == UInt8(ascii: ".") { index += 1 }
    return Swift.max(index, offset + 1)
  }

  /// The length of `1,200`, `1,200,000.50`, `1.200,50` or `1200,50` at an offset.
  private func groupedLength(at start: Int) -> Int? {
    let first = digits(at: start)
    guard first > 0 else { return nil }
    var index = start + first
    if first <= 3 {
      for mark in [UInt8(ascii: ","), UInt8(ascii: ".")] {
        var groups = 0
        while byte(at: index) == mark, digits(at: index + 1) == 3 {
          index += 4
          groups += 1
        }
        let isPoint = mark == UInt8(ascii: ".")
        let decimals = byte(at: index) == (isPoint ? UInt8(ascii: ",") : UInt8(ascii: "."))
        let tail = decimals ? digits(at: index + 1) : 0
        let length = index - start + (tail > 0 ? tail + 1 : 0)
        // One group behind a point is a number with three decimals.
        if groups > (isPoint && tail == 0 ? 1 : 0), !isDigitOrMark(at: start + length) {
          return length
        }
        index = start + first
      }
    }
    guard byte(at: index) == UInt8(ascii: ","), digits(at: index + 1) == 2 else { return nil }
    return isDigitOrMark(at: index + 3) ? nil : index + 3 - start
  }

  private func isDigitOrMark(at offset: Int) -> Bool {
    guard let byte = byte(at: offset) else { return false }
    if isDigit(byte) { return true }
    let isMark = byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".")
    return isMark && digits(at: offset + 1) > 0
  }

  private mutating func refuseGroups(_ span: SourceSpan) -> Token.Kind {
    position = span.end
    let written = Array(bytes[span.start..<span.end])
    let lastMark = written.lastIndex { !isDigit($0) } ?? 0
    let isDecimal = written.count - lastMark - 1 != 3
    var plain: [UInt8] = []
    for (index, byte) in written.enumerated() {
      if isDigit(byte) { plain.append(byte) }
      if index == lastMark, isDecimal { plain.append(UInt8(ascii: ".")) }
    }
    complain(
      .groupedNumber(source[span], plain: String(decoding: plain, as: UTF8.self), at: span))
    return .invalid
  }
}
