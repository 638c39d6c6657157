import Foundation
import TestSupport
import Testing

/// The real program at a terminal: keys in, screen out.
@Suite struct PromptTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// The program at its prompt, on the example book.
  private func start(
    _ arguments: [String] = [], _ variables: [String: String] = [:], columns: Int = 100,
    rows: Int = 30
  ) throws -> PseudoTerminal {
    try PromptRun.start(
      arguments, variables.merging(["HOME": home.path]) { $1 }, columns: columns, rows: rows)
  }

  @Test func fromSummaryToGoodbye() throws {
    let terminal = try start()
    #expect(terminal.screen.text.contains("60 customers, 25 vendors, 400 invoices"))
    #expect(terminal.screen.text.contains("rows read = "))
    terminal.type("invoices where open top 3 by owed\r")
    try terminal.wait(forText: "3 invoices · ")
    let footer = try #require(
      terminal.screen.text.split(separator: "\n").last { $0.contains("3 invoices · ") })
    #expect(footer.contains("as of 20 May 2026"))
    #expect(footer.hasSuffix("ms") || footer.hasSuffix("s"))
    try terminal.wait(forRow: "invoq>")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
    #expect(!terminal.screen.text.contains("\u{1B}"))
  }

  @Test func openBracketsGoOnInTheNextRow() throws {
    let terminal = try start()
    terminal.type("invoices where (open\r")
    try terminal.wait(for: "another row") { $0.text.hasSuffix("invoq> invoices where (open") }
    terminal.type("  or disputed) count\r")
    try terminal.wait(forText: "1 row · as of")
    terminal.type("\u{1B}[A")
    try terminal.wait(for: "both rows back") {
      $0.text.hasSuffix("invoq> invoices where (open\n  or disputed) count")
    }
  }

  @Test func mistakesHaveACaret() throws {
    let terminal = try start()
    terminal.type("invoices where custmer is \"acme\"\r")
    try terminal.wait(forText: "help: did you mean customer?")
    #expect(
      terminal.screen.text.contains(
        """
        error: there is no field 'custmer' here
          invoices where custmer is "acme"
                         ^^^^^^^
        """))
  }

  @Test func whatWasAskedComesBack() throws {
    let terminal = try start()
    terminal.type("customers count\r")
    try terminal.wait(forText: "1 row · as of")
    terminal.type("half a quest")
    try terminal.wait(forRow: "invoq> half a quest")
    terminal.type("\u{3}\u{1B}[A")
    try terminal.wait(forRow: "invoq> customers count")
    terminal.type("\u{15} secret question\rhistory\r")
    try terminal.wait(forText: "invoq> history\ncustomers count\nhistory\ninvoq>")
    terminal.type("quit\r")
    #expect(try terminal.waitForExit() == 0)
    // Another session knows them, until they are forgotten.
    let later = try start()
    later.type("\u{1B}[A\u{1B}[A\u{1B}[A")
    try later.wait(forRow: "invoq> customers count")
    later.type("\u{15}history clear\r")
    try later.wait(forText: "the history is empty")
    later.type("\u{4}")
    #expect(try later.waitForExit() == 0)
    let last = try start()
    last.type("history\r")
    try last.wait(forText: "invoq> history\nhistory\ninvoq>")
  }

  @Test func bankAccountsAreNotKept() throws {
    let terminal = try start()
    terminal.type("vendors where iban is \"DE89 3704 0044 0532 0130 00\" count\r")
    try terminal.wait(forText: "1 row · as of")
    terminal.type("quit\r")
    #expect(try terminal.waitForExit() == 0)
    let kept = try String(
      contentsOfFile: home.path + "/.local/state/invoq/history", encoding: .utf8)
    #expect(kept.contains("vendors where iban is"))
    #expect(!kept.contains("3704"))
  }

  /// Whatever runs, Ctrl-C brings the prompt back: in a fifth of a second when the machine has
  /// nothing else to do.
  @Test func whateverTakesLongIsStopped() throws {
    let terminal = try start()
    let long = LongQuestion.text
    for statement in [
      long, "\(long) chart bars", "\(long) export \"\(home.path)/x.csv\"",
      "let $x = (\(long) count)",
      "explain \(long)", "find \"wien\" where any(\(long))",
    ] {
      let before = terminal.received.count
      terminal.type("\u{C}\(statement)\r")
      // The editor lets go of the terminal when it has the question.
      try terminal.wait(for: "the end of the question") { _ in
        String(decoding: terminal.received[before...], as: UTF8.self).contains("[?2004l")
      }
      let begin = ContinuousClock.now
      terminal.type("\u{3}")
      try terminal.wait(forText: "stopped\ninvoq>")
      #expect(ContinuousClock.now - begin < .seconds(2), "\(statement)")
    }
    #expect(!FileManager.default.fileExists(atPath: home.path + "/x.csv"))
    terminal.type("customers count\r")
    try terminal.wait(forText: "1 row · as of")
  }

  @Test func tabCompletes() throws {
    let terminal = try start()
    terminal.type("promises wh\tresol\t")
    try terminal.wait(forRow: "invoq> promises where resolved")
    terminal.type("\u{15}invoices where status is \t")
    try terminal.wait(forText: "part_paid")
    terminal.type("over\t count\r")
    try terminal.wait(forText: "1 row · as of")
    terminal.type("customers where name is \"wiener k\t count\r")
    try terminal.wait(forText: "name is \"Wiener Kaffeehaus KG\" count")
  }

  @Test func longAnswersShowTheirEnds() throws {
    let terminal = try start([], ["PAGER": "cat"], rows: 20)
    terminal.type("invoices\r")
    try terminal.wait(forText: "more rows (more shows all)")
    try terminal.wait(forRow: "invoq>")
    #expect(terminal.screen.text.split(separator: "\n").count <= 20)
    terminal.type("more\r")
    try terminal.wait(for: "all rows") {
      $0.text.contains("INV-00390") && $0.text.contains("400 invoices")
    }
    terminal.type("set rows all\rcustomers\r")
    try terminal.wait(forText: "60 customers · ")
  }

  @Test func theWindowIsMeasuredBeforeEachAnswer() throws {
    let terminal = try start([], ["PAGER": "cat"], columns: 120)
    terminal.type("invoices top 5 by owed\r")
    try terminal.wait(forText: "5 invoices · ")
    #expect(!terminal.screen.text.contains("more column"))
    terminal.resize(columns: 50, rows: 30)
    terminal.type("invoices top 5 by owed\r")
    try terminal.wait(forText: "more column")
    try terminal.wait(forRow: "invoq>")
    terminal.type("wide\r")
    try terminal.wait(forText: "owed (EUR)  status")
  }

  @Test func aNarrowWindow() throws {
    let terminal = try start(columns: 40, rows: 10)
    terminal.type("invoices where open\r")
    try terminal.wait(forText: "more column")
    try terminal.wait(forRow: "invoq>")
    terminal.type("invoices where custmer is \"acme\" and open\r")
    try terminal.wait(forText: "did you mean customer?")
    terminal.type("help owed\r")
    try terminal.wait(forRow: "invoq>")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func colorsOnlyWhereWanted() throws {
    func hasColors(_ variables: [String: String], _ arguments: [String] = []) throws -> Bool {
      let terminal = try start(arguments, variables)
      terminal.type("invoices top 3 by owed\rnonsense\r")
      try terminal.wait(forText: "something to ask about")
      return String(decoding: terminal.received, as: UTF8.self).contains("\u{1B}[1;3")
    }
    #expect(try hasColors(["NO_COLOR": ""]))
    #expect(try !hasColors(["NO_COLOR": "1"]))
    #expect(try !hasColors(["NO_COLOR": "", "TERM": "dumb"]))
    #expect(try !hasColors(["NO_COLOR": ""], ["--color", "never"]))
  }

  @Test func namesOfAnyScriptInAnyLocale() throws {
    let terminal = try start([], ["LC_ALL": "C"])
    terminal.type("customers where name has \"größenwahn\" or name has \"大阪\" show name\r")
    try terminal.wait(forText: "2 customers")
    #expect(terminal.screen.text.contains("Café Größenwahn"))
    #expect(terminal.screen.text.contains("大阪電機有限会社"))
  }

  @Test func safeSessionsLeaveNothingBehind() throws {
    let terminal = try start(["--safe"])
    terminal.type("run Examples/aging.ivq\r")
    try terminal.wait(forText: "this session is a safe one")
    terminal.type("quit\r")
    #expect(try terminal.waitForExit() == 0)
    #expect(!FileManager.default.fileExists(atPath: home.path + "/.local"))
  }

  @Test func theDayOfTheSessionStandsInThePrompt() throws {
    let terminal = try start()
    terminal.type("set as of 31 March 2026\r")
    try terminal.wait(forRow: "invoq as of 31 Mar 2026>")
    terminal.type("set as of today\r")
    try terminal.wait(forRow: "invoq>")
  }

  @Test func theInitFileRunsAtThePromptOnly() throws {
    let folder = home.path + "/config/invoq"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "-- ours\nset as of 31 March 2026\nlet $days = 60\nnonsense here\n"
      .write(toFile: folder + "/init.ivq", atomically: true, encoding: .utf8)
    let config = ["XDG_CONFIG_HOME": home.path + "/config"]
    let environment = ["TERM": "xterm", "HOME": home.path, "NO_COLOR": "1"].merging(config) { $1 }
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: [ExampleBook.folder], environment: environment,
      columns: 100, rows: 30)
    try terminal.wait(forRow: "invoq as of 31 Mar 2026>")
    #expect(terminal.screen.text.contains("init.ivq:4:1"))
    terminal.type("invoices where days_overdue > $days count\r")
    try terminal.wait(forText: "1 row · as of 31 Mar 2026")
    for arguments in [["--no-init"], ["--safe"]] { _ = try start(arguments, config) }
    let piped = try ProgramRun(
      [ExampleBook.folder, "-c", "invoices count"],
      environment: environment)
    #expect(piped.output.contains("as of 20 May 2026") && piped.errors.isEmpty)
  }

  @Test func sessionsThatOnlyReadSaySo() throws {
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: [ExampleBook.folder, "--read-only"],
      environment: ["TERM": "xterm", "HOME": home.path, "NO_COLOR": "1"])
    try terminal.wait(forRow: "invoq (read only)>")
    terminal.type("invoices count\rsave \"n\"\r")
    try terminal.wait(forText: "'save' would keep something, and this session only reads")
    terminal.type("run \(ExampleBook.project)/Examples/aging.ivq\r")
    try terminal.wait(forText: "customer")
    try terminal.wait(forRow: "invoq (read only)>")
  }

  @Test func theTourPutsItsQuestionsIntoTheLine() throws {
    let terminal = try start()
    #expect(terminal.screen.text.contains("new here? 'tour' shows"))
    terminal.type("tour")
    for number in 1...6 {
      // Behind an answer Enter alone goes on.
      terminal.type("\r")
      try terminal.wait(for: "stop \(number)") {
        $0.text.contains("\(number) of 6\n") && $0.currentRow.utf8.count > 20
      }
      // The third is to be completed first.
      terminal.type(number == 3 ? "\t\r" : "\r")
      try terminal.wait(forRow: "invoq>")
    }
    #expect(!terminal.screen.text.contains("error"))
    terminal.type("tour\r")
    try terminal.wait(forText: "That was the tour.")
    // Whoever has asked before is not told again.
    try terminal.wait(forRow: "invoq>")
    #expect(try !start().screen.text.contains("new here?"))
  }

  @Test func linesOfAnotherProgramsHistoryActOnNothing() throws {
    let folder = home.path + "/.local/state/invoq"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = #"{"time":"","book":"","text":"count\u001b]0;x\u0007\u202ethen"}"# + "\n"
    try text.write(toFile: folder + "/history", atomically: true, encoding: .utf8)
    let terminal = try start()
    terminal.type("\u{1B}[A")
    try terminal.wait(forRow: "invoq> count]0;xthen")
    terminal.type("\u{15}history\r")
    try terminal.wait(forText: "count]0;xthen\nhistory\n")
    #expect(!String(decoding: terminal.received, as: UTF8.self).contains("\u{1B}]0"))
  }
}
