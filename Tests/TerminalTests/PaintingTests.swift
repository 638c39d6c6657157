import TestSupport
import Testing

/// What is drawn over libedit's characters: colors, offered text, mistakes.
@Suite struct PaintingTests {
  @Test(arguments: [(80, 24), (40, 10)])
  func wordsAreColoredInPlace(columns: Int, rows: Int) throws {
    let terminal = try Probe.start(columns: columns, rows: rows)
    terminal.type("東京 where Zoë")
    try terminal.wait(for: "the keyword") {
      $0.currentRow == "probe> 東京 where Zoë" && $0.attributes(of: "where") == [1]
        && $0.attributes(of: "Zoë") == [] && $0.cursorColumn == 21
    }
    // Torn apart it is no keyword any more, and the cursor stays where it was.
    terminal.type("\u{1B}b\u{2}\u{2}x")
    try terminal.wait(for: "plain words") {
      $0.currentRow == "probe> 東京 wherxe Zoë" && $0.attributes(of: "wherxe") == []
        && $0.cursorColumn == 17
    }
  }

  @Test func colorsAcrossWrappedRowsAndBreaks() throws {
    let terminal = try Probe.start(columns: 40, rows: 10)
    let filler = String(repeating: "東", count: 15)
    terminal.type(filler + " where\u{1B}\rwhere " + String(repeating: "x", count: 32))
    try terminal.wait(for: "both") {
      $0.text.hasSuffix(
        "probe> \(filler) wh\nere\nwhere " + String(repeating: "x", count: 32))
    }
    try terminal.wait(for: "bold on both rows") {
      $0.attributes(of: "where") == [1] && $0.attributes(of: "where x") == nil
        && $0.attributes(of: "東 wh") == nil
    }
    terminal.type("!")
    try terminal.wait(for: "the last character") { $0.currentRow.hasSuffix("x!") }
    terminal.type("\u{1}y")
    try terminal.wait(for: "the start of the second row") {
      $0.currentRow.hasPrefix("ywhere") && $0.cursorColumn == 1
    }
    terminal.type("\r")
    try terminal.wait(forText: "got 92: ")
  }

  @Test func offeredTextIsDimAndTaken() throws {
    let terminal = try Probe.start()
    terminal.type("where Zoë owes\r")
    try terminal.wait(forText: "got 15: where Zoë owes\nprobe>")
    terminal.type("whe")
    try terminal.wait(for: "the rest, dim") {
      $0.currentRow == "probe> where Zoë owes" && $0.attributes(of: "re Zoë owes") == [2]
        && $0.cursorColumn == 10
    }
    terminal.type("\u{1B}f")
    try terminal.wait(for: "one word of it") {
      $0.cursorColumn == 12 && $0.attributes(of: " Zoë owes") == [2]
    }
    terminal.type("\u{1B}[C")
    try terminal.wait(for: "all of it") {
      $0.currentRow == "probe> where Zoë owes" && $0.cursorColumn == 21
        && $0.attributes(of: "Zoë owes") == []
    }
  }

  @Test func offeredTextLeavesNothingBehind() throws {
    let terminal = try Probe.start()
    terminal.type("alphabet\r")
    try terminal.wait(forText: "got 8: alphabet\nprobe>")
    for (key, result) in [
      ("\r", "probe> alp\ngot 3: alp\nprobe>"), ("\u{3}", "probe> alp^C\ncancelled\nprobe>"),
    ] {
      terminal.type("alp")
      try terminal.wait(for: "the offer") { $0.attributes(of: "habet") == [2] }
      terminal.type(key)
      try terminal.wait(for: "no trace of it") { $0.text.hasSuffix(result) }
    }
    terminal.type("alp")
    try terminal.wait(for: "the offer") { $0.attributes(of: "habet") == [2] }
    terminal.type("x")
    try terminal.wait(for: "no trace of it") { $0.currentRow == "probe> alpx" }
  }

  @Test func theEndKeysTakeTheOfferToo() throws {
    for key in ["\u{5}", "\u{1B}[F", "\u{6}"] {
      let terminal = try Probe.start()
      terminal.type("alphabet\r")
      try terminal.wait(forText: "got 8")
      terminal.type("al")
      try terminal.wait(for: "the offer") { $0.attributes(of: "phabet") == [2] }
      terminal.type(key + "!\r")
      try terminal.wait(forText: "got 9: alphabet!")
    }
  }

