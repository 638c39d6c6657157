import Columns
import Model
import Shell
import TestSupport
import Testing

/// What is written as CSV opens again to the same book: all that is derived comes out the same.
@Suite struct RoundTripTests {
  private static let days = ["2025-06-30", "2025-12-31", "2026-05-20"]

  private static let questions = [
    "invoices show *", "bills show *", "customers show *", "vendors show *", "credits show *",
    "vendor_credits show *", "payments show *", "bill_payments show *", "orders show *",
    "invoice_lines show *", "bill_lines show *", "order_lines show *", "allocations show *",
    "disputes show *", "promises show *", "notes show *",
    "invoices where open sum owed by customer across aging",
    "invoices count, sum owed, sum received, sum credited by status",
    "invoices as of each quarter in 2025 where open sum owed by as_of, currency",
    "bills where open sum owed by vendor", "invoices average days_to_pay by currency",
    "customers show name, owed, overdue_owed, unapplied, balance, last_payment sort name",
    "invoices.lines sum amount, sum discount, sum tax by item",
  ]

  private static func check(_ book: AskedBook, settings: [UInt8]?) throws {
    var files = try book.exported()
    files["settings.csv"] = settings
    let again = try AskedBook(files)
    #expect(again.opened.refusals.map(\.reason) == [])
    #expect(again.counts == book.counts)
    #expect(try again.difference(from: book, questions, on: days) == nil)
  }

  @Test func theExampleBookComesBack() throws {
    let book = AskedBook(try OpenBook.open([PackageFolder.path + "/Examples/book"]))
    let settings = try PackageFolder.text("Examples/book/settings.csv")
    try RoundTripTests.check(book, settings: Array(settings.utf8))
  }

  @Test func sampleBooksComeBack() throws {
    for seed in [1, 2, 3] as [UInt64] {
      let files = AskedBook.sample(150, seed: seed)
      try RoundTripTests.check(try AskedBook(files), settings: files["settings.csv"])
    }
  }

  /// What was written off, given back, returned, exchanged and voided is told by the files as well.
  @Test func aBookThatWasChangedComesBack() throws {
    let files = try AskedBook(OpenBook.open([PackageFolder.path + "/Examples/book"])).exported()
    let settings = Array(try PackageFolder.text("Examples/book/settings.csv").utf8)
    let book = try AskedBook(files.merging(["settings.csv": settings]) { $1 }).changed(by: [
      "write off #INV-00168 because \"too old\"", "return #P-0012 because \"account closed\"",
      "refund #P-0018 because \"paid twice\"", "pay #INV-00291 USD 500 at 0.95",
      "unapply #P-0001 from #INV-00009", "void #INV-00369 because \"issued twice\"",
      "note #INV-00291 \"called\"", "promise #INV-00291 EUR 100 on 30 June",
      "dispute #INV-00346 EUR 20 because \"damaged\"", "pay #B-0008 EUR 10",
      "write off #B-0008 EUR 0.10 because \"charges\"",
      "add credit for #INV-00346 EUR 11.90 because \"scratched\"",
      "change book set closed_until = 2026-03-31",
    ])
    try RoundTripTests.check(book, settings: settings)
  }

  /// A row that names no money, or no document, is only right in a file of our own.
  @Test func onlyOurOwnFilesTellOfWriteOffs() throws {
    let book = try AskedBook([
      "customers.csv": Array("number,name\nC-1,Acme\n".utf8),
      "invoices.csv": Array("number,customer,date,currency,total\nI-1,C-1,2026-01-02,EUR,9\n".utf8),
      "payments.csv": Array(
        "number,customer,date,currency,amount\nP-1,C-1,2026-01-03,EUR,9\n".utf8),
      "allocations.csv": Array(
        "payment,document,date,amount,currency\n,I-1,2026-01-03,1,EUR\nP-1,,2026-01-03,2,EUR\n"
          .utf8),
    ])
    #expect(
      Set(book.opened.refusals.map(\.reason)) == [
        "an allocation names either a payment or a credit note", "names no invoice",
      ])
  }

  /// Texts that a spreadsheet would run are guarded, and read back without the guard.
  @Test func guardedTextsComeBack() throws {
    let book = try AskedBook([
      "customers.csv": Array("number,name,phone\n'007,=A1+1,+49 1\n8,'-x,\n".utf8)
    ])
    let exported = try book.exported()
    let text = String(decoding: exported["customers.csv"] ?? [], as: UTF8.self)
    #expect(text.contains("'=A1+1"))
    try RoundTripTests.check(book, settings: nil)
  }

  /// Rates have two currencies of their own, goods find the order's line.
  @Test func ratesAndReceiptsComeBack() throws {
    let book = try AskedBook([
      "rates.csv": Array("date,from,to,rate\n2026-01-02,USD,EUR,0.9215\n,GBP,EUR,1.1723\n".utf8),
      "vendors.csv": Array("number,name\nV-1,Acme\n".utf8),
      "purchase_orders.csv": Array("number,vendor,date\nPO-1,V-1,2026-01-02\n".utf8),
      "purchase_order_lines.csv": Array(
        "document,line,item,quantity,unit_price,received\nPO-1,1,A,5,2.00,3\n".utf8),
      "receipts.csv": Array("number,date,order\nR-1,2026-01-05,PO-1\n".utf8),
      "receipt_lines.csv": Array(
        "document,line,order_line,quantity,rejected\nR-1,1,1,3,1\nR-1,2,7,1,\n".utf8),
    ])
    #expect(book.opened.refusals.map(\.reason) == ["the order has no line of that number"])
    let day = try #require(CivilDate(iso: "2026-02-01".utf8))
    let answers = [
      ("rates show from_currency, to_currency, rate", "USD,EUR,0.9215\nGBP,EUR,1.1723\n"),
      ("receipts show vendor, order", "Acme,PO-1\n"),
      (
        "purchase_order_lines show sum receipts.quantity, sum receipts.rejected, received",
        "3,1,3\n"
      ),
      ("receipt_lines show order_line.item, order", "A,PO-1\n"),
    ]
    for (question, rows) in answers {
      let answer = book.answer(question, asOf: day)
      #expect(answer.drop { $0 != "\n" }.dropFirst() == rows[...], "\(question)")
    }
    try RoundTripTests.check(book, settings: nil)
  }
}
