/// Eight bytes of a text at once.
package enum ByteWord {
  /// The bytes from a place on, the first the lowest; traps where there are fewer than eight.
  @inlinable @inline(__always)
  package static func load(_ bytes: Span<UInt8>, at place: Int) -> UInt64 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
  }
}
