import Diagnostics
import Testing

@Suite struct DiagnosticRendererTests {
  private func lines(
    _ diagnostic: Diagnostic, in source: SourceText?, columns: Int = 80, isColored: Bool = false
  ) -> [String] {
    let renderer = DiagnosticRenderer(
      columns: columns, isColored: isColored,
      width: { scalar in
        let isWide = scalar.value >= 0x3000 && scalar.value < 0xA000
        return isWide ? 2 : scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
      },
      visible: { text in
        text.unicodeScalars.map { scalar in
          let category = scalar.properties.generalCategory
          let isHidden = category == .control || category == .format
          return isHidden ? "<U+\(String(scalar.value, radix: 16))>" : String(scalar)
        }.joined()
      })
    return renderer.lines(diagnostic, in: source)
  }

  @Test func drawsAsTheManualDoes() {
    let source = SourceText("invoices where custmer is \"acme\"")
    let diagnostic = Diagnostic(
      .unknownField, "there is no field 'custmer' here", at: SourceSpan(15, 22),
      help: "did you mean customer?")
    #expect(
      lines(diagnostic, in: source) == [
        "error: there is no field 'custmer' here",
        "  invoices where custmer is \"acme\"",
        "                 ^^^^^^^",
        "  help: did you mean customer?",
      ])
  }

  @Test func tellsThePlaceInAFile() {
    let source = SourceText("a\nb where x", name: "month-end.ivq", firstLine: 11)
    let diagnostic = Diagnostic(
      .unknownField, "no", at: SourceSpan(10, 11), help: "h", notes: ["first", "second"])
    #expect(
      lines(diagnostic, in: source) == [
        "error: no", "  at month-end.ivq:12:9", "  b where x", "          ^", "  help: h",
      ])
  }

  @Test func showsNotesWhereThereIsRoom() {
    let diagnostic = Diagnostic(
      .unknownField, "no", at: nil, help: "h", notes: ["first", "second"], severity: .warning)
    #expect(
      lines(diagnostic, in: nil) == [
        "warning: no", "  note: first", "  note: second", "  help: h",
      ])
  }

  @Test("a caret stands under the exact characters")
  func measuresByDisplayWidth() {
    let source = SourceText("顧客 where é́x = 1")
    let text = source.bytes.count
    let start = text - "x = 1".utf8.count
    let diagnostic = Diagnostic(.unknownField, "no", at: SourceSpan(start, start + 1))
    #expect(lines(diagnostic, in: source)[2] == "              ^")
  }

  @Test func nothingHiddenReachesTheTerminal() {
    let source = SourceText("a \u{1B}[2J \u{202E} \u{9B}x\tb", name: "\u{1B}]0;x\u{7}")
    let span = SourceSpan(2, source.bytes.count)
    let diagnostic = Diagnostic(
      .strayCharacter, "'\u{1B}'", at: span, help: "\u{202E}", notes: ["\u{7}\n"])
    let drawn = lines(diagnostic, in: source).joined()
    #expect(!drawn.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x9B })
    #expect(!drawn.unicodeScalars.contains("\u{202E}"))
  }

  @Test func survivesBrokenBytes() {
    let source = SourceText(bytes: [0x61, 0xFF, 0xC3, 0x20, 0x62])
    for start in 0...5 {
      for end in start...5 {
        let drawn = lines(Diagnostic(.notUTF8, "no", at: SourceSpan(start, end)), in: source)
        #expect(drawn.count == 3)
      }
    }
  }

  @Test("long lines are cut around the caret", arguments: [0, 1, 30, 200, 390, 399])
  func cutsLongLines(_ start: Int) {
    let words = (0..<100).map { String($0 + 1000) }.joined()
    let source = SourceText(words)
    for length in [0, 1, 5, 60, 400] {
      let end = min(start + length, words.utf8.count)
      let drawn = lines(
        Diagnostic(.strayWord, "no", at: SourceSpan(start, end)), in: source, columns: 40)
      #expect(drawn[1].unicodeScalars.count <= 40)
      #expect(drawn[2].unicodeScalars.count <= 40)
      #expect(drawn[1].contains("…"))
      let caret = drawn[2].unicodeScalars.prefix { $0 == " " }.count
      let under = Array(drawn[1].unicodeScalars)[caret]
      #expect(under == Array(words.unicodeScalars)[start])
    }
  }

  @Test func stylesAreLeftOutWithoutColor() {
    let diagnostic = Diagnostic(.strayWord, "no", at: nil, help: "h")
    #expect(lines(diagnostic, in: nil) == ["error: no", "  help: h"])
    #expect(
      lines(diagnostic, in: nil, isColored: true)
        == ["\u{1B}[1;31merror:\u{1B}[0m \u{1B}[1mno\u{1B}[0m", "  \u{1B}[32mhelp:\u{1B}[0m h"])
  }

  @Test("every code is explained in one sentence", arguments: DiagnosticCode.allCases)
  func everyCodeIsExplained(_ code: DiagnosticCode) {
    #expect(code.explanation.hasSuffix("."))
    #expect(code.explanation.utf8.count > 15)
  }
}
