/// What a snapshot says about itself.
package struct SnapshotIdentity: Sendable, Equatable {
  /// The book that it is of.
  package let store: StoreID
  /// Its checksum, as its journal has to name it.
  package let checksum: UInt64

  /// What a snapshot says.
  package init(store: StoreID, checksum: UInt64) {
    self.store = store
    self.checksum = checksum
  }
}

extension BookFolder {
  /// A book that was opened, and what its journal holds.
  package struct Opened {
    /// The folder, to save changes in.
    package let folder: BookFolder
    /// The file of the snapshot.
    package let snapshot: String
    /// Changes that the snapshot holds already, oldest first.
    package let past: [[UInt8]]
    /// Changes since, oldest first.
    package let events: [[UInt8]]
    /// What somebody should know about the opening.
    package let notices: [Notice]
  }

  /// What was found when a book was opened, and is no reason not to open it.
  package enum Notice: Sendable, Equatable {
    /// Bytes behind the last whole record were kept in a file and taken out of the journal.
    case tailKept(file: String, byteCount: Int)
    /// The mark of closing was damaged or not finished; no record is lost.
    case sealDamaged(file: String)
    /// Another session has the lock, so this one can only read.
    case writtenByAnother
  }

  /// Why a book cannot be opened.
  package enum OpenFailure: Error, Equatable, Sendable {
    case disk(DiskError)
    /// The folder holds no book.
    case noBook
    case damaged(Damage)
    /// A later version of the program wrote the file.
    case newer(file: String, version: UInt32)
  }

  /// What of a book is damaged.
  package enum Damage: Error, Equatable, Sendable {
    case snapshot(String)
    case journalMissing(String)
    case journalHeader(String)
    /// The journal belongs to another book, or to another state of this one.
    case notPaired(String)
    /// A record is damaged and whole ones follow; so many before it are whole.
    case record(String, at: Int, wholeRecords: Int)
    /// A journal has records but its snapshot is gone.
    case snapshotMissing(journal: String)
  }

  /// Reads what a snapshot says about itself; nil when it is damaged.
  package typealias Identify =
    (_ disk: any Disk, _ snapshot: String) throws(DiskError) -> SnapshotIdentity?

  /// Makes a book of its first snapshot.
  package static func create(
    on disk: any Disk, store: StoreID, past: [[UInt8]] = [],
    _ write: (any Disk, DiskFile, _ generation: UInt64) throws(DiskError) -> UInt64
  ) throws(SaveFailure) -> BookFolder {
    try create(
      on: disk, store: store, generation: 1, journal: { journal($0, past: past) }, write)
  }

  /// Makes a book of a snapshot of some generation, and of the bytes of its journal.
  static func create(
    on disk: any Disk, store: StoreID, generation: UInt64,
    journal bytes: (JournalBinding) -> [UInt8],
    _ write: (any Disk, DiskFile, _ generation: UInt64) throws(DiskError) -> UInt64
  ) throws(SaveFailure) -> BookFolder {
    let hasLock: Bool
    do throws(DiskError) {
      hasLock = try disk.lock()
    } catch {
      throw .notSaved(error)
    }
    guard hasLock else { throw .notWritable(.reading) }
    switch startGeneration(generation, of: store, on: disk, journal: bytes, write) {
    case .success(let started):
      let places = JournalScan(bytes(started.binding), started.binding).frames.count
      return BookFolder(
        disk, started.binding, journal: started.journal, end: started.end,
        nextPlace: UInt64(places), isSealed: false, state: .writing)
    case .failure(let failure):
      disk.unlock()
      throw failure
    }
  }

  /// Opens a book: finds its snapshot, reads its journal, and makes sure that what was read is safe
  /// before anybody builds on it.
  package static func open(
    on disk: any Disk, forWriting: Bool, identify: Identify
  ) throws(OpenFailure) -> Opened {
    var attempts = 0
    while true {
      do throws(OpenFailure) {
        return try openOnce(on: disk, forWriting: forWriting, identify: identify)
      } catch .disk(let error) where error.number == 2 && attempts < 5 {
        // Whoever writes has just started a new generation; its files have other names.
        attempts += 1
      }
    }
  }

