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
    let list = header.checksums.lowerBound
    bytes = file.guarded(
      by: BlockGuard(byteCount: file.count) { block in
        guard SnapshotFile.isWhole(block, of: file, list: list, upTo: list) else { onDamage(block) }
        return true
      })
  }

  /// The book in it.
  package func view() throws(SnapshotReader.Fault) -> StoreView {
    let place = header.directory
    return try SnapshotReader.read(
      bytes, directory: ByteRange(plain, at: place.lowerBound, count: place.count))
  }

  /// What of it is damaged, in words; reads all of the file.
  package func damagedParts() -> [String] {
    let list = header.checksums.lowerBound
    let blocks = SnapshotFile.blocks(header).filter {
      !SnapshotFile.isWhole($0, of: plain, list: list, upTo: list)
    }
    let areCopiesWhole = SnapshotFile.areCopiesWhole(of: plain, header)
    return blocks.map { "block \($0)" } + (areCopiesWhole ? [] : ["the copy of its directory"])
  }

  /// The numbers of its blocks.
  static func blocks(_ header: SnapshotHeader) -> Range<Int> {
    let size = BlockGuard.blockSize
    return 0..<((header.checksums.lowerBound + size - 1) / size)
  }

  /// Whether what is kept twice is the same twice, with nothing between.
  static func areCopiesWhole(of file: ByteStore, _ header: SnapshotHeader) -> Bool {
    guard file.count == header.fileSize, let copies = header.copies else {
      return file.count == header.checksums.upperBound
    }
    let all = ByteRange(file)
    let first = header.directory.lowerBound..<header.checksums.upperBound
    return all.copy(first.upperBound..<copies.lowerBound).allSatisfy { $0 == 0 }
      && all.copy(first) == all.copy(copies)
      && all.copy(copies.upperBound..<header.fileSize) == header.bytes
  }

  /// Whether the bytes of a whole file are as they were written; reads all of them.
  static func isWhole(_ file: ByteStore) -> Bool {
    // Nobody looks into the blocks through the guard, so none can be met.
    let snapshot = try? SnapshotFile(file) { block in preconditionFailure("block \(block)") }
    return snapshot?.damagedParts().isEmpty ?? false
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

  static func checksum(of file: ByteStore, _ part: Range<Int>) -> UInt32 {
    var checksum = Checksum()
    unsafe ByteRange(file).withBytes(part) { unsafe checksum.add(RawSpan(_unsafeElements: $0)) }
    return checksum.value
  }

  /// Whether a block is as it was written, as the list of checksums tells that begins at a place.
  ///
  /// The header is checked by itself, and what is behind `end` by a checksum of its own.
  static func isWhole(_ block: Int, of file: ByteStore, list: Int, upTo end: Int) -> Bool {
    let size = BlockGuard.blockSize
    let start = max(block * size, SnapshotFormat.headerSize)
    let part = start..<min((block + 1) * size, end)
    guard !part.isEmpty else { return true }
    let place = list + 4 * block
    let bytes = ByteRange(file)
    let expected = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
    return checksum(of: file, part) == expected
  }
}
