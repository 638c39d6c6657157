import Columns
import Importing
import Model
import Testing

/// Columns that tell what each row is.
struct KindTests {
  /// A file imported, its records by their collections.
  struct Sorted {
    let tables: [TableDraft]
    let report: ImportReport

    init(_ text: String, name: String = "invoices.csv", mapping: String? = nil) throws {
      let source = ImportSource(name: name, bytes: Array(text.utf8))
      let (draft, report) = try Importer.read(
        sources: [source], options: options(mapping: mapping))
      tables = draft.tables
      self.report = report
    }

    /// A field of a collection's records, written out.
    func values(_ name: String, of collection: CollectionID) -> [String] {
      guard let table = tables.first(where: { $0.collection == collection }) else { return [] }
      return written(table, name)
    }

    var numbers: [String: [String]] {
      Dictionary(
        tables.map { (InvoiceSchema.standard[$0.collection].name, written($0, "number")) },
        uniquingKeysWith: +)
    }

    var reasons: [String] {
      report.refusals.map { "\($0.line):\($0.column) \($0.heading) '\($0.text)': \($0.reason)" }
    }
  }

  @Test(
    "words of real systems",
    arguments: [
      ("kind", "AR", "AP", ["invoices": ["1"], "bills": ["2"]]),
      ("Type", "Receivable", "Payable", ["invoices": ["1"], "bills": ["2"]]),
      ("Type", "ACCREC", "ACCPAYCREDIT", ["invoices": ["1"], "vendor_credits": ["2"]]),
      ("Type", "Sales invoice", "Sales credit note", ["invoices": ["1"], "credits": ["2"]]),
      ("Type", "Bill", "Invoice", ["bills": ["1"], "invoices": ["2"]]),
      ("Move Type", "out_invoice", "in_refund", ["invoices": ["1"], "vendor_credits": ["2"]]),
      ("Is Return", "0", "1", ["invoices": ["1"], "credits": ["2"]]),
      ("Invoice Type Code", "380", "381", ["invoices": ["1"], "credits": ["2"]]),
      ("Document Type", "Credit Memo", "384", ["credits": ["1"], "invoices": ["2"]]),
      ("transaction type", "Invoice", "Payment", ["invoices": ["1"], "payments": ["2"]]),
    ])
  func words(_ heading: String, _ one: String, _ two: String, _ expected: [String: [String]])
    throws
  {
    let sorted = try Sorted(
      "number,\(heading),date,total\n1,\(one),2026-01-02,5\n2,\(two),2026-01-03,6\n")
    #expect(sorted.numbers == expected)
    #expect(sorted.report.accepted == 2)
    #expect(sorted.report.refusals.isEmpty)
  }

  @Test func aPartyIsACustomerOrAVendor() throws {
    let sorted = try Sorted(
      "number,kind,party_id,total,discount_pct\n1,AR,C1,5,2.0\n2,AP,V1,6,\n3,AR,C2,7,3.0\n")
    #expect(sorted.values("customer", of: .invoices) == ["C1", "C2"])
    #expect(sorted.values("vendor", of: .bills) == ["V1"])
    #expect(sorted.values("kind", of: .bills) == ["AP"])
    #expect(sorted.values("discount_pct", of: .invoices) == ["2.0", "3.0"])
    #expect(sorted.report.files.map(\.rowsRead) == [3])
    #expect(sorted.report.files[0].notes == ["'kind' tells invoices, bills apart"])
  }

  @Test func otherFilesHaveTheirKinds() throws {
    let credits = try Sorted(
      "number,kind,party_id,invoice_number,total\n1,AR,C1,7,5\n2,AP,V1,8,6\n",
      name: "credit_notes.csv")
    #expect(credits.values("invoice", of: .credits) == ["7"])
    #expect(credits.values("bill", of: .vendorCredits) == ["8"])
    let orders = try Sorted("number,kind\n1,SO\n2,PO\n", name: "orders.csv")
    #expect(orders.numbers == ["orders": ["1"], "purchase_orders": ["2"]])
    let payments = try Sorted("id,type\n1,inbound\n2,Pay\n3,Refund\n", name: "payments.csv")
    #expect(payments.numbers == ["payments": ["1"], "bill_payments": ["2"]])
    #expect(payments.reasons == ["4:2 type 'Refund': does not go with a file of payments"])
    let parties = try Sorted("number,name,type\n1,A,Customer\n2,B,Vendor\n", name: "clients.csv")
    #expect(parties.numbers == ["customers": ["1"], "vendors": ["2"]])
  }

  @Test func whatIsNoKindIsRefused() throws {
    let sorted = try Sorted(
      """
      number,kind,date,item,quantity
      1,AR,2026-01-02,A,1
      ,,,B,1
      2,XX,2026-01-02,A,1
      ,,,B,1
      3,,2026-01-02,A,1
      ,,,B,1
      4,AP,2026-01-02,A,1
      ,,,B,1
      1,,2026-01-02,C,1
      """)
    #expect(sorted.values("document", of: .invoiceLines) == ["1", "1", "1"])
    #expect(sorted.values("item", of: .invoiceLines) == ["A", "B", "C"])
    #expect(sorted.values("document", of: .billLines) == ["4", "4"])
    #expect(
      sorted.reasons == [
        "4:2 kind 'XX': is no kind of invoice", "5:2 kind '': line 4 is refused",
        "6:2 kind '': the row does not say of what kind it is", "7:2 kind '': line 6 is refused",
      ])
    #expect(sorted.report.rowsRead == sorted.report.accepted + sorted.report.refused)
  }

  @Test func aColumnOfOtherWordsIsAFieldOfItsOwn() throws {
    let sorted = try Sorted("number,type,total\n1,retail,5\n2,trade,6\n")
    #expect(sorted.numbers == ["invoices": ["1", "2"]])
    #expect(sorted.values("type", of: .invoices) == ["retail", "trade"])
    #expect(sorted.report.files[0].notes.isEmpty)
  }

  @Test func theMappingNamesTheColumnOrLeavesItAlone() throws {
    let text = "number,Art,type,total\n1,ap,trade,5\n2,ar,invoice,6\n"
    let mapped = try Sorted(text, mapping: "Art = kind\ntype = -")
    #expect(mapped.numbers == ["bills": ["1"], "invoices": ["2"]])
    #expect(mapped.report.refusals.isEmpty)
    let wrong = try Sorted(text, mapping: "Art = -\nnumber = number\ntype = kind")
    #expect(wrong.reasons == ["2:3 type 'trade': is no kind of invoice"])
  }

  @Test func allRowsDecideHowDatesAreWritten() throws {
    let sorted = try Sorted(
      "number,kind,date,total\n1,AR,13/01/2026,\"1,5\"\n2,AP,02/03/2026,\"1,234\"\n")
    #expect(sorted.values("date", of: .bills) == ["2026-03-02"])
    #expect(sorted.values("total", of: .bills) == ["1.234"])
  }
}
