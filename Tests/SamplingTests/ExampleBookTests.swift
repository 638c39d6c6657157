import Foundation
import Sampling
import Testing

/// The example book is what the generator writes; `INVOQ_UPDATE=1` writes it anew, and fails.
@Suite struct ExampleBookTests {
  private let book = SampleBookTests.books[0]
  private let isUpdating = ProcessInfo.processInfo.environment["INVOQ_UPDATE"] == "1"

  @Test func exampleBookIsTheGenerators() throws {
    let folder = WrittenBook.examples.appending(path: "book")
    if isUpdating {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, bytes) in book.files { try Data(bytes).write(to: folder.appending(path: name)) }
      Issue.record("the example book was written anew")
    }
    let present = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(present) == Set(book.files.keys))
    for (name, bytes) in book.files {
      let stored = try Data(contentsOf: folder.appending(path: name))
      #expect(stored == Data(bytes), "\(name) differs; INVOQ_UPDATE=1 writes it anew")
    }
  }

  @Test func readmeListsWhatIsPlanted() throws {
    let place = WrittenBook.examples.appending(path: "README.md")
    let readme = try String(contentsOf: place, encoding: .utf8)
    let heading = "| mistake | document | what a clerk should find |\n|---|---|---|\n"
    let start = try #require(readme.range(of: heading)).upperBound
    let end = readme.range(of: "\n\n", range: start..<readme.endIndex)?.lowerBound
    let table = start..<(end ?? readme.endIndex)
    let expected = book.planted.map { "| `\($0.kind.rawValue)` | \($0.number) | \($0.sentence) |" }
      .joined(separator: "\n")
    if isUpdating, readme[table] != expected {
      try readme.replacingCharacters(in: table, with: expected)
        .write(to: place, atomically: true, encoding: .utf8)
    }
    #expect(readme[table] == expected)
  }

  @Test func readmeListsEveryScript() throws {
    let readme = try String(
      contentsOf: WrittenBook.examples.appending(path: "README.md"), encoding: .utf8)
    let scripts = try FileManager.default.contentsOfDirectory(atPath: WrittenBook.examples.path)
      .filter { $0.hasSuffix(".ivq") }
    #expect(scripts.count >= 12)
    for script in scripts {
      #expect(readme.contains("`\(script)`"), "\(script)")
      let text = try String(
        contentsOf: WrittenBook.examples.appending(path: script), encoding: .utf8)
      #expect(text.hasPrefix("-- "))
    }
  }
}
