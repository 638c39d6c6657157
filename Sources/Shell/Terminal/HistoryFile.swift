internal import Glibc

/// The file that keeps statements from one session to the next.
///
/// Each statement is appended under a lock before it runs, so that a crash loses nothing and two
/// sessions interleave. The file belongs to its user alone: mode 0600 in a directory of mode 0700,
/// and neither may be a symbolic link.
package struct HistoryFile: Sendable {
  /// Why the history could not be read or written.
  package enum Failure: Error, Equatable, Sendable {
    /// The file or its directory is a link, not a plain file, or somebody else's.
    case unsafePath
    /// Another session holds the lock.
    case locked
    /// The system refused, with its error number.
    case system(Int32)
  }

  /// The directory that holds the file; it is made when needed.
  package let directory: String

  private static let name = "history"
  /// Enough for the newest 5,000 statements; the rest of a huge file is left alone.
  private static let bytesRead = 16 << 20
  private static let lockAttempts = 100
  private static let millisecondsBetweenAttempts: Int32 = 10

  /// The history file inside a directory.
  package init(directory: String) {
    self.directory = directory
  }

  /// `$XDG_STATE_HOME/invoq`, else `~/.local/state/invoq`; nil when there is no home either.
  package static func standard(
    environment: (String) -> String? = TerminalFacts.environment
  ) -> HistoryFile? {
    // The specification of these variables: a relative path is to be ignored.
    if let state = environment("XDG_STATE_HOME"), state.utf8.first == UInt8(ascii: "/") {
      return HistoryFile(directory: state + "/invoq")
    }
    guard let home = environment("HOME"), home.utf8.first == UInt8(ascii: "/") else { return nil }
    return HistoryFile(directory: home + "/.local/state/invoq")
  }

  /// The last distinct statements, oldest first; none when there is no file yet.
  package func load() throws(Failure) -> StatementHistory {
    let file: Int32
    do {
      file = try open(flags: O_RDONLY, making: false)
    } catch .system(ENOENT) {
      return StatementHistory()
    }
    defer { close(file) }
    try lock(file, LOCK_SH)
    let bytes = try readTail(of: file)
    var statements: [String] = []
    for line in bytes.split(separator: 0x0A) {
      if let entry = HistoryLine(parsing: line) { statements.append(entry.text) }
    }
    return StatementHistory(statements)
  }

  /// Records a statement, unless it begins with a space; `time` is in seconds since 1970.
  package func append(
    _ statement: String, book: String, time seconds: Int = time(nil)
  ) throws(Failure) {
    guard StatementHistory.isWorthKeeping(statement) else { return }
    let file = try open(flags: O_RDWR | O_APPEND, making: true)
    defer { close(file) }
    try lock(file, LOCK_EX)
    var bytes = HistoryLine(time: Self.utc(seconds), book: book, text: statement).bytes
    // A crash in the middle of a line must not spoil the next one as well.
    if try !endsWithLineBreak(file) { bytes.insert(0x0A, at: 0) }
    try write(bytes, to: file)
  }

  /// Forgets everything.
  package func clear() throws(Failure) {
    let file: Int32
    do {
      file = try open(flags: O_RDWR, making: false)
    } catch .system(ENOENT) {
      return
    }
    defer { close(file) }
    try lock(file, LOCK_EX)
    if ftruncate(file, 0) != 0 { throw .system(errno) }
  }

  // MARK: - Opening

  /// The file, ours alone; every step is taken from the directory that was checked before.
  private func open(flags: Int32, making: Bool) throws(Failure) -> Int32 {
    let folder = try openDirectory(making: making)
    defer { close(folder) }
    // Without O_NONBLOCK a named pipe in this place would hang the session.
    let all = flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (making ? O_CREAT : 0)
    let file = unsafe openat(folder, Self.name, all, 0o600)
    guard file >= 0 else { throw Self.failure(errno) }
    do {
      try claim(file, kind: S_IFREG, mode: 0o600)
    } catch {
      close(file)
      throw error
    }
    return file
  }

  private func openDirectory(making: Bool) throws(Failure) -> Int32 {
    if making { try makeDirectories() }
    let folder = unsafe Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { throw Self.failure(errno) }
    do {
      try claim(folder, kind: S_IFDIR, mode: 0o700)
    } catch {
      close(folder)
      throw error
    }
    return folder
  }

  /// Makes what is missing of the path, each folder for its user alone.
  private func makeDirectories() throws(Failure) {
    var path = ""
    for part in directory.utf8.split(separator: UInt8(ascii: "/")) {
      path += "/" + String(Substring(part))
      if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw .system(errno) }
    }
  }

  /// Makes sure that a descriptor is of this kind and ours, and closes it to everybody else.
  private func claim(_ descriptor: Int32, kind: mode_t, mode: mode_t) throws(Failure) {
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0 else { throw .system(errno) }
    guard facts.st_mode & S_IFMT == kind, facts.st_uid == geteuid() else { throw .unsafePath }
    if facts.st_mode & 0o077 != 0, fchmod(descriptor, mode) != 0 { throw .system(errno) }
  }

  private static func failure(_ number: Int32) -> Failure {
    // What opening says about a link: the first for a file, the second for a directory.
    number == ELOOP || number == ENOTDIR ? .unsafePath : .system(number)
  }

  // MARK: - Bytes

  /// A session that was stopped while holding the lock must not hold up all others.
  private func lock(_ file: Int32, _ kind: Int32) throws(Failure) {
    for _ in 0..<Self.lockAttempts {
      if flock(file, kind | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw .system(errno) }
      poll(nil, 0, Self.millisecondsBetweenAttempts)
    }
    throw .locked
  }

  private func readTail(of file: Int32) throws(Failure) -> ArraySlice<UInt8> {
    let size = lseek(file, 0, SEEK_END)
    guard size >= 0 else { throw .system(errno) }
    let start = max(0, size - Self.bytesRead)
    var bytes = [UInt8](repeating: 0, count: size - start)
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { all in
        guard let base = all.baseAddress else { return 0 }
        return unsafe pread(file, base + filled, all.count - filled, start + filled)
      }
      if count == 0 { break }
      if count > 0 { filled += count } else if errno != EINTR { throw .system(errno) }
    }
    let read = bytes[..<filled]
    guard start > 0, let end = read.firstIndex(of: 0x0A) else { return read }
    return read[end...]
  }

  private func endsWithLineBreak(_ file: Int32) throws(Failure) -> Bool {
    let size = lseek(file, 0, SEEK_END)
    guard size > 0 else { return true }
    var last: UInt8 = 0
    guard unsafe pread(file, &last, 1, size - 1) == 1 else { throw .system(errno) }
    return last == 0x0A
  }

  private func write(_ bytes: [UInt8], to file: Int32) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { all in
        guard let base = all.baseAddress else { return 0 }
        return unsafe Glibc.write(file, base + sent, all.count - sent)
      }
      if count > 0 { sent += count } else if errno != EINTR { throw .system(errno) }
    }
  }

  /// `2026-05-20T09:31:07Z`.
  private static func utc(_ seconds: Int) -> String {
    var moment = seconds
    var parts = unsafe tm()
    unsafe gmtime_r(&moment, &parts)
    let date = unsafe [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
    let clock = unsafe [Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec)]
    return date.map(twoDigits).joined(separator: "-") + "T"
      + clock.map(twoDigits).joined(separator: ":") + "Z"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
