/// White space around a field: space, tab, line ends and the spaces that do not break.
enum Blank {
  /// A range of bytes without the blanks at both its ends.
  static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var first = range.lowerBound
    var behind = range.upperBound
    while first < behind {
      let width = widthAtStart(bytes, first..<behind)
      if width == 0 { break }
      first += width
    }
    while first < behind {
      let width = widthAtEnd(bytes, first..<behind)
      if width == 0 { break }
      behind -= width
    }
    return first..<behind
  }

  /// A slice of bytes without the blanks at both its ends.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let first = rest.first, isASCII(first) { rest = rest.dropFirst() }
    while let last = rest.last, isASCII(last) { rest = rest.dropLast() }
    return rest
  }

  /// Bytes of the blank that a range starts with, 0 for none.
  static func widthAtStart(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let byte = bytes[range.lowerBound]
    if isASCII(byte) { return 1 }
    if byte == 0xC2, range.count >= 2, bytes[range.lowerBound + 1] == 0xA0 { return 2 }
    if byte == 0xE2, range.count >= 3, bytes[range.lowerBound + 1] == 0x80,
      bytes[range.lowerBound + 2] == 0xAF
    {
      return 3
    }
    return 0
  }

  private static func widthAtEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let last = range.upperBound - 1
    if isASCII(bytes[last]) { return 1 }
    guard bytes[last] == 0xA0 || bytes[last] == 0xAF else { return 0 }
    for width in [2, 3] where range.count >= width {
      if widthAtStart(bytes, (range.upperBound - width)..<range.upperBound) == width {
        return width
      }
    }
    return 0
  }

  private static func isASCII(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
