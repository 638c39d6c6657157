import Sampling
import Testing

/// Every document adds up, except those on which a mistake is planted, and those do not.
@Suite struct ArithmeticTests {
  private static let exponents = ["EUR": 2, "USD": 2, "JPY": 0]

  @Test(
    arguments: SampleBookTests.books.indices,
    [
      ("invoices", "invoice_lines", "total"), ("bills", "bill_lines", "total"),
      ("credits", "credit_lines", "amount"), ("vendor_credits", "vendor_credit_lines", "amount"),
      ("orders", "order_lines", "total"), ("purchase_orders", "purchase_order_lines", "total"),
    ])
  func documentsAddUp(index: Int, names: (documents: String, lines: String, total: String)) throws {
    let book = SampleBookTests.books[index]
    let lines = book.rows(names.lines, by: "document")
    var wrong: [Planted.Kind: Set<String>] = [:]
    for document in book.rows(names.documents) {
      let number = document.text("number")
      let own = try #require(lines[number])
      #expect((1...6).contains(own.count))
      let exponent = try #require(Self.exponents[document.text("currency")])
      for kind in try faults(of: document, total: names.total, lines: own, exponent) {
        wrong[kind, default: []].insert(number)
      }
    }
    let kinds: [Planted.Kind] = [.lineAmount, .netOfLines, .totalOfNetAndTax, .taxRate]
    for kind in kinds {
      let expected = names.documents == "invoices" ? book.numbers(of: kind) : []
      #expect(wrong[kind, default: []] == expected, "\(kind)")
    }
  }

  private func faults(
    of document: WrittenBook.Row, total: String, lines: [WrittenBook.Row], _ exponent: Int
  ) throws -> Set<Planted.Kind> {
    var faults: Set<Planted.Kind> = []
    var taxable: [Int: Int] = [:]
    var lineTax = 0
    // One unit of the currency's smallest coin, in ten-thousandths.
    let coin = exponent == 2 ? 100 : 10_000
    for line in lines {
      let gross = try line.parts("quantity") * line.parts("unit_price")
      let right = rounded(gross, 10_000 * coin) * coin - (try line.parts("discount"))
      if try line.parts("amount") != right { faults.insert(.lineAmount) }
      taxable[try line.parts("tax_rate"), default: 0] += try line.parts("amount")
      lineTax += try line.parts("tax")
      #expect(try line.parts("amount") % coin == 0)
      let share = try line.parts("amount") * line.parts("tax_rate") / 10_000
      #expect(try abs(line.parts("tax") - share) <= coin)
    }
    let tax = taxable.reduce(0) { $0 + rounded($1.key * $1.value, 10_000 * coin) * coin }
    #expect(lineTax == tax)
    if try document.parts("tax") != tax { faults.insert(.taxRate) }
    if try document.parts("net") != taxable.values.reduce(0, +) { faults.insert(.netOfLines) }
    if try document.parts(total) != document.parts("net") + document.parts("tax") {
      faults.insert(.totalOfNetAndTax)
    }
    return faults
  }

  /// A positive quotient, a half rounded up.
  private func rounded(_ dividend: Int, _ divisor: Int) -> Int {
    (dividend + divisor / 2) / divisor
  }

  @Test(
    arguments: SampleBookTests.books.indices,
    [
      ("allocations", "payments", "credits", "invoices", Planted.Kind.overpaidInvoice),
      ("bill_allocations", "bill_payments", "vendor_credits", "bills", .overpaidBill),
    ])
  func nothingIsSettledTwice(
    index: Int, names: (String, String, String, String, Planted.Kind)
  ) throws {
    let book = SampleBookTests.books[index]
    var fromPayment: [String: Int] = [:]
    var fromCredit: [String: Int] = [:]
    var settled: [String: Int] = [:]
    let documents = book.rows(names.3, by: "number")
    for row in book.rows(names.0) {
      let amount = try row.parts("amount")
      #expect(amount > 0)
      #expect(row.text("payment").isEmpty != row.text("credit").isEmpty)
      fromPayment[row.text("payment"), default: 0] += amount
      fromCredit[row.text("credit"), default: 0] += amount
      settled[row.text("document"), default: 0] += amount
      let document = try #require(documents[row.text("document")]?.first)
      #expect(row.text("date") >= document.text("date"))
      #expect(row.text("currency") == document.text("currency"))
      #expect(document["draft"] != "yes" && document["void_on"] == "")
    }
    for payment in book.rows(names.1) {
      let used = fromPayment[payment.text("number")] ?? 0
      #expect(try used <= payment.parts("amount"))
      #expect(payment.text("date") <= "2026-05-20")
    }
    for credit in book.rows(names.2) {
      #expect(try fromCredit[credit.text("number")] ?? 0 <= credit.parts("amount"))
    }
    var overpaid: Set<String> = []
    for document in book.rows(names.3) {
      let number = document.text("number")
      if try settled[number] ?? 0 > document.parts("total") { overpaid.insert(number) }
    }
    #expect(overpaid == book.numbers(of: names.4))
  }

  @Test(arguments: SampleBookTests.books.indices)
  func somethingIsLeftOnAccount(index: Int) throws {
    let book = SampleBookTests.books[index]
    let used = book.rows("allocations", by: "payment")
    let unapplied = try book.rows("payments").filter { payment in
      let applied = try (used[payment.text("number")] ?? []).reduce(0) {
        try $0 + $1.parts("amount")
      }
      return try payment.parts("amount") > applied
    }
    #expect(unapplied.count >= book.rows("invoices").count / 100)
  }

  @Test(arguments: SampleBookTests.books.indices)
  func someCustomersAreOverTheirLimit(index: Int) throws {
    let book = SampleBookTests.books[index]
    let settled = book.rows("allocations", by: "document")
    var owed: [String: Int] = [:]
    for invoice in book.rows("invoices") where invoice["draft"] == "no" && invoice["void_on"] == ""
    {
      let paid = try (settled[invoice.text("number")] ?? []).reduce(0) {
        try $0 + $1.parts("amount")
      }
      let key = invoice.text("customer") + invoice.text("currency")
      owed[key, default: 0] += try invoice.parts("total") - paid
    }
    let over = try book.rows("customers").filter { customer in
      let limit = try customer.parts("credit_limit")
      let key = customer.text("number") + customer.text("currency")
      return limit > 0 && owed[key] ?? 0 > limit
    }
    #expect(!over.isEmpty)
    #expect(over.count < book.rows("customers").count / 2)
  }
}
