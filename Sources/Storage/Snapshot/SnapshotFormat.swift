import Columns

/// How a book lies in a file, from its first byte to its last.
///
///     header        128 bytes: who wrote it, of which book, where the parts below are
///     sections      packed cells and texts, each at a multiple of 64 bytes, from 4096 on
///     directory     what is in which section: settings, collections, columns, indexes
///     checksums     of each block of 16 KiB before them, the header's place left out
///     copies        of directory, checksums and header, a block or more behind them
///
/// The copies are for `SnapshotSalvage` alone: without them a sector of the directory would cost
/// the whole book. Files of earlier versions have none.
///
/// Whole numbers are little endian. Nothing but header and directory is read when a book is opened;
/// a block is checked when one of its bytes is first used (`BlockGuard`).
package enum SnapshotFormat {
  /// The first bytes of the file.
  static let magic: [UInt8] = Array("INVOQ\r\n\u{1A}".utf8)
  /// What changes when older programs could no longer read the file, or this one older files.
  ///
  /// 2: values in blocks (`CellBlocks`), texts that begin alike (`FrontedTexts`), smaller blocks to
  /// be checked.
  ///
  /// 3: the days on which records were cleared (`ClearingDays`), which texts may hold what
  /// (`TextSignatures`), names in the order of their letters without accents.
  static let version: UInt32 = 3
  static let headerSize = 128
  /// Where the first section begins.
  static let firstSection = 4096
  static let alignment = 64

  /// Where the copies begin, so far behind that no damage of the size of a block hits both.
  static func copies(behind end: Int) -> Int {
    let size = BlockGuard.blockSize
    return (end + 2 * size - 1) / size * size
  }
}

/// What the first bytes of a snapshot say.
package struct SnapshotHeader: Sendable, Equatable {
  /// The book that it is of.
  package var store: StoreID
  /// Which writing of the book it is.
  package var generation: UInt64
  /// The version of the format that it is written in.
  private(set) var version = SnapshotFormat.version
  /// Number of bytes of the file.
  package internal(set) var fileSize = 0
  /// The directory's place.
  var directory = 0..<0
  /// The place of the blocks' checksums, right behind the directory.
  var checksums = 0..<0
  /// The checksums of those two parts.
  var directoryChecksum: UInt32 = 0
  var checksumsChecksum: UInt32 = 0

  /// Why bytes are no header.
  package enum Fault: Error, Equatable {
    case damaged
    /// A later version of the program wrote the file.
    case newer(version: UInt32)
  }

  /// The header of a file that is still to be written.
  init(store: StoreID, generation: UInt64) {
    (self.store, self.generation) = (store, generation)
  }

  /// The place of the copies of directory and checksums; nil in files that have none.
  ///
  /// Behind them, at the end of the file, is that of the header.
  var copies: Range<Int>? {
    let start = SnapshotFormat.copies(behind: checksums.upperBound)
    let end = start + checksums.upperBound - directory.lowerBound
    return end + SnapshotFormat.headerSize == fileSize ? start..<end : nil
  }

  /// The header's bytes; the last four are a checksum of the others.
  var bytes: [UInt8] {
    var writer = DirectoryWriter()
    writer.bytes += SnapshotFormat.magic
    writer.fixed(UInt64(version))
    writer.fixed(store.high)
    writer.fixed(store.low)
    writer.fixed(generation)
    writer.fixed(UInt64(fileSize))
    for part in [directory, checksums] {
      writer.fixed(UInt64(part.lowerBound))
      writer.fixed(UInt64(part.count))
    }
    writer.fixed(UInt64(directoryChecksum) << 32 | UInt64(checksumsChecksum))
    writer.bytes += [UInt8](
      repeating: 0, count: SnapshotFormat.headerSize - 4 - writer.bytes.count)
    return writer.bytes + SnapshotHeader.checksum(writer.bytes[...])
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var checksum = Checksum()
    checksum.add(bytes)
    return (0..<4).map { UInt8(truncatingIfNeeded: checksum.value >> UInt32(8 * $0)) }
  }

  /// Reads a header.
  package init(_ bytes: [UInt8]) throws(Fault) {
    let size = SnapshotFormat.headerSize
    guard bytes.count >= size, bytes.starts(with: SnapshotFormat.magic) else { throw .damaged }
    guard bytes[(size - 4)..<size].elementsEqual(SnapshotHeader.checksum(bytes[..<(size - 4)]))
    else { throw .damaged }
    var reader = DirectoryReader(ByteRange(ByteStore(bytes)))
    reader.skip(SnapshotFormat.magic.count)
    version = UInt32(truncatingIfNeeded: (try? reader.fixed()) ?? 0)
    guard version <= SnapshotFormat.version else { throw .newer(version: version) }
    do throws(DirectoryReader.Fault) {
      store = StoreID(high: try reader.fixed(), low: try reader.fixed())
      generation = try reader.fixed()
      fileSize = try reader.place()
      directory = try reader.part(of: fileSize)
      checksums = try reader.part(of: fileSize)
      let both = try reader.fixed()
      directoryChecksum = UInt32(truncatingIfNeeded: both >> 32)
      checksumsChecksum = UInt32(truncatingIfNeeded: both)
    } catch {
      throw .damaged
    }
  }

  /// What a journal names to be bound to this snapshot: it depends on every byte of the file.
  package var identity: UInt64 {
    // Without the header's own checksum: together with that, all bytes come to the same.
    var checksum = Checksum()
    checksum.add(bytes[..<(SnapshotFormat.headerSize - 4)])
    return UInt64(checksum.value)
  }
}