  private static func openOnce(
    on disk: any Disk, forWriting: Bool, identify: Identify
  ) throws(OpenFailure) -> Opened {
    let hasLock: Bool
    do throws(DiskError) {
      hasLock = forWriting ? try disk.lock() : false
    } catch {
      throw .disk(error)
    }
    do throws(OpenFailure) {
      var opening = try Opening(disk, hasLock ? .writing : .reading, identify)
      if hasLock { try opening.repair() } else { try opening.settle() }
      if forWriting, !hasLock { opening.notices.append(.writtenByAnother) }
      return opening.finish(hasLock ? .writing : .reading)
    } catch {
      if hasLock { disk.unlock() }
      throw error
    }
  }
}

/// A book on its way to being open.
private struct Opening {
  let disk: any Disk
  let names: [String]
  let generation: UInt64
  let binding: JournalBinding
  let journal: DiskFile
  let bytes: [UInt8]
  let scan: JournalScan
  var notices: [BookFolder.Notice] = []

  private var journalName: String { BookFolder.journalName(generation) }

  init(
    _ disk: any Disk, _ way: DiskOpening, _ identify: BookFolder.Identify
  ) throws(BookFolder.OpenFailure) {
    self.disk = disk
    do throws(DiskError) {
      names = try disk.names()
    } catch {
      throw .disk(error)
    }
    let snapshots = names.compactMap { BookFolder.generation(of: $0, "snapshot-") }
    guard let newest = snapshots.max() else { throw .noBook }
    generation = newest
    let name = BookFolder.snapshotName(newest)
    let found = try Opening.identity(of: name, on: disk, identify)
    let file = try Opening.openJournal(newest, way, among: names, on: disk)
    do throws(BookFolder.OpenFailure) {
      (bytes, binding) = try Opening.read(file, BookFolder.journalName(newest), on: disk)
      guard
        binding
          == JournalBinding(
            store: found.store, generation: newest, snapshotChecksum: found.checksum)
      else { throw .damaged(.notPaired(BookFolder.journalName(newest))) }
      scan = JournalScan(bytes, binding)
      if case .damage(let position) = scan.rest {
        throw .damaged(
          .record(
            BookFolder.journalName(newest), at: position, wholeRecords: scan.frames.count))
      }
      journal = file
    } catch {
      disk.close(file)
      throw error
    }
  }

  private static func identity(
    of name: String, on disk: any Disk, _ identify: BookFolder.Identify
  ) throws(BookFolder.OpenFailure) -> SnapshotIdentity {
    do throws(DiskError) {
      // A snapshot got its name when it was whole: one that is damaged was damaged later.
      if let identity = try identify(disk, name) { return identity }
    } catch {
      throw .disk(error)
    }
    throw .damaged(.snapshot(name))
  }

  private static func openJournal(
    _ generation: UInt64, _ way: DiskOpening, among names: [String], on disk: any Disk
  ) throws(BookFolder.OpenFailure) -> DiskFile {
    let name = BookFolder.journalName(generation)
    guard names.contains(name) else { throw .damaged(.journalMissing(name)) }
    do throws(DiskError) {
      return try disk.open(name, way)
    } catch {
      throw .disk(error)
    }
  }

  private static func read(
    _ file: DiskFile, _ name: String, on disk: any Disk
  ) throws(BookFolder.OpenFailure) -> ([UInt8], JournalBinding) {
    let bytes: [UInt8]
    do throws(DiskError) {
      bytes = try disk.read(file, at: 0, count: try disk.size(of: file))
    } catch {
      throw .disk(error)
    }
    do throws(JournalHeader.Fault) {
      return (bytes, try JournalHeader.binding(bytes))
    } catch .newer(let version) {
      throw .newer(file: name, version: version)
    } catch {
      throw .damaged(.journalHeader(name))
    }
  }

  // MARK: Repair

