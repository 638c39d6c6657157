import Diagnostics
import Syntax
import Testing

/// The shapes that other stages rely on.
@Suite struct TreeTests {
  private func tree(_ text: String) throws -> [String] {
    SyntaxTree.describe(
      try Parser.statement(in: SourceText(text), currencies: Sentences.currencies))
  }

  @Test func drawsAQuestion() throws {
    #expect(
      try tree("invoices where open and owed > EUR 5 sum owed as o by customer") == [
        "query",
        "├─ source invoices",
        "├─ where",
        "│  └─ and",
        "│     ├─ path open",
        "│     └─ >",
        "│        ├─ path owed",
        "│        └─ EUR 5",
        "└─ summarize",
        "   ├─ as \"o\"",
        "   │  └─ aggregate sum, bare",
        "   │     └─ path owed",
        "   └─ by",
        "      └─ path customer",
      ])
  }

  static let same = [
    ("customers show count(invoices where open)", "customers show count((invoices where open))"),
    ("invoices where a == 5", "invoices where a = 5"),
    ("invoices where a <> 5", "invoices where a is not 5"),
    ("invoices where a starts \"b\"", "invoices where a starts with \"b\""),
    ("invoices | where open | count", "invoices where open count"),
    ("invoices sort by a asc", "invoices sort a"),
    ("invoices where a > 60d", "invoices where a > 60 days"),
    ("invoices where d = 31 Mar 2026", "invoices where d = 2026-03-31"),
    ("invoices where a > 5 EUR", "invoices where a > EUR 5"),
    ("invoices where (((open)))", "invoices where open"),
    ("invoices count unique a", "invoices count unique `a`"),
    ("find widgetco 8812", "find \"widgetco\" \"8812\""),
  ]

  @Test("two spellings, one tree", arguments: same)
  func spellings(_ first: String, _ second: String) throws {
    #expect(try tree(first) == tree(second))
  }

  static let different = [
    ("invoices where a = 5", "invoices where `A` = 5"),
    ("invoices show sum(a)", "invoices show sum a"),
    ("invoices show count unique a", "invoices show count a"),
    ("invoices where a in (b)", "invoices where a in b"),
    ("invoices show count", "invoices show `count`"),
    ("invoices where d in may", "invoices where d in `may`"),
    ("invoices show 5 - 3 - 1", "invoices show 5 - (3 - 1)"),
    ("customers show sum(a where b)", "customers show sum(a where b sort c)"),
  ]

  @Test("alike, but not the same", arguments: different)
  func differences(_ first: String, _ second: String) throws {
    #expect(try tree(first) != tree(second))
  }

  @Test func longStatementsAreBrokenAtSteps() throws {
    let text = "invoices as of 2026-03-31 where open sort owed desc show number, due, owed"
    let statement = try Parser.statement(in: SourceText(text), currencies: [])
    #expect(SyntaxPrinter.format(statement) == text)
    #expect(
      SyntaxPrinter.format(statement, width: 40) == """
        invoices as of 2026-03-31
          where open
          sort owed desc
          show number, due, owed
        """)
  }
}
