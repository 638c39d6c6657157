import Foundation
import TestSupport
import Testing

/// What the real program says to what is being typed: colors, offers, mistakes, editors.
@Suite struct TypingTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// The program in color.
  private func start(
    _ arguments: [String] = [], _ variables: [String: String] = [:], columns: Int = 100,
    rows: Int = 30
  ) throws -> PseudoTerminal {
    let own = ["HOME": home.path, "NO_COLOR": ""].merging(variables) { $1 }
    return try PromptRun.start(arguments, own, columns: columns, rows: rows)
  }

  @Test func wordsOfTheLanguageAreColored() throws {
    let terminal = try start()
    terminal.type("invoices where customer has \"Süß 東京\" and total > 5 -- all ")
    try terminal.wait(for: "colors") {
      $0.currentRow == "invoq> invoices where customer has \"Süß 東京\" and total > 5 -- all"
        && $0.attributes(of: "where") == [1] && $0.attributes(of: "\"Süß 東京\"") == [32]
        && $0.attributes(of: "5") == [36] && $0.attributes(of: "-- all") == [2]
        && $0.attributes(of: "customer") == []
    }
    terminal.type("\u{15}set output csv")
    try terminal.wait(for: "the command") { $0.attributes(of: "set") == [1, 36] }
  }

  @Test func wordsOfTheGrammarAreOffered() throws {
    let terminal = try start()
    terminal.type("invoices where over")
    try terminal.wait(for: "the rest of the word") { $0.attributes(of: "due") == [2] }
    terminal.type("\u{1B}[C count\r")
    try terminal.wait(forText: "where overdue count\ncount\n")
    // What was asked before goes first.
    try terminal.wait(forRow: "invoq>")
    terminal.type("invoices w")
    try terminal.wait(for: "the rest of the statement") {
      $0.attributes(of: "here overdue count") == [2]
    }
    terminal.type("\u{5}\r")
    try terminal.wait(for: "the answer twice") { screen in
      screen.rows.count { $0 == "invoq> invoices where overdue count" } == 2
    }
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func unknownNamesAreToldWhileNobodyTypes(columns: Int, rows: Int) throws {
    let terminal = try start(columns: columns, rows: rows)
    // The word at the cursor may still become a name.
    terminal.type("invoices where custmer")
    try terminal.wait(forRow: "invoq> invoices where custmer")
    terminal.type(" ")
    try terminal.wait(for: "the remark") {
      $0.currentRow.hasPrefix("invoq> invoices where custmer    th")
        && $0.attributes(of: "custmer") == [4, 31]
    }
    terminal.type("\u{1B}a")
    try terminal.wait(for: "the name that was meant") {
      $0.currentRow == "invoq> invoices where customer" && $0.attributes(of: "customer") == []
    }
  }

  @Test func unfinishedQuestionsAreNoMistakes() throws {
    let terminal = try start()
    for text in ["invoices where (open and ", "invoices sum owed by ", "let $x = ", "#INV-0"] {
      terminal.type(text)
      // Longer than the editor waits before it looks at names.
      try? terminal.wait(for: "nothing", milliseconds: 250) { _ in false }
      #expect(!terminal.screen.currentRow.contains("there is"), "\(text)")
      terminal.type("\u{15}")
      try terminal.wait(forRow: "invoq>")
    }
  }

  @Test(arguments: [
    ("customers where name has \"lamp", "a quote is open"),
    ("invoices where (open", "a bracket is open"), ("invoices where open and", "goes on"),
  ])
  func anotherRowSaysWhy(text: String, reason: String) throws {
    let terminal = try start()
    terminal.type(text + "\r")
    try terminal.wait(for: "the reason") {
      $0.currentRow == "   (\(reason); Enter runs it as it is, Ctrl-C gives it up)"
        && $0.attributes(of: "(\(reason);") == [2] && $0.cursorColumn == 0
    }
    terminal.type("\u{3}")
    try terminal.wait(for: "no trace of it") { $0.text.hasSuffix("\(text)\n^C\ninvoq>") }
  }

  @Test func enterOnABlankRowTellsWhatIsMissing() throws {
    let terminal = try start()
    terminal.type("customers where name has \"lamp\r")
    try terminal.wait(forText: "a quote is open")
    terminal.type("\r")
    try terminal.wait(forText: "error: the text that begins here is never closed")
    // Somebody's blank row is kept where more of a paste is on its way.
    terminal.type("invoices where (open\r\r) count\r")
    try terminal.wait(for: "an answer") { $0.text.contains("1 row") }
  }

  @Test func altAMendsTheStatementThatFailed() throws {
    let terminal = try start()
    terminal.type("invoices where custmer is \"acme gmbh\" and total > 1.234,50 show numbre\r")
    try terminal.wait(for: "the mended statement, dim") {
      $0.attributes(of: "customer is \"acme gmbh\"") == [2] || $0.currentRow.contains("1234.50")
    }
    terminal.type("\u{1B}a")
    try terminal.wait(for: "the mended statement") {
      $0.currentRow.hasPrefix("invoq> invoices where custmer is \"acme gmbh\" and total > 1234.50")
        && $0.attributes(of: "1234.50") == [36]
    }
    terminal.type("\r")
    try terminal.wait(forText: "did you mean number?")
    terminal.type("\u{1B}a\r")
    try terminal.wait(for: "an answer") {
      $0.text.contains("customer is \"acme gmbh\" and total > 1234.50 show number\n")
        && $0.text.contains("as of 20 May 2026")
    }
  }

  @Test func wrongFirstWordsAreMended() throws {
    let terminal = try start(["--color", "never"])
    for (wrong, right) in [("invoces count", "invoices count"), ("statsu", "status")] {
      terminal.type(wrong + "\r")
      try terminal.wait(forText: "did you mean")
      terminal.type("\u{1B}a")
      try terminal.wait(forRow: "invoq> " + right)
      terminal.type("\u{15}\u{C}")
      try terminal.wait(for: "an empty screen") { $0.text == "invoq>" }
    }
  }

  @Test func statementsAreEditedOutside() throws {
    let program = home.path + "/editor with blanks"
    try "#!/bin/sh\necho \"$1 of $(basename \"$2\" | wc -c)\"; echo ' show number' >> \"$2\"\n"
      .write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    let editor = ["VISUAL": "'\(program)' --first;touch", "TMPDIR": home.path]
    let terminal = try start([], editor)
    terminal.type("invoices take 2\u{1B}e")
    try terminal.wait(for: "what came back") {
      $0.text.contains("--first;touch of") && $0.text.hasSuffix("take 2\n show number")
    }
    terminal.type("\r")
    try terminal.wait(forText: "2 invoices · ")
    terminal.type("edit\r")
    try terminal.wait(for: "the statement before") {
      $0.text.hasSuffix("take 2\n show number\n show number")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: home.path)
    #expect(left.sorted() == [".local", "editor with blanks"])
  }

  @Test func editorsThatFailChangeNothing() throws {
    let terminal = try start([], ["VISUAL": "/no/such/editor", "TMPDIR": home.path])
    terminal.type("invoices\u{1B}e")
    try terminal.wait(forText: "'/no/such/editor' cannot be started")
    try terminal.wait(forRow: "invoq> invoices")
    let other = try start([], ["EDITOR": "false", "TMPDIR": home.path])
    other.type("invoices\u{1B}e")
    try other.wait(forText: "'false' ended with an error")
    try other.wait(forRow: "invoq> invoices")
    let safe = try start(["--safe"], ["EDITOR": "true", "TMPDIR": home.path])
    safe.type("invoices\u{1B}e")
    try safe.wait(forText: "this session is a safe one")
  }
}
