import Accounting
import Diagnostics
import Model
import Shell
import Storage
import Testing

/// What Tab offers; `‸` marks the cursor.
@Suite struct CompletionTests {
  private func complete(
    _ marked: String, inBook: Bool = true, readsFolders: Bool = true
  ) throws -> (typed: String, found: Completion) {
    let parts = marked.split(separator: "‸", omittingEmptySubsequences: false)
    let text = parts.joined()
    let cursor = parts[0].utf8.count
    let store = inBook ? try ExampleBook.book().view.store : nil
    let day = CivilDate(year: 2026, month: 5, day: 20) ?? .first
    let found = Completer(
      store, today: day, readsFolders: readsFolders,
      memory: CompletionMemory(patience: .seconds(60))
    ).completion(of: text, at: cursor)
    let bytes = Array(text.utf8)
    return (String(decoding: bytes[found.replacing], as: UTF8.self), found)
  }

  /// One candidate, and the text that comes of it.
  @Test(
    arguments: [
      ("invoices where op‸", "invoices where open"),
      ("rat‸", "rates "),
      ("INVOICES WHERE OVERDUE_‸", nil),
      ("customers where OVERDUE_‸", "customers where overdue_owed"),
      ("invoices wh‸", "invoices where "),
      ("invoices wh‸ open", "invoices where  open"),
      ("invoices where open gibberish wh‸", nil),
      ("invoices where customer.cou‸", "invoices where customer.country"),
      ("invoices where status is over‸", "invoices where status is overdue"),
      ("invoices where status in (overdue, part‸", "invoices where status in (overdue, part_paid"),
      ("invoices where aging is \"not‸", "invoices where aging is \"not due\""),
      ("invoices where aging is over‸", nil),
      ("invoices where customer st‸", "invoices where customer starts with "),
      ("invoices where any(lines where quan‸", "invoices where any(lines where quantity"),
      ("invoices show month_‸", "invoices show month_number("),
      ("invoices show sum lines.am‸", "invoices show sum lines.amount"),
      ("invoices.lin‸", "invoices.lines"),
      ("invoices.lines where document.dis‸", nil),

      ("invoices sum owed by cust‸", "invoices sum owed by customer"),
      (
        "invoices show number as invoice_no sort invo‸",
        "invoices show number as invoice_no sort invoice_no"
      ),
      ("invoices as o‸", "invoices as of "),
      ("invoices a‸ where open", nil),
      ("invoices where open; rat‸", "invoices where open; rates "),
      ("  \n invoices\n  where\n  op‸", "  \n invoices\n  where\n  open"),
      ("#INV-0034‸", nil),
      ("#inv-00346‸", "#INV-00346"),
      ("explain invoices where op‸", "explain invoices where open"),
      (".fiel‸", ".fields "),
      ("statu‸", "status"),
      ("reloa‸", "reload"),
      ("help days_over‸", "help days_overdue"),
      ("help as‸ x", nil),
      ("fields purchase_order_‸", "fields purchase_order_lines"),
      ("set out‸", "set output "),
      ("set output jsonl‸", "set output jsonl"),
      ("set timing of‸", "set timing off"),
      ("set as ‸", "set as of "),
      ("history c‸", "history clear"),
      ("quit ‸", nil),
    ] as [(String, String?)])
  func oneCandidate(_ marked: String, _ result: String?) throws {
    let (_, found) = try complete(marked)
    guard let result else {
      #expect(found.candidates.count != 1, "\(found.candidates)")
      return
    }
    #expect(found.candidates.count == 1, "\(marked): \(found.candidates)")
    let text = marked.split(separator: "‸", omittingEmptySubsequences: false).joined()
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(found.replacing, with: (found.candidates.first ?? "").utf8)
    #expect(String(decoding: bytes, as: UTF8.self) == result)
  }

