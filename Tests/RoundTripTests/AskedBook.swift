import Accounting
import Diagnostics
import Importing
import Model
import Rendering
import Sampling
import Shell
import Storage
import TestSupport
import Testing

/// A book and what it answers, as text that two books can be compared by.
struct AskedBook {
  let opened: OpenBook

  init(_ files: [String: [UInt8]], mapping: String? = nil, encoding: String? = nil) throws {
    var options = OpenBook.Options()
    if let mapping { options.mapping = try FieldMapping.parse(SourceText(mapping, name: "map")) }
    options.encoding = encoding.flatMap { TextEncoding(named: $0) }
    let sources = files.keys.sorted().map { ImportSource(name: $0, bytes: files[$0] ?? []) }
    opened = try OpenBook.open(sources: sources, options: options)
  }

  init(_ opened: OpenBook) {
    self.opened = opened
  }

  /// The book once some sentences have changed it.
  func changed(by sentences: [String]) throws -> AskedBook {
    let output = BufferOutput()
    let day = opened.view.store.settings.today ?? .last
    let session = Session(output: output, settings: ShellSettings(), clockDay: day)
    session.use(opened)
    session.writing.keeper = MemoryKeeper()
    session.writing.saysYes = true
    for sentence in sentences {
      try #require(session.run(SourceText(sentence)) == .done, "\(sentence)\n\(output.text)")
    }
    return AskedBook(try #require(session.book))
  }

  /// The files of a sample book.
  static func sample(_ invoices: Int, seed: UInt64) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    _ = SampleBook(invoices: invoices, seed: seed).write { name, chunk in
      files[name, default: []].append(contentsOf: chunk)
    }
    return files
  }

  /// How many records each collection has.
  var counts: [String: Int] {
    let store = opened.view.store
    return Dictionary(
      uniqueKeysWithValues: store.schema.collections.indices.map { index in
        (store.schema.collections[index].name, store.rowCount(of: CollectionID(index: index)))
      })
  }

  /// The answer to a question in CSV.
  func answer(_ question: String, asOf day: CivilDate) -> String {
    let output = BufferOutput()
    var settings = ShellSettings()
    settings.format = .csv
    settings.asOf = day
    let session = Session(output: output, settings: settings, clockDay: day)
    session.use(opened)
    _ = session.run(SourceText(question))
    return output.text
  }

  /// Each collection with records, whole, in the CSV that a user is given.
  ///
  /// As of the last day there is, so that nothing is left out for being dated later.
  func exported() throws -> [String: [UInt8]] {
    let last = try #require(CivilDate(iso: "9999-12-31".utf8))
    var files: [String: [UInt8]] = [:]
    for (name, count) in counts where count > 0 {
      files[name + ".csv"] = Array(answer("\(name) show *", asOf: last).utf8)
    }
    return files
  }

  /// The first question that another book answers otherwise; nil where all answers are equal.
  func difference(from other: AskedBook, _ questions: [String], on days: [String]) throws -> String?
  {
    for text in days {
      let day = try #require(CivilDate(iso: text.utf8))
      for question in questions {
        let (mine, theirs) = (
          answer(question, asOf: day), other.answer(question, asOf: day)
        )
        guard mine != theirs else { continue }
        let lines = zip(
          mine.split(separator: "\n", omittingEmptySubsequences: false),
          theirs.split(separator: "\n", omittingEmptySubsequences: false)
        ).first { $0 != $1 }
        return "\(question) as of \(text): \(lines.map { "\($0.0) / \($0.1)" } ?? "length")"
      }
    }
    return nil
  }
}
