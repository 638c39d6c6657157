internal import CBytes
import Columns

/// Where certain bytes stand among sixty-four, one bit each, the first the lowest.
struct ByteMask {
  private let delimiter: UInt8
  private static let lows: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// A mask for delimiters, quotes and line ends.
  init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// The positions of delimiters, quotes and line ends among the sixty-four bytes from a place on.
  @inline(__always)
  func structure(in bytes: Span<UInt8>, at start: Int) -> UInt64 {
    unsafe bytes.extracting(start..<(start + 64)).withUnsafeBufferPointer { all in
      guard let first = all.baseAddress else { return 0 }
      return unsafe bytes_structure(first, delimiter)
    }
  }

  /// Whether eight bytes have a line end among them.
  static func hasLineEnd(_ word: UInt64) -> Bool {
    let others =
      others(word ^ lows &* UInt64(UInt8(ascii: "\n")))
      & others(word ^ lows &* UInt64(UInt8(ascii: "\r")))
    return others & highs != highs
  }

  /// The high bit of each byte that is not zero; the other bits mean nothing.
  @inline(__always)
  private static func others(_ word: UInt64) -> UInt64 {
    ((word & ~highs) &+ ~highs) | word
  }

  /// Whether some bytes have a zero among them, and whether one beyond ASCII.
  static func survey(_ bytes: Span<UInt8>, _ end: Int) -> (zero: Bool, high: Bool) {
    let kinds = unsafe bytes.extracting(0..<end).withUnsafeBufferPointer { all in
      guard let first = all.baseAddress else { return bytes_kinds() }
      return unsafe bytes_survey(first, all.count)
    }
    return (kinds.has_zero, kinds.has_high)
  }

  /// The first place of a range that is not ASCII; its end where all is.
  static func endOfASCII(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { all in
      guard let first = all.baseAddress else { return range.lowerBound }
      return unsafe range.lowerBound + bytes_ascii(first, all.count)
    }
  }
}
