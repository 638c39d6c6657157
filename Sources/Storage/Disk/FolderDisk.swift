package import Columns
import Glibc

/// A folder of the file system, reached through one descriptor that is opened once.
///
/// Files are for their user alone (0600, the folder 0700); no name is followed out of the folder.
package final class FolderDisk: Disk {
  /// Why a folder cannot hold a book.
  package enum Refusal: Error, Equatable, Sendable {
    case system(DiskError)
    /// Others than its user may write in it.
    case writableByOthers
  }

  /// The folder as it was named.
  package let path: String
  private let folder: Int32
  private var lockFile: Int32?

  /// Opens a folder.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - creating: whether to make it when it is not there; the one above it must be.
  /// - Throws: why it cannot hold a book.
  package init(_ path: String, creating: Bool = false) throws(Refusal) {
    if creating {
      if unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
        throw .system(DiskError(.open, path, number: errno))
      }
    }
    let opened = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw .system(DiskError(.open, path, number: errno)) }
    let folder = FolderDisk.aboveStandard(opened)
    var status = stat()
    guard folder >= 0, unsafe fstat(folder, &status) == 0 else {
      throw .system(DiskError(.open, path, number: errno))
    }
    guard status.st_mode & 0o022 == 0 else {
      Glibc.close(folder)
      throw .writableByOthers
    }
    self.path = path
    self.folder = folder
    if creating { FolderDisk.syncFolder(above: path) }
  }

  deinit {
    unlock()
    Glibc.close(folder)
  }

  /// Makes the name of a folder that was just made safe; a file system that cannot is let be.
  private static func syncFolder(above path: String) {
    let above = unsafe Glibc.open(path + "/..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard above >= 0 else { return }
    fsync(above)
    Glibc.close(above)
  }

  /// A descriptor that nobody takes for standard input, output or error.
  private static func aboveStandard(_ descriptor: Int32) -> Int32 {
    guard descriptor < 3 else { return descriptor }
    let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    Glibc.close(descriptor)
    return moved
  }

  // MARK: - Files

  /// Opens a file of the folder.
  package func open(_ name: String, _ way: DiskOpening) throws(DiskError) -> DiskFile {
    let flags: Int32 =
      switch way {
      case .reading: O_RDONLY
      case .writing: O_RDWR
      case .creating: O_RDWR | O_CREAT | O_EXCL
      case .replacing: O_RDWR | O_CREAT | O_TRUNC
      }
    let descriptor = try openFile(name, flags)
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let number = errno
      Glibc.close(descriptor)
      throw DiskError(.open, name, number: number)
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o022 == 0 else {
      Glibc.close(descriptor)
      throw DiskError(.open, name, number: EPERM)
    }
    return DiskFile(number: descriptor)
  }

  private func openFile(_ name: String, _ flags: Int32) throws(DiskError) -> Int32 {
    precondition(!name.utf8.contains(UInt8(ascii: "/")), "a name, not a path")
    let safe = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    while true {
      let opened = unsafe openat(folder, name, flags | safe, 0o600)
      if opened < 0, errno == EINTR { continue }
      let descriptor = opened < 0 ? opened : FolderDisk.aboveStandard(opened)
      guard descriptor >= 0 else { throw DiskError(.open, name, number: errno) }
      return descriptor
    }
  }

  /// Closes a file.
  package func close(_ file: DiskFile) {
    Glibc.close(file.number)
  }

  /// Number of bytes of a file.
  package func size(of file: DiskFile) throws(DiskError) -> Int {
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0 else {
      throw DiskError(.size, "", number: errno)
    }
    return Int(status.st_size)
  }

  /// Bytes from a position on.
  package func read(
    _ file: DiskFile, at position: Int, count: Int
  ) throws(DiskError) -> [UInt8] {
    var failure: DiskError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { free, filled in
      while filled < count {
        let rest = unsafe UnsafeMutableRawBufferPointer(
          UnsafeMutableBufferPointer(rebasing: free[filled..<count]))
        let got = unsafe pread(file.number, rest.baseAddress, rest.count, position + filled)
        if got > 0 {
          filled += got
        } else if got == 0 {
          break
        } else if errno != EINTR {
          failure = DiskError(.read, "", number: errno)
          break
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// All bytes of a file, read by the system when they are first used.
  package func map(_ name: String) throws(DiskError) -> ByteStore {
    let file = try open(name, .reading)
    defer { close(file) }
    return try FolderDisk.map(file.number, name, size: try size(of: file))
  }

  /// All bytes of a file anywhere, read by the system when they are first used.
  package static func map(fileAt path: String) throws(DiskError) -> ByteStore {
    let opened = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw DiskError(.open, path, number: errno) }
    defer { Glibc.close(opened) }
    var status = stat()
    guard unsafe fstat(opened, &status) == 0 else { throw DiskError(.size, path, number: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw DiskError(.open, path, number: EINVAL)
    }
    return try map(opened, path, size: Int(status.st_size))
  }

  private static func map(
    _ descriptor: Int32, _ name: String, size: Int
  ) throws(DiskError) -> ByteStore {
    guard size > 0 else { return .empty }
    let memory = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
      throw DiskError(.map, name, number: errno)
    }
    return unsafe ByteStore(memory, count: size) { start in
      unsafe munmap(UnsafeMutableRawPointer(mutating: start), size)
    }
  }

  /// Writes bytes at a position.
  package func write(
    _ bytes: RawSpan, to file: DiskFile, at position: Int
  ) throws(DiskError) {
    var failure: DiskError?
    unsafe bytes.withUnsafeBytes { all in
      var sent = 0
      while sent < all.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: all[sent...])
        let count = unsafe pwrite(file.number, rest.baseAddress, rest.count, position + sent)
        if count > 0 {
          sent += count
        } else if count == 0 || errno != EINTR {
          failure = DiskError(.write, "", number: count == 0 ? ENOSPC : errno)
          return
        }
      }
    }
    if let failure { throw failure }
  }

  /// Cuts a file off.
  package func truncate(_ file: DiskFile, to size: Int) throws(DiskError) {
    while ftruncate(file.number, size) != 0 {
      if errno != EINTR { throw DiskError(.truncate, "", number: errno) }
    }
  }

  /// Makes the bytes of a file safe.
  package func sync(_ file: DiskFile) throws(DiskError) {
    while fsync(file.number) != 0 {
      if errno != EINTR { throw DiskError(.sync, "", number: errno) }
    }
  }

  // MARK: - Names

  /// Gives a file another name.
  package func rename(_ name: String, to other: String) throws(DiskError) {
    guard unsafe renameat(folder, name, folder, other) == 0 else {
      throw DiskError(.rename, name, number: errno)
    }
  }

  /// Takes a name away.
  package func unlink(_ name: String) throws(DiskError) {
    guard unsafe unlinkat(folder, name, 0) == 0 else {
      throw DiskError(.unlink, name, number: errno)
    }
  }

  /// Makes the names safe.
  package func syncFolder() throws(DiskError) {
    while fsync(folder) != 0 {
      if errno != EINTR { throw DiskError(.syncFolder, path, number: errno) }
    }
  }

  /// The names of the folder.
  package func names() throws(DiskError) -> [String] {
    // A descriptor of its own: reading a folder moves a position that copies would share.
    let own = unsafe openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0 else { throw DiskError(.names, path, number: errno) }
    guard let stream = unsafe fdopendir(own) else {
      let number = errno
      Glibc.close(own)
      throw DiskError(.names, path, number: number)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw DiskError(.names, path, number: errno) }
    return names
  }

  // MARK: - The lock

  /// Takes the lock, unless another has it.
  package func lock() throws(DiskError) -> Bool {
    if lockFile != nil { return true }
    // The file is never renamed or removed: a lock on a file that lost its name excludes nobody.
    let file = try openFile("lock", O_RDWR | O_CREAT)
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let number = errno
      Glibc.close(file)
      if number == EWOULDBLOCK { return false }
      throw DiskError(.lock, "lock", number: number)
    }
    lockFile = file
    return true
  }

  /// Gives the lock back.
  package func unlock() {
    guard let file = lockFile else { return }
    Glibc.close(file)
    lockFile = nil
  }
}

extension DiskError {
  /// What the system calls the error.
  package var systemText: String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
