import Glibc
import Sampling

/// Writes the books of an invented company into a folder.
package enum SampleWriter {
  /// Writes the files, none over one that is there; the exit code of the process.
  package static func write(invoices: Int, seed: UInt64, folder: String) -> Int32 {
    Interrupts.install()
    let console = Console()
    guard (1...5_000_000).contains(invoices) else {
      console.writeError("error: --invoices is a number from 1 to 5000000\n")
      return Invocation.ExitStatus.usage.rawValue
    }
    _ = unsafe mkdir(folder, 0o755)
    var files = SampleFiles(folder: folder)
    do {
      _ = try SampleBook(invoices: invoices, seed: seed).write { name, chunk in
        try files.write(chunk, to: name)
      }
      try files.close()
      console.write("\(invoices) invoices, seed \(seed), in \(folder)\n")
      console.flush()
      return 0
    } catch {
      console.writeError("error: \(error)\n")
      return Invocation.ExitStatus.outputFailed.rawValue
    }
  }
}

/// A file that could not be written, and why.
private struct FileTrouble: Error, CustomStringConvertible {
  let path: String
  let reason: String

  init(_ path: String) {
    self.path = path
    reason = unsafe String(cString: strerror(errno))
  }

  var description: String { "'\(path)' cannot be written: \(reason)" }
}

/// One open file a name; chunks of different files come in any order.
private struct SampleFiles {
  let folder: String
  private var descriptors: [String: Int32] = [:]

  init(folder: String) {
    self.folder = folder
  }

  mutating func write(_ chunk: ArraySlice<UInt8>, to name: String) throws(FileTrouble) {
    let path = folder + "/" + name
    let descriptor: Int32
    if let known = descriptors[name] {
      descriptor = known
    } else {
      descriptor = try create(path)
      descriptors[name] = descriptor
    }
    var rest = chunk
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { raw in
        unsafe Glibc.write(descriptor, raw.baseAddress, raw.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileTrouble(path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Never over a file that is there: a book may be somebody's own.
  private func create(_ path: String) throws(FileTrouble) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileTrouble(path) }
    return descriptor
  }

  mutating func close() throws(FileTrouble) {
    for (name, descriptor) in descriptors where Glibc.close(descriptor) != 0 {
      throw FileTrouble(folder + "/" + name)
    }
    descriptors = [:]
  }
}
