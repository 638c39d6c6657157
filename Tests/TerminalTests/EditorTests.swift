import TestSupport
import Testing

/// The editor as a person meets it: keys in, screen out.
@Suite struct EditorTests {
  @Test(arguments: ["C.UTF-8", "C", "POSIX", "xx_XX.ISO-8859-1"])
  func textOfAnyScript(locale: String) throws {
    let terminal = try Probe.start(["LC_ALL": locale])
    terminal.type("Zoë & Müller 東京")
    try terminal.wait(forRow: "probe> Zoë & Müller 東京")
    #expect(terminal.screen.cursorColumn == 24)
    terminal.type("\r")
    try terminal.wait(forText: "got 21: Zoë & Müller 東京\n")
  }

  @Test func insertingInTheMiddle() throws {
    let terminal = try Probe.start()
    terminal.type("東京 & Zoë\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[D")
    try terminal.wait(for: "the cursor") { $0.cursorColumn == 13 }
    terminal.type("é")
    try terminal.wait(forRow: "probe> 東京 &é Zoë")
    terminal.type("\u{1}x\u{5}y\u{2}\u{7F}\u{1B}[3~z")
    try terminal.wait(forRow: "probe> x東京 &é Zoz")
    terminal.type("\r")
    try terminal.wait(forText: "got 15: x東京 &é Zoz")
  }

  @Test func words() throws {
    let terminal = try Probe.start()
    terminal.type("eins zwei drei\u{1B}b\u{1B}[1;5D,\u{1B}[1;3C+\u{1B}[1;3D\u{17}")
    try terminal.wait(forRow: "probe> zwei+ drei")
    terminal.type("\u{15}ok")
    try terminal.wait(forRow: "probe> ok")
  }

  @Test func blockOfRowsComesBackAsOne() throws {
    let terminal = try Probe.start()
    terminal.type("first\r")
    try terminal.wait(forText: "got 5")
    terminal.type("sum(\rone\rtwo)\r")
    try terminal.wait(forText: "got 13: sum(\none\ntwo)\nprobe>")
    terminal.type("draft\u{1B}[A")
    try terminal.wait(for: "the block") { $0.text.hasSuffix("probe> sum(\none\ntwo)") }
    // Two rows up inside the block, then to the statement before it.
    terminal.type("\u{1B}[A\u{1B}[A")
    try terminal.wait(for: "the first row") {
      $0.currentRow == "probe> sum(" && $0.cursorColumn == 10
    }
    terminal.type("\u{1B}[A")
    try terminal.wait(for: "the statement before") { $0.text.hasSuffix("probe> first") }
    terminal.type("\u{1B}[B")
    try terminal.wait(for: "the block") { $0.text.hasSuffix("probe> sum(\none\ntwo)") }
    terminal.type("\u{1B}[B")
    try terminal.wait(for: "the draft") { $0.text.hasSuffix("probe> draft") }
  }

  @Test func altEnterBeginsARow() throws {
    let terminal = try Probe.start()
    terminal.type("one\u{1B}\rtwo\r")
    try terminal.wait(forText: "got 7: one\ntwo")
  }

  @Test func enterInTheMiddleOfABlockRunsAllOfIt() throws {
    let terminal = try Probe.start()
    terminal.type("one\u{1B}\rtwo\u{1B}\rthree\u{1B}[A\u{1B}[A\r")
    try terminal.wait(forText: "two\nthree\ngot 13: one\ntwo\nthree\nprobe>")
  }

  @Test func controlCDropsTheLine() throws {
    let terminal = try Probe.start()
    terminal.type("half a\u{1B}\rstatement\u{1B}[A")
    try terminal.wait(for: "the first row") {
      $0.text.hasSuffix("statement") && $0.cursorRow == 0 && $0.cursorColumn == 13
    }
    terminal.type("\u{3}")
    try terminal.wait(forText: "probe> half a\nstatement^C\ncancelled\nprobe>")
    terminal.type("next\r")
    try terminal.wait(forText: "got 4: next")
  }

  @Test func controlCStopsWhatIsRunning() throws {
    let terminal = try Probe.start()
    terminal.type("wait\r")
    try terminal.wait(forText: "waiting")
    terminal.type("\u{3}")
    try terminal.wait(forText: "stopped\nprobe>")
  }

