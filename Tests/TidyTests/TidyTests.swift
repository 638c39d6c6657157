import Diagnostics
import Foundation
import TestSupport
import Testing

/// The house is in order.
@Suite struct TidyTests {
  private static func record(_ failures: [TestFailure]) {
    for failure in failures {
      Issue.record(
        "\(failure.text)",
        sourceLocation: SourceLocation(
          fileID: "invoq/\(failure.file)", filePath: "\(PackageFolder.path)/\(failure.file)",
          line: failure.line, column: 1))
    }
  }

  @Test(arguments: TidyRule.all)
  func everyFileKeeps(_ rule: TidyRule) throws {
    let files = try SourceFile.all.get()
    #expect(files.count > 100)
    TidyTests.record(files.flatMap { rule.check($0) })
  }

  @Test func theTopFolderHasNothingElse() {
    let known: Set = [
      "Package.swift", "Package.resolved", "README.md", "Sources", "Tests", "Grammar", "Examples",
    ]
    let entries = PackageFolder.entries(of: "").filter { !$0.hasPrefix(".") }
    #expect(entries.filter { !known.contains($0) }.isEmpty)
  }

  @Test func pathsInDocumentsExist() throws {
    let folders = ["Sources", "Tests", "Grammar", "Examples"]
    let documents =
      PackageFolder.entries(of: "").filter { $0.hasSuffix(".md") }
      + folders.flatMap { PackageFolder.files(below: $0, suffix: ".md") }
    #expect(documents.count >= 3)
    for document in documents {
      let text = try PackageFolder.text(document)
      TidyTests.record(
        DocumentationRules.paths(document, text, exists: PackageFolder.exists))
    }
  }

  /// A page that says which test shows what is worth something only while the tests are there.
  @Test func testsInDocumentsExist() throws {
    var known: Set<String> = []
    for path in PackageFolder.files(below: "Tests", suffix: "Tests.swift") {
      let suite = String((path.split(separator: "/").last ?? "").dropLast(".swift".count))
      known.insert(suite)
      for line in try PackageFolder.text(path).split(separator: "\n") {
        guard let begin = line.ranges(of: "func ").first else { continue }
        known.insert("\(suite)/\(line[begin.upperBound...].prefix { $0.isLetter || $0.isNumber })")
      }
    }
    for document in ["Tests/README.md", "Tests/TerminalTests/README.md"] {
      let text = try PackageFolder.text(document)
      TidyTests.record(DocumentationRules.tests(document, text, known: known))
    }
  }

  @Test func eachCodeHasAnExplanation() {
    for code in DiagnosticCode.allCases {
      #expect(code.explanation.hasSuffix("."), "\(code.rawValue) \(code) explains nothing")
    }
  }

  @Test func eachCodeIsUsed() throws {
    let text = try PackageFolder.files(below: "Sources", suffix: "Diagnostics.swift")
      .map { try PackageFolder.text($0) }.joined()
    for code in DiagnosticCode.allCases {
      #expect(text.contains(".\(code),") || text.contains(".\(code):"), "nothing says \(code)")
    }
  }

  @Test(.enabled(if: Formatter.isThere, "swift format is absent"))
  func theFormatterHasNothingToSay() throws {
    #expect(try Formatter.complaints() == "")
  }
}

/// One check of a source file.
struct TidyRule: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let check: @Sendable (SourceFile) -> [TestFailure]

  static let all = [
    TidyRule("lines", LayoutRules.lines), TidyRule("functions", LayoutRules.functions),
    TidyRule("words", WordRules.words), TidyRule("unsafe marks", WordRules.unsafeMarks),
    TidyRule("drawers", NamingRules.drawers), TidyRule("main types", NamingRules.mainType),
    TidyRule("imports", ImportRules.imports), TidyRule("comments", DocumentationRules.comments),
  ]

  private init(_ name: String, _ check: @escaping @Sendable (SourceFile) -> [TestFailure]) {
    testDescription = name
    self.check = check
  }
}

/// `swift format lint`, as the toolchain brings it.
private enum Formatter {
  static let isThere = (try? run(["--version"])) != nil

  static func complaints() throws -> String {
    try run(["lint", "--strict", "--parallel", "--recursive", "Sources", "Tests", "Package.swift"])
  }

  private static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swift", "format"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: PackageFolder.path)
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus == 127 { throw CocoaError(.fileNoSuchFile) }
    return String(decoding: said, as: UTF8.self)
  }
}
