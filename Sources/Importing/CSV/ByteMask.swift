import Columns

/// Where certain bytes stand among sixty-four, one bit each, the first the lowest.
///
/// Eight bytes are compared at once in one word, in plain arithmetic that is quick in any build.
struct ByteMask {
  private let delimiter: UInt64
  private static let lows: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// A mask for delimiters, quotes and line ends.
  init(delimiter: UInt8) {
    self.delimiter = ByteMask.lows &* UInt64(delimiter)
  }

  /// The positions of delimiters, quotes and line ends.
  @inline(__always)
  func structure(in bytes: Span<UInt8>, at start: Int) -> UInt64 {
    var mask: UInt64 = 0
    var part: UInt64 = 0
    while part < 8 {
      let word = ByteWord.load(bytes, at: start + Int(part) * 8)
      let others =
        ByteMask.others(word ^ delimiter)
        & ByteMask.others(word ^ ByteMask.lows &* UInt64(UInt8(ascii: "\"")))
        & ByteMask.others(word ^ ByteMask.lows &* UInt64(UInt8(ascii: "\n")))
        & ByteMask.others(word ^ ByteMask.lows &* UInt64(UInt8(ascii: "\r")))
      // The multiplication gathers the eight bits in the highest byte.
      let found = (~others & ByteMask.highs) >> 7
      mask |= ((found &* 0x0102_0408_1020_4080) >> 56) << (part &* 8)
      part &+= 1
    }
    return mask
  }

  /// The high bit of each byte that is not zero; the other bits mean nothing.
  @inline(__always)
  private static func others(_ word: UInt64) -> UInt64 {
    ((word & ~highs) &+ ~highs) | word
  }

  /// Whether eight bytes have a line end among them.
  static func hasLineEnd(_ word: UInt64) -> Bool {
    let others =
      others(word ^ lows &* UInt64(UInt8(ascii: "\n")))
      & others(word ^ lows &* UInt64(UInt8(ascii: "\r")))
    return others & highs != highs
  }

  /// Whether some bytes have a zero among them, and whether one beyond ASCII.
  static func survey(_ bytes: Span<UInt8>, _ end: Int) -> (zero: Bool, high: Bool) {
    var high: UInt64 = 0
    var nonzero = highs
    var index = 0
    while index + 8 <= end {
      let word = ByteWord.load(bytes, at: index)
      high |= word
      nonzero &= others(word)
      index += 8
    }
    var isHigh = high & highs != 0
    var isZero = nonzero & highs != highs
    while index < end {
      if bytes[index] >= 0x80 { isHigh = true }
      if bytes[index] == 0 { isZero = true }
      index += 1
    }
    return (isZero, isHigh)
  }
}
