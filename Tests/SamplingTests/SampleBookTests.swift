import Foundation
import Model
import Sampling
import Testing

/// What every sample book must be, whatever its seed and size.
@Suite struct SampleBookTests {
  static let books: [WrittenBook] = [
    WrittenBook(invoices: 400, seed: 1), WrittenBook(invoices: 400, seed: 2),
    WrittenBook(invoices: 50, seed: 1), WrittenBook(invoices: 50, seed: 2),
    WrittenBook(invoices: 73, seed: 3), WrittenBook(invoices: 1730, seed: 4),
  ]

  @Test func sameSeedGivesSameBytes() {
    let again = WrittenBook(invoices: 400, seed: 1)
    #expect(again.files == Self.books[0].files)
    #expect(again.planted == Self.books[0].planted)
    #expect(Self.books[1].files["invoices.csv"] != again.files["invoices.csv"])
  }

  @Test func chunksStaySmallWhileTheBookGrows() {
    var largest = 0
    _ = SampleBook(invoices: 20_000, seed: 1).write { largest = max(largest, $1.count) }
    #expect(largest < 1 << 20)
  }

  @Test func headingsAreStoredFields() throws {
    for (name, bytes) in Self.books[0].files where name != "settings.csv" {
      let id = try #require(
        InvoiceSchema.standard.collections.firstIndex { $0.name + ".csv" == name })
      let fields = InvoiceSchema.standard.collections[id].fields
      let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      for heading in line.split(separator: ",") {
        let field = fields.first { $0.name == heading }
        // A document's own country is asked as `country`, which falls back to its party's.
        #expect(field?.origin == .stored || (name == "invoices.csv" && heading == "country"))
      }
    }
  }

  @Test(arguments: books.indices) func numbersAreUniqueAndReferencesResolve(index: Int) throws {
    let book = Self.books[index]
    var known: [String: Set<String>] = [:]
    for name in [
      "customers", "vendors", "invoices", "bills", "credits", "vendor_credits", "payments",
      "bill_payments", "orders", "purchase_orders",
    ] {
      let numbers = book.rows(name).map { $0.text("number") }
      known[name] = Set(numbers)
      #expect(Set(numbers).count == numbers.count)
    }
    let links: [(String, String, String)] = [
      ("invoices", "customer", "customers"), ("bills", "vendor", "vendors"),
      ("credits", "customer", "customers"), ("credits", "invoice", "invoices"),
      ("vendor_credits", "vendor", "vendors"), ("vendor_credits", "bill", "bills"),
      ("payments", "customer", "customers"), ("bill_payments", "vendor", "vendors"),
      ("orders", "customer", "customers"), ("purchase_orders", "vendor", "vendors"),
      ("invoice_lines", "document", "invoices"), ("bill_lines", "document", "bills"),
      ("credit_lines", "document", "credits"),
      ("vendor_credit_lines", "document", "vendor_credits"),
      ("order_lines", "document", "orders"),
      ("purchase_order_lines", "document", "purchase_orders"),
      ("allocations", "payment", "payments"), ("allocations", "credit", "credits"),
      ("allocations", "document", "invoices"), ("bill_allocations", "payment", "bill_payments"),
      ("bill_allocations", "credit", "vendor_credits"), ("bill_allocations", "document", "bills"),
      ("disputes", "document", "invoices"), ("bill_disputes", "document", "bills"),
      ("promises", "document", "invoices"), ("notes", "document", "invoices"),
      ("notes", "customer", "customers"),
    ]
    for (name, column, target) in links {
      let targets = try #require(known[target])
      let rows = book.rows(name)
      #expect(!rows.isEmpty, "\(name)")
      let lost = rows.map { $0.text(column) }.filter { !$0.isEmpty && !targets.contains($0) }
      #expect(lost.isEmpty, "\(name).\(column)")
    }
  }

  @Test(arguments: books.indices) func everyKindOfContentIsThere(index: Int) {
    let book = Self.books[index]
    let count = book.count
    #expect(book.rows("invoices").count == count)
    let duplicates = book.planted.filter { $0.kind.rawValue.hasPrefix("duplicate") }.count
    #expect(book.rows("bills").count == count * 9 / 20 + duplicates)
    let perKind = max(1, count / 400)
    for kind in Planted.Kind.allCases {
      #expect(book.planted.count { $0.kind == kind } == perKind, "\(kind)")
    }
    let today = "2026-05-20"
    let invoices = book.rows("invoices")
    #expect(Set(invoices.map { $0.text("currency") }) == ["EUR", "USD", "JPY"])
    for column in ["void_on", "country", "tags", "po", "reference"] {
      #expect(invoices.contains { !$0.text(column).isEmpty }, "\(column)")
    }
    #expect(invoices.contains { $0["draft"] == "yes" })
    #expect(invoices.contains { $0["draft"] == "no" && $0["due"] == "" })
    #expect(invoices.contains { $0["sent"] == "no" && $0["draft"] == "no" })
    #expect(invoices.allSatisfy { $0.text("recorded") <= today && $0.text("date") <= today })
    let bills = book.rows("bills")
    for column in ["held", "flagged"] { #expect(bills.contains { $0[column] == "yes" }) }
    #expect(bills.contains { $0["approved"] == "no" })
    let week = "2026-05-21"..."2026-05-24"
    #expect(bills.contains { week.contains($0.text("due")) && $0["approved"] == "yes" })
    #expect(invoices.contains { week.contains($0.text("due")) })
    let promises = book.rows("promises")
    #expect(promises.contains { !$0.text("resolved_on").isEmpty } || count < 100)
    #expect(promises.contains { $0["resolved_on"] == "" && $0.text("due") < today })
    #expect(promises.contains { ("2026-05-20"..."2026-05-24").contains($0.text("due")) })
    let disputes = book.rows("disputes")
    #expect(disputes.contains { $0["resolved_on"] == "" })
    #expect(disputes.contains { $0["resolved_on"] != "" })
    let settledByEach = book.rows("allocations", by: "payment").filter { $0.key != "" }
    #expect(settledByEach.contains { $0.value.count > 1 })
    #expect(book.rows("credits").contains { $0["invoice"] == "" })
  }
}
