package import Diagnostics
import Glibc

/// Reads a script from disk.
package enum ScriptFile {
  /// No script that people write is longer.
  private static let largestByteCount = 16 << 20

  /// The text of a script.
  ///
  /// - Throws: when it is no regular file, too long, or not UTF-8.
  package static func read(_ path: String, at span: SourceSpan?) throws(Diagnostic) -> SourceText {
    // A pipe or a device must not hang the session: it is opened without waiting and refused.
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .scriptUnreadable(path, unsafe String(cString: strerror(errno)), at: span)
    }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .scriptUnreadable(path, "it is not a file", at: span)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { raw in
        unsafe Glibc.read(descriptor, raw.baseAddress, raw.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .scriptUnreadable(path, unsafe String(cString: strerror(errno)), at: span)
      }
      if count == 0 { break }
      bytes += buffer[0..<count]
      guard bytes.count <= largestByteCount else {
        throw .scriptUnreadable(path, "it is longer than 16 MiB", at: span)
      }
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .scriptUnreadable(path, "it is not UTF-8", at: span)
    }
    return SourceText(bytes: bytes, name: path)
  }
}
