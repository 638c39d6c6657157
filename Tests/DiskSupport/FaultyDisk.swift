package import Storage

/// A disk in front of another that fails when told to: at one call, or from one call on.
package final class FaultyDisk: Disk {
  private let disk: any Disk
  /// Calls of this kind are counted; nil for all.
  package var call: DiskError.Call?
  /// The place of the call that fails among those counted, from 0.
  package var failing: Int?
  /// Whether all calls after that one fail as well.
  package var persists = false
  /// What the failing call complains of.
  package var number: Int32
  /// Calls so far, by what was asked.
  package private(set) var counts: [DiskError.Call: Int] = [:]
  private var counted = 0

  /// A disk that does not fail yet.
  package init(_ disk: any Disk, number: Int32 = 5) {
    self.disk = disk
    self.number = number
  }

  private func pass(_ call: DiskError.Call, _ name: String = "") throws(DiskError) {
    counts[call, default: 0] += 1
    if let only = self.call, only != call { return }
    defer { counted += 1 }
    guard let failing else { return }
    if counted == failing || (persists && counted > failing) {
      throw DiskError(call, name, number: number)
    }
  }

  /// Opens a file of the folder.
  package func open(_ name: String, _ way: DiskOpening) throws(DiskError) -> DiskFile {
    try pass(.open, name)
    return try disk.open(name, way)
  }

  /// Closes a file.
  package func close(_ file: DiskFile) {
    disk.close(file)
  }

  /// Number of bytes of a file.
  package func size(of file: DiskFile) throws(DiskError) -> Int {
    try pass(.size)
    return try disk.size(of: file)
  }

  /// Bytes from a position on.
  package func read(
    _ file: DiskFile, at position: Int, count: Int
  ) throws(DiskError) -> [UInt8] {
    try pass(.read)
    return try disk.read(file, at: position, count: count)
  }

  /// Writes bytes at a position.
  package func write(
    _ bytes: RawSpan, to file: DiskFile, at position: Int
  ) throws(DiskError) {
    do {
      try pass(.write)
    } catch {
      // A full disk takes what it can.
      try disk.write(bytes.extracting(0..<bytes.byteCount / 2), to: file, at: position)
      throw error
    }
    try disk.write(bytes, to: file, at: position)
  }

  /// Cuts a file off.
  package func truncate(_ file: DiskFile, to size: Int) throws(DiskError) {
    try pass(.truncate)
    try disk.truncate(file, to: size)
  }

  /// Makes the bytes of a file safe.
  package func sync(_ file: DiskFile) throws(DiskError) {
    try pass(.sync)
    try disk.sync(file)
  }

  /// Gives a file another name.
  package func rename(_ name: String, to other: String) throws(DiskError) {
    try pass(.rename, name)
    try disk.rename(name, to: other)
  }

  /// Takes a name away.
  package func unlink(_ name: String) throws(DiskError) {
    try pass(.unlink, name)
    try disk.unlink(name)
  }

  /// Makes the names safe.
  package func syncFolder() throws(DiskError) {
    try pass(.syncFolder)
    try disk.syncFolder()
  }

  /// The names of the folder.
  package func names() throws(DiskError) -> [String] {
    try pass(.names)
    return try disk.names()
  }

  /// Takes the lock, unless another has it.
  package func lock() throws(DiskError) -> Bool {
    try pass(.lock, "lock")
    return try disk.lock()
  }

  /// Gives the lock back.
  package func unlock() {
    disk.unlock()
  }
}
