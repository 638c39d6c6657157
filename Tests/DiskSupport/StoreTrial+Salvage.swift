import Columns
import Model
import Storage

/// Books that are damaged at random places, and what can be read of them.
extension StoreTrial {
  /// What no damaged block holds comes back equal, what is lost is told, and what is made of it is
  /// a book.
  package static func salvage(_ seeds: Range<UInt64>) throws -> TrialResult {
    var result = TrialResult()
    for seed in seeds {
      result.count(try Damaged(seed: seed).complaint().map { "seed \(seed): \($0)" })
    }
    return result
  }
}

/// A book with changes, some of whose bytes are otherwise.
private struct Damaged {
  private let disk = SimulatedDisk()
  private var view: StoreView
  private var chance: Chance
  private var isSnapshotHit = false
  private var isJournalHit = false

  init(seed: UInt64) throws {
    chance = Chance(seed: seed)
    view = try MadeBook.view(invoices: 60 + chance.below(500), &chance)
    let folder = try MadeBook.create(view, store: StoreID(high: 8, low: 9), on: disk)
    for number in 1...(2 + chance.below(20)) {
      let event = MadeBook.event(number, on: view, &chance)
      view = try view.applying(event)
      try folder.save(EventBytes.encode([event], view.schema))
    }
    folder.close()
    switch chance.below(3) {
    case 0: try damage("snapshot-1")
    case 1: try damage("journal-1")
    default:
      try damage("snapshot-1")
      try damage("journal-1")
    }
  }

  /// Some bits of a sector, a whole one, or the end of a file.
  private mutating func damage(_ name: String) throws {
    let file = try disk.open(name, .writing)
    defer { disk.close(file) }
    let size = try disk.size(of: file)
    var bytes = try disk.read(file, at: 0, count: size)
    switch chance.below(8) {
    case 0:
      try disk.truncate(file, to: size - 1 - chance.below(min(size - 60, 400)))
    case 1, 2:
      let start = chance.below(size)
      for place in start..<min(start + 4_096, size) { bytes[place] = 0xE5 }
      try disk.write(bytes, to: file, at: 0)
    default:
      let start = chance.below(max(1, size - 4_096))
      for _ in 0...chance.below(4) {
        bytes[start + chance.below(min(4_096, size))] ^= 1 << UInt8(chance.below(8))
      }
      try disk.write(bytes, to: file, at: 0)
    }
    if name == "snapshot-1" { isSnapshotHit = true } else { isJournalHit = true }
  }

  /// What is wrong with what was read; nil when nothing is.
  func complaint() throws -> String? {
    let before = try disk.names().map { ($0, try bytes(of: $0)) }
    let salvage: BookSalvage
    do throws(BookSalvage.Fault) {
      salvage = try BookSalvage(from: disk)
    } catch {
      return "nothing was read: \(error)"
    }
    for (name, bytes) in before where try self.bytes(of: name) != bytes { return "\(name) changed" }
    if let different = different(salvage) { return different }
    if salvage.damage.isEmpty { return "no damage was told" }
    let faults = salvage.view.indexFaults() + salvage.view.recordFaults()
    if let fault = faults.first { return fault }
    return try reopened(salvage)
  }

  private func bytes(of name: String) throws -> [UInt8] {
    let file = try disk.open(name, .reading)
    defer { disk.close(file) }
    return try disk.read(file, at: 0, count: try disk.size(of: file))
  }

  /// A value that is neither as it was nor told to be lost.
  private func different(_ salvage: BookSalvage) -> String? {
    if !isSnapshotHit, !salvage.lostValues.isEmpty { return "values lost of a whole snapshot" }
    if !isJournalHit, !salvage.lostEvents.isEmpty { return "events lost of a whole journal" }
    let found = salvage.view
    let isAllHeard = found.log.events.filter { !$0.user.isEmpty } == view.log.events
    for (place, collection) in view.schema.collections.enumerated() where !collection.isDerived {
      let id = CollectionID(index: place)
      if isAllHeard, found.rowCount(of: id) != view.rowCount(of: id) { return "records are gone" }
      for (index, field) in collection.fields.enumerated() where field.origin == .stored {
        if case .enumeration = field.type { continue }
        let field = FieldID(id, index: index)
        let lost = Set(salvage.lostValues[field] ?? [])
        for row in 0..<RowIndex(min(found.rowCount(of: id), view.rowCount(of: id))) {
          let record = RecordID(id, row)
          let (own, was) = (found.value(of: record, field), view.value(of: record, field))
          if own == was || lost.contains(row) { continue }
          // What a lost event had made of it nobody knows.
          if isJournalHit, isChanged(record, field) { continue }
          return "\(collection.name) \(row) \(field.index): \(own), not \(was)"
        }
      }
    }
    return nil
  }

  private func isChanged(_ record: RecordID, _ field: FieldID) -> Bool {
    view.log.events.flatMap(\.changes).contains { change in
      guard change.record == record else { return false }
      if case .set(_, let other, _, _) = change { return other == field }
      return true
    }
  }

  /// The book that was made of it, opened as any other.
  private func reopened(_ salvage: BookSalvage) throws -> String? {
    let other = SimulatedDisk()
    try salvage.write(to: other, store: StoreID(high: 1, low: 1))
    let opened = try BookFolder.open(on: other, forWriting: true) {
      disk, name throws(DiskError) in try SnapshotFile.identity(of: name, on: disk)
    }
    let file = try SnapshotFile(try other.map(opened.snapshot)) { fatalError("block \($0)") }
    if let part = file.damagedParts().first { return "made with damage: \(part)" }
    let past = try opened.past.flatMap { try EventBytes.decode($0, salvage.view.schema) }
    let again = try file.view().continuing(past, [])
    let faults = again.indexFaults() + again.recordFaults()
    return faults.first ?? (past == salvage.view.log.events ? nil : "its history is another")
  }
}
