/// The folder that holds a book: a snapshot, and the journal of what changed since.
///
///     snapshot-7     everything up to its writing
///     journal-7      every change since, a frame each
///     lock           whoever writes has it
///     journal-7.tail-1   what was behind the last whole record when the book was opened
///
/// A change is saved once its frame is synced, and only then. Whoever closes the book puts a mark
/// behind the last, and the next change takes the place of the mark. The next generation is written
/// beside this one and takes its place by one renaming; what fails before leaves this one alone.
package final class BookFolder {
  let disk: any Disk
  /// What ties the open journal to its snapshot.
  package private(set) var binding: JournalBinding
  private var journal: DiskFile
  /// Number of whole bytes in the journal, without the mark of closing.
  private var end: Int
  /// Number of its bytes when it was read.
  private let sizeRead: Int
  private var nextPlace: UInt64
  private var isSealed: Bool
  /// Number of bytes of changes that the snapshot does not hold.
  package private(set) var changedSize: Int
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
    isSealed: Bool, state: State, sizeRead: Int? = nil, changedSize: Int = 0
  ) {
    self.sizeRead = sizeRead ?? end
    self.changedSize = changedSize
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

  /// Gives the lock back, and marks nothing.
  func release() {
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
    changedSize += payload.count
  }

  private func append(_ frame: JournalFrame) throws(SaveFailure) {
    isSealed = false
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

  /// How many changes others have saved since this session read the book; nil where another
  /// generation was started.
  package func changesSince() -> Int? {
    guard state == .reading, let size = try? disk.size(of: journal), let names = try? disk.names()
    else { return 0 }
    guard names.contains(BookFolder.journalName(binding.generation)) else { return nil }
    if size == sizeRead { return 0 }
    guard let bytes = try? disk.read(journal, at: 0, count: size) else { return 0 }
    return JournalScan(bytes, binding).frames.dropFirst(Int(nextPlace))
      .count { $0.kind == .event }
  }

  /// The journal's whole records as bytes, up to the last that this session has read or saved.
  func journalBytes() throws(DiskError) -> [UInt8] {
    try disk.read(journal, at: 0, count: end)
  }

  // MARK: - The next generation

  /// Whether it is time for the next generation.
  ///
  /// - Parameter snapshotSize: bytes of the snapshot.
  /// - Returns: whether the changes since the snapshot fill more than 1 MiB and more than a
  ///   sixteenth of it: then opening reads little more than it must, and all writing together costs
  ///   no more than some sixteen times what was changed.
  package func isGenerationDue(snapshotSize: Int) -> Bool {
    state == .writing && changedSize > max(1 << 20, snapshotSize / 16)
  }

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
      binding.generation + 1, of: binding.store, on: disk,
      journal: { BookFolder.journal($0, past: past) }, write)
    let old = binding.generation
    switch started {
    case .success(let opened):
      disk.close(journal)
      (binding, journal, end) = (opened.binding, opened.journal, opened.end)
      nextPlace = UInt64(past.count)
      changedSize = 0
      isSealed = false
      // The new generation is safe; what stays behind of the old one is swept at the next opening.
      try? disk.unlink(BookFolder.snapshotName(old))
      try? disk.unlink(BookFolder.journalName(old))
    case .failure(let failure):
      if case .unknown = failure { state = .unsure }
      throw failure
    }
  }

  typealias Started = (binding: JournalBinding, journal: DiskFile, end: Int)

  /// The files of a generation, in the order in which a loss of power cannot part them.
  static func startGeneration(
    _ generation: UInt64, of store: StoreID, on disk: any Disk,
    journal bytes: (JournalBinding) -> [UInt8],
    _ write: (any Disk, DiskFile, UInt64) throws(DiskError) -> UInt64
  ) -> Result<Started, SaveFailure> {
    let temporary = snapshotName(generation) + ".tmp"
    var opened: DiskFile?
    do throws(DiskError) {
      let checksum = try writeSnapshot(temporary, generation, on: disk, write)
      let binding = JournalBinding(
        store: store, generation: generation, snapshotChecksum: checksum)
      let (journal, end) = try writeJournal(bytes(binding), generation, on: disk)
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
    _ bytes: [UInt8], _ generation: UInt64, on disk: any Disk
  ) throws(DiskError) -> (DiskFile, end: Int) {
    let file = try disk.open(journalName(generation), .replacing)
    do throws(DiskError) {
      try disk.write(bytes, to: file, at: 0)
      try disk.sync(file)
      return (file, bytes.count)
    } catch {
      disk.close(file)
      throw error
    }
  }

  /// A journal of nothing but what its snapshot holds already.
  static func journal(_ binding: JournalBinding, past: [[UInt8]]) -> [UInt8] {
    var bytes = JournalHeader.bytes(binding)
    for (place, payload) in past.enumerated() {
      bytes += JournalFrame(.past, place: UInt64(place), payload: payload)
        .bytes(salt: binding.salt)
    }
    return bytes
  }

  // MARK: - Names

  static func snapshotName(_ generation: UInt64) -> String { "snapshot-\(generation)" }
  static func journalName(_ generation: UInt64) -> String { "journal-\(generation)" }

  /// Whether a folder with these names holds a book: not where making one was broken off.
  package static func isBook(_ names: [String]) -> Bool {
    names.contains { generation(of: $0, "snapshot-") != nil }
  }

  /// The generation in the name of a snapshot or journal; nil for any other name.
  static func generation(of name: String, _ prefix: String) -> UInt64? {
    guard name.utf8.starts(with: prefix.utf8) else { return nil }
    let digits = name.utf8.dropFirst(prefix.utf8.count)
    guard digits.first != UInt8(ascii: "0"), digits.first != UInt8(ascii: "+") else { return nil }
    return UInt64(String(Substring(digits)))
  }
}
