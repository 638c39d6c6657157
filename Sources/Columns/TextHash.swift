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
    return mixed(state ^ tail(bytes, index..<range.upperBound)) >> 32
  }

  /// Fewer than eight bytes, the last the lowest.
  @inlinable @inline(__always)
  static func tail(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    if range.isEmpty { return 0 }
    if range.lowerBound + 8 <= bytes.count {
      return word(bytes, at: range.lowerBound).byteSwapped >> UInt64(64 - 8 * range.count)
    }
    var tail: UInt64 = 0
    for index in range { tail = tail << 8 | UInt64(bytes[index]) }
    return tail
  }

  /// Eight bytes, the first the lowest.
  @inlinable @inline(__always)
  package static func word(_ bytes: Span<UInt8>, at place: Int) -> UInt64 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  /// Whether the bytes from a place on are those of a range of others.
  @inlinable @inline(__always)
  static func areEqual(
    _ bytes: Span<UInt8>, _ place: Int, _ others: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    let shift = place - range.lowerBound
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      if word(bytes, at: index + shift) != word(others, at: index) { return false }
      index += 8
    }
    let rest = range.upperBound - index
    return tail(bytes, (index + shift)..<(index + shift + rest))
      == tail(others, index..<range.upperBound)
  }

  /// Appends a range of bytes to a pool of texts, all at once.
  static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to pool: inout [UInt8]) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer {
      unsafe pool.append(contentsOf: $0)
    }
  }

  @inlinable @inline(__always)
  static func mixed(_ state: UInt64) -> UInt64 {
    let (high, low) = state.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}
