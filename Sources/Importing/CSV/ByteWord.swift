/// Eight bytes of a text at once, in the module that looks at every byte: across the border of a
/// module the call is not inlined, which costs a tenth of the time of reading.
enum ByteWord {
  /// The bytes from a place on, the first the lowest; traps where there are fewer than eight.
  @inline(__always)
  static func load(_ bytes: Span<UInt8>, at place: Int) -> UInt64 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  /// Appends a range of bytes to others, all at once.
  @inline(__always)
  static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to pool: inout [UInt8]) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe pool.append(contentsOf: $0) }
  }
}
