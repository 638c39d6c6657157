import Diagnostics
import Planning
import TestSupport
import Testing

/// Every diagnostic code and every function has a transcript.
@Suite struct CodeTests {
  /// Codes that no script can reach, and why.
  private static let unreachable: [DiagnosticCode: String] = [
    .emptyStatement: "a text without words is no statement of a script",
    .bookUnreadable: "only the command line opens books",
    .bookDamaged: "somebody must have changed a byte of a book",
    .bookExists: "only the command line makes books",
    .bookNotWritten: "the disk must fail",
    .interrupted: "somebody must press Ctrl-C",
    .fieldTooLong: "the file would be larger than a megabyte",
    .malformedMapping: "only the command line reads mapping files",
    .outputFailed: "the disk or pipe behind the output must fail",
    .readOnlySession: "only a session started with --read-only refuses to keep anything",
    .notInSafeMode: "only a session started with --safe refuses its own commands",
  ]

  @Test func eachCodeHasATranscript() throws {
    var shown: [String: String] = [:]
    for path in TranscriptFiles.own {
      for code in try TranscriptFiles.transcript(path).pragmas.codes { shown[code] = path }
    }
    for code in DiagnosticCode.allCases where CodeTests.unreachable[code] == nil {
      #expect(shown[code.rawValue] != nil, "no transcript shows \(code.rawValue) \(code)")
    }
    for code in CodeTests.unreachable.keys {
      #expect(shown[code.rawValue] == nil, "\(code) is reached, and said to be unreachable")
    }
    let known = Set(DiagnosticCode.allCases.map(\.rawValue))
    for (code, path) in shown { #expect(known.contains(code), "\(path): there is no code \(code)") }
  }

  @Test func aGalleryFileIsNamedAfterItsCode() throws {
    for path in TranscriptFiles.own where path.contains("/errors/") {
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      let parts = name.split(separator: "-").map(String.init)
      let code = DiagnosticCode.allCases.first { $0.rawValue == parts.first }
      #expect(code.map { "\($0.rawValue)-\($0).ivq" } == name)
      #expect(try TranscriptFiles.transcript(path).pragmas.codes.first == parts.first)
      let items = try TranscriptFiles.transcript(path).items
      #expect(items.contains { $0.expected.first?.hasPrefix("error:") ?? false })
    }
  }

  @Test func eachFunctionHasATranscript() throws {
    var text = ""
    for path in TranscriptFiles.own where path.contains("/functions/") {
      text += try PackageFolder.text(path)
    }
    for function in FunctionTable.all {
      #expect(text.contains("\(function.id.rawValue)("), "nothing calls \(function.id.rawValue)")
    }
  }
}
