import Foundation
import TestSupport
import Testing

/// Files that take a while to read, at a terminal.
struct ReadingTests {
  private let folder: TemporaryFolder
  private let path: String

  /// A file with few rows and much text: there is nothing to it but its bytes.
  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/invoices.csv"
    let note = String(repeating: "as agreed on the telephone, ", count: 1_500)
    var bytes = Data("number,customer,date,total,remark\n".utf8)
    for number in 1...1_500 { bytes += Data("R-\(number),Acme,2026-03-01,5.00,\(note)\n".utf8) }
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  private func start(_ arguments: [String]) throws -> PseudoTerminal {
    try PseudoTerminal(
      program: ProgramRun.program, arguments: arguments,
      environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": folder.path])
  }

  @Test func howFarReadingIsShowsAndGoesAway() throws {
    let terminal = try start([path, "-c", "invoices count"])
    try terminal.wait(for: "how far reading is", milliseconds: 60_000) {
      $0.text.contains("reading: ") && $0.text.contains("of 60 MB)")
    }
    try terminal.wait(for: "the answer", milliseconds: 60_000) { $0.text.contains("1500") }
    #expect(!terminal.screen.text.contains("reading"))
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func readingIsStopped() throws {
    let terminal = try start([ExampleBook.folder])
    try terminal.wait(forRow: "invoq>")
    terminal.type("import \(path)\r")
    try terminal.wait(for: "how far reading is", milliseconds: 60_000) {
      $0.text.contains("reading: ")
    }
    terminal.type("\u{3}")
    try terminal.wait(forText: "error: stopped while")
    // The book that was open is still there.
    try terminal.wait(forRow: "invoq>")
    terminal.type("customers count\r")
    try terminal.wait(forText: "1 row · as of")
  }

  @Test func aCommandIsEndedWhileItReads() throws {
    let terminal = try start([path, "-c", "invoices count"])
    try terminal.wait(for: "how far reading is", milliseconds: 60_000) {
      $0.text.contains("reading: ")
    }
    terminal.type("\u{3}")
    #expect(try terminal.waitForExit() == nil)
    #expect(!terminal.screen.text.contains("1500"))
  }
}
