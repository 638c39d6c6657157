internal import CChecksum

/// CRC-32C of bytes: notices every change of up to three bits in a record of the sizes here, and
/// every burst of up to 32 bits.
package struct Checksum: Sendable {
  private var state: UInt32

  /// The checksum of no bytes; a salt makes equal bytes of different books differ.
  package init(salt: UInt32 = 0) {
    state = ~salt
  }

  /// The checksum of what was added so far.
  package var value: UInt32 { ~state }

  /// The checksum of some bytes.
  static func value(of bytes: [UInt8]) -> UInt32 {
    var checksum = Checksum()
    checksum.add(bytes[...])
    return checksum.value
  }

  /// Adds bytes.
  package mutating func add(_ bytes: RawSpan) {
    state = unsafe bytes.withUnsafeBytes { all in
      unsafe crc32c_advance(state, all.baseAddress, all.count)
    }
  }

  /// Adds bytes.
  package mutating func add(_ bytes: ArraySlice<UInt8>) {
    unsafe add(bytes.span.bytes)
  }
}
