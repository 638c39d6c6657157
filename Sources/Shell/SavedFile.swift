package import Diagnostics
import Glibc

/// The file of saved questions: a script of definitions, which may be edited by hand.
///
/// It is written whole beside itself and then renamed, under a lock, so that a crash leaves either
/// the old file or the new one; what is replaced stays in it as a comment.
package struct SavedFile: Sendable {
  /// Why the file could not be read or written.
  package enum Failure: Error, Equatable, Sendable {
    case system(Int32)
    /// Another session is writing it.
    case locked
    case notUTF8
  }

  /// The folder that holds the file; it is made when needed.
  package let directory: String
  /// The file.
  package var path: String { directory + "/saved.ivq" }

  /// The file inside a folder.
  package init(directory: String) {
    self.directory = directory
  }

  /// `$XDG_CONFIG_HOME/invoq`, else `~/.config/invoq`; nil when there is no home either.
  package static func standard(
    environment: (String) -> String? = TerminalFacts.environment
  ) -> SavedFile? {
    // The specification of these variables: a relative path is to be ignored.
    if let config = environment("XDG_CONFIG_HOME"), config.utf8.first == UInt8(ascii: "/") {
      return SavedFile(directory: config + "/invoq")
    }
    guard let home = environment("HOME"), home.utf8.first == UInt8(ascii: "/") else { return nil }
    return SavedFile(directory: home + "/.config/invoq")
  }

  /// The text of the file; empty where there is none yet.
  package func read() throws(Failure) -> SourceText {
    let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if file < 0, errno == ENOENT { return SourceText("", name: path) }
    guard file >= 0 else { throw .system(errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { raw in
        unsafe Glibc.read(file, raw.baseAddress, raw.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(errno) }
      if count == 0 { break }
      bytes += buffer[0..<count]
    }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    return SourceText(bytes: bytes, name: path)
  }

  /// Writes what a change makes of the text; nobody else writes it meanwhile.
  func write(_ change: (SourceText) -> String) throws(Failure) {
    try makeDirectories()
    let lock = unsafe Glibc.open(
      directory + "/saved.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw .system(errno) }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw .locked }
    let text = change(try read())
    let fresh = path + ".new"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
    let file = unsafe Glibc.open(fresh, flags, 0o600)
    guard file >= 0 else { throw .system(errno) }
    defer { close(file) }
    guard fchmod(file, 0o600) == 0 else { throw .system(errno) }
    try send(Array(text.utf8), to: file)
    guard fsync(file) == 0 else { throw .system(errno) }
    guard unsafe rename(fresh, path) == 0 else { throw .system(errno) }
    let folder = unsafe Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private func send(_ bytes: [UInt8], to file: Int32) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { all in
        guard let base = all.baseAddress else { return 0 }
        return unsafe Glibc.write(file, base + sent, all.count - sent)
      }
      if count > 0 { sent += count } else if errno != EINTR { throw .system(errno) }
    }
  }

  /// Makes what is missing of the path, each folder for its user alone.
  private func makeDirectories() throws(Failure) {
    var path = ""
    for part in directory.utf8.split(separator: UInt8(ascii: "/")) {
      path += "/" + String(Substring(part))
      if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw .system(errno) }
    }
  }
}
