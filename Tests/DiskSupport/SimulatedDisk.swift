package import Storage

/// A folder that exists in memory alone and loses power when told to.
///
/// Each file keeps what is safe beside what was written since; the folder keeps its safe names
/// beside the changes of names since. A loss of power takes any part of what is not safe: writes
/// in any selection, the last of them torn, names old or new.
package final class SimulatedDisk: Disk {
  /// A file, whatever names it has.
  struct Inode {
    /// What everybody reads.
    var bytes: [UInt8] = []
    /// What survives a loss of power in any case.
    var safe: [UInt8] = []
    /// What was done since, oldest first.
    var unsafeChanges: [Change] = []
  }

  /// What was done to a file.
  enum Change {
    case write(position: Int, bytes: [UInt8])
    case truncate(size: Int)
  }

  /// What was done to the names of the folder.
  enum NameChange {
    case create(String, inode: Int)
    case rename(String, String)
    case unlink(String)
  }

  var inodes: [Inode] = []
  var folder: [String: Int] = [:]
  var safeFolder: [String: Int] = [:]
  var nameChanges: [NameChange] = []
  private var opened: [Int32: Int] = [:]
  private var nextFile: Int32 = 3
  private var isLocked = false

  /// Calls until the disk dies; nil for a disk that lives on.
  package var callsToLive: Int?
  /// Whether the call at which the disk dies does nothing at all.
  package var diesCleanly = false
  /// Calls until one of them fails; nil for a disk without errors.
  package var callsToError: Int?
  /// Whether all calls after that one fail as well.
  package var errorsPersist = false
  /// What failing calls complain of.
  package var errorNumber: Int32 = 5
  /// Whether the disk is dead: every call fails and does nothing.
  package private(set) var isDead = false
  /// Calls so far.
  package private(set) var callCount = 0
  /// What decides how much of a failing call is done.
  package var chance: Chance

  /// An empty folder.
  package init(chance: Chance = Chance(seed: 0)) {
    self.chance = chance
  }

  /// The number of all errors of a dead disk: no system has it.
  package static let deathNumber: Int32 = 9_999

  /// Another folder that stands as this one does, with the names it has and nothing open.
  package func copy() -> SimulatedDisk {
    let copy = SimulatedDisk(chance: chance)
    copy.inodes = inodes
    copy.folder = folder
    copy.safeFolder = safeFolder
    copy.nameChanges = nameChanges
    return copy
  }

  /// Ends the process and keeps what it wrote, as the system's memory does.
  package func killProcess() {
    opened = [:]
    isLocked = false
    isDead = false
    callsToLive = nil
    callsToError = nil
    errorsPersist = false
  }

  // MARK: - Faults

  private enum Fate {
    case done
    case failing
  }

  private func fate(of call: DiskError.Call, _ name: String = "") throws(DiskError) -> Fate {
    if isDead { throw DiskError(call, name, number: SimulatedDisk.deathNumber) }
    callCount += 1
    if let left = callsToLive {
      callsToLive = left - 1
      if left <= 0 {
        isDead = true
        return .failing
      }
    }
    if let left = callsToError {
      guard left > 0 else {
        if !errorsPersist { callsToError = nil }
        return .failing
      }
      callsToError = left - 1
    }
    return .done
  }

  private func error(_ call: DiskError.Call, _ name: String) -> DiskError {
    DiskError(call, name, number: isDead ? SimulatedDisk.deathNumber : errorNumber)
  }

  private func inode(of file: DiskFile, _ call: DiskError.Call) throws(DiskError) -> Int {
    guard let inode = opened[file.number] else { throw DiskError(call, "", number: 9) }
    return inode
  }

  // MARK: - Files

  /// Opens a file of the folder.
  package func open(_ name: String, _ way: DiskOpening) throws(DiskError) -> DiskFile {
    if try fate(of: .open, name) == .failing { throw error(.open, name) }
    let found = folder[name]
    let inode: Int
    switch (way, found) {
    case (.reading, let there?), (.writing, let there?): inode = there
    case (.reading, nil), (.writing, nil): throw DiskError(.open, name, number: 2)
    case (.creating, .some): throw DiskError(.open, name, number: 17)
    case (.replacing, let there?):
      inode = there
      change(there, .truncate(size: 0))
    case (.creating, nil), (.replacing, nil):
      inode = inodes.count
      inodes.append(Inode())
      folder[name] = inode
      nameChanges.append(.create(name, inode: inode))
    }
    let file = DiskFile(number: nextFile)
    nextFile += 1
    opened[file.number] = inode
    return file
  }

  /// Closes a file.
  package func close(_ file: DiskFile) {
    opened[file.number] = nil
  }

  /// Number of bytes of a file.
  package func size(of file: DiskFile) throws(DiskError) -> Int {
    if try fate(of: .size) == .failing { throw error(.size, "") }
    return inodes[try inode(of: file, .size)].bytes.count
  }

  /// Bytes from a position on.
  package func read(
    _ file: DiskFile, at position: Int, count: Int
  ) throws(DiskError) -> [UInt8] {
    if try fate(of: .read) == .failing { throw error(.read, "") }
    let bytes = inodes[try inode(of: file, .read)].bytes
    guard position < bytes.count else { return [] }
    return Array(bytes[position..<min(position + count, bytes.count)])
  }

  /// Writes bytes at a position.
  package func write(
    _ bytes: RawSpan, to file: DiskFile, at position: Int
  ) throws(DiskError) {
    let fate = try fate(of: .write)
    let inode = try inode(of: file, .write)
    // A write that fails may have begun, and may even be complete.
    let isComplete = fate == .done || chance.below(2) == 0
    var count = isComplete ? bytes.byteCount : chance.below(bytes.byteCount + 1)
    if isDead, diesCleanly { count = 0 }
    let copied = unsafe bytes.withUnsafeBytes { all in unsafe Array(all.prefix(count)) }
    if count > 0 { change(inode, .write(position: position, bytes: copied)) }
    if fate == .failing { throw error(.write, "") }
  }

  /// Cuts a file off.
  package func truncate(_ file: DiskFile, to size: Int) throws(DiskError) {
    let fate = try fate(of: .truncate)
    let inode = try inode(of: file, .truncate)
    if fate == .failing { throw error(.truncate, "") }
    change(inode, .truncate(size: size))
  }

  /// Makes the bytes of a file safe.
  package func sync(_ file: DiskFile) throws(DiskError) {
    let fate = try fate(of: .sync)
    let inode = try inode(of: file, .sync)
    if fate == .done {
      // Not what everybody reads: what an earlier failure has dropped stays dropped.
      for change in inodes[inode].unsafeChanges {
        SimulatedDisk.apply(change, to: &inodes[inode].safe)
      }
      inodes[inode].unsafeChanges = []
      return
    }
    if !isDead {
      // The system forgets that these bytes were never written: some are safe now, none will be.
      inodes[inode].safe = SimulatedDisk.survivors(of: inodes[inode], &chance)
      inodes[inode].unsafeChanges = []
    }
    throw error(.sync, "")
  }

  private func change(_ inode: Int, _ change: Change) {
    SimulatedDisk.apply(change, to: &inodes[inode].bytes)
    inodes[inode].unsafeChanges.append(change)
  }

  static func apply(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .write(let position, let written):
      let end = position + written.count
      if bytes.count < end { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
      bytes.replaceSubrange(position..<end, with: written)
    case .truncate(let size):
      if size < bytes.count {
        bytes.removeSubrange(size...)
      } else {
        bytes += [UInt8](repeating: 0, count: size - bytes.count)
      }
    }
  }

  // MARK: - Names

  /// Gives a file another name.
  package func rename(_ name: String, to other: String) throws(DiskError) {
    if try fate(of: .rename, name) == .failing { throw error(.rename, name) }
    guard folder[name] != nil else { throw DiskError(.rename, name, number: 2) }
    nameChanges.append(.rename(name, other))
    SimulatedDisk.apply(.rename(name, other), to: &folder)
  }

  /// Takes a name away.
  package func unlink(_ name: String) throws(DiskError) {
    if try fate(of: .unlink, name) == .failing { throw error(.unlink, name) }
    guard folder[name] != nil else { throw DiskError(.unlink, name, number: 2) }
    nameChanges.append(.unlink(name))
    SimulatedDisk.apply(.unlink(name), to: &folder)
  }

  /// Makes the names safe.
  package func syncFolder() throws(DiskError) {
    if try fate(of: .syncFolder) == .failing {
      if !isDead {
        safeFolder = SimulatedDisk.survivors(of: safeFolder, nameChanges, &chance)
        nameChanges = []
      }
      throw error(.syncFolder, "")
    }
    safeFolder = folder
    nameChanges = []
  }

  /// The names of the folder.
  package func names() throws(DiskError) -> [String] {
    if try fate(of: .names) == .failing { throw error(.names, "") }
    return folder.keys.sorted()
  }

  static func apply(_ change: NameChange, to names: inout [String: Int]) {
    switch change {
    case .create(let name, let inode): names[name] = inode
    case .rename(let name, let other):
      guard let inode = names.removeValue(forKey: name) else { return }
      names[other] = inode
    case .unlink(let name): names[name] = nil
    }
  }

  // MARK: - The lock

  /// Takes the lock, unless another has it.
  package func lock() throws(DiskError) -> Bool {
    if try fate(of: .lock, "lock") == .failing { throw error(.lock, "lock") }
    if isLocked { return false }
    isLocked = true
    return true
  }

  /// Gives the lock back.
  package func unlock() {
    isLocked = false
  }
}
