/// The folder that holds a book: a snapshot, and the journal of what changed since.
///
///     snapshot-7     everything up to its writing
///     journal-7      every change since, a frame each
///     lock           whoever writes has it
///     journal-7.tail-1   what was behind the last whole record when the book was opened
///
/// A change is saved once its frame is synced, and only then. The next generation is written
/// beside this one and takes its place by one renaming; what fails before leaves this one alone.
package final class BookFolder {
  let disk: any Disk
  /// What ties the open journal to its snapshot.
  package private(set) var binding: JournalBinding
  private var journal: DiskFile
  /// Number of whole bytes in the journal.
  private var end: Int
  private var nextPlace: UInt64
  private var isSealed: Bool
  /// Whether changes may be saved: this session has the lock and the disk has kept its word.
  package private(set) var state: State

  /// What can be done with an open book.
  package enum State: Sendable, Equatable {
    case writing
    /// Another session has the lock, or reading was asked for.
    case reading
    /// An error left open what is on the disk; only opening the book again tells.
    case unsure
    case closed
  }

  /// Why a change was not saved.
  package enum SaveFailure: Error, Equatable, Sendable {
    /// It is not on the disk and will not be; the session can go on.
    case notSaved(DiskError)
    /// It may be on the disk; nothing more is saved until the book is opened again.
    case unknown(DiskError)
    /// The book is open for reading, unsure or closed.
    case notWritable(State)
    /// The change is larger than a journal takes.
    case tooLarge
  }

  init(
    _ disk: any Disk, _ binding: JournalBinding, journal: DiskFile, end: Int, nextPlace: UInt64,
    isSealed: Bool, state: State
  ) {
    self.disk = disk
    self.binding = binding
    self.journal = journal
    self.end = end
    self.nextPlace = nextPlace
    self.isSealed = isSealed
    self.state = state
  }

  deinit {
    release()
  }

  private func release() {
    guard state != .closed else { return }
    if state != .reading { disk.unlock() }
    disk.close(journal)
    state = .closed
  }

  // MARK: - Saving

  /// Appends a change and waits until it is safe; when this returns, it is saved.
  package func save(_ payload: [UInt8]) throws(SaveFailure) {
    guard state == .writing else { throw .notWritable(state) }
    guard payload.count <= JournalFrame.maximumPayload else { throw .tooLarge }
    try append(JournalFrame(.event, place: nextPlace, payload: payload))
    isSealed = false
  }

  private func append(_ frame: JournalFrame) throws(SaveFailure) {
    let bytes = frame.bytes(salt: binding.salt)
    do throws(DiskError) {
      try disk.write(bytes, to: journal, at: end)
    } catch {
      try takeBack(error)
      throw .notSaved(error)
    }
    do throws(DiskError) {
      try disk.sync(journal)
    } catch {
      // A second attempt would succeed and prove nothing: the system has dropped the bytes.
      state = .unsure
      throw .unknown(error)
    }
    end += bytes.count
    nextPlace += 1
  }

  /// Removes what a failing write has left, so that nobody finds half a record.
  private func takeBack(_ failure: DiskError) throws(SaveFailure) {
    do throws(DiskError) {
      try disk.truncate(journal, to: end)
      try disk.sync(journal)
    } catch {
      state = .unsure
      throw .unknown(failure)
    }
  }

  /// Marks the book as closed in good order and gives the lock back.
  ///
  /// The mark is a comfort: damage before it is damage, and not a record that was never finished.
  package func close() {
    if state == .writing, !isSealed {
      try? append(JournalFrame(.seal, place: nextPlace, payload: []))
    }
    release()
  }

  // MARK: - The next generation

  /// Writes the whole book anew and starts an empty journal.
  ///
  /// - Parameters:
  ///   - past: the changes that the snapshot holds, for the history.
  ///   - write: writes a snapshot into an empty file, and returns its checksum.
  /// - Throws: that nothing of it is on the disk, or that nobody knows.
  package func startGeneration(
    past: [[UInt8]],
    _ write: (any Disk, DiskFile, _ generation: UInt64) throws(DiskError) -> UInt64
  ) throws(SaveFailure) {
    guard state == .writing else { throw .notWritable(state) }
    let started = BookFolder.startGeneration(
      binding.generation + 1, of: binding.store, on: disk, past: past, write)
    let old = binding.generation
    switch started {
    case .success(let opened):
      disk.close(journal)
      (binding, journal, end) = (opened.binding, opened.journal, opened.end)
      nextPlace = UInt64(past.count)
      isSealed = true
      // The new generation is safe; what stays behind of the old one is swept at the next opening.
      try? disk.unlink(BookFolder.snapshotName(old))
      try? disk.unlink(BookFolder.journalName(old))
    case .failure(let failure):
      if case .unknown = failure { state = .unsure }
      throw failure
    }
  }

  typealias Started = (binding: JournalBinding, journal: DiskFile, end: Int)

  static func startGeneration(
    _ generation: UInt64, of store: StoreID, on disk: any Disk, past: [[UInt8]],
    _ write: (any Disk, DiskFile, UInt64) throws(DiskError) -> UInt64
  ) -> Result<Started, SaveFailure> {
    let temporary = snapshotName(generation) + ".tmp"
    var opened: DiskFile?
    do throws(DiskError) {
      let checksum = try writeSnapshot(temporary, generation, on: disk, write)
      let binding = JournalBinding(
        store: store, generation: generation, snapshotChecksum: checksum)
      let (journal, end) = try writeJournal(binding, past: past, on: disk)
      opened = journal
      // The journal's name must be safe before the snapshot's: one without the other is damage.
      try disk.syncFolder()
      do throws(DiskError) {
        try disk.rename(temporary, to: snapshotName(generation))
        try disk.syncFolder()
      } catch {
        disk.close(journal)
        return .failure(.unknown(error))
      }
      return .success((binding, journal, end))
    } catch {
      if let opened { disk.close(opened) }
      try? disk.unlink(temporary)
      try? disk.unlink(journalName(generation))
      return .failure(.notSaved(error))
    }
  }

  private static func writeSnapshot(
    _ name: String, _ generation: UInt64, on disk: any Disk,
    _ write: (any Disk, DiskFile, UInt64) throws(DiskError) -> UInt64
  ) throws(DiskError) -> UInt64 {
    let file = try disk.open(name, .replacing)
    defer { disk.close(file) }
    let checksum = try write(disk, file, generation)
    try disk.sync(file)
    return checksum
  }

  private static func writeJournal(
    _ binding: JournalBinding, past: [[UInt8]], on disk: any Disk
  ) throws(DiskError) -> (DiskFile, end: Int) {
    let file = try disk.open(journalName(binding.generation), .replacing)
    do throws(DiskError) {
      var bytes = JournalHeader.bytes(binding)
      for (place, payload) in past.enumerated() {
        bytes += JournalFrame(.past, place: UInt64(place), payload: payload)
          .bytes(salt: binding.salt)
      }
      try disk.write(bytes, to: file, at: 0)
      try disk.sync(file)
      return (file, bytes.count)
    } catch {
      disk.close(file)
      throw error
    }
  }

  // MARK: - Names

  static func snapshotName(_ generation: UInt64) -> String { "snapshot-\(generation)" }
  static func journalName(_ generation: UInt64) -> String { "journal-\(generation)" }
}
