import Foundation
import TestSupport
import Testing

/// What somebody sees who waits for an answer, and how soon Ctrl-C answers.
@Suite struct WaitingTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// A long question that goes on until somebody stops it; the words are gone then.
  @Test(arguments: TerminalKind.all)
  func longQuestionsSayThatTheyGoOn(_ kind: TerminalKind) throws {
    let variables = kind.variables.merging(["HOME": home.path]) { $1 }
    let terminal = try PromptRun.start(
      [], variables, columns: kind.columns, rows: kind.rows)
    terminal.type("let $x = (\(LongQuestion.text) count)\r")
    try terminal.wait(forText: "working: 1 s, Ctrl-C stops")
    #expect(terminal.screen.rows.count { $0.contains("working") } == 1)
    terminal.type("\u{3}")
    try terminal.wait(forText: "stopped\ninvoq>")
    #expect(!terminal.screen.text.contains("working"))
    terminal.type("customers count\r")
    try terminal.wait(forText: "1 row · as of")
  }

  @Test func aDumbTerminalIsLeftAlone() throws {
    let terminal = try PromptRun.start([], ["HOME": home.path, "TERM": "dumb"])
    terminal.type("\(LongQuestion.text)\r")
    try? terminal.wait(for: "nothing", milliseconds: 1_200) { _ in false }
    terminal.type("\u{3}")
    try terminal.wait(forText: "stopped\ninvoq>")
    #expect(!terminal.screen.text.contains("working"))
    #expect(!terminal.received.contains(0x1B))
  }

  /// Without a prompt it is the same: the program ends at once, whatever the question is at.
  @Test(arguments: [
    LongQuestion.text, "explain \(LongQuestion.text)", "\(LongQuestion.text) export \"x.csv\"",
  ])
  func aCommandIsStopped(_ question: String) throws {
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: [ExampleBook.folder, "-c", question],
      environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": home.path])
    try terminal.wait(forText: "Ctrl-C stops")
    let begin = ContinuousClock.now
    terminal.type("\u{3}")
    #expect(try terminal.waitForExit() == 130)
    #expect(ContinuousClock.now - begin < .seconds(2))
    #expect(terminal.screen.text.hasSuffix("stopped"))
    #expect(!terminal.screen.text.contains("working"))
  }

  /// Where nobody looks nothing is said.
  @Test func filesGetNoSuchWords() throws {
    let line = "timeout -s INT 4 $INVOQ '\(ExampleBook.folder)' -c '\(LongQuestion.text)' 2>&1"
    let run = try ProgramRun(shell: line)
    #expect(run.output == "stopped\n")
  }
}
