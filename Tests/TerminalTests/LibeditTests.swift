import TestSupport
import Testing

/// What libedit is known to do well or badly, on terminals of two sizes, in color and without.
///
/// `README.md` beside this file says which line of its table each test is for.
@Suite struct LibeditTests {
  private static let prompt = "probe> "

  /// The text of the screen as one line, however the terminal has wrapped it.
  private func unwrapped(_ screen: TerminalScreen) -> String {
    screen.text.replacing("\n", with: "")
  }

  /// Types Enter, and waits until the probe has said back so many bytes.
  private func enter(_ terminal: PseudoTerminal, says text: String) throws {
    let before = terminal.received.count
    terminal.type("\r")
    let answer = Array("got \(text.utf8.count): \(text.replacing("\n", with: "\r\n"))".utf8)
    try terminal.wait(for: "the answer and the prompt") { screen in
      screen.currentRow == "probe>" && terminal.received[before...].contains(answer)
    }
  }

  /// Brings the prompt to the last row of the window.
  private func fill(_ terminal: PseudoTerminal, _ kind: TerminalKind) throws {
    for number in 1...kind.rows {
      terminal.type("\(number)")
      try enter(terminal, says: "\(number)")
    }
    #expect(terminal.screen.cursorRow == kind.rows - 1)
  }

  @Test(arguments: TerminalKind.all)
  func wideCharactersWrapAsAWhole(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    // One cell is left, and the character needs two.
    let filler = String(repeating: "a", count: kind.columns - Self.prompt.utf8.count - 1)
    terminal.type(filler + "東")
    try terminal.wait(for: "the second row") {
      $0.text == "\(Self.prompt)\(filler)\n東" && $0.cursorRow == 1 && $0.cursorColumn == 2
    }
    terminal.type("\u{1}é\u{5}ö")
    try terminal.wait(for: "both ends") {
      $0.text == "\(Self.prompt)é\(filler)\n東ö" && $0.cursorRow == 1 && $0.cursorColumn == 3
    }
    terminal.type("\u{2}\u{2}\u{2}\u{7F}")
    try terminal.wait(for: "one letter less in the first row") {
      $0.text == "\(Self.prompt)é\(filler.dropLast())\n東ö" && $0.cursorRow == 0
        && $0.cursorColumn == kind.columns - 2
    }
    try enter(terminal, says: "é\(filler.dropLast())東ö")
  }

  @Test(arguments: TerminalKind.all)
  func blocksAtTheBottomScroll(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    try fill(terminal, kind)
    let wide = String(repeating: "東", count: kind.columns / 2)
    terminal.type("sum(\r\(wide)\rtwo")
    try terminal.wait(for: "the block at the bottom") {
      $0.text.hasSuffix("probe> sum(\n\(wide)\n\ntwo") || $0.text.hasSuffix("sum(\n\(wide)\ntwo")
    }
    terminal.type("\u{1B}[A\u{1B}[A\u{1}x\u{1B}[B\u{1B}[B)")
    try terminal.wait(for: "changes in the first row and the last") {
      $0.text.contains("probe> xsum(\n") && $0.currentRow == "tw)o"
    }
    terminal.type("\u{5}")
    try enter(terminal, says: "xsum(\n\(wide)\ntw)o")
    terminal.type("\u{1B}[A")
    try terminal.wait(for: "the block again") { $0.currentRow == "tw)o" }
  }

  /// What has scrolled away cannot be shown again, but it is there: whatever is done to it counts.
  @Test(arguments: TerminalKind.all)
  func blocksTallerThanTheWindow(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    let lines = ["sum("] + (1...kind.rows + 3).map { "für 東京 \($0)" } + ["end"]
    terminal.type(lines.joined(separator: "\r"))
    try terminal.wait(forRow: "end")
    terminal.type(String(repeating: "\u{1B}[A", count: lines.count - 1) + "\u{5}!")
    terminal.type(String(repeating: "\u{1B}[B", count: lines.count - 1) + "\u{5})")
    try terminal.wait(forRow: "end)")
    try enter(
      terminal, says: (["sum(!"] + lines[1..<lines.count - 1] + ["end)"]).joined(separator: "\n"))
  }

  @Test(arguments: TerminalKind.all)
  func controlCInTheMiddleOfABlock(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    let wide = String(repeating: "東", count: kind.columns / 2 - 1)
    terminal.type("half \(wide)\u{1B}\rsecond\u{1B}[A")
    // The terminal forgets what is typed together with Ctrl-C.
    try terminal.wait(for: "the cursor above") {
      $0.text.hasSuffix("second") && $0.currentRow != "second"
    }
    terminal.type("\u{3}")
    try terminal.wait(for: "the prompt below it all") {
      $0.text.hasSuffix("second^C\ncancelled\nprobe>")
    }
    terminal.type("next")
    try enter(terminal, says: "next")
  }

  @Test(arguments: TerminalKind.all)
  func marksAreOneWithTheirLetters(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    // NFD as some keyboards and all Macs send it; the last pair has no character of its own.
    terminal.type("Zoe\u{308} Łódź x\u{323}\u{2}\u{2}\u{2}\u{7F}\u{7F}")
    try terminal.wait(for: "one press, one letter") { $0.currentRow.hasPrefix("probe> Zoë Łó") }
    terminal.type("\u{15}")
    try terminal.wait(forRow: "probe>")
    terminal.type("\u{1B}[200~Zoe\u{308}\u{1B}[201~!")
    try enter(terminal, says: "Zoë!")
  }

