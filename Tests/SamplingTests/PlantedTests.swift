import Model
import Sampling
import Testing

/// The mistakes that are not arithmetic are where the list says.
@Suite struct PlantedTests {
  @Test(arguments: SampleBookTests.books.indices) func gapsAreTheMissingNumbers(index: Int) {
    let book = SampleBookTests.books[index]
    let numbers = book.rows("invoices").compactMap { Int($0.text("number").dropFirst(4)) }
    let missing = Set(1...(numbers.max() ?? 1)).subtracting(numbers)
    let planted = book.numbers(of: .sequenceGap).compactMap { Int($0.dropFirst(4)) }
    #expect(missing == Set(planted))
  }

  @Test(arguments: SampleBookTests.books.indices) func duplicatesShareAmountAndOrder(index: Int) {
    let book = SampleBookTests.books[index]
    let bills = book.rows("bills")
    for planted in book.planted where planted.kind.rawValue.hasPrefix("duplicate") {
      guard let copy = bills.first(where: { $0["number"] == planted.number }) else {
        Issue.record("\(planted.number) is not there")
        continue
      }
      let originals = bills.filter {
        $0["number"] != planted.number && $0["total"] == copy["total"]
          && $0["date"] == copy["date"] && $0["currency"] == copy["currency"]
          && $0["po"] == copy["po"]
      }
      #expect(originals.count == 1)
      let isSameVendor = originals.first?["vendor"] == copy["vendor"]
      let isSameNumber = originals.first?["vendor_number"] == copy["vendor_number"]
      #expect(isSameVendor == (planted.kind != .duplicateVendor))
      let isExact = planted.kind == .duplicateExact || planted.kind == .duplicateVendor
      #expect(isSameNumber == isExact)
    }
  }

  @Test(arguments: SampleBookTests.books.indices) func missingOrdersAndFutureDates(index: Int) {
    let book = SampleBookTests.books[index]
    let demanding = Set(
      book.rows("customers").filter { $0["po_required"] == "yes" }.map { $0.text("number") })
    let without = book.rows("invoices").filter {
      $0["po"] == "" && demanding.contains($0.text("customer"))
    }
    #expect(Set(without.map { $0.text("number") }) == book.numbers(of: .missingField))
    let future = book.rows("bills").filter { $0.text("date") > "2026-05-20" }
    #expect(Set(future.map { $0.text("number") }) == book.numbers(of: .futureDate))
    let strangers = book.rows("payments").filter {
      $0["payer"] == "ACME GMBH" && $0["customer"] != "C-060"
    }
    #expect(strangers.count == book.numbers(of: .wrongPayer).count)
  }

  @Test(arguments: SampleBookTests.books.indices) func billsDifferFromTheirOrders(index: Int) throws
  {
    let book = SampleBookTests.books[index]
    let orders = book.rows("purchase_orders", by: "number")
    let orderLines = book.rows("purchase_order_lines", by: "document")
    let billLines = book.rows("bill_lines", by: "document")
    var found: [Planted.Kind: Set<String>] = [:]
    for bill in book.rows("bills") where !bill.text("po").isEmpty {
      let number = bill.text("number")
      let order = try #require(orders[bill.text("po")]?.first)
      if order["currency"] != bill["currency"] {
        found[.currencyMismatch, default: []].insert(number)
        continue
      }
      let pairs = zip(billLines[number] ?? [], orderLines[bill.text("po")] ?? [])
      for (billed, ordered) in pairs {
        if billed["unit_price"] != ordered["unit_price"] {
          found[.priceOrder, default: []].insert(number)
        }
        if billed["quantity"] != ordered["quantity"] {
          found[.quantityOrder, default: []].insert(number)
        }
      }
    }
    for kind in [Planted.Kind.currencyMismatch, .priceOrder, .quantityOrder] {
      #expect(found[kind, default: []] == book.numbers(of: kind), "\(kind)")
    }
  }

  @Test func dueDatesFollowTheirTerms() throws {
    for book in SampleBookTests.books {
      var odd: Set<String> = []
      for invoice in book.rows("invoices") {
        let terms = invoice.text("terms")
        guard terms.hasPrefix("net "), let days = Int(terms.dropFirst(4)) else { continue }
        let date = try #require(CivilDate(iso: invoice.text("date").utf8))
        if date.adding(days: days)?.description != invoice.text("due") {
          odd.insert(invoice.text("number"))
        }
      }
      #expect(odd.isSubset(of: book.numbers(of: .dueTerms)))
    }
  }
}
