import Diagnostics
import Glibc

/// A regular file that is read once, from its first byte to its last.
final class InputFile {
  /// What must not change while the file is read.
  private struct State: Equatable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  private let name: String
  private let descriptor: Int32
  private let opened: State
  /// Number of its bytes when it was opened.
  var size: Int { opened.size }
  private var byteCount = 0

  /// Opens a file; refuses pipes, devices and folders.
  init(path: String, name: String) throws(Diagnostic) {
    // A pipe without a writer would hold up a plain open for ever.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fileUnreadable(name, systemError()) }
    guard let (state, kind) = InputFile.state(of: descriptor), kind == S_IFREG else {
      close(descriptor)
      throw .fileUnreadable(name, "it is not a regular file")
    }
    self.name = name
    self.descriptor = descriptor
    opened = state
  }

  deinit {
    close(descriptor)
  }

  /// Fills an array from a position on; the number of bytes read, 0 at the end of the file.
  func read(into bytes: inout [UInt8], from start: Int) throws(Diagnostic) -> Int {
    while true {
      let count = unsafe bytes.withUnsafeMutableBytes { all in
        let free = unsafe UnsafeMutableRawBufferPointer(rebasing: all[start...])
        return unsafe Glibc.read(descriptor, free.baseAddress, free.count)
      }
      if count >= 0 {
        byteCount += count
        return count
      }
      if errno != EINTR { throw .fileUnreadable(name, systemError()) }
    }
  }

  /// Refuses what was read if the file has changed since it was opened.
  func finish() throws(Diagnostic) {
    guard let (state, _) = InputFile.state(of: descriptor), state == opened,
      byteCount == opened.size
    else { throw .fileUnreadable(name, "it changed while it was read") }
  }

  private static func state(of descriptor: Int32) -> (State, kind: mode_t)? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    let state = State(
      size: Int(status.st_size), seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec)
    return (state, status.st_mode & S_IFMT)
  }
}

/// What the last system call complained of, in the system's words.
func systemError() -> String {
  let number = errno
  guard let text = unsafe strerror(number) else { return "error \(number)" }
  return unsafe String(cString: text)
}

/// Where a reader gets its bytes from.
enum ByteInput {
  case memory([UInt8], position: Int)
  case file(InputFile)

  /// Number of all bytes.
  var size: Int {
    switch self {
    case .memory(let all, _): all.count
    case .file(let file): file.size
    }
  }

  /// Fills an array from a position on; the number of bytes, 0 at the end.
  mutating func read(into bytes: inout [UInt8], from start: Int) throws(Diagnostic) -> Int {
    switch self {
    case .file(let file):
      return try file.read(into: &bytes, from: start)
    case .memory(let all, let position):
      let count = Swift.min(bytes.count - start, all.count - position)
      bytes.replaceSubrange(
        start..<(start + count), with: all[position..<(position + count)])
      self = .memory(all, position: position + count)
      return count
    }
  }

  /// Called once everything was read.
  func finish() throws(Diagnostic) {
    if case .file(let file) = self { try file.finish() }
  }
}
