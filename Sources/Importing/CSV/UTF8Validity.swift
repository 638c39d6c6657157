import Columns

/// Checks that bytes are well-formed UTF-8, as table 3-7 of the Unicode standard has it.
enum UTF8Validity {
  /// Where the first sequence of bytes that is none starts; nil when all is well.
  static func firstFault(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      index = ByteMask.endOfASCII(bytes, index..<range.upperBound)
      if index == range.upperBound { return nil }
      let lead = bytes[index]
      let (count, second) = form(of: lead)
      if count == 0 { return index }
      for offset in 1..<count {
        let place = index + offset
        if place >= range.upperBound { return index }
        let allowed = offset == 1 ? second : 0x80...0xBF
        if !allowed.contains(bytes[place]) { return index }
      }
      index += count
    }
    return nil
  }

  /// How many bytes a lead byte begins, and what the second may be; 0 for no lead byte.
  private static func form(of lead: UInt8) -> (count: Int, second: ClosedRange<UInt8>) {
    switch lead {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: (0, 0x80...0xBF)
    }
  }
}