  /// Sets a tail aside, waits until what was read is safe, and only then removes what is left of
  /// older and unfinished generations.
  mutating func repair() throws(BookFolder.OpenFailure) {
    let strays = try findStrays()
    do throws(DiskError) {
      switch scan.rest {
      case .nothing, .damage: break
      case .tail: notices.append(try keepTail())
      case .damagedSeal: notices.append(.sealDamaged(file: journalName))
      }
      if !scan.isSealed { try renewEnd() }
    } catch {
      disk.close(journal)
      throw .disk(error)
    }
    try settle()
    do throws(DiskError) {
      for name in strays { try disk.unlink(name) }
    } catch {
      disk.close(journal)
      throw .disk(error)
    }
  }

  /// Writes the last record again and cuts the file off behind it.
  ///
  /// If the sync of that record failed, the system shows its bytes and has dropped them all the
  /// same; they must be written to be synced. Those before it were synced before it was written.
  private func renewEnd() throws(DiskError) {
    let last = Array(bytes[scan.lastStart..<scan.wholeSize])
    // One byte more, so that the size is changed and is written as well.
    try disk.write(last + [0], to: journal, at: scan.lastStart)
    try disk.truncate(journal, to: scan.wholeSize)
  }

  /// Waits until what was read is safe: it may be in the system's memory alone, if the last session
  /// was killed, and nobody may show or build on what a loss of power takes back.
  ///
  /// A mark of closing was written when everything before it was safe, the names too, so behind one
  /// there is nothing to wait for. Whether the mark itself is safe does not matter: the next change
  /// takes its place.
  func settle() throws(BookFolder.OpenFailure) {
    if scan.isSealed { return }
    do throws(DiskError) {
      try disk.sync(journal)
      try disk.syncFolder()
    } catch {
      disk.close(journal)
      throw .disk(error)
    }
  }

  /// Copies what is behind the last whole record into a file of its own.
  private func keepTail() throws(DiskError) -> BookFolder.Notice {
    var number = 1
    while names.contains("\(journalName).tail-\(number)") { number += 1 }
    let name = "\(journalName).tail-\(number)"
    let tail = Array(bytes[scan.wholeSize...])
    let file = try disk.open(name, .creating)
    defer { disk.close(file) }
    try disk.write(tail, to: file, at: 0)
    try disk.sync(file)
    try disk.syncFolder()
    return .tailKept(file: name, byteCount: tail.count)
  }

  /// Files of other generations, and of snapshots that were never finished.
  private func findStrays() throws(BookFolder.OpenFailure) -> [String] {
    var strays: [String] = []
    for name in names {
      if name.utf8.starts(with: "snapshot-".utf8), name.utf8.suffix(4).elementsEqual(".tmp".utf8) {
        strays.append(name)
      } else if let old = BookFolder.generation(of: name, "snapshot-"), old < generation {
        strays.append(name)
      } else if let other = BookFolder.generation(of: name, "journal-"), other != generation {
        if other > generation { try refuseEvents(in: name) }
        strays.append(name)
      }
    }
    return strays
  }

  /// A journal without its snapshot is left from one that was never finished; if somebody wrote
  /// into it, the snapshot was there and is lost.
  private func refuseEvents(in name: String) throws(BookFolder.OpenFailure) {
    let bytes: [UInt8]
    do throws(DiskError) {
      let file = try disk.open(name, .reading)
      defer { disk.close(file) }
      bytes = try disk.read(file, at: 0, count: try disk.size(of: file))
    } catch {
      disk.close(journal)
      throw .disk(error)
    }
    guard let binding = try? JournalHeader.binding(bytes) else { return }
    if JournalScan(bytes, binding).frames.contains(where: { $0.kind != .past }) {
      disk.close(journal)
      throw .damaged(.snapshotMissing(journal: name))
    }
  }

  func finish(_ state: BookFolder.State) -> BookFolder.Opened {
    BookFolder.Opened(
      folder: BookFolder(
        disk, binding, journal: journal, end: scan.isSealed ? scan.lastStart : scan.wholeSize,
        nextPlace: UInt64(scan.frames.count - (scan.isSealed ? 1 : 0)),
        isSealed: scan.isSealed, state: state, sizeRead: bytes.count,
        changedSize: scan.payloads(.event).reduce(0) { $0 + $1.count }),
      snapshot: BookFolder.snapshotName(generation), past: scan.payloads(.past),
      events: scan.payloads(.event), notices: notices)
  }
}