  @Test(arguments: TerminalKind.all)
  func pastesOfTwentyKilobytes(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    let lines = (1...140).map { "\($0) " + String(repeating: "für Zoe\u{308} 東京 ", count: 8) }
    let text = lines.joined(separator: "\n")
    #expect(text.utf8.count > 20_000)
    terminal.type("\u{1B}[200~" + text.replacing("\n", with: "\r") + "\u{1B}[201~!")
    try terminal.wait(for: "its end") { $0.currentRow.hasSuffix("!") }
    try enter(terminal, says: text.replacing("e\u{308}", with: "ë") + "!")
  }

  @Test(arguments: TerminalKind.all)
  func pastesWithoutMarks(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    terminal.type((1...50).map { "für 東京 \($0)\r" }.joined())
    try terminal.wait(forText: "got 14: für 東京 50\nprobe>")
    let said = String(decoding: terminal.received, as: UTF8.self)
    for number in 1...50 { #expect(said.contains(": für 東京 \(number)\r\n")) }
    let long = String(repeating: "für 東京 ", count: 200)
    terminal.type(long + "!")
    try terminal.wait(for: "its end") { $0.currentRow.hasSuffix("!") }
    try enter(terminal, says: long + "!")
  }

  @Test(arguments: TerminalKind.all)
  func anotherWindow(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    terminal.type("東京 and Zoë, one row and then some\u{1B}\rsecond")
    try terminal.wait(for: "the text") { $0.currentRow == "second" }
    for (columns, rows) in [(20, 8), (100, 30), (kind.columns, kind.rows)] {
      terminal.resize(columns: columns, rows: rows)
      terminal.type(".")
      try terminal.wait(for: "the text in \(columns) columns") {
        unwrapped($0).hasSuffix("one row and then somesecond" + dots(in: $0))
          && $0.currentRow.hasPrefix("second.")
      }
    }
    try enter(terminal, says: "東京 and Zoë, one row and then some\nsecond...")
  }

  private func dots(in screen: TerminalScreen) -> String {
    String(repeating: ".", count: screen.currentRow.count { $0 == "." })
  }

  @Test(arguments: TerminalKind.all)
  func stoppingAndContinuing(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    terminal.type("half 東京\u{1B}\rsecond")
    try terminal.wait(forRow: "second")
    let before = terminal.received.count
    terminal.signal(.stop)
    terminal.signal(.continue)
    try terminal.wait(for: "the text once more") { screen in
      terminal.received.count > before && screen.text.hasSuffix("probe> half 東京\nsecond")
    }
    terminal.type("!")
    try enter(terminal, says: "half 東京\nsecond!")
  }

  @Test(arguments: TerminalKind.all)
  func searchingInPlace(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    // U+010C ends in the byte of Ctrl-L.
    for statement in ["Čeněk dluží", "大阪\u{1B}\rpays"] {
      terminal.type(statement)
      try enter(terminal, says: statement.replacing("\u{1B}\r", with: "\n"))
    }
    terminal.type("\u{12}čeněk")
    try terminal.wait(forRow: "search \"čeněk\"> Čeněk dluží")
    terminal.type("\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}PAYS\u{1B}[C")
    try terminal.wait(for: "the block that was found") {
      $0.text.hasSuffix("probe> 大阪\npays")
    }
    try enter(terminal, says: "大阪\npays")
  }

  @Test(arguments: TerminalKind.all)
  func listsStandBelowAndGoAway(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    try fill(terminal, kind)
    terminal.type("東京 c\t")
    try terminal.wait(for: "the list above a new prompt") {
      $0.text.contains("customer   c") && $0.currentRow == "probe> 東京 c"
        && $0.cursorColumn == 13
    }
    terminal.type("r\t")
    try terminal.wait(forRow: "probe> 東京 credits")
    terminal.type("\u{1F}\u{1F}!")
    try terminal.wait(for: "undone") { $0.currentRow.hasPrefix("probe> 東京") }
  }

  @Test(arguments: TerminalKind.all)
  func anotherProgramEditsABlock(_ kind: TerminalKind) throws {
    let terminal = try Probe.start(kind)
    terminal.type("größe\u{1B}\rzwei\u{1B}[A\u{1B}e")
    try terminal.wait(for: "what came back") { $0.text.hasSuffix("probe> GRÖSSE\nZWEI") }
    try enter(terminal, says: "GRÖSSE\nZWEI")
  }

  /// Terminals that can do less, or that nobody knows.
  @Test(arguments: ["xterm", "vt100", "linux", "dumb", "", "no-such-terminal"])
  func terminalsOfOtherKinds(_ name: String) throws {
    let terminal = try Probe.start(["TERM": name, "LC_ALL": "C"])
    terminal.type("Zoë 東京 \u{2}\u{2}\u{2}x\u{5}!")
    try terminal.wait(for: "the text") { $0.currentRow == "probe> Zoë x東京 !" }
    try enter(terminal, says: "Zoë x東京 !")
    terminal.type("\u{1B}[A\u{3}")
    try terminal.wait(forText: "cancelled")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  /// Whoever types on after leaving types for the program around.
  @Test func whatIsTypedAheadOfTheEndIsLeftAlone() throws {
    let line = "'\(BuildProduct.path("EditorProbe"))'; echo \"heard $(head -c 5)\""
    let terminal = try PseudoTerminal(
      program: "/bin/sh", arguments: ["-c", line],
      environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"])
    try terminal.wait(forRow: "probe>")
    terminal.type("leave\rhello\r")
    try terminal.wait(forText: "heard hello")
    #expect(try terminal.waitForExit() == 0)
  }
}
