package import Columns

/// A book in one file: its snapshot and its journal, as they were at one moment.
///
///     bytes  0..<8    "INVOQBAK"
///            8..<12   version of the format
///           12..<16   zero
///           16..<24   size of the snapshot
///           24..<32   size of the journal
///           32..<n    snapshot, then journal
///            n..<n+4  checksum of all bytes before
package struct BookBackup: Sendable {
  private let snapshot: ByteRange
  private let journal: [UInt8]
  private let binding: JournalBinding

  /// Why a file is no backup.
  package enum Fault: Error, Equatable, Sendable {
    /// It begins with other bytes.
    case noBackup
    /// A later version of the program wrote it.
    case newer(UInt32)
    /// It is not as it was written.
    case damaged
  }

  private static let magic = Array("INVOQBAK".utf8)
  private static let version: UInt32 = 1
  private static let headerSize = 32
  /// Bytes that are handed on at once: 1 MiB.
  private static let pieceSize = 1 << 20

  /// Changes that it holds, those in the snapshot too.
  package var changeCount: Int {
    JournalScan(journal, binding).frames.count { $0.kind != .seal }
  }

  /// Whether bytes begin like a backup.
  package static func isBackup(_ file: ByteStore) -> Bool {
    file.count >= magic.count && ByteRange(file).copy(0..<magic.count) == magic
  }

  // MARK: Making one

  /// What a book is at this moment, while others may read it and one may change it.
  ///
  /// - Throws: why the book cannot be read; also where a block of its snapshot is damaged.
  package static func taken(from disk: any Disk) throws(BookFolder.OpenFailure) -> BookBackup {
    var attempts = 0
    while true {
      do throws(BookFolder.OpenFailure) {
        return try takenOnce(from: disk)
      } catch .disk(let error) where error.number == 2 && attempts < 5 {
        // The next generation was started between two looks.
        attempts += 1
      }
    }
  }

  private static func takenOnce(
    from disk: any Disk
  ) throws(BookFolder.OpenFailure) -> BookBackup {
    let opened = try BookFolder.open(on: disk, forWriting: false) {
      disk, name throws(DiskError) in try SnapshotFile.identity(of: name, on: disk)
    }
    let (bytes, journal): (ByteStore, [UInt8])
    do throws(DiskError) {
      bytes = try disk.map(opened.snapshot)
      journal = try opened.folder.journalBytes()
    } catch {
      throw .disk(error)
    }
    guard SnapshotFile.isWhole(bytes) else { throw .damaged(.snapshot(opened.snapshot)) }
    return BookBackup(
      snapshot: ByteRange(bytes), journal: journal, binding: opened.folder.binding)
  }

  private init(snapshot: ByteRange, journal: [UInt8], binding: JournalBinding) {
    (self.snapshot, self.journal, self.binding) = (snapshot, journal, binding)
  }

  /// Hands its bytes on, piece by piece, until it is told false.
  package func write(_ hand: ([UInt8]) -> Bool) {
    var checksum = Checksum()
    func put(_ bytes: [UInt8]) -> Bool {
      checksum.add(bytes[...])
      return hand(bytes)
    }
    var header = BookBackup.magic
    header.append(little: BookBackup.version)
    header.append(little: UInt32(0))
    header.append(little: UInt64(snapshot.count))
    header.append(little: UInt64(journal.count))
    guard put(header) else { return }
    for start in stride(from: 0, to: snapshot.count, by: BookBackup.pieceSize) {
      let end = min(start + BookBackup.pieceSize, snapshot.count)
      guard put(snapshot.copy(start..<end)) else { return }
    }
    guard put(journal) else { return }
    var end: [UInt8] = []
    end.append(little: checksum.value)
    _ = hand(end)
  }

  // MARK: Reading one

  /// The backup in the bytes of a file.
  package init(_ file: ByteStore) throws(Fault) {
    guard BookBackup.isBackup(file) else { throw .noBackup }
    let all = ByteRange(file)
    guard file.count >= BookBackup.headerSize + 4 else { throw .damaged }
    let header = all.copy(0..<BookBackup.headerSize)
    let version = header.little(UInt32.self, at: 8)
    guard version <= BookBackup.version else { throw .newer(version) }
    guard let snapshotSize = Int(exactly: header.little(UInt64.self, at: 16)),
      let journalSize = Int(exactly: header.little(UInt64.self, at: 24)),
      snapshotSize >= SnapshotFormat.headerSize, journalSize >= JournalHeader.size,
      snapshotSize <= file.count, journalSize <= file.count,
      BookBackup.headerSize + snapshotSize + journalSize + 4 == file.count,
      BookBackup.isUntouched(all)
    else { throw .damaged }
    snapshot = ByteRange(file, at: BookBackup.headerSize, count: snapshotSize)
    let start = BookBackup.headerSize + snapshotSize
    journal = all.copy(start..<start + journalSize)
    do {
      binding = try JournalHeader.binding(journal)
    } catch {
      throw .damaged
    }
  }

  private static func isUntouched(_ all: ByteRange) -> Bool {
    let end = all.count - 4
    var checksum = Checksum()
    for start in stride(from: 0, to: end, by: pieceSize) {
      checksum.add(all.copy(start..<min(start + pieceSize, end))[...])
    }
    return all.copy(end..<all.count).little(UInt32.self, at: 0) == checksum.value
  }

  /// Puts the book into an empty folder.
  ///
  /// - Throws: why it is not there; then nothing of it is.
  package func restore(to disk: any Disk) throws(BookFolder.SaveFailure) {
    let bytes = journal
    let started = try BookFolder.create(
      on: disk, store: binding.store, generation: binding.generation, journal: { _ in bytes },
      writeSnapshot)
    started.close()
  }

  private func writeSnapshot(
    _ disk: any Disk, _ file: DiskFile, _ generation: UInt64
  ) throws(DiskError) -> UInt64 {
    for start in stride(from: 0, to: snapshot.count, by: BookBackup.pieceSize) {
      let end = min(start + BookBackup.pieceSize, snapshot.count)
      try disk.write(snapshot.copy(start..<end), to: file, at: start)
    }
    return binding.snapshotChecksum
  }
}
