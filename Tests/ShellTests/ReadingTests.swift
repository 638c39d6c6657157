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
    let note = String(repeating: "as agreed on the telephone ", count: 1_500)
    var bytes = Data("number,customer,date,total,remark\n".utf8)
    for number in 1...1_500 { bytes += Data("R-\(number),Acme,2026-03-01,5.00,\(note)\n".utf8) }
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  private func start(_ arguments: [String]) throws -> PseudoTerminal {
    try PseudoTerminal(
      program: ProgramRun.program, arguments: arguments,
      environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": folder.path])
  }

  /// Holds the program while it reads, so that the machine's speed does not matter.
  private func hold(_ terminal: PseudoTerminal, seconds: Double, _ meanwhile: () -> Void = {}) {
    Thread.sleep(forTimeInterval: 0.15)
    terminal.signal(.stop)
    meanwhile()
    Thread.sleep(forTimeInterval: seconds)
    terminal.signal(.continue)
  }

  @Test func howFarReadingIsShowsAndGoesAway() throws {
    let terminal = try start([path, "-c", "invoices count"])
    hold(terminal, seconds: 0.7)
    #expect(try terminal.waitForExit(seconds: 60) == 0)
    let sent = String(decoding: terminal.received, as: UTF8.self)
    #expect(sent.contains("\rreading: ") && sent.contains(" MB"))
    #expect(sent.contains(" MB)") || sent.contains(" MB/s, "))
    #expect(terminal.screen.text.contains("1,500"))
    #expect(!terminal.screen.text.contains("reading"))
  }

  @Test func readingIsStopped() throws {
    let terminal = try start([ExampleBook.folder])
    try terminal.wait(forRow: "invoq>")
    terminal.type("import \(path)\r")
    hold(terminal, seconds: 0.1) { terminal.type("\u{3}") }
    try terminal.wait(forText: "stopped\ninvoq>")
    #expect(!terminal.screen.text.contains("reading"))
    // The book that was open is still there.
    terminal.type("customers count\r")
    try terminal.wait(forText: "1 row · as of")
    #expect(terminal.screen.text.contains("count\n   60"))
  }

  @Test func aCommandIsEndedWhileItReads() throws {
    let terminal = try start([path, "-c", "invoices count"])
    hold(terminal, seconds: 0.1) { terminal.type("\u{3}") }
    #expect(try terminal.waitForExit(seconds: 60) == nil)
    #expect(!terminal.screen.text.contains("1,500"))
  }
}
