import Columns
import Importing
import Model
import Testing

/// Files with one row a line become documents and lines.
struct LineExportTests {
  /// A file of one row a line, imported.
  struct Split {
    let documents: TableDraft
    let lines: TableDraft
    let report: ImportReport

    init(_ text: String, name: String = "sales.csv", mapping: String? = nil) throws {
      let source = ImportSource(name: name, bytes: Array(text.utf8))
      let (draft, report) = try Importer.read(
        sources: [source], options: options(mapping: mapping))
      try #require(draft.tables.count == 2)
      documents = draft.tables[0]
      lines = draft.tables[1]
      self.report = report
    }

    var reasons: [String] {
      report.refusals.map { "\($0.line):\($0.column) \($0.heading): \($0.reason)" }
    }
  }

  @Test func repeatedColumnsAreTheDocuments() throws {
    let split = try Split(
      """
      Invoice No,Date,Customer,SKU,Qty,Price,Amount,Channel,Shelf
      7,2026-01-31,Acme,A,2,1.50,3.00,web,x1
      8,2026-02-01,,B,1,4,4,shop,x2
      7,2026-01-31,Acme,B,1,4,4,web,x3
      """)
    #expect(split.documents.collection == .invoices)
    #expect(split.documents.columns.map(\.name) == ["number", "date", "customer", "channel"])
    #expect(written(split.documents, "number") == ["7", "8"])
    #expect(written(split.documents, "customer") == ["Acme", "—"])
    #expect(split.documents.lines == [2, 3])
    #expect(split.lines.collection == .invoiceLines)
    #expect(
      split.lines.columns.map(\.name)
        == ["document", "item", "quantity", "unit_price", "amount", "shelf"])
    #expect(written(split.lines, "document") == ["7", "8", "7"])
    #expect(written(split.lines, "amount") == ["3.00", "4.00", "4.00"])
    #expect(split.report.rowsRead == 3)
    #expect(split.report.accepted == 3)
    #expect(
      split.report.files[0].columns.map(\.heading) == [
        "Invoice No", "Date", "Customer", "SKU", "Qty", "Price", "Amount", "Channel", "Shelf",
      ])
  }

  @Test func blankColumnsContinueTheDocumentAbove() throws {
    let split = try Split(
      """
      number,customer,date,total,item,quantity,note
      ,,,,Z,1,
      1,Acme,2026-01-31,9.00,A,2,n1
      ,,,,B,1,
      ,Spook,,,C,1,
      2,Beta,2026-02-01,5.00,A,1,n2
      """, name: "invoices.csv")
    #expect(written(split.documents, "total") == ["9.00", "5.00"])
    #expect(written(split.documents, "note") == ["n1", "n2"])
    #expect(written(split.lines, "document") == ["1", "1", "2"])
    #expect(
      split.reasons == [
        "2:1 number: the invoice has no number", "5:1 number: the invoice has no number",
      ])
    #expect(split.report.rowsRead == 5)
    #expect(split.report.accepted == 3)
  }

  @Test func aRefusedDocumentTakesItsLinesAlongButNotTheOtherWayRound() throws {
    let split = try Split(
      """
      number,customer,date,item,quantity,price
      1,Acme,2026-02-31,A,1,2.00
      1,Acme,2026-02-31,B,1,3.00
      2,Beta,2026-02-01,A,many,2.00
      2,Beta,2026-02-01,B,1,3.00
      """)
    #expect(
      split.reasons == [
        "2:3 date: no such day", "3:1 number: line 2 is refused", "4:5 quantity: not a number",
      ])
    #expect(written(split.documents, "number") == ["2"])
    #expect(written(split.lines, "item") == ["B"])
    #expect(split.report.rowsRead == split.report.accepted + split.report.refused)
    #expect(split.report.refused == 3)
  }

  @Test func headingsThatCouldBeEithersAreDecidedByTheirRows() throws {
    let varying = "number,date,item,qty,Amount\n1,2026-01-02,A,1,5\n1,2026-01-02,B,1,6\n"
    #expect(written(try Split(varying).lines, "amount") == ["5", "6"])
    let steady = "number,date,item,qty,Amount\n1,2026-01-02,A,1,11\n1,2026-01-02,B,1,11\n"
    #expect(written(try Split(steady).documents, "total") == ["11"])
    let mapped = try Split(steady, mapping: "Amount = line.amount")
    #expect(written(mapped.lines, "amount") == ["11", "11"])
    let forced = try Split(varying, mapping: "Amount = total")
    #expect(written(forced.documents, "total") == ["5"])
  }

  @Test func ordinaryDocumentsStayWhole() throws {
    for text in [
      "number,customer,date,total\n1,Acme,2026-01-02,5\n1,Acme,2026-01-02,5\n",
      "number,customer,date,description,amount\n1,A,2026-01-02,x,5\n1,A,2026-01-02,y,6\n",
    ] {
      let imported = try Imported(text)
      #expect(imported.table.rowCount == 2)
      #expect(imported.file.collection == .invoices)
    }
  }

  @Test func billsAreKnownByTheirVendor() throws {
    let text = "Bill No,Supplier,Date,Item,Qty,Rate\n1,Acme,2026-01-02,A,1,5\n"
    #expect(try Split(text).documents.collection == .bills)
    #expect(try Split(text).lines.collection == .billLines)
    let orders = "Order No,Date,Item,Qty,Price\n1,2026-01-02,A,1,5\n"
    #expect(try Split(orders, name: "orders.csv").lines.collection == .orderLines)
  }
}
