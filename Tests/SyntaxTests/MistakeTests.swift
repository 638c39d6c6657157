import Diagnostics
import Syntax
import Testing

/// A wrong sentence, its place marked `⟦…⟧`, and what is said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let marked: String
  let code: DiagnosticCode
  let help: String
  /// The whole sentence after the offered replacement, nil if none is offered.
  let fixed: String?

  init(_ marked: String, _ code: DiagnosticCode, _ help: String, fixed: String? = nil) {
    self.marked = marked
    self.code = code
    self.help = help
    self.fixed = fixed
  }

  var testDescription: String { marked }

  /// The sentence without its marks, and the span between them.
  var unmarked: (text: String, span: SourceSpan) {
    let parts = marked.split(separator: "⟦", omittingEmptySubsequences: false)
    let rest = parts[1].split(separator: "⟧", omittingEmptySubsequences: false)
    let start = parts[0].utf8.count
    return (
      "\(parts[0])\(rest[0])\(rest[1])", SourceSpan(start, start + rest[0].utf8.count)
    )
  }
}

@Suite struct MistakeTests {
  static let values = [
    Mistake("invoices where a > ⟦@⟧", .strayCharacter, "text needs quotes: \"…\""),
    Mistake(
      "invoices where a is ⟦\"⟧acme", .unclosedText,
      "close it with the same quote; inside, write the quote twice"),
    Mistake(
      "invoices where a > ⟦1,200⟧", .groupedNumber, "write 1200",
      fixed: "invoices where a > 1200"),
    Mistake(
      "invoices where a > ⟦1,200,300.50⟧", .groupedNumber, "write 1200300.50",
      fixed: "invoices where a > 1200300.50"),
    Mistake(
      "invoices where a > ⟦1.200,50⟧", .groupedNumber, "write 1200.50",
      fixed: "invoices where a > 1200.50"),
    Mistake(
      "invoices where a > ⟦1200,50⟧", .groupedNumber, "write 1200.50",
      fixed: "invoices where a > 1200.50"),
    Mistake("invoices where d > ⟦03/04/2026⟧", .ambiguousDate, "write 2026-03-04 or 2026-04-03"),
    Mistake("invoices where d > ⟦3-1-2026⟧", .ambiguousDate, "write 2026-01-03 or 2026-03-01"),
    Mistake("invoices where d > ⟦3/4/26⟧", .ambiguousDate, "write 2026-03-04 or 2026-04-03"),
    Mistake(
      "invoices where d > ⟦31/03/2026⟧", .malformedDate, "write 2026-03-31",
      fixed: "invoices where d > 2026-03-31"),
    Mistake(
      "invoices where d > ⟦04/04/2026⟧", .malformedDate, "write 2026-04-04",
      fixed: "invoices where d > 2026-04-04"),
    Mistake(
      "invoices where d > ⟦2026-3-1⟧", .malformedDate, "write 2026-03-01",
      fixed: "invoices where d > 2026-03-01"),
    Mistake(
      "invoices where d > ⟦31.03.2026⟧", .malformedDate, "write 2026-03-31",
      fixed: "invoices where d > 2026-03-31"),
    Mistake(
      "invoices where d > ⟦March 31⟧", .malformedDate, "write 31 March",
      fixed: "invoices where d > 31 March"),
    Mistake(
      "invoices where d > ⟦31 Mar 26⟧", .malformedDate, "write 31 March 2026",
      fixed: "invoices where d > 31 March 2026"),
    Mistake(
      "invoices where d > ⟦31st⟧ March", .malformedDate,
      "write the day as 31: 31 March 2026", fixed: "invoices where d > 31 March"),
    Mistake(
      "invoices where a > ⟦1e5⟧", .malformedNumber,
      "numbers are written 1200 or 1200.50; text needs quotes"),
    Mistake(
      "invoices where a > ⟦.5⟧", .malformedNumber, "write 0.5",
      fixed: "invoices where a > 0.5"),
    Mistake(
      "invoices where a = ⟦5000-12⟧", .malformedPeriod, "write 5000 - 12",
      fixed: "invoices where a = 5000 - 12"),
    Mistake("invoices where d in ⟦2026-3⟧", .malformedPeriod, "write 2026-03 or 2026 - 3"),
    Mistake(
      "invoices where d in ⟦2026-Q5⟧", .malformedPeriod,
      "periods are written 2026-03, 2026-Q1, 2026-H1 or 2026-W13"),
    Mistake(
      "invoices where a = ⟦#⟧", .danglingReference,
      "write #INV-00346, or #\"INV 346\" if it holds spaces or other signs"),
    Mistake("invoices where ⟦`⟧abc", .unclosedName, "a name stands between two backticks"),
  ]

