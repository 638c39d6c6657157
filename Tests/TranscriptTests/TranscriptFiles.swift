import Foundation
import TestSupport
import Testing

/// The transcripts of the project, and how a test runs one.
enum TranscriptFiles {
  static let examples = PackageFolder.files(below: "Examples", suffix: ".ivq")
  static let own = PackageFolder.files(
    below: "Tests/TranscriptTests/Transcripts", suffix: ".ivq")

  /// Whether expectations are rewritten with what came; such a run fails all the same.
  static let isUpdating = ProcessInfo.processInfo.environment["INVOQ_UPDATE"] == "1"

  static func transcript(_ path: String) throws -> Transcript {
    Transcript(path: path, text: try PackageFolder.text(path))
  }

  /// Runs a transcript and records what is wrong with it, at its lines.
  static func check(_ path: String) throws {
    let text = try PackageFolder.text(path)
    let transcript = Transcript(path: path, text: text)
    #expect(!transcript.items.isEmpty, "\(path) has no statement")
    let result = TranscriptRunner.run(transcript)
    if isUpdating, !result.outputs.isEmpty {
      try update(path, text, transcript.text(with: result.outputs))
    }
    record(result.failures)
  }

  static func update(_ path: String, _ old: String, _ new: String) throws {
    guard new != old else { return }
    try PackageFolder.write(new, to: path)
    Issue.record("\(path) was rewritten; read the difference before it is committed")
  }

  static func record(_ failures: [TestFailure]) {
    for failure in failures {
      let place = SourceLocation(
        fileID: "Transcripts/\(failure.file)",
        filePath: "\(PackageFolder.path)/\(failure.file)", line: failure.line, column: 1)
      Issue.record("\(failure.text)", sourceLocation: place)
    }
  }
}