  /// A fifth of a second when the machine has nothing else to do; the work would take a minute.
  @Test func controlCNeedNotWaitForWork() throws {
    let terminal = try Probe.start()
    terminal.type("work\r")
    try terminal.wait(forText: "working")
    let begin = ContinuousClock.now
    terminal.type("\u{3}")
    try terminal.wait(forText: "left\nprobe>")
    #expect(ContinuousClock.now - begin < .seconds(5))
    terminal.type("next\r")
    try terminal.wait(forText: "got 4: next")
  }

  @Test func controlDLeavesOnlyAnEmptyLine() throws {
    let terminal = try Probe.start()
    terminal.type("ab\u{4}\u{2}\u{4}")
    try terminal.wait(forRow: "probe> a")
    terminal.type("\u{7F}\u{4}")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.screen.text == "probe>\nend")
  }

  /// The system would take it for an end of its own and drop it.
  @Test func controlDPressedDuringAnAnswerWaitsForThePrompt() throws {
    let terminal = try Probe.start()
    terminal.type("wait\r")
    try terminal.wait(forText: "waiting")
    terminal.type("\u{4}")
    try terminal.wait(forText: "^D")
    terminal.signal(.interrupt)
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.screen.text.hasSuffix("stopped\nprobe>\nend"))
  }

  /// Each of these means something to the system while it edits lines.
  @Test func editingKeysPressedDuringAnAnswerWaitToo() throws {
    let terminal = try Probe.start()
    terminal.type("alpha\r")
    try terminal.wait(forText: "got 5: alpha\nprobe>")
    terminal.type("wait\r")
    try terminal.wait(forText: "waiting")
    terminal.type("\u{12}alp")
    try terminal.wait(forText: "^Ralp")
    terminal.signal(.interrupt)
    try terminal.wait(forRow: "search \"alp\"> alpha")
    terminal.type("\u{5}\u{15}wait\r")
    try terminal.wait(for: "the work") { $0.text.hasSuffix("wait\nwaiting") }
    terminal.type("zwei drei\u{17}\u{16}one")
    try terminal.wait(forText: "one")
    terminal.signal(.interrupt)
    try terminal.wait(forRow: "probe> zwei one")
  }

  @Test func flowControlIsOff() throws {
    let terminal = try Probe.start()
    terminal.type("a\u{13}b\u{11}c")
    try terminal.wait(forRow: "probe> abc")
    terminal.type("\r")
    try terminal.wait(forText: "got 3: abc")
  }

  @Test func quitKeyDoesNothing() throws {
    let terminal = try Probe.start()
    terminal.type("a\u{1C}b\r")
    try terminal.wait(forText: "got 2: ab")
  }

  @Test func keysPressedDuringAnAnswerShowOnce() throws {
    let terminal = try Probe.start()
    terminal.type("wait\r")
    try terminal.wait(forText: "waiting")
    terminal.type("next")
    try terminal.wait(forText: "next")
    terminal.signal(.interrupt)
    try terminal.wait(for: "the prompt") { $0.text.hasSuffix("stopped\nprobe> next") }
  }

  @Test func controlLClearsTheScreen() throws {
    let terminal = try Probe.start()
    terminal.type("one\r")
    try terminal.wait(forText: "got 3")
    terminal.type("two\u{C}")
    try terminal.wait(for: "a screen with the line only") { $0.text == "probe> two" }
  }

  @Test func pasteOfManyLinesIsOneStatement() throws {
    let terminal = try Probe.start(rows: 10)
    let lines = (1...50).map { "line \($0) für 東京" }
    terminal.type("\u{1B}[200~" + lines.joined(separator: "\r") + "\r\n\u{1B}[201~")
    try terminal.wait(forRow: lines[49])
    terminal.type("\r")
    let bytes = lines.joined(separator: "\n").utf8.count
    try terminal.wait(for: "all of it") {
      $0.text.contains("line 50 für 東京\nprobe>")
    }
    #expect(String(decoding: terminal.received, as: UTF8.self).contains("got \(bytes): line 1 "))
  }

  @Test func pasteWithoutMarksIsOneStatementALine() throws {
    let terminal = try Probe.start()
    terminal.type((1...50).map { "für 東京 \($0)\r" }.joined())
    try terminal.wait(forText: "got 14: für 東京 50\nprobe>")
    let received = String(decoding: terminal.received, as: UTF8.self)
    for number in 1...50 { #expect(received.contains(": für 東京 \(number)\r\n")) }
  }

  @Test func pasteIsCleaned() throws {
    let terminal = try Probe.start()
    terminal.type("\u{1B}[200~a\tb\u{7}c\u{1B}]52;c;eA==\u{7}\u{202E}d\u{85}\u{1B}[201~!\r")
    try terminal.wait(forText: "got 17: a  bc]52;c;eA==d!")
  }

  @Test(arguments: [
    "\u{1B}[15~", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[1;3D", "\u{1B}[3;5~", "\u{1B}[24~",
    "\u{1B}OP", "\u{1B}[[A", "\u{1B}x", "\u{1B}ö", "\u{1B}]11;rgb:00/00/00\u{7}", "\u{1B}[Z",
    "\u{1}\u{16}\u{0}\u{1D}", "\u{1B}[<0;10;10M",
  ])
  func unknownKeysLeaveNothing(key: String) throws {
    let terminal = try Probe.start()
    terminal.type(key + "x\r")
    try terminal.wait(for: "only that") { $0.text == "probe> x\ngot 1: x\nprobe>" }
  }

  @Test func loneEscapeIsForgotten() throws {
    let terminal = try Probe.start()
    terminal.type("a\u{1B}")
    try terminal.wait(forRow: "probe> a")
    // Longer than the editor waits for the rest of a sequence.
    try? terminal.wait(for: "nothing", milliseconds: 200) { _ in false }
    terminal.type("b\r")
    try terminal.wait(forText: "got 2: ab")
  }

  @Test func dumbTerminalGetsNoEscapes() throws {
    let terminal = try Probe.start(["TERM": "dumb", "CLICOLOR_FORCE": "1"])
    terminal.type("sum(\rZoë)\r")
    try terminal.wait(forText: "got 10")
    terminal.type("c\t")
    try terminal.wait(forText: "customers")
    terminal.type("\u{3}")
    try terminal.wait(forText: "cancelled")
    terminal.type("\u{4}")
    _ = try terminal.waitForExit()
    #expect(!terminal.received.contains(0x1B))
  }

  @Test func promptIsColoredOnlyWhenWanted() throws {
    let colored = try Probe.start()
    #expect(String(decoding: colored.received, as: UTF8.self).contains("\u{1B}[1;36mprobe>"))
    let plain = try Probe.start(["NO_COLOR": "1"])
    #expect(!String(decoding: plain.received, as: UTF8.self).contains("\u{1B}[1;36m"))
  }

  @Test func oneCandidateIsInserted() throws {
    let terminal = try Probe.start()
    terminal.type("show g\t")
    try terminal.wait(forRow: "probe> show größe")
    terminal.type(" caf\t!\r")
    try terminal.wait(forText: "got 19: show größe café!")
  }

  @Test func severalCandidatesAreListed() throws {
    let terminal = try Probe.start()
    terminal.type("show cu (\u{2}\u{2}\t")
    try terminal.wait(for: "the list") {
      $0.text == """
        probe> show customer (
        customer   customers
        probe> show customer (
        """ && $0.cursorRow == 2 && $0.cursorColumn == 20
    }
    terminal.type("s\u{5})\r")
    try terminal.wait(forText: "got 17: show customers ()")
  }

  @Test func changingTheWindowWhileTyping() throws {
    let terminal = try Probe.start(columns: 60)
    terminal.type("one\u{1B}\rtwo")
    try terminal.wait(forRow: "two")
    terminal.resize(columns: 20, rows: 12)
    terminal.type(" and more than a row")
    try terminal.wait(for: "the text in the new width") {
      $0.text == "probe> one\ntwo and more than a\nrow"
    }
    terminal.resize(columns: 70, rows: 24)
    terminal.type("!\r")
    try terminal.wait(forText: "got 28: one\ntwo and more than a row!")
  }

  @Test func stoppingAndContinuing() throws {
    let terminal = try Probe.start()
    terminal.type("half")
    try terminal.wait(forRow: "probe> half")
    // Nobody controls jobs here, so the terminal's own key would be ignored by the system.
    terminal.signal(.stop)
    terminal.signal(.continue)
    terminal.type(" more\r")
    try terminal.wait(forText: "got 9: half more")
  }
}
