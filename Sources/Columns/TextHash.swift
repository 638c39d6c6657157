/// The hash of texts: 32 bits over eight bytes at a time, the same in every run.
package enum TextHash {
  /// The hash of a range of bytes.
  @inlinable @inline(__always)
  package static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var state: UInt64 = UInt64(truncatingIfNeeded: range.count) &* 0x9E37_79B9_7F4A_7C15
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      state = mixed(state ^ word(bytes, at: index))
      index += 8
    }
    var tail: UInt64 = 0
    while index < range.upperBound {
      tail = tail << 8 | UInt64(bytes[index])
      index += 1
    }
    return mixed(state ^ tail) >> 32
  }

  /// Eight bytes, the first the lowest.
  @inlinable @inline(__always)
  package static func word(_ bytes: Span<UInt8>, at place: Int) -> UInt64 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  @inlinable @inline(__always)
  static func mixed(_ state: UInt64) -> UInt64 {
    let (high, low) = state.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}
