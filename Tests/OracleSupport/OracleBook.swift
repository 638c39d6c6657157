package import Accounting
internal import Foundation
internal import Importing
package import Model
internal import Sampling
package import Shell

/// A sample book as its files and as the engine sees it.
package struct OracleBook: Sendable {
  /// What messages call it.
  package let name: String
  /// The bytes of each file.
  package let files: [String: [UInt8]]
  /// The book as it is asked.
  package let view: BookView
  /// Rows that did not become part of the book.
  package let refusedCount: Int
  /// The day on which it stands.
  package let today: CivilDate = SampleBook.usualToday

  /// A book made by the generator, its days scrambled where that is wanted.
  package init(invoices: Int, seed: UInt64, isScrambled: Bool = false) throws {
    name = "\(isScrambled ? "scrambled " : "")sample of \(invoices) invoices, seed \(seed)"
    var files: [String: [UInt8]] = [:]
    _ = SampleBook(invoices: invoices, seed: seed).write { name, chunk in
      files[name, default: []].append(contentsOf: chunk)
    }
    if isScrambled { files = Scrambling.scrambled(files, seed: seed) }
    self.files = files
    let sources = files.keys.sorted().map { ImportSource(name: $0, bytes: files[$0] ?? []) }
    let opened = try OpenBook.open(sources: sources)
    (view, refusedCount) = (opened.view, opened.refusals.count)
  }

  /// An engine that asks it on its own day.
  package var engine: Engine { Engine(view, today: today) }

  /// Writes the files into a folder.
  package func write(into folder: String) throws {
    for (name, bytes) in files {
      try Data(bytes).write(to: URL(filePath: folder).appending(path: name))
    }
  }
}
