import TestSupport
import Testing

/// Somebody starts the program for the first time, in a folder with nothing in it.
@Suite struct FirstStartTests {
  private func start(columns: Int = 80, rows: Int = 24) throws -> (PseudoTerminal, TemporaryFolder)
  {
    let home = try TemporaryFolder()
    let terminal = try PseudoTerminal(
      program: ProgramRun.program,
      environment: ["TERM": "xterm-256color", "HOME": home.path, "NO_COLOR": "1"],
      columns: columns, rows: rows)
    try terminal.wait(forRow: "invoq>")
    return (terminal, home)
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func theTourBringsABook(columns: Int, rows: Int) throws {
    let (terminal, home) = try start(columns: columns, rows: rows)
    #expect(terminal.screen.text.contains("no book is open"))
    terminal.type("tour\r")
    try terminal.wait(for: "the first question") {
      $0.text.replacing("\n", with: "").hasSuffix("invoices where overdue top 5 by owed")
    }
    terminal.type("\r")
    try terminal.wait(forText: "5 invoices · ")
    terminal.type("invoices count\r")
    try terminal.wait(forText: "count\n  400\n")
    // Nothing was written anywhere, and it can be read again all the same.
    terminal.type("reload\r")
    try terminal.wait(for: "the summary") {
      $0.text.replacing("\n", with: " ").hasSuffix("+ 0 refused invoq>")
    }
    terminal.type("pay #INV-00346 1\r")
    try terminal.wait(forText: "these are files")
    withExtendedLifetime(home) {}
  }

  /// A slip in the first word is told as one, book or not.
  @Test func slipsAreToldWithoutABook() throws {
    let (terminal, home) = try start()
    for (text, answer) in [
      ("hlep", "did you mean help?"), ("invoces count", "did you mean invoices?"),
      ("invoices count", "tour makes one"), ("open_items()", "tour makes one"),
    ] {
      terminal.type("\u{C}\(text)\r")
      try terminal.wait(forText: answer)
      terminal.type("\u{3}")
    }
    withExtendedLifetime(home) {}
  }
}