  /// The first candidates, in their order.
  @Test(
    arguments: [
      ("‸", ["customers", "vendors", "invoices", "bills"]),
      ("invoices ‸", ["where", "show", "calc", "sort", "top"]),
      ("invoices where ‸", ["open", "paid", "overdue", "disputed", "sent"]),
      ("invoices where customer ‸", ["is", "in", "has", "starts with", "ends with", "matches"]),
      ("invoices where customer.‸", ["number", "name", "country", "owed"]),
      ("invoices where status is ‸", ["draft", "unpaid", "part_paid", "overdue", "paid", "void"]),
      ("invoices where aging is ‸", ["\"not due\"", "\"1-30\"", "\"31-60\""]),
      ("invoices where open ‸", ["where", "show"]),
      ("invoices sum ‸", ["received", "credited", "written_off", "owed"]),
      ("invoices sort ‸", ["number", "customer", "date", "due", "total", "owed", "status"]),
      ("invoices count by customer where ‸", ["customer", "count"]),
      ("invoices where date in ‸", ["today", "yesterday", "last"]),
      ("customers where any(invoices where ‸", ["open", "paid"]),
      ("invoices sum owed by customer sort sum‸", ["sum owed"]),
      (
        "set ‸",
        ["output", "rows", "width", "color", "timing", "pager", "memory", "currency", "as of"]
      ),
      ("set output ‸", ["table", "vertical", "csv"]),
      ("set rows ‸", ["40", "all", "auto"]),
      ("help ‸", ["where"]),
    ] as [(String, [String])])
  func firstCandidates(_ marked: String, _ expected: [String]) throws {
    let (_, found) = try complete(marked)
    #expect(Array(found.candidates.prefix(expected.count)) == expected, "\(found.candidates)")
  }

