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

  // MARK: At the prompt

  /// The program at its prompt; nothing that it is told by data may be in what it sends.
  private func start(_ arguments: [String], rows: Int = 24) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: arguments,
      environment: [
        "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "HOME": folder.path,
      ], columns: 80, rows: rows)
    try waitForPrompt(terminal)
    return terminal
  }

  private func waitForPrompt(_ terminal: PseudoTerminal) throws {
    try terminal.wait(for: "the prompt") {
      $0.currentRow.hasPrefix("invoq") && $0.currentRow.hasSuffix(">")
    }
  }

  /// The editor moves its cursor by sequences of its own; none of these is among them.
  private func expectNothingActs(_ terminal: PseudoTerminal, _ place: String) {
    let sent = String(decoding: terminal.received, as: UTF8.self)
    for acting in ["\u{1B}]", "\u{1B}[31m", "\u{9B}", "\u{202E}", "\u{7}", "\u{7F}"] {
      #expect(!sent.contains(acting), "\(acting.debugDescription) \(place)")
    }
  }

  @Test func inThePager() throws {
    let rows = (1...40).map { "C-1\($0),\(HostileDataTests.hostile) \($0),DE,x\n" }.joined()
    try write("number,name,country,no\u{1B}[1mte\n" + rows, to: "customers.csv")
    let terminal = try start([folder.path, "--safe"], rows: 10)
    for statement in ["customers show *", "customers show number, name"] {
      terminal.type("\(statement)\r")
      try terminal.wait(forText: "42 customers")
      try waitForPrompt(terminal)
      for command in ["more", "wide"] {
        terminal.type("\(command)\r")
        try terminal.wait(forRow: "-- Enter goes on, q ends --")
        #expect(terminal.screen.text.contains("Evil"))
        terminal.type("q\r")
        try waitForPrompt(terminal)
      }
    }
    expectNothingActs(terminal, "in the pager")
  }

  /// The history may have been written by anything.
  @Test func inTheSearch() throws {
    let place = folder.path + "/.local/state/invoq"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let text = #"count evil\u001b]0;x\u0007\u202ethen\u009b2J\u001b[31m"#
    let line = "{\"time\":\"\",\"book\":\"\",\"text\":\"\(text)\"}\n"
    try line.write(toFile: place + "/history", atomically: true, encoding: .utf8)
    let terminal = try start([folder.path])
    terminal.type("\u{12}evil")
    try terminal.wait(for: "what was found") {
      $0.text.contains(#"search "evil""#) && $0.text.contains("count evil")
    }
    terminal.type("\u{1B}[C")
    try terminal.wait(forText: "invoq> count evil")
    // What is offered behind the text comes from there too.
    terminal.type("\u{15}count e")
    try terminal.wait(forText: "invoq> count e")
    terminal.type("\u{15}history\r")
    try waitForPrompt(terminal)
    expectNothingActs(terminal, "in the search")
  }

  /// What is shown before a change, the question, and what is told of it later.
  @Test func inChanges() throws {
    let book = folder.path + "/kept"
    #expect(try ProgramRun(["import", folder.path, "--into", book]).status == 0)
    let terminal = try start([book, "--no-history"])
    for (statement, answer) in [
      ("pay #I-1 EUR 5", "y"), ("change customer #C-1 set phone = \"1\"", "y"),
      ("note #C-1 \"called\"", "y"), ("undo", "n"),
    ] {
      terminal.type("\u{C}\(statement)\r")
      try terminal.wait(for: "the question") {
        $0.text.hasPrefix("invoq> \(statement)\n") && $0.currentRow.hasSuffix("[y/N]")
      }
      terminal.type("\(answer)\r")
      try waitForPrompt(terminal)
    }
    for statement in ["events", "history #I-1", "#C-1", "trace #P-0001", "why #C-1", "status"] {
      terminal.type("\u{C}\(statement)\r")
      try terminal.wait(for: "the answer") {
        $0.text.hasPrefix("invoq> \(statement)\n") && $0.currentRow == "invoq>"
      }
    }
    // A name that would act is not offered for one that nobody has, and Alt-A puts none in.
    terminal.type("\u{C}change customer \"evil\" set phone = \"1\"\r")
    try terminal.wait(forText: "no customer is called 'evil'")
    try waitForPrompt(terminal)
    #expect(!terminal.screen.text.contains("did you mean"))
    terminal.type("\u{1B}a")
    try? terminal.wait(for: "nothing", milliseconds: 300) { _ in false }
    expectNothingActs(terminal, "in changes")
  }
}
