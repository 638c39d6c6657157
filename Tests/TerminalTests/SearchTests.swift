import TestSupport
import Testing

/// Ctrl-R: earlier statements, found by any part of them.
@Suite struct SearchTests {
  /// The probe after it was given statements.
  private func start(_ statements: [String]) throws -> PseudoTerminal {
    let terminal = try Probe.start()
    for statement in statements {
      terminal.type(statement + "\r")
      try terminal.wait(forText: ": \(statement)\nprobe>")
    }
    return terminal
  }

  @Test func anyScriptAndCaseInPlace() throws {
    let terminal = try start(["Čeněk dluží", "ΖΩΉ owes", "大阪 pays", "last"])
    terminal.type("draft\u{12}")
    try terminal.wait(forRow: "search \"\"> draft")
    // U+010C, whose low byte is that of Ctrl-L.
    terminal.type("č")
    try terminal.wait(forRow: "search \"č\"> Čeněk dluží")
    terminal.type("\u{7F}ωη")
    try terminal.wait(forRow: "search \"ωη\"> ΖΩΉ owes")
    terminal.type("\u{7F}\u{7F}阪")
    try terminal.wait(for: "the match, marked, with the cursor behind it") {
      $0.currentRow == "search \"阪\"> 大阪 pays" && $0.attributes(of: "阪 ") == nil
        && $0.cursorColumn == 17
    }
    terminal.type("\r")
    try terminal.wait(for: "the statement once more") { screen in
      screen.rows.count { $0 == "got 11: 大阪 pays" } == 2
    }
    try terminal.wait(forRow: "probe>")
  }

  @Test func olderAndNewerMatches() throws {
    let terminal = try start(["alpha one", "beta", "alpha two"])
    terminal.type("\u{12}ALPHA")
    try terminal.wait(forRow: "search \"ALPHA\"> alpha two")
    terminal.type("\u{12}")
    try terminal.wait(forRow: "search \"ALPHA\"> alpha one")
    terminal.type("\u{12}")
    try terminal.wait(forRow: "not found \"ALPHA\"> alpha one")
    terminal.type("\u{1B}[B")
    try terminal.wait(forRow: "search \"ALPHA\"> alpha two")
    terminal.type("x")
    try terminal.wait(forRow: "not found \"ALPHAx\"> alpha two")
  }

  @Test func aKeyGoesOnWithWhatWasFound() throws {
    let terminal = try start(["sum(\n  one)", "beta"])
    terminal.type("\u{12}one\u{5}!")
    try terminal.wait(for: "the block") { $0.text.hasSuffix("probe> sum(\n  one)!") }
    terminal.type("\r")
    try terminal.wait(forText: "got 12: sum(\n  one)!\nprobe>")
  }

  @Test(arguments: ["\u{1B}", "\u{7}"])
  func escapeKeepsWhatWasFound(key: String) throws {
    let terminal = try start(["alpha"])
    terminal.type("\u{12}lph\(key)")
    try terminal.wait(for: "the prompt, the cursor behind the match") {
      $0.currentRow == "probe> alpha" && $0.cursorColumn == 11
    }
  }

  @Test func undoGivesTheDraftBack() throws {
    let terminal = try start(["alpha"])
    terminal.type("draft\u{12}alp")
    try terminal.wait(forRow: "search \"alp\"> alpha")
    terminal.type("\u{1F}")
    try terminal.wait(forRow: "probe> draft")
  }

  @Test func controlCEndsTheSearch() throws {
    let terminal = try Probe.start()
    terminal.type("\u{12}alp")
    try terminal.wait(forRow: "not found \"alp\">")
    terminal.type("\u{3}ok\r")
    try terminal.wait(forText: "cancelled\nprobe>")
    try terminal.wait(forText: "got 2: ok")
  }
}
