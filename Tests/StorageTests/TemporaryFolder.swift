import Glibc
import Testing

/// A folder of its own for a test, taken away when the test is done with it.
final class TemporaryFolder {
  /// Where it is.
  let path: String

  init() throws {
    var template = Array("/tmp/invoq-store-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe mkdtemp(buffer.baseAddress) != nil
    }
    try #require(made)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    _ = unsafe nftw(
      path, { name, _, _, _ in unsafe name.map { unsafe remove($0) } ?? 0 }, 8,
      FTW_DEPTH | FTW_PHYS)
  }

  /// The rights that a file gives.
  static func mode(of path: String) throws -> mode_t {
    var status = stat()
    try #require(unsafe stat(path, &status) == 0)
    return status.st_mode & 0o777
  }
}