  @Test func wrongNamesAreUnderlinedWhileNobodyTypes() throws {
    let terminal = try Probe.start()
    terminal.type("where custmer is")
    try terminal.wait(for: "the remark") {
      $0.currentRow == "probe> where custmer is   no field custmer"
        && $0.attributes(of: "custmer is") == nil && $0.cursorColumn == 23
        && $0.attributes(of: "no field custmer") == [2]
    }
    terminal.type("\u{1B}a")
    try terminal.wait(for: "what was meant") {
      $0.currentRow == "probe> where customer is" && $0.attributes(of: "customer") == []
    }
    terminal.type("\r")
    try terminal.wait(forText: "probe> where customer is\ngot 17: where customer is")
  }

  @Test func altAOnAnEmptyLineBringsTheMendedStatement() throws {
    let terminal = try Probe.start()
    terminal.type("\u{1B}a")
    try terminal.wait(forRow: "probe> mended")
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": ""]])
  func withoutColorsNothingIsDrawn(variables: [String: String]) throws {
    let terminal = try Probe.start(variables)
    terminal.type("where\r")
    try terminal.wait(forText: "got 5: where")
    terminal.type("whe custmer\u{5}!\r")
    try terminal.wait(forText: "got 12: whe custmer!\nprobe>")
    #expect(!terminal.screen.text.contains("no field"))
    #expect(!String(decoding: terminal.received, as: UTF8.self).contains("\u{1B}[1m"))
  }

  @Test func lettersAndMarksAreOneCharacter() throws {
    let terminal = try Probe.start()
    terminal.type("e\u{301}te\u{301}\u{2}\u{2}\u{7F}E\u{301}")
    try terminal.wait(forRow: "probe> Été")
    terminal.type("\r")
    try terminal.wait(forText: "got 5: Été")
    terminal.type("\u{1B}[200~u\u{308}ber x\u{323}\u{1B}[201~\r")
    try terminal.wait(forText: "got 9: über x\u{323}")
  }

  @Test func changesCanBeTakenBack() throws {
    let terminal = try Probe.start()
    terminal.type("one two\u{17}\u{17}three")
    try terminal.wait(forRow: "probe> three")
    for row in ["probe>", "probe> one", "probe> one two", "probe> one", "probe>"] {
      terminal.type("\u{1F}")
      try terminal.wait(forRow: row)
    }
  }

  @Test func anotherProgramEditsTheText() throws {
    let terminal = try Probe.start()
    terminal.type("größe\u{2}\u{1B}e")
    try terminal.wait(forText: "probe> größe\nprobe> GRÖSSE")
    terminal.type("!\r")
    try terminal.wait(forText: "got 8: GRÖSSE!")
  }

  @Test func tabGoesThroughTheList() throws {
    let terminal = try Probe.start()
    terminal.type("show c\t")
    try terminal.wait(forText: "customer   customers  credits")
    for word in ["customer", "customers", "credits", "café", "customer"] {
      terminal.type("\t")
      try terminal.wait(forRow: "probe> show \(word)")
    }
    terminal.type("\u{1B}[Z")
    try terminal.wait(forRow: "probe> show café")
    terminal.type("s\t")
    try terminal.wait(forRow: "probe> show cafés")
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func aLongPasteComesWhole(columns: Int, rows: Int) throws {
    let terminal = try Probe.start(columns: columns, rows: rows)
    let lines = (1...101).map { number in
      "\(number) " + String(repeating: "für 東京 ", count: 17)
    }
    let text = lines.joined(separator: "\n")
    #expect(text.utf8.count > 20_000)
    terminal.type("\u{1B}[200~" + text.replacing("\n", with: "\r") + "\u{1B}[201~")
    try terminal.wait(for: "its end") { $0.text.contains("101 für") }
    terminal.type("!\r")
    try terminal.wait(for: "the answer") { $0.text.hasSuffix("probe>") }
    let received = String(decoding: terminal.received, as: UTF8.self)
    #expect(received.contains("got \(text.utf8.count + 1): 1 für"))
    terminal.type("next\r")
    try terminal.wait(forText: "got 4: next")
  }
}