  /// Among others.
  @Test(
    arguments: [
      ("‸", ["payments", "help", "status", "invoice_lines", "let", "find"], ["where"]),
      ("invoices ‸", ["sum", "count", "as of", "take", "known", "union", "export"], ["by"]),
      ("invoices where ‸", ["owed", "customer", "not", "count", "month("], ["where", "let"]),
      ("invoices where open ‸", ["and", "or", "sum"], ["by", "desc"]),
      ("invoices where not ‸", ["open", "overdue"], []),
      ("invoices where any(lines where amount > 5 ‸", ["and", "or"], ["where", "show", "sum"]),
      ("invoices where customer in (customers where overdue_owed != 0 ‸", ["and", "show"], []),
      ("customers where any(invoices ‸", ["where"], ["show", "sort"]),
      ("invoices sum owed ‸", ["by", "across"], ["asc"]),
      ("invoices show sum owed, n‸", ["number", "net"], ["name"]),
      ("invoices sum owed by customer sort ‸", ["customer", "sum owed"], ["total", "net"]),
      ("invoices where total > ‸", ["owed", "net"], ["number", "customer"]),
      ("help re‸", ["reload", "received"], ["run"]),
    ] as [(String, [String], [String])])
  func amongOthers(_ marked: String, _ present: [String], _ absent: [String]) throws {
    let (_, found) = try complete(marked)
    for word in present { #expect(found.candidates.contains(word), "\(found.candidates)") }
    for word in absent { #expect(!found.candidates.contains(word), "\(found.candidates)") }
  }

  @Test func namesOfTheBook() throws {
    let (typed, found) = try complete("invoices where customer is \"ac‸")
    #expect(typed == "\"ac")
    #expect(found.candidates.contains { $0.hasPrefix("\"Acme") || $0.hasPrefix("\"ACME") })
    let quotes = found.candidates.allSatisfy { $0.utf8.last == UInt8(ascii: "\"") }
    #expect(quotes)
    // Without a quote, names are offered with theirs.
    let all = try complete("invoices where customer is ‸").found.candidates
    #expect(all.first?.utf8.first == UInt8(ascii: "\""))
    let numbers = try complete("#INV-0001‸").found.candidates
    #expect(numbers.prefix(2) == ["#INV-00010", "#INV-00011"])
  }

  /// The first candidates for the rest of a question about customers.
  @Test(
    arguments: [
      // The beginning of the name, whatever its case and accents.
      ("customer is \"BACKerei‸", ["\"Bäckerei Süß\""]),
      ("customer is \"αε ζωη‸", []),
      ("customer is \"ζωη‸", ["\"Ζωή Α.Ε.\""]),
      ("customer is \"大阪‸", ["\"大阪電機有限会社\""]),
      // A word of it, then any part of it.
      ("customer is \"größen‸", ["\"Café Größenwahn\""]),
      ("customer is \"grossen‸", ["\"Café Größenwahn\""]),
      ("customer is \"ckerei‸", ["\"Bäckerei Süß\""]),
      ("customer is \"muller‸", ["\"Zoë & Müller GmbH\""]),
      // A slip of the keyboard.
      ("customer is \"bakcerei‸", ["\"Bäckerei Süß\""]),
      ("customer is \"grossenwhan‸", ["\"Café Größenwahn\""]),
      // Without a quote the quotes are put around it.
      ("customer is wiener‸", ["\"Wiener Kaffeehaus KG\""]),
      ("customer.country in (\"germ‸", ["\"Germany\""]),
      ("customer is \"qqqq‸", []),
    ] as [(String, [String])])
  func namesLikeWhatWasTyped(_ marked: String, _ expected: [String]) throws {
    let (_, found) = try complete("invoices where " + marked)
    #expect(Array(found.candidates.prefix(max(1, expected.count))) == expected)
  }

  @Test func numbersByTheirEnds() throws {
    #expect(try complete("#346‸").found.candidates.first == "#INV-00346")
    #expect(try complete("why #00346‸").found.candidates.first == "#INV-00346")
    #expect(try complete("#\"inv-00346‸").found.candidates.first == "#INV-00346")
  }

  @Test(
    arguments: [
      ("statement(\"bäck‸", ["\"Bäckerei Süß\""]),
      ("statement(bäck‸", ["\"Bäckerei Süß\""]),
      ("statement(\"C-004\", sta‸", ["start(this year)"]),
      ("call_list(‸", ["10"]),
      ("aging_by(cust‸", ["customer"]),
      ("sales_by(item, this‸", ["this year"]),
    ] as [(String, [String])])
  func whatDefinitionsTake(_ marked: String, _ expected: [String]) throws {
    let (_, found) = try complete(marked)
    #expect(Array(found.candidates.prefix(expected.count)) == expected)
  }

  @Test func noTwoCandidatesAreTheSame() throws {
    for marked in ["‸", "invoices ‸", "invoices where ‸", "help ‸", "invoices where customer.‸"] {
      let found = try complete(marked).found.candidates
      #expect(Set(found).count == found.count, "\(marked)")
    }
  }

  @Test func withoutABook() throws {
    #expect(try complete("invoices where op‸", inBook: false).found.candidates == ["open"])
    #expect(try complete("invo‸", inBook: false).found.candidates.first == "invoices")
    #expect(try complete("#INV‸", inBook: false).found.candidates.isEmpty)
  }

  @Test func files() throws {
    let examples = ExampleBook.project + "/Examples/"
    let found = try complete("run \(examples)ag‸").found.candidates
    #expect(found == [examples + "aging.ivq"])
    #expect(try complete("import \(examples)bo‸").found.candidates == [examples + "book/"])
    #expect(try complete("import \"\(examples)bo‸").found.candidates == ["\"\(examples)book/"])
    #expect(
      try complete("invoices export \"\(examples)ag‸").found.candidates
        == ["\"\(examples)aging.ivq\""])
    let safe = try complete("run \(examples)ag‸", readsFolders: false)
    #expect(safe.found.candidates.isEmpty)
  }

  /// Whatever stands before the cursor, an answer comes, and it replaces what was typed.
  @Test func anyBeginningOfAQuestion() throws {
    let question =
      "invoices as of 31 March 2026 where any(lines where amount > 5) and customer is \"Zoë\""
      + " count, sum owed by customer.country across aging sort customer.country; set output csv"
    let bytes = Array(question.utf8)
    for cursor in 0...bytes.count {
      guard let text = String(validating: bytes[..<cursor], as: UTF8.self) else { continue }
      let found = try complete(text + "‸").found
      #expect(found.replacing.upperBound == cursor)
      #expect(found.replacing.lowerBound <= cursor)
    }
  }

  @Test func namesOfTheSessionAreOffered() throws {
    let (session, _) = try ExampleBook.session()
    for text in [
      "let $days = 60", "let $late = invoices where overdue",
      "define in_arrears = customers where overdue_owed != 0", "invoices where open",
    ] { #expect(session.run(SourceText(text)) == .done) }
    func offered(_ text: String) -> [String] {
      session.completer.completion(of: text, at: text.utf8.count).candidates
    }
    #expect(offered("in_a") == ["in_arrears"])
    #expect(offered("$l") == ["$late"])
    #expect(offered("invoices where days_overdue > $d") == ["$days"])
    #expect(offered("in_arrears where cou") == ["country", "count"])
    #expect(offered("it where days_o").contains("days_overdue"))
    #expect(offered("$late where days_o").contains("days_overdue"))
  }

  @Test func standardQuestionsAreOffered() throws {
    let (session, _) = try ExampleBook.session()
    func offered(_ text: String) -> [String] {
      session.completer.completion(of: text, at: text.utf8.count).candidates
    }
    #expect(offered("cash_") == ["cash_forecast", "cash_by_habit"])
    #expect(offered("open_disputes where rea") == ["reason"])
    #expect(offered("help cash_") == ["cash_forecast", "cash_by_habit"])
  }
}