  static let sentences = [
    Mistake("invoices where⟦⟧", .expectedExpression, "for example:  where open"),
    Mistake("invoices where ⟦sort⟧ owed", .expectedExpression, "for example:  where open"),
    Mistake("invoices where (open and⟦⟧", .expectedExpression, "for example:  open and disputed"),
    Mistake(
      "invoices show number,⟦⟧", .expectedExpression,
      "a field or a value stands here:  owed, 500, \"acme\""),
    Mistake(
      "invoices where ⟦of⟧ = 3", .expectedWord, "a name like this stands in backticks: `of`",
      fixed: "invoices where `of` = 3"),
    Mistake(
      "invoices top 10 ⟦owed⟧", .expectedWord, "for example:  top 10 by owed",
      fixed: "invoices top 10 by owed"),
    Mistake(
      "invoices show number⟦⟧ owed", .expectedWord, "write number, owed",
      fixed: "invoices show number, owed"),
    Mistake(
      "invoices export ⟦open.xlsx⟧", .expectedWord, "write \"open.xlsx\"",
      fixed: "invoices export \"open.xlsx\""),
    Mistake(
      "invoices count by customer top 8 ⟦chart⟧", .expectedWord, "for example:  top 8 by owed"),
    Mistake("find⟦⟧", .expectedWord, "for example:  find widgetco 8812"),
    Mistake("invoices where ⟦(⟧open", .unclosedBracket, "close it with )"),
    Mistake("invoices where open⟦)⟧", .strayWord, "no bracket is open here"),
    Mistake(
      "invoices ⟦shwo⟧ number", .strayWord, "did you mean show?",
      fixed: "invoices show number"),
    Mistake(
      "invoices where customer is ⟦acme gmbh⟧", .strayWord, "write \"acme gmbh\"",
      fixed: "invoices where customer is \"acme gmbh\""),
    Mistake(
      "invoices where open and overdue ⟦or⟧ disputed", .mixedConnectives,
      "for example:  open and (overdue or disputed)"),
    Mistake(
      "invoices where a or b or c ⟦and⟧ d and e sort f", .mixedConnectives,
      "for example:  a or b or (c and d and e)"),
    Mistake(
      "invoices where 1 < owed ⟦<⟧ 5", .chainedComparison,
      "for example:  1 < owed and owed < 5"),
    Mistake(
      "lines ⟦sum quantity * unit_price⟧ by item", .bareAggregate,
      "write sum(quantity * unit_price)", fixed: "lines sum(quantity * unit_price) by item"),
    Mistake(
      "lines ⟦sum a / sum b⟧", .bareAggregate, "write sum(a) / sum(b)",
      fixed: "lines sum(a) / sum(b)"),
    Mistake(
      "lines ⟦sum a / count⟧", .bareAggregate, "write sum(a) / count",
      fixed: "lines sum(a) / count"),
    Mistake("lines ⟦sum a / 2⟧", .bareAggregate, "write sum(a) / 2", fixed: "lines sum(a) / 2"),
    Mistake(
      "invoices show owed ⟦as of⟧ 31 March", .misplacedDay,
      "for example:  invoices as of 31 March show owed"),
    Mistake("invoices top ⟦owed⟧", .expectedCount, "for example:  top 10 by owed"),
    Mistake("⟦⟧", .emptyStatement, "start with what you ask about:  invoices where open"),
    Mistake(
      "⟦delete⟧ #INV-1", .noSuchVerb,
      "for example:  nothing is deleted; void #INV-1 because \"…\" keeps what was"),
    Mistake(
      "⟦pay #INV-1 EUR 5 expect 1⟧", .strayClause,
      "for example:  pay #INV-00346 EUR 500 on 3 June ref \"bank 8812\""),
    Mistake(
      "pay #INV-1⟦⟧", .expectedWord,
      "for example:  pay #INV-00346 EUR 500 on 3 June ref \"bank 8812\""),
    Mistake(
      "void #INV-1⟦⟧", .expectedWord, "for example:  void #INV-00346 because \"issued twice\""),
  ]

