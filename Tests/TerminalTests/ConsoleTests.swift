import Glibc
import Shell
import TestSupport
import Testing

/// Output and its failures, and what is known about the terminal.
@Suite struct ConsoleTests {
  init() {
    Interrupts.install()
  }

  private func pipeEnds() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    unsafe pipe(&ends)
    return (ends[0], ends[1])
  }

  @Test func messagesComeAfterTheAnswersBeforeThem() {
    let (reading, writing) = pipeEnds()
    let console = Console(output: writing, errors: writing)
    console.write("one ")
    console.writeError("two ")
    console.write(bytes: Array("drëi".utf8))
    #expect(console.flush())
    close(writing)
    #expect(
      String(decoding: BackgroundReader(descriptor: reading).finish(), as: UTF8.self)
        == "one two drëi")
    close(reading)
  }

  @Test func longOutputToANonBlockingPipe() {
    let (reading, writing) = pipeEnds()
    #expect(fcntl(writing, F_SETFL, O_NONBLOCK) == 0)
    let text = String(repeating: "0123456789", count: 50_000)
    let reader = BackgroundReader(descriptor: reading)
    let console = Console(output: writing)
    console.write(text)
    #expect(console.flush())
    close(writing)
    #expect(reader.finish() == Array(text.utf8))
    close(reading)
  }

  @Test func closedPipeIsQuiet() {
    let (reading, writing) = pipeEnds()
    close(reading)
    let console = Console(output: writing)
    console.write("lost")
    #expect(!console.flush())
    #expect(console.output == .closed)
    console.write("more")
    #expect(!console.flush())
    close(writing)
  }

  @Test func fullDiskIsRemembered() {
    let full = unsafe open("/dev/full", O_WRONLY)
    let console = Console(output: full, errors: full)
    console.write(String(repeating: "x", count: 100_000))
    #expect(console.output == .failed(ENOSPC))
    console.writeError("x")
    #expect(console.errors == .failed(ENOSPC))
    close(full)
  }

  @Test(arguments: [
    (ColorChoice.always, false, ["NO_COLOR": "1", "TERM": "dumb"], true),
    (.never, true, ["CLICOLOR_FORCE": "1", "TERM": "xterm"], false),
    (.auto, true, ["TERM": "xterm"], true),
    (.auto, false, ["TERM": "xterm"], false),
    (.auto, true, ["TERM": "dumb"], false),
    (.auto, true, [:], false),
    (.auto, true, ["TERM": "xterm", "NO_COLOR": "1"], false),
    (.auto, true, ["TERM": "xterm", "NO_COLOR": ""], true),
    (.auto, false, ["TERM": "xterm", "CLICOLOR_FORCE": "1"], true),
    (.auto, false, ["TERM": "xterm", "CLICOLOR_FORCE": "0"], false),
    (.auto, false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
  ])
  func color(
    choice: ColorChoice, onTerminal: Bool, variables: [String: String], expected: Bool
  ) {
    #expect(
      TerminalFacts.wantsColor(choice, onTerminal: onTerminal) { variables[$0] } == expected)
  }

  @Test(.enabled(if: isatty(STDOUT_FILENO) == 0, "the tests' own output is a terminal"))
  func sizeWithoutATerminal() {
    func size(_ variables: [String: String]) -> TerminalSize {
      TerminalSize.current { variables[$0] }
    }
    #expect(size([:]) == TerminalSize(columns: 80, rows: 24))
    #expect(size(["COLUMNS": "132", "LINES": "50"]) == TerminalSize(columns: 132, rows: 50))
    #expect(size(["COLUMNS": "0", "LINES": "x"]) == TerminalSize(columns: 80, rows: 24))
  }

  @Test func noTerminalNoEditor() {
    let facts = TerminalFacts.current(environment: { _ in nil })
    #expect(facts.isDumb)
    if !facts.inputIsTerminal || !facts.outputIsTerminal {
      #expect(EditlineEditor(hooks: LineEditorHooks { _ in true }) == nil)
    }
  }
}
