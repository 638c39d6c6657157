package import Storage

/// A mistake that whoever writes a store can make, planted between a store and its disk.
package enum PlantedMistake: String, CaseIterable, Sendable {
  case savesWithoutSync
  case opensWithoutSyncOfJournal
  case opensWithoutSyncOfFolder
  case opensWithoutRenewing
  case snapshotWithoutSync
  case newJournalWithoutSync
  case renamesBeforeFolderSync
  case noFolderSyncAfterRename
  case oldFilesRemovedFirst
  case syncErrorsIgnored
  case syncErrorsRetried
  case writeErrorsIgnored
  case folderErrorsIgnored
  case failedWriteNotTakenBack
  case takenBackWithoutSync
  case renameErrorsIgnored
}

/// A disk that does not do all that it is asked: one mistake, the same every time.
package final class ForgetfulDisk: Disk {
  /// What a store is doing.
  package enum Phase: Sendable {
    case opening
    case saving
    case startingGeneration
  }

  /// What the store is doing now; whoever drives it says so.
  package var phase = Phase.opening
  private let disk: any Disk
  private let mistake: PlantedMistake?
  private var nameOfFile: [DiskFile: String] = [:]
  private var hasRenamed = false

  /// A disk in front of another; without a mistake it does all that it is asked.
  package init(_ disk: any Disk, _ mistake: PlantedMistake?) {
    self.disk = disk
    self.mistake = mistake
  }

  /// Opens a file of the folder.
  package func open(_ name: String, _ way: DiskOpening) throws(DiskError) -> DiskFile {
    if phase == .startingGeneration { hasRenamed = false }
    let file = try disk.open(name, way)
    nameOfFile[file] = name
    return file
  }

  /// Closes a file.
  package func close(_ file: DiskFile) {
    nameOfFile[file] = nil
    disk.close(file)
  }

  /// Number of bytes of a file.
  package func size(of file: DiskFile) throws(DiskError) -> Int {
    try disk.size(of: file)
  }

  /// Bytes from a position on.
  package func read(
    _ file: DiskFile, at position: Int, count: Int
  ) throws(DiskError) -> [UInt8] {
    try disk.read(file, at: position, count: count)
  }

  /// Writes bytes at a position.
  package func write(
    _ bytes: RawSpan, to file: DiskFile, at position: Int
  ) throws(DiskError) {
    if mistake == .opensWithoutRenewing, phase == .opening { return }
    do {
      try disk.write(bytes, to: file, at: position)
    } catch {
      if mistake != .writeErrorsIgnored { throw error }
    }
  }

  /// Cuts a file off.
  package func truncate(_ file: DiskFile, to size: Int) throws(DiskError) {
    if mistake == .failedWriteNotTakenBack, phase == .saving { return }
    try disk.truncate(file, to: size)
    isTakenBack = phase == .saving
  }

  private var isTakenBack = false

  /// Makes the bytes of a file safe.
  package func sync(_ file: DiskFile) throws(DiskError) {
    let name = nameOfFile[file] ?? ""
    let isJournal = name.utf8.starts(with: "journal-".utf8)
    defer { isTakenBack = false }
    switch (mistake, phase) {
    case (.savesWithoutSync, .saving) where isJournal && !isTakenBack: return
    case (.takenBackWithoutSync, .saving) where isTakenBack: return
    case (.opensWithoutSyncOfJournal, .opening) where isJournal: return
    case (.snapshotWithoutSync, .startingGeneration) where !isJournal: return
    case (.newJournalWithoutSync, .startingGeneration) where isJournal: return
    default: break
    }
    do {
      try disk.sync(file)
    } catch {
      switch mistake {
      case .syncErrorsIgnored: return
      case .syncErrorsRetried: try disk.sync(file)
      default: throw error
      }
    }
  }

  /// Gives a file another name.
  package func rename(_ name: String, to other: String) throws(DiskError) {
    hasRenamed = true
    if mistake == .oldFilesRemovedFirst, let old = previous(of: other) {
      try disk.unlink("snapshot-\(old)")
      try disk.unlink("journal-\(old)")
    }
    do {
      try disk.rename(name, to: other)
    } catch {
      if mistake != .renameErrorsIgnored { throw error }
    }
  }

  private func previous(of snapshot: String) -> UInt64? {
    let number = UInt64(snapshot.utf8.dropFirst(9).map { String(UnicodeScalar($0)) }.joined())
    return number.map { $0 - 1 }
  }

  /// Takes a name away.
  package func unlink(_ name: String) throws(DiskError) {
    do {
      try disk.unlink(name)
    } catch {
      if mistake != .oldFilesRemovedFirst { throw error }
    }
  }

  /// Makes the names safe.
  package func syncFolder() throws(DiskError) {
    switch (mistake, phase) {
    case (.opensWithoutSyncOfFolder, .opening): return
    case (.renamesBeforeFolderSync, .startingGeneration) where !hasRenamed: return
    case (.noFolderSyncAfterRename, .startingGeneration) where hasRenamed: return
    default: break
    }
    do {
      try disk.syncFolder()
    } catch {
      if mistake != .folderErrorsIgnored { throw error }
    }
  }

  /// The names of the folder.
  package func names() throws(DiskError) -> [String] {
    try disk.names()
  }

  /// Takes the lock, unless another has it.
  package func lock() throws(DiskError) -> Bool {
    try disk.lock()
  }

  /// Gives the lock back.
  package func unlock() {
    disk.unlock()
  }
}
