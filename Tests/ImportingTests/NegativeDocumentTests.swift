import Columns
import Importing
import Model
import Testing

/// Documents that come to less than nothing.
struct NegativeDocumentTests {
  typealias Sorted = KindTests.Sorted

  @Test func theyBecomeCreditNotes() throws {
    let sorted = try Sorted(
      "Invoice No,Customer,Date,Subtotal,Tax,Total,Due Date\n"
        + "1,A,2026-01-02,5,1,6,2026-02-02\n2,A,2026-01-03,-4,-1,-5,2026-02-03\n"
        + "3,A,2026-01-03,0,0,0,\n", name: "export.csv")
    #expect(sorted.numbers == ["invoices": ["1", "3"], "credits": ["2"]])
    #expect(sorted.values("amount", of: .credits) == ["5"])
    #expect(sorted.values("net", of: .credits) == ["4"])
    #expect(sorted.values("tax", of: .credits) == ["1"])
    #expect(sorted.values("due", of: .credits) == ["2026-02-03"])
    #expect(
      sorted.report.files[0].notes
        == ["1 document comes to less than nothing and is a credit note"])
  }

  @Test func linesFollowTheirDocument() throws {
    let sorted = try Sorted(
      """
      number,date,item,quantity,price
      1,2026-01-02,A,2,3.00
      1,2026-01-02,B,-1,1.00
      C2,2026-01-02,A,-2,3.00
      C2,2026-01-02,B,1,1.00
      3,2026-01-02,X,1,-7.00
      4,2026-01-02,Y,-9,0
      C5,2026-01-02,A,2,3.00
      """, name: "sales.csv")
    #expect(sorted.numbers["invoices"] == ["1", "4", "C5"])
    #expect(sorted.numbers["credits"] == ["C2", "3"])
    #expect(sorted.values("quantity", of: .invoiceLines) == ["2", "-1", "-9", "2"])
    #expect(sorted.values("document", of: .creditLines) == ["C2", "C2", "3"])
    #expect(sorted.values("quantity", of: .creditLines) == ["2", "-1", "1"])
    #expect(sorted.values("unit_price", of: .creditLines) == ["3.00", "1.00", "7.00"])
  }

  @Test func whatAFileSaysItselfStays() throws {
    let negative = "number,customer,total\n1,A,-5\n"
    #expect(try Sorted(negative).numbers == ["invoices": ["1"]])
    let typed = "number,type,total\n1,Invoice,-5\n2,Invoice,6\n"
    #expect(try Sorted(typed, name: "salesinvoices.csv").numbers == ["invoices": ["1", "2"]])
    let void = "Invoice No,Customer,Date,Total,Status\n1,A,2026-01-02,-5,void\n"
    #expect(try Sorted(void, name: "export.csv").numbers == ["invoices": ["1"]])
  }

  @Test func aRefusedLineLeavesItOpen() throws {
    let text = "number,date,item,quantity,price\n1,2026-01-02,A,x,3\n1,2026-01-02,B,-1,3\n"
    let sorted = try Sorted(text, name: "sales.csv")
    #expect(sorted.numbers["invoices"] == ["1"])
    #expect(sorted.numbers["credits"] == nil)
  }

  @Test func creditNotesWrittenNegativeTurn() throws {
    let text = "name,is_return,customer,grand_total\nS-1,0,A,9\nS-2,1,A,-4\nS-3,1,A,-2\n"
    let sorted = try Sorted(text, name: "sales invoice.csv")
    #expect(sorted.values("amount", of: .credits) == ["4", "2"])
    let mixed = "number,customer,amount\n1,A,5\n2,A,-6\n"
    #expect(
      try Sorted(mixed, name: "credit_notes.csv").values("amount", of: .credits) == ["5", "-6"])
  }

  @Test func bothSidesHaveThem() throws {
    let text = "number,ledger,party_id,total\n1,AR,C,-5\n2,AP,V,-6\n3,AP,V,7\n"
    let sorted = try Sorted(text, name: "salesinvoices.csv")
    #expect(sorted.values("customer", of: .credits) == ["C"])
    #expect(sorted.values("vendor", of: .vendorCredits) == ["V"])
    #expect(sorted.values("total", of: .bills) == ["7"])
  }
}
