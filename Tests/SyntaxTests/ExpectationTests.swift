import Diagnostics
import Syntax
import Testing

@Suite struct ExpectationTests {
  private func expected(_ text: String) -> Expectations {
    Parser.expectations(
      in: SourceText(text), at: text.utf8.count, currencies: Sentences.currencies)
  }

  static let kindTable: [(String, [Expectations.Kind])] = [
    ("", [.source]),
    ("invo", [.source]),
    ("invoices ", [.step, .end]),
    ("invoices wh", [.step, .end]),
    ("invoices where ", [.field(path: []), .aggregate]),
    ("invoices where cust", [.field(path: []), .aggregate]),
    ("invoices where customer.", [.field(path: ["customer"])]),
    ("invoices where customer.coun", [.field(path: ["customer"])]),
    ("invoices where open ", [.step, .end]),
    ("invoices where open and ", [.field(path: [])]),
    ("invoices where status is ", [.value(of: ["status"], .equal), .field(path: [])]),
    ("invoices where customer is \"ac", [.value(of: ["customer"], .equal)]),
    ("invoices where customer.country in (", [.field(path: [])]),
    ("invoices where status in (", [.value(of: ["status"], .isIn)]),
    ("invoices where status in (paid, ", [.value(of: ["status"], .isIn)]),
    ("invoices show ", [.item, .field(path: [])]),
    ("invoices show number, ", [.item]),
    ("invoices show number as ", [.newName]),
    ("invoices sum ", [.field(path: [])]),
    ("invoices sum owed by ", [.item, .field(path: [])]),
    ("invoices as of ", [.period]),
    ("invoices where date in last ", [.period]),
    ("invoices top ", [.number]),
    ("invoices export ", [.text]),
    ("let ", [.variable]),
    ("let $x = ", [.source]),
    ("customers where any(invoices ", [.step]),
    ("customers where any(invoices where ", [.field(path: [])]),
    ("invoices where customer in (customers where ", [.field(path: [])]),
  ]

  @Test("what may follow", arguments: kindTable.indices)
  func whatMayFollow(_ index: Int) {
    let (text, kinds) = ExpectationTests.kindTable[index]
    let found = expected(text).kinds
    #expect(kinds.allSatisfy(found.contains), "\(text): \(found)")
  }

  static let wordTable: [(String, [String], [String])] = [
    ("", ["let", "define", "find", "it"], ["where"]),
    ("invoices ", ["where", "show", "as", "known", "sum", "count"], ["and", "by", "of"]),
    ("invoices as ", ["of"], ["where"]),
    ("invoices where open ", ["and", "or", "is", "in", "sort"], ["by", "asc", "then"]),
    ("invoices where not ", ["true"], ["where"]),
    ("invoices where a not ", ["in", "has"], ["and", "sort"]),
    ("invoices where a starts ", ["with"], ["sort"]),
    ("invoices sort owed ", ["desc", "asc", "take"], ["across", "as"]),
    ("invoices sum owed ", ["by", "across", "as", "where"], ["asc"]),
    ("invoices sum owed by customer ", ["across"], ["desc"]),
    ("invoices top 5 ", ["by"], ["where"]),
    ("invoices chart ", ["bars", "line"], ["with"]),
    ("invoices where if a ", ["then", "and"], ["else"]),
    ("invoices where date in last ", ["month", "quarter"], ["where"]),
    ("invoices as of each month ", ["in"], ["where"]),
    ("invoices as of ", ["today", "last", "each"], ["where"]),
  ]

  @Test("which words are legal", arguments: wordTable.indices)
  func legalWords(_ index: Int) {
    let (text, legal, illegal) = ExpectationTests.wordTable[index]
    let found = expected(text).words
    for word in legal { #expect(found.contains(word), "\(text): \(word) in \(found)") }
    for word in illegal { #expect(!found.contains(word), "\(text): \(word) in \(found)") }
  }

  @Test(
    "the started word is replaced",
    arguments: [
      ("invoices wh", "wh"), ("invoices ", ""), ("invoices where customer is \"ac", "\"ac"),
      ("#INV-0", "#INV-0"), ("#", "#"), ("invoices where `odd na", "`odd na"),
      ("invoices where a.b", "b"), ("invoices where a.", ""), ("invoices where $la", "$la"),
    ])
  func replaced(_ text: String, _ started: String) {
    let source = SourceText(text)
    let found = Parser.expectations(in: source, at: text.utf8.count, currencies: [])
    #expect(source[found.replaced] == started)
  }

  @Test func theSourcesAroundTheCursorAreKnown() {
    func names(_ text: String) -> [String] {
      expected(text).sources.map { scope in
        switch scope {
        case .source(let source):
          if case .path(let path) = source.kind { return path.map(\.text).joined(separator: ".") }
          return "other"
        case .list(let path): return "list " + path.map(\.text).joined(separator: ".")
        }
      }
    }
    #expect(names("") == [])
    #expect(names("invoices where ") == ["invoices"])
    #expect(names("invoices where open sort ") == ["invoices"])
    #expect(names("invoices where a in (bills where ") == ["invoices", "bills"])
    #expect(names("invoices where a in (bills where b) and ") == ["invoices"])
    #expect(names("customers where any(invoices where open and ") == ["customers", "invoices"])
    #expect(names("customers where any(invoices ") == ["customers", "list invoices"])
  }
}
