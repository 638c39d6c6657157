import Diagnostics
import Importing
import Sampling

extension OpenBook {
  /// The book of `Examples/book`, made in memory: whoever has no files yet can ask it.
  ///
  /// It has no paths, as it is nowhere on the disk.
  static func example() throws(Diagnostic) -> OpenBook {
    var files: [String: [UInt8]] = [:]
    _ = SampleBook(invoices: 400, seed: 1).write { files[$0, default: []] += $1 }
    let sources = files.sorted { $0.key < $1.key }.map {
      ImportSource(name: $0.key, bytes: $0.value)
    }
    return try open(sources: sources, paths: [])
  }
}
