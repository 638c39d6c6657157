package import Storage

/// The smallest snapshot that a book folder can have: the numbers of the changes that it holds.
///
///     16 bytes identity · 8 generation · 4 each number · 4 checksum
package enum PlainSnapshot {
  /// Writes a snapshot; its checksum.
  package static func write(
    _ numbers: [UInt32], of store: StoreID, generation: UInt64, to file: DiskFile,
    on disk: any Disk
  ) throws(DiskError) -> UInt64 {
    var bytes: [UInt8] = []
    for word in [store.high, store.low, generation] { bytes += PlainSnapshot.bytes(of: word) }
    for number in numbers { bytes += PlainSnapshot.bytes(of: number) }
    let checksum = PlainSnapshot.checksum(of: bytes)
    // In two pieces, as a real one is written in many.
    try disk.write(bytes, to: file, at: 0)
    try disk.write(PlainSnapshot.bytes(of: checksum), to: file, at: bytes.count)
    return UInt64(checksum)
  }

  /// What a snapshot holds; nil when it is damaged.
  package static func read(
    _ name: String, on disk: any Disk
  ) throws(DiskError) -> (identity: SnapshotIdentity, numbers: [UInt32])? {
    let file = try disk.open(name, .reading)
    defer { disk.close(file) }
    let bytes = try disk.read(file, at: 0, count: try disk.size(of: file))
    guard bytes.count >= 28, bytes.count % 4 == 0 else { return nil }
    let end = bytes.count - 4
    let checksum = number(bytes, at: end)
    guard PlainSnapshot.checksum(of: Array(bytes[..<end])) == checksum else { return nil }
    func half(_ start: Int) -> UInt64 {
      UInt64(number(bytes, at: start)) | UInt64(number(bytes, at: start + 4)) << 32
    }
    let store = StoreID(high: half(0), low: half(8))
    return (
      SnapshotIdentity(store: store, checksum: UInt64(checksum)),
      stride(from: 24, to: end, by: 4).map { number(bytes, at: $0) }
    )
  }

  /// What a snapshot says about itself.
  package static func identify(
    _ disk: any Disk, _ name: String
  ) throws(DiskError) -> SnapshotIdentity? {
    try read(name, on: disk)?.identity
  }

  /// A change that is told by its number alone; longer than the number, so that it can tear.
  package static func payload(_ number: UInt32) -> [UInt8] {
    bytes(of: number) + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 8)
  }

  /// The number of such a change; nil when the bytes are no such change.
  package static func number(in payload: [UInt8]) -> UInt32? {
    guard payload.count == 12 else { return nil }
    let number = number(payload, at: 0)
    return payload == PlainSnapshot.payload(number) ? number : nil
  }

  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    var checksum = Checksum()
    checksum.add(bytes[...])
    return checksum.value
  }

  private static func bytes<T: FixedWidthInteger>(of number: T) -> [UInt8] {
    (0..<(T.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> T($0 * 8)) }
  }

  private static func number(_ bytes: [UInt8], at start: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32($1 * 8) }
  }
}
