import Glibc

/// A file that an answer is written to: whole, or not at all.
///
/// The bytes go to a file beside it under another name, which takes its place when everything is
/// on the disk. So a full disk, Ctrl-C or a crash leave what was there before as it was. Nothing is
/// ever written through a link, and only the user may read what is written.
struct ExportFile {
  /// Why nothing was written.
  enum Failure: Error, Equatable {
    /// There is such a file, and it may not be replaced.
    case exists
    /// The name leads elsewhere.
    case link
    /// It is a folder, a device or a pipe.
    case noFile
    case system(Int32)
    /// Somebody stopped it.
    case interrupted
    /// It would be more than files of that kind can hold.
    case tooLarge
  }

  /// A crash may leave a file of its name behind, but not many.
  private static let mostAttempts = 1_000

  /// The folder that holds the file, `.` for the one that the program runs in.
  private let folder: String
  /// Its name within the folder.
  private let name: String

  /// The file at a path; nil where the path names none.
  init?(_ path: String) {
    let bytes = Array(path.utf8)
    guard !bytes.contains(0), let last = bytes.last, last != UInt8(ascii: "/") else { return nil }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
      (folder, name) = (".", path)
      return
    }
    folder = slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
    name = String(decoding: bytes[(slash + 1)...], as: UTF8.self)
    if name == "." || name == ".." { return nil }
  }

  /// Whether something has the name already.
  ///
  /// - Throws: what makes it impossible to write there at all.
  func isThere() throws(Failure) -> Bool {
    let directory = try opened()
    defer { close(directory) }
    return try isThere(in: directory)
  }

  /// Writes what `body` hands over, chunk by chunk; it stops when it is told false, as it is when
  /// somebody has pressed Ctrl-C.
  ///
  /// - Parameters:
  ///   - isReplacing: whether a file of that name may go.
  ///   - body: hands over the bytes; false says that they are of no use, and what it throws that
  ///     there are not all of them.
  /// - Throws: why nothing was written.
  func write(
    isReplacing: Bool,
    _ body: (_ write: (_ chunk: [UInt8]) -> Bool) throws(Failure) -> Bool
  ) throws(Failure) {
    let directory = try opened()
    defer { close(directory) }
    if try isThere(in: directory), !isReplacing { throw .exists }
    let (file, fresh) = try freshFile(in: directory)
    var isKept = false
    defer {
      close(file)
      if !isKept { _ = unsafe unlinkat(directory, fresh, 0) }
    }
    var failure: Failure?
    let isUsable = try body { chunk in
      if Interrupts.isPending { failure = .interrupted }
      guard failure == nil else { return false }
      failure = ExportFile.send(chunk, to: file)
      return failure == nil
    }
    if let failure { throw failure }
    guard isUsable else { throw .tooLarge }
    try sync(file)
    try place(fresh, in: directory, isReplacing: isReplacing)
    isKept = true
    // The name itself is safe only when the folder is; where that fails, the file is still whole.
    fsync(directory)
  }

  /// Waits until the bytes are on the disk, or until somebody does not want them any more.
  private func sync(_ file: Int32) throws(Failure) {
    // What is left alone must have a number of its own, as others go to other files.
    let own = dup(file)
    let error = Errand.run { _ in
      defer { close(own) }
      return fsync(own) == 0 ? 0 : errno
    }
    guard let error else { throw .interrupted }
    guard error == 0 else { throw .system(error) }
  }

  /// A file that nothing else has, beside the one that it will become.
  private func freshFile(in directory: Int32) throws(Failure) -> (file: Int32, name: String) {
    removeLeftovers(in: directory)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    for attempt in 1...ExportFile.mostAttempts {
      let fresh = ".invoq-\(getpid())-\(attempt).new"
      let file = unsafe openat(directory, fresh, flags, 0o600)
      if file >= 0 { return (file, fresh) }
      guard errno == EEXIST else { throw .system(errno) }
    }
    throw .system(EEXIST)
  }

  /// Removes what programs that were killed in the middle have left here: files of that name whose
  /// process is gone, and which nobody has touched for an hour, as others may share the folder.
  private func removeLeftovers(in directory: Int32) {
    let copy = unsafe openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let entries = unsafe fdopendir(copy) else { return }
    defer { unsafe closedir(entries) }
    while let entry = unsafe readdir(entries) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      var found = stat()
      guard let process = ExportFile.writer(of: name), kill(process, 0) != 0, errno == ESRCH,
        unsafe fstatat(directory, name, &found, AT_SYMLINK_NOFOLLOW) == 0,
        found.st_mode & S_IFMT == S_IFREG, time(nil) - found.st_mtim.tv_sec > 3_600
      else { continue }
      _ = unsafe unlinkat(directory, name, 0)
    }
  }

  /// The process in `.invoq-PROCESS-NUMBER.new`; nil for any other name.
  private static func writer(of name: String) -> pid_t? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == ".invoq", parts[2].hasSuffix(".new"),
      let process = pid_t(parts[1]), process > 0, Int(parts[2].dropLast(4)) != nil
    else { return nil }
    return process
  }

  private func opened() throws(Failure) -> Int32 {
    let directory = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .system(errno) }
    return directory
  }

  private func isThere(in directory: Int32) throws(Failure) -> Bool {
    var found = stat()
    guard unsafe fstatat(directory, name, &found, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return false }
      throw .system(errno)
    }
    switch found.st_mode & S_IFMT {
    case S_IFREG: return true
    case S_IFLNK: throw .link
    default: throw .noFile
    }
  }

  /// Gives the finished file its name.
  private func place(
    _ fresh: String, in directory: Int32, isReplacing: Bool
  ) throws(Failure) {
    if !isReplacing {
      // A second name fails where the name is taken meanwhile; renaming would replace it.
      if unsafe linkat(directory, fresh, directory, name, 0) == 0 {
        _ = unsafe unlinkat(directory, fresh, 0)
        return
      }
      if errno == EEXIST { throw .exists }
      // File systems without second names are few; there it is looked up once more.
      guard errno == EPERM || errno == EOPNOTSUPP else { throw .system(errno) }
      if try isThere(in: directory) { throw .exists }
    } else {
      _ = try isThere(in: directory)
    }
    guard unsafe renameat(directory, fresh, directory, name) == 0 else { throw .system(errno) }
  }

  private static func send(_ bytes: [UInt8], to file: Int32) -> Failure? {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { all in
        guard let base = all.baseAddress else { return 0 }
        return unsafe Glibc.write(file, base + sent, all.count - sent)
      }
      if count > 0 { sent += count } else if errno != EINTR { return .system(errno) }
    }
    return nil
  }
}
