import Foundation
import TestSupport
import Testing

/// Text that tries to act on the terminal, wherever it may come from.
@Suite struct HostileDataTests {
  /// A color, the clipboard, a control of one byte, a turned writing direction, a bell.
  private static let hostile =
    "Evil\u{1B}[31m\u{1B}]52;c;aGk=\u{7}\u{9B}2J\u{202E}lmth\u{8}\u{7F} Ltd"

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let hostile = HostileDataTests.hostile
    try write(
      "number,name,country,no\u{1B}[1mte\nC-1,\(hostile),DE,\(hostile)\nC-2,Plain,DE,x\n",
      to: "customers.csv")
    try write(
      "number,customer,date,total,currency\nI-1,C-1,2026-03-01,12.00,EUR\n"
        + "I-2,C-1,\(hostile),12.00,EUR\nI-3,\(hostile),2026-03-02,12.00,EUR\n",
      to: "invoices.csv")
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
  }

  /// What the program sends to a terminal that has no escape sequences of its own.
  private func sent(_ arguments: [String]) throws -> [UInt8] {
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: arguments,
      environment: [
        "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "HOME": folder.path,
      ], columns: 100, rows: 40)
    _ = try terminal.waitForExit()
    return terminal.received
  }

  /// Controls, or marks that turn the direction of writing.
  private func acts(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A, 0x0D: false
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: true
      default: false
      }
    }
  }

  @Test(
    "as data", arguments: ["table", "vertical", "csv", "tsv", "json", "jsonl", "md"],
    ["customers show *", "invoices show number, customer", "invoices count by customer"])
  func asData(_ format: String, _ question: String) throws {
    let bytes = try sent([folder.path, "-o", format, "-c", question])
    #expect(String(decoding: bytes, as: UTF8.self).contains("Evil"))
    // Tabs are what this format is made of.
    let acting = acts(bytes).filter { format != "tsv" || $0 != "\t" }
    #expect(acting.isEmpty, "\(acting)")
  }

  @Test(arguments: [
    "invoices count by customer across customer", "fields customers", "status", "reload",
    "#C-1", "#I-1", "why #I-1", "history #I-1", "find evil", "findings show *", "ledger show *",
    "invoices sum total by customer chart bars", "refusals show *", "files show *",
    "set output html\n#C-1", "set output md\n#C-1", "wide", "customers\nmore",
    "explain customers where name has \"\(hostile)\"", "fmt customers where name is \"\(hostile)\"",
    "customers where \(hostile)", "\(hostile)", "help \(hostile)", "set \(hostile) 1",
    "set rows \(hostile)", "run \(hostile)", "import \(hostile)", "fields \(hostile)",
    "customers where name = \(hostile)", "#\(hostile)", ".\(hostile)",
    "customers show name as \"\(hostile)\"", "invoices where customer is \"\(hostile)\"",
  ])
  func asStatement(_ statement: String) throws {
    let bytes = try sent([folder.path, "-c", statement])
    #expect(!bytes.isEmpty)
    #expect(acts(bytes).isEmpty, "\(acts(bytes))")
  }

  @Test func asArgument() throws {
    let hostile = HostileDataTests.hostile
    let runs = [
      [hostile], [folder.path, "--\(hostile)"], [folder.path, "-o", hostile],
      [folder.path, "--today", hostile], [folder.path, "--map", hostile],
      [folder.path, "-f", hostile], [folder.path, "--color", hostile], ["import", hostile],
      ["sample", "--seed", hostile, "x"],
    ]
    for arguments in runs {
      let bytes = try sent(arguments)
      #expect(!bytes.isEmpty)
      #expect(acts(bytes).isEmpty, "\(arguments): \(acts(bytes))")
    }
  }

  @Test func asFileName() throws {
    let name = "x\u{1B}[31m\u{202E}.csv"
    try write("number,name\nC-3,Other\nC-4\n", to: name)
    try write("what,ever\n1,2\n", to: "y\u{1B}[31m.csv")
    for path in [folder.path, folder.path + "/" + name, folder.path + "/y\u{1B}[31m.csv"] {
      let bytes = try sent([path, "-c", "status"])
      #expect(!bytes.isEmpty)
      #expect(acts(bytes).isEmpty, "\(path): \(acts(bytes))")
    }
  }

  /// What Tab lists and puts in, and what is offered.
  @Test func asCandidates() throws {
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: [folder.path],
      environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": folder.path])
    try terminal.wait(forRow: "invoq>")
    let before = terminal.received.count
    for text in ["customers where name is \"\t\t", "customers where no\t", "#C\t", "fields \t"] {
      terminal.type(text)
      try? terminal.wait(for: "nothing", milliseconds: 300) { _ in false }
      terminal.type("\u{15}")
    }
    terminal.type("quit\r")
    _ = try terminal.waitForExit()
    #expect(terminal.screen.text.contains("\"Plain\""))
    let sent = String(decoding: terminal.received[before...], as: UTF8.self)
    for acting in ["\u{1B}]", "\u{1B}[31m", "\u{9B}", "\u{202E}", "\u{7}"] {
      #expect(!sent.contains(acting))
    }
  }
}
