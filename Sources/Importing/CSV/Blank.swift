/// White space around a field: blanks, tabs, line ends, the spaces of Unicode and byte order marks.
enum Blank {
  /// A range of bytes without the blanks at both its ends.
  static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var first = range.lowerBound
    var behind = range.upperBound
    while first < behind {
      let width = width(text, first..<behind)
      if width == 0 { break }
      first += width
    }
    while first < behind {
      let width = widthAtEnd(text, first..<behind)
      if width == 0 { break }
      behind -= width
    }
    return first..<behind
  }

  /// A range of an array without the blanks at both its ends.
  static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    trimmed(bytes.span, range)
  }

  /// A slice of bytes without the blanks at both its ends.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let range = trimmed(bytes.span, 0..<bytes.count)
    return bytes[(bytes.startIndex + range.lowerBound)..<(bytes.startIndex + range.upperBound)]
  }

  /// Bytes of the blank that some bytes start with, 0 for none.
  static func width(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.isEmpty ? 0 : width(bytes.span, 0..<bytes.count)
  }

  private static func width(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    let first = range.lowerBound
    if isASCII(text[first]) { return 1 }
    if text[first] < 0xC2 || range.count < 2 { return 0 }
    if text[first] == 0xC2 { return text[first + 1] == 0xA0 ? 2 : 0 }
    guard range.count >= 3 else { return 0 }
    switch (text[first], text[first + 1], text[first + 2]) {
    // U+2000 to U+200A, U+202F, U+205F, U+3000, U+FEFF
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80),
      (0xEF, 0xBB, 0xBF):
      return 3
    default: return 0
    }
  }

  private static func widthAtEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    let last = text[range.upperBound - 1]
    if isASCII(last) { return 1 }
    guard last >= 0x80, last < 0xC0 else { return 0 }
    for count in [2, 3] where range.count >= count {
      if width(text, (range.upperBound - count)..<range.upperBound) == count { return count }
    }
    return 0
  }

  @inline(__always)
  private static func isASCII(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
