import Columns
package import Model

/// What can be read of a book that is damaged, put together to a book that can be.
///
/// What no damaged block holds is as it was. Of what one holds, the journal may know the value;
/// else it is missing. Nothing of the damaged book is changed.
package struct BookSalvage: Sendable {
  /// What of which file is damaged, a line each.
  package private(set) var damage: [String]
  /// The book, with all that has happened to it.
  package private(set) var view: StoreView
  /// The rows whose values are lost, by their fields.
  package let lostValues: [FieldID: [RowIndex]]
  /// How many records of a collection were added by events that are lost.
  package private(set) var lostRecords: [CollectionID: Int] = [:]
  /// The numbers of events that are lost.
  package private(set) var lostEvents: [Int] = []

  /// Why nothing can be read.
  package enum Fault: Error, Equatable, Sendable {
    case disk(DiskError)
    /// The folder has no snapshot.
    case noBook
    case snapshot(String, SnapshotReader.Fault)
  }

  /// Whether it is all that was there.
  package var isComplete: Bool {
    lostValues.isEmpty && lostRecords.isEmpty && lostEvents.isEmpty
  }

  /// Reads what is there of the book in a folder.
  package init(from disk: any Disk) throws(Fault) {
    let generations: [UInt64]
    do throws(DiskError) {
      generations = try disk.names().compactMap { BookFolder.generation(of: $0, "snapshot-") }
    } catch {
      throw .disk(error)
    }
    guard let newest = generations.max() else { throw .noBook }
    let (snapshot, journal) = (BookFolder.snapshotName(newest), BookFolder.journalName(newest))
    let (bytes, frames): (ByteStore, [UInt8]?)
    do throws(DiskError) {
      bytes = try disk.map(snapshot)
      frames = try BookSalvage.bytes(of: journal, on: disk)
    } catch {
      throw .disk(error)
    }
    try self.init(bytes, snapshot, frames, journal)
  }

  /// The bytes of a file; nil where it is gone.
  ///
  /// One that cannot be read now is not gone: what it holds is not given up for lost because a disk
  /// is not well.
  private static func bytes(of name: String, on disk: any Disk) throws(DiskError) -> [UInt8]? {
    guard try disk.names().contains(name) else { return nil }
    let file = try disk.open(name, .reading)
    defer { disk.close(file) }
    return try disk.read(file, at: 0, count: try disk.size(of: file))
  }

  private init(
    _ bytes: ByteStore, _ snapshotName: String, _ frames: [UInt8]?, _ journalName: String
  ) throws(Fault) {
    var snapshot: SnapshotSalvage
    do throws(SnapshotReader.Fault) {
      snapshot = try SnapshotSalvage(bytes)
    } catch {
      throw .snapshot(snapshotName, error)
    }
    let journal = frames.map {
      JournalSalvage(
        $0,
        JournalBinding(
          store: snapshot.header.store, generation: snapshot.header.generation,
          snapshotChecksum: snapshot.header.identity))
    }
    damage = snapshot.damage.map { "\(snapshotName), \($0)" }
    damage += journal?.damage.map { "\(journalName), \($0)" } ?? []
    if journal?.isClosed != true {
      let what = journal == nil ? "it is gone" : "it was not closed, so its end may be missing"
      damage.append("\(journalName), \(what)")
    }
    let past = BookSalvage.events(.past, journal, snapshot.view.schema)
    snapshot.mend(BookSalvage.known(past))
    (view, lostValues) = (snapshot.view, snapshot.lost)
    goOn(past, BookSalvage.events(.event, journal, snapshot.view.schema))
  }

  private static func events(
    _ kind: JournalFrame.Kind, _ journal: JournalSalvage?, _ schema: Schema
  ) -> [BookEvent] {
    let payloads = journal?.frames.filter { $0.kind == kind }.map(\.payload) ?? []
    return payloads.flatMap { (try? EventBytes.decode($0, schema)) ?? [] }
  }

  /// What events that the snapshot holds say of its values, the last word of each.
  private static func known(_ events: [BookEvent]) -> [RecordID: [FieldID: Value]] {
    var known: [RecordID: [FieldID: Value]] = [:]
    for change in events.flatMap(\.changes) {
      switch change {
      case .append(let record, let values):
        for value in values { known[record, default: [:]][value.field] = value.value }
      case .set(let record, let field, _, let after): known[record, default: [:]][field] = after
      case .remove, .restore: continue
      }
    }
    return known
  }

  // MARK: - What has happened

  /// Lets everything happen that is known of; an event that is lost leaves its number.
  private mutating func goOn(_ past: [BookEvent], _ events: [BookEvent]) {
    let (all, lost) = BookSalvage.filled(past + events)
    lostEvents = lost
    let isPast = Set(past.map(\.number))
    for event in all {
      if isPast.contains(event.number) {
        view = view.remembering(event)
      } else {
        happen(event)
      }
    }
  }

  /// Events with one in the place of each that is lost between others.
  private static func filled(_ events: [BookEvent]) -> ([BookEvent], lost: [Int]) {
    var (all, lost): ([BookEvent], [Int]) = ([], [])
    for event in events where event.number > all.count {
      while event.number > all.count + 1 {
        lost.append(all.count + 1)
        all.append(
          BookEvent(
            number: all.count + 1, day: event.day, second: event.second, user: "",
            statement: "lost with a damaged part of the journal", changes: []))
      }
      all.append(event)
    }
    return (all, lost)
  }

  /// Lets an event happen as far as it can, though one before it may be lost.
  private mutating func happen(_ event: BookEvent) {
    var changes: [StoreChange] = []
    var made = view
    for change in event.changes {
      let fitting = fitting(change, in: made)
      guard let next = try? made.applying(fitting) else { continue }
      changes += fitting
      made = next
    }
    let happened = BookEvent(
      number: event.number, day: event.day, second: event.second, user: event.user,
      statement: event.statement, changes: changes, because: event.because, undoes: event.undoes)
    view = (try? view.applying(happened)) ?? made
  }

  /// The changes that come to one where what it builds on may be lost.
  private mutating func fitting(_ change: StoreChange, in view: StoreView) -> [StoreChange] {
    let record = change.record
    let count = view.rowCount(of: record.collection)
    switch change {
    case .append(_, let values):
      guard Int(record.row) >= count else { return [] }
      // Records that lost events have added keep their rows, empty and taken back.
      let lost = (count..<Int(record.row)).map { RecordID(record.collection, RowIndex($0)) }
      if !lost.isEmpty { lostRecords[record.collection, default: 0] += lost.count }
      let known = values.filter { isThere($0.value, in: view) || leads($0.value, to: record) }
      return lost.flatMap { [.append($0, []), .remove($0)] } + [.append(record, known)]
    case .set(_, let field, _, let after):
      guard Int(record.row) < count else { return [] }
      let before = view.value(of: record, field)
      let becomes = isThere(after, in: view) ? after : .missing
      return before == becomes ? [] : [.set(record, field, before: before, after: becomes)]
    case .remove, .restore: return Int(record.row) < count ? [change] : []
    }
  }

  private func leads(_ value: Value, to record: RecordID) -> Bool { value == .record(record) }

  /// Whether a value leads to no record that is lost.
  private func isThere(_ value: Value, in view: StoreView) -> Bool {
    guard case .record(let linked) = value else { return true }
    return Int(linked.row) < view.rowCount(of: linked.collection) && !view.log.isRemoved(linked)
  }
}

// MARK: - The book that it becomes

extension BookSalvage {
  /// Puts the book into an empty folder.
  ///
  /// - Throws: why it is not there; then nothing of it is.
  package func write(to disk: any Disk, store: StoreID) throws(BookFolder.SaveFailure) {
    let view = view
    let past = view.log.events.map { EventBytes.encode([$0], view.schema) }
    let folder = try BookFolder.create(on: disk, store: store, past: past) {
      disk, file, generation throws(DiskError) in
      try SnapshotWriter.write(view, of: store, generation: generation, to: file, on: disk)
    }
    folder.close()
  }
}
