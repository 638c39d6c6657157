import Diagnostics
import TestSupport
import Testing

/// Every `.ivq` of the project says what it is expected to say, whichever way it is run.
@Suite struct Transcripts {
  @Test(arguments: TranscriptFiles.examples)
  func example(_ path: String) throws {
    try TranscriptFiles.check(path)
  }

  @Test(arguments: TranscriptFiles.own)
  func transcript(_ path: String) throws {
    try TranscriptFiles.check(path)
  }

  @Test func eachHasExpectations() throws {
    for path in TranscriptFiles.examples + TranscriptFiles.own {
      let items = try TranscriptFiles.transcript(path).items
      // What only defines says nothing, unless something is wrong with it.
      let onlyDefines = items.allSatisfy { $0.source[$0.span].hasPrefix("define ") }
      #expect(
        onlyDefines || items.contains { !$0.expected.isEmpty }, "\(path) expects nothing")
    }
  }

  @Test(arguments: DocumentFiles.all)
  func document(_ path: String) throws {
    let text = try PackageFolder.text(path)
    let result = DocumentSessions.run(path: path, text: text)
    if TranscriptFiles.isUpdating { try TranscriptFiles.update(path, text, result.text) }
    TranscriptFiles.record(result.failures)
  }
}

/// The documents whose sessions are run.
enum DocumentFiles {
  static let all =
    ["README.md", "Sources/README.md", "Examples/README.md", "Tests/README.md"].filter {
      PackageFolder.exists($0)
    } + PackageFolder.files(below: "Grammar", suffix: ".md")
}
