package import Columns

/// A snapshot that is open: its bytes, each block checked before its first use.
package struct SnapshotFile: Sendable {
  /// What the file says about itself.
  package let header: SnapshotHeader
  private let bytes: ByteStore
  /// The same bytes, looked at by whoever checks them.
  private let plain: ByteStore

  /// What to do when a block turns out to be damaged while a question runs; it must not return,
  /// because nobody may see the block.
  package typealias OnDamage = @Sendable (_ block: Int) -> Never

  /// Opens the bytes of a whole file: checks header, directory and list of checksums, no more.
  package init(_ file: ByteStore, onDamage: @escaping OnDamage) throws(SnapshotReader.Fault) {
    let header = try SnapshotFile.header(of: file)
    guard header.fileSize == file.count else { throw .damaged("end of the file") }
    guard SnapshotFile.checksum(of: file, header.checksums) == header.checksumsChecksum else {
      throw .damaged("list of checksums")
    }
    guard SnapshotFile.checksum(of: file, header.directory) == header.directoryChecksum else {
      throw .damaged("directory")
    }
    self.header = header
    plain = file
    let guarded = header.checksums.lowerBound
    bytes = file.guarded(
      by: BlockGuard(byteCount: file.count) { block in
        guard SnapshotFile.isWhole(block, of: file, header, upTo: guarded) else { onDamage(block) }
      })
  }

  /// The book in it.
  package func view() throws(SnapshotReader.Fault) -> StoreView {
    let place = header.directory
    return try SnapshotReader.read(
      bytes, directory: ByteRange(plain, at: place.lowerBound, count: place.count))
  }

  /// The numbers of the blocks that are damaged; reads all of the file.
  package func damagedBlocks() -> [Int] {
    let end = header.checksums.lowerBound
    let count = (end + BlockGuard.blockSize - 1) / BlockGuard.blockSize
    return (0..<count).filter { !SnapshotFile.isWhole($0, of: plain, header, upTo: end) }
  }

  /// Whether the bytes of a whole file are as they were written; reads all of them.
  static func isWhole(_ file: ByteStore) -> Bool {
    // Nobody looks into the blocks through the guard, so none can be met.
    let snapshot = try? SnapshotFile(file) { block in preconditionFailure("block \(block)") }
    return snapshot?.damagedBlocks().isEmpty ?? false
  }

  /// What a snapshot says about itself; nil when its first bytes are damaged.
  package static func identity(of name: String, on disk: any Disk) throws(DiskError)
    -> SnapshotIdentity?
  {
    let file = try disk.open(name, .reading)
    defer { disk.close(file) }
    let bytes = try disk.read(file, at: 0, count: SnapshotFormat.headerSize)
    guard let header = try? SnapshotHeader(bytes) else { return nil }
    return SnapshotIdentity(store: header.store, checksum: header.identity)
  }

  private static func header(of file: ByteStore) throws(SnapshotReader.Fault) -> SnapshotHeader {
    let header: SnapshotHeader
    do throws(SnapshotHeader.Fault) {
      let size = min(file.count, SnapshotFormat.headerSize)
      header = try SnapshotHeader(ByteRange(file).copy(0..<size))
    } catch .newer(let version) {
      throw .newer(version: version)
    } catch {
      throw .damaged("header")
    }
    guard header.version == SnapshotFormat.version else { throw .older(version: header.version) }
    return header
  }

  private static func checksum(of file: ByteStore, _ part: Range<Int>) -> UInt32 {
    var checksum = Checksum()
    unsafe ByteRange(file).withBytes(part) { unsafe checksum.add(RawSpan(_unsafeElements: $0)) }
    return checksum.value
  }

  /// Whether a block is as it was written.
  ///
  /// The header is checked by itself, and what is behind `end` by a checksum of its own.
  private static func isWhole(
    _ block: Int, of file: ByteStore, _ header: SnapshotHeader, upTo end: Int
  ) -> Bool {
    let size = BlockGuard.blockSize
    let start = max(block * size, SnapshotFormat.headerSize)
    let part = start..<min((block + 1) * size, end)
    guard !part.isEmpty else { return true }
    let place = header.checksums.lowerBound + 4 * block
    let list = ByteRange(file)
    let expected = (0..<4).reduce(UInt32(0)) { $0 | UInt32(list[place + $1]) << UInt32(8 * $1) }
    return checksum(of: file, part) == expected
  }
}
