import Diagnostics
import Shell
import TestSupport
import Testing

/// Long answers at a screen.
@Suite struct PagerTests {
  @Test(
    arguments: [
      (["PAGER": "more -d"], ["more", "-d"], ["more", "-d"]),
      (["PAGER": "more", "INVOQ_PAGER": "cat"], ["cat"], ["cat"]),
      // Never a shell: what another program would run is an argument like any other.
      (["PAGER": "x;touch pwned"], ["x;touch", "pwned"], ["x;touch", "pwned"]),
      (["PAGER": "\"my pager\" '$(ls)'"], ["my pager", "$(ls)"], ["my pager", "$(ls)"]),
    ] as [([String: String], [String], [String])])
  func theProgramIsNamedByTheEnvironment(
    _ environment: [String: String], _ usual: [String], _ wide: [String]
  ) {
    #expect(Pager.command(isWide: false, environment: { environment[$0] }) == usual)
    #expect(Pager.command(isWide: true, environment: { environment[$0] }) == wide)
  }

  @Test(arguments: [[:], ["PAGER": ""]])
  func withoutOneItIsLess(_ environment: [String: String]) {
    let usual = Pager.command(isWide: false, environment: { environment[$0] })
    let wide = Pager.command(isWide: true, environment: { environment[$0] })
    // Ctrl-C leaves it; its last line says how else.
    #expect(usual.first == "less" && usual.contains("-K") && !usual.contains("-S"))
    #expect(wide.first == "less" && wide.contains("-K") && wide.contains("-S"))
    #expect(usual.contains { $0.hasPrefix("-Ps") && $0.contains("q leaves") })
  }

  /// The program at its prompt, on the example book.
  private func start(
    _ arguments: [String], _ variables: [String: String]
  ) throws -> (terminal: PseudoTerminal, home: TemporaryFolder) {
    let home = try TemporaryFolder()
    let terminal = try PromptRun.start(
      arguments, variables.merging(["HOME": home.path]) { $1 }, columns: 80, rows: 16)
    terminal.type("invoices show number, date\r")
    try terminal.wait(forText: "more rows (more shows all)")
    try waitForPrompt(terminal)
    return (terminal, home)
  }

  /// A safe session's prompt says that it only reads.
  private func waitForPrompt(_ terminal: PseudoTerminal) throws {
    try terminal.wait(for: "the prompt") {
      $0.currentRow.hasPrefix("invoq") && $0.currentRow.hasSuffix(">")
    }
  }

  @Test func aSafeSessionTurnsItsPagesItself() throws {
    let (terminal, home) = try start(["--safe"], ["PAGER": "touch pwned"])
    terminal.type("more\r")
    try terminal.wait(forRow: "-- Enter goes on, q ends --")
    #expect(terminal.screen.text.contains("INV-00014"))
    terminal.type("\r")
    try terminal.wait(forText: "INV-00029")
    terminal.type("q\r")
    try waitForPrompt(terminal)
    #expect(!terminal.screen.text.contains("INV-00040"))
    // What fits needs no pages.
    terminal.type("invoices take 2 show number\r")
    try terminal.wait(forText: "2 invoices · ")
    try waitForPrompt(terminal)
    terminal.type("more\r")
    try terminal.wait(forText: "> more\nnumber")
    try waitForPrompt(terminal)
    withExtendedLifetime(home) {}
  }

  @Test(.enabled(if: hasLess, "less is absent"))
  func aProgramTurnsThePages() throws {
    let (terminal, home) = try start([], ["LESS": "", "LESSOPEN": "|touch pwned"])
    terminal.type("more\r")
    try terminal.wait(forText: "INV-00014")
    terminal.type(" ")
    try terminal.wait(forText: "INV-00029")
    terminal.type("q")
    try waitForPrompt(terminal)
    // The keyboard is the prompt's again, and the pager can be left out.
    terminal.type("set pager off\rmore\r")
    try terminal.wait(forText: "400 invoices")
    try waitForPrompt(terminal)
    withExtendedLifetime(home) {}
  }

  private static let hasLess = (try? ProgramRun(shell: "command -v less"))?.status == 0

  @Test func whatFitsIsNotPaged() throws {
    let (session, output) = try ExampleBook.session()
    var opened = 0
    session.openPager = { _, _ in
      opened += 1
      return Pager(isWide: false, isSafe: true)
    }
    session.settings.rows = 20
    session.settings.width = 80
    for statement in ["invoices take 3", "more", "wide"] {
      #expect(session.run(SourceText(statement)) == .done)
    }
    // Scripts and pipes have no pages either, however long the answer.
    #expect(session.run(SourceText("invoices\nmore")) == .done)
    #expect(opened == 0 && output.take().contains("400 invoices"))
  }
}
