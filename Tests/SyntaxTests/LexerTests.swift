import Diagnostics
import Syntax
import Testing

@Suite struct LexerTests {
  private func kinds(_ text: String) -> [Token.Kind] {
    Lexer.tokens(of: SourceText(text), currencies: Sentences.currencies).map(\.kind).dropLast()
  }

  static let table: [(String, [Token.Kind])] = [
    ("", []),
    (" \t\u{A0}\r\n", []),
    ("where WHERE Where", [.keyword(.where), .keyword(.where), .keyword(.where)]),
    ("owed größe _x1", [.name("owed"), .name("größe"), .name("_x1")]),
    ("`where` `a``b`", [.quotedName("where"), .quotedName("a`b")]),
    ("EUR eur TOP ALL", [.currency("EUR"), .name("eur"), .keyword(.top), .keyword(.all)]),
    (
      "1200 1200.50 1_200 20%",
      [.number("1200"), .number("1200.50"), .number("1200"), .percent("20")]
    ),
    ("1200EUR", [.number("1200"), .currency("EUR")]),
    (
      "€5 $5 £5 ¥5",
      [
        .currencySign("€"), .number("5"), .currencySign("$"), .number("5"), .currencySign("£"),
        .number("5"), .currencySign("¥"), .number("5"),
      ]
    ),
    ("$late $x", [.variable("late"), .variable("x")]),
    (
      "60d 2w 3m 1Y",
      [
        .duration(count: 60, .day), .duration(count: 2, .week), .duration(count: 3, .month),
        .duration(count: 1, .year),
      ]
    ),
    ("2026-03-31", [.date(.day(year: 2026, month: 3, day: 31))]),
    ("2026-02-30", [.date(.day(year: 2026, month: 2, day: 30))]),
    (
      "2026-Q1 2026-h2 2026-W13 2026-03",
      [
        .period(.quarter(year: 2026, quarter: 1)), .period(.half(year: 2026, half: 2)),
        .period(.week(year: 2026, week: 13)), .period(.month(year: 2026, month: 3)),
      ]
    ),
    ("1899 2200", [.number("1899"), .number("2200")]),
    ("10-3", [.number("10"), .symbol(.minus), .number("3")]),
    ("10-3-20", [.number("10"), .symbol(.minus), .number("3"), .symbol(.minus), .number("20")]),
    ("5000-123", [.number("5000"), .symbol(.minus), .number("123")]),
    ("5000-12.50", [.number("5000"), .symbol(.minus), .number("12.50")]),
    ("5--3", [.number("5"), .symbol(.minus), .symbol(.minus), .number("3")]),
    ("5 --3", [.number("5")]),
    ("--= x\na -- b\nc", [.name("a"), .name("c")]),
    (
      "\"a\"\"b\" 'it''s' “x” „y“ «z»",
      [
        .text("a\"b", isClosed: true), .text("it's", isClosed: true), .text("x", isClosed: true),
        .text("y", isClosed: true), .text("z", isClosed: true),
      ]
    ),
    ("\"a\u{301}\"\u{301}", [.text("a\u{301}", isClosed: true), .name("\u{301}")]),
    ("#INV-00346 #INV-2021/004", [.reference("INV-00346"), .reference("INV-2021/004")]),
    ("#A-1, #B-2", [.reference("A-1"), .symbol(.comma), .reference("B-2")]),
    ("#INV-1.lines", [.reference("INV-1"), .symbol(.dot), .name("lines")]),
    ("#A- 5", [.reference("A"), .symbol(.minus), .number("5")]),
    ("#\"INV 1\" #Ä1", [.reference("INV 1"), .reference("Ä1")]),
    (
      "== != <> <= >= ~",
      [
        .symbol(.equal), .symbol(.notEqual), .symbol(.notEqual), .symbol(.lessOrEqual),
        .symbol(.greaterOrEqual), .symbol(.similar),
      ]
    ),
    (
      "(1,200)",
      [
        .symbol(.open), .number("1"), .symbol(.comma), .number("200"), .symbol(.close),
      ]
    ),
    ("1, 200", [.number("1"), .symbol(.comma), .number("200")]),
    ("1.234", [.number("1.234")]),
    ("a.b.c", [.name("a"), .symbol(.dot), .name("b"), .symbol(.dot), .name("c")]),
    ("31 March 2026", [.number("31"), .name("March"), .number("2026")]),
  ]

  @Test("text is cut as expected", arguments: table.indices)
  func cuts(_ index: Int) {
    let (text, expected) = LexerTests.table[index]
    #expect(kinds(text) == expected, "\(text)")
  }

  @Test("spans cover the tokens and nothing else")
  func spans() {
    let source = SourceText("où #A-1 “x”\n  -- no\n  €5")
    let tokens = Lexer.tokens(of: source, currencies: [])
    #expect(tokens.map { source[$0.span] } == ["où", "#A-1", "“x”", "€", "5", ""])
    #expect(tokens.map(\.lead) == [.none, .space, .space, .indentedLine, .none, .none])
  }

  @Test func commentsAreKeptForHighlighting() {
    let source = SourceText("-- a\nx -- b\ny")
    var lexer = Lexer(source, currencies: [])
    _ = lexer.remainingTokens()
    #expect(lexer.comments.map { source[$0] } == ["-- a", "-- b"])
  }

  @Test("every byte and every pair of bytes ends, and is covered")
  func everyPairOfBytes() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let source = SourceText(bytes: [first, second])
        let tokens = Lexer.tokens(of: source, currencies: [])
        let isWhole = tokens.last?.span.end == 2 && tokens.count <= 3
        if !isWhole { Issue.record("\(first) \(second)") }
      }
    }
  }
}
