/// CRC-32C of bytes, eight at a time: notices every change of up to three bits in a record of the
/// sizes here, and every burst of up to 32 bits.
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
      unsafe Checksum.tables.withUnsafeBufferPointer { tables in
        unsafe Checksum.advance(state, over: all, by: tables)
      }
    }
  }

  /// Adds bytes.
  package mutating func add(_ bytes: ArraySlice<UInt8>) {
    unsafe add(bytes.span.bytes)
  }

  @unsafe private static func advance(
    _ state: UInt32, over bytes: UnsafeRawBufferPointer, by tables: UnsafeBufferPointer<UInt32>
  ) -> UInt32 {
    var state = state
    var place = 0
    while place + 8 <= bytes.count {
      let word = unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let mixed = word ^ UInt64(state)
      state = 0
      for byte in 0..<8 {
        let index = (7 - byte) * 256 + Int((mixed >> UInt64(8 * byte)) & 0xff)
        unsafe state ^= tables[index]
      }
      place += 8
    }
    while place < bytes.count {
      unsafe state = (state >> 8) ^ tables[Int((state ^ UInt32(bytes[place])) & 0xff)]
      place += 1
    }
    return state
  }

  /// Table `k` at `256 * k`: what a byte does to the state when `k` further bytes follow it.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 2048)
    for byte in 0..<256 {
      var rest = UInt32(byte)
      for _ in 0..<8 { rest = (rest >> 1) ^ (rest & 1 == 1 ? 0x82f6_3b78 : 0) }
      tables[byte] = rest
    }
    for index in 256..<2048 {
      let before = tables[index - 256]
      tables[index] = (before >> 8) ^ tables[Int(before & 0xff)]
    }
    return tables
  }()
}