  static let habits = [
    Mistake(
      "⟦select⟧ number, owed from invoices where open", .habitFromElsewhere,
      "write invoices where open show number, owed"),
    Mistake("⟦count⟧ invoices where open", .habitFromElsewhere, "write invoices where open count"),
    Mistake("⟦show⟧ invoices", .habitFromElsewhere, "write invoices"),
    Mistake(
      "invoices ⟦filter⟧ open", .habitFromElsewhere, "write where",
      fixed: "invoices where open"),
    Mistake(
      "invoices count ⟦group by⟧ customer", .habitFromElsewhere,
      "for example:  sum owed by customer"),
    Mistake(
      "invoices ⟦order by⟧ owed", .habitFromElsewhere, "write sort",
      fixed: "invoices sort owed"),
    Mistake("invoices ⟦limit⟧ 10", .habitFromElsewhere, "write take", fixed: "invoices take 10"),
    Mistake(
      "invoices where a ⟦like⟧ \"b\"", .habitFromElsewhere,
      "write has \"acme\" or matches \"INV-00*\"", fixed: "invoices where a has \"b\""),
    Mistake(
      "invoices where a is ⟦null⟧", .habitFromElsewhere, "write missing",
      fixed: "invoices where a is missing"),
    Mistake(
      "invoices where a ⟦&&⟧ b", .habitFromElsewhere, "write and",
      fixed: "invoices where a and b"),
    Mistake(
      "invoices where a ⟦||⟧ b", .habitFromElsewhere, "write or",
      fixed: "invoices where a or b"),
    Mistake(
      "invoices where ⟦!⟧a", .habitFromElsewhere, "write not",
      fixed: "invoices where not a"),
    Mistake(
      "invoices where a ⟦is not in⟧ (b)", .habitFromElsewhere, "write not in",
      fixed: "invoices where a not in (b)"),
    Mistake(
      "invoices sort a ⟦descending⟧", .habitFromElsewhere, "write desc",
      fixed: "invoices sort a desc"),
    Mistake("invoices count(⟦*⟧)", .habitFromElsewhere, "write count"),
  ]

  @Test("mistakes are told where they are", arguments: values + sentences + habits)
  func told(_ mistake: Mistake) throws {
    let (text, span) = mistake.unmarked
    let source = SourceText(text)
    let error = #expect(throws: Mistakes.self) {
      try Parser.statement(in: source, currencies: Sentences.currencies)
    }
    let diagnostic = try #require(error?.all.first)
    #expect(diagnostic.code == mistake.code)
    #expect(diagnostic.help == mistake.help)
    #expect(diagnostic.span == span)
    #expect(!diagnostic.message.hasSuffix("."))
    let fixed = diagnostic.fixIt.map { fix in
      source[SourceSpan(0, fix.span.start)] + fix.replacement
        + source[SourceSpan(fix.span.end, text.utf8.count)]
    }
    #expect(fixed == mistake.fixed)
    if let expected = mistake.fixed {
      _ = try Parser.statement(in: SourceText(expected), currencies: Sentences.currencies)
    }
  }

  @Test func threeMistakesAreToldAtOnce() {
    let text = "invoices where ( sort take x where 1,200 < top y skip z"
    let error = #expect(throws: Mistakes.self) {
      try Parser.statement(in: SourceText(text), currencies: [])
    }
    #expect(error?.all.count == 3)
  }

  @Test func everyCodeOfThisStageIsTested() {
    let tested = Set((Self.values + Self.sentences + Self.habits).map(\.code))
    let elsewhere: Set<DiagnosticCode> = [.textTooLong, .tooDeep, .tooManyNodes]
    for code in DiagnosticCode.allCases where code.rawValue.hasPrefix("S") {
      #expect(tested.contains(code) || elsewhere.contains(code), "\(code)")
    }
  }
}
