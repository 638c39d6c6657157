import Columns
import Model
import Storage

/// The trials of whole books: made while the power goes, cut off, and with bits turned.
extension StoreTrial {
  private static let store = StoreID(high: 3, low: 4)

  /// A book of a few records with changes behind its snapshot, as it lies on a disk.
  private static func smallBook(closed: Bool) throws -> SimulatedDisk {
    var chance = Chance(seed: 1)
    let disk = SimulatedDisk()
    var view = try MadeBook.view(invoices: 40, &chance)
    let folder = try MadeBook.create(view, store: store, on: disk)
    for number in 1...8 {
      let event = MadeBook.event(number, on: view, &chance)
      view = try view.applying(event)
      try folder.save(EventBytes.encode([event], view.schema))
    }
    if closed { folder.close() } else { disk.killProcess() }
    return disk
  }

  private static func backup(of disk: any Disk) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try BookBackup.taken(from: disk).write {
      bytes += $0
      return true
    }
    return bytes
  }

  /// Every call at which the power goes while files become a book, or a backup does.
  package static func creationStates() throws -> TrialResult {
    var chance = Chance(seed: 2)
    let view = try MadeBook.view(invoices: 10, &chance)
    let backup = try BookBackup(ByteStore(try backup(of: try smallBook(closed: true))))
    var result = TrialResult()
    result.add(
      states { disk throws(BookFolder.SaveFailure) in
        try MadeBook.create(view, store: store, on: disk).close()
      })
    result.add(states { disk throws(BookFolder.SaveFailure) in try backup.restore(to: disk) })
    return result
  }

  private static func states(
    _ make: (any Disk) throws(BookFolder.SaveFailure) -> Void
  ) -> TrialResult {
    var result = TrialResult()
    var call = 0
    while true {
      let disk = SimulatedDisk()
      disk.callsToLive = call
      disk.diesCleanly = true
      let isMade = (try? make(disk)) != nil
      for (place, state) in disk.crashStates().enumerated() {
        result.count(
          complaint(about: state, isMade).map { "call \(call), state \(place): \($0)" })
      }
      if !disk.isDead { return result }
      call += 1
    }
  }

  /// A book is whole, or it is not there and nobody was told that it is.
  private static func complaint(about disk: SimulatedDisk, _ isMade: Bool) -> String? {
    do throws(BookFolder.OpenFailure) {
      let opened = try BookFolder.open(on: disk, forWriting: true) {
        disk, name throws(DiskError) in try SnapshotFile.identity(of: name, on: disk)
      }
      guard let bytes = try? disk.map(opened.snapshot),
        let file = try? SnapshotFile(bytes, onDamage: { fatalError("block \($0)") })
      else { return "its snapshot cannot be read" }
      return file.damagedParts().first.map { "\($0) is damaged" }
    } catch .noBook {
      return isMade ? "it was made, and is not there" : nil
    } catch {
      return "it does not open: \(error)"
    }
  }

  // MARK: - Cut off

  /// Every beginning of a journal, a snapshot and a backup: an exact prefix, or refused.
  package static func truncations() throws -> TrialResult {
    var result = TrialResult()
    let disk = try smallBook(closed: false)
    let journal = try bytes(of: "journal-1", on: disk)
    let whole = try frameEnds(journal, on: disk)
    for length in 0..<journal.count {
      let expected = whole.count { $0 <= length }
      let found = eventCount(disk, journal: Array(journal[..<length]))
      // Without its header it is no journal.
      let isRight = length < 60 ? found == nil : found == expected
      result.count(isRight ? nil : "journal cut at \(length): \(found ?? -1), not \(expected)")
    }
    let (snapshot, backup) = (try bytes(of: "snapshot-1", on: disk), try backup(of: disk))
    for length in 0..<snapshot.count {
      result.count(
        isWhole(snapshot: Array(snapshot[..<length])) ? "snapshot cut at \(length)" : nil)
    }
    for length in 0..<backup.count {
      result.count(isWhole(backup: Array(backup[..<length])) ? "backup cut at \(length)" : nil)
    }
    return result
  }

  /// Where each record of a journal ends, found by opening it.
  private static func frameEnds(_ journal: [UInt8], on disk: SimulatedDisk) throws -> [Int] {
    var ends: [Int] = []
    var start = 60
    while start + 24 <= journal.count {
      let size = (0..<4).reduce(0) { $0 | Int(journal[start + $1]) << (8 * $1) }
      start += size + 24
      ends.append(start)
    }
    return ends
  }

  private static func bytes(of name: String, on disk: SimulatedDisk) throws -> [UInt8] {
    let file = try disk.open(name, .reading)
    defer { disk.close(file) }
    return try disk.read(file, at: 0, count: try disk.size(of: file))
  }

  private static func isWhole(snapshot: [UInt8]) -> Bool {
    let file = try? SnapshotFile(ByteStore(snapshot)) { fatalError("block \($0)") }
    return file?.damagedParts().isEmpty ?? false
  }

  private static func isWhole(backup: [UInt8]) -> Bool {
    (try? BookBackup(ByteStore(backup))) != nil
  }

  /// How many events a book with another journal has; nil where it does not open.
  private static func eventCount(_ disk: SimulatedDisk, journal: [UInt8]) -> Int? {
    guard let (opened, _) = try? opened(disk, journal: journal) else { return nil }
    return opened.events.count
  }

  private static func opened(
    _ disk: SimulatedDisk, journal: [UInt8]
  ) throws -> (BookFolder.Opened, SimulatedDisk) {
    let copy = disk.copy()
    let file = try copy.open("journal-1", .replacing)
    try copy.write(journal, to: file, at: 0)
    copy.close(file)
    let opened = try BookFolder.open(on: copy, forWriting: true) {
      disk, name throws(DiskError) in try SnapshotFile.identity(of: name, on: disk)
    }
    return (opened, copy)
  }

  // MARK: - Turned bits

  /// Every bit of a journal, a snapshot and a backup, turned by itself: all are noticed.
  ///
  /// In a journal that was closed, so is the last record; in one that was not, its loss is told.
  package static func flips() throws -> TrialResult {
    var result = TrialResult()
    for closed in [true, false] {
      let disk = try smallBook(closed: closed)
      let journal = try bytes(of: "journal-1", on: disk)
      for bit in 0..<(journal.count * 8) {
        guard let (opened, _) = try? opened(disk, journal: flipped(journal, bit)) else {
          result.count(nil)
          continue
        }
        let isSilent = opened.notices.isEmpty || (closed && opened.events.count < 8)
        result.count(isSilent ? "bit \(bit) of a journal" : nil)
      }
    }
    let disk = try smallBook(closed: true)
    let (snapshot, backup) = (try bytes(of: "snapshot-1", on: disk), try backup(of: disk))
    for bit in 0..<(snapshot.count * 8) {
      result.count(isWhole(snapshot: flipped(snapshot, bit)) ? "bit \(bit) of a snapshot" : nil)
    }
    for bit in 0..<(backup.count * 8) {
      result.count(isWhole(backup: flipped(backup, bit)) ? "bit \(bit) of a backup" : nil)
    }
    return result
  }

  private static func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
    var flipped = bytes
    flipped[bit / 8] ^= 1 << UInt8(bit % 8)
    return flipped
  }
}
