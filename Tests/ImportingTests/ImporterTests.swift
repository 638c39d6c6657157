import Columns
import Diagnostics
import Importing
import Model
import Testing

@Suite struct ImporterTests {
  @Test func headingsAreFieldsWhateverTheirSpelling() throws {
    let imported = try Imported(
      "Invoice No;CUSTOMER_ID;InvoiceDate;due-date;*Total\n007;C1;2026-01-02;2026-02-01;5.00\n")
    #expect(imported.table.columns.map(\.name) == ["number", "customer", "date", "due", "total"])
    #expect(imported.values("number") == ["007"])
    #expect(imported.table.lines == [2])
  }

  @Test func anExactNameWinsAndTheOtherColumnIsKept() throws {
    let imported = try Imported("number,amount,total,customer_name,customer\n1,2.0,3.00,Acme,C1\n")
    #expect(imported.values("total") == ["3.00"])
    #expect(imported.values("amount") == ["2.0"])
    #expect(imported.values("customer") == ["C1"])
    #expect(imported.values("customer_name") == ["Acme"])
  }

  @Test func columnsThatFitNoFieldAreTypedByAllTheirValues() throws {
    let imported = try Imported(
      """
      number,PaperlessDate,Days Late,Zip,Paid?,Score,Mixed,owed,2nd,,Blank
      1,2026-01-02,13,01234,Yes,-1.5,7,9,a,q,
      2,,0,22222,no,,x,8,b,,
      """)
    let extras = imported.table.columns.dropFirst()
    #expect(
      extras.map(\.name)
        == [
          "paperless_date", "days_late", "zip", "paid_2", "score", "mixed", "file_owed",
          "column_2nd", "column_10", "blank",
        ].map { $0 == "paid_2" ? "file_paid" : $0 })
    #expect(
      extras.map { $0.values.type } == [
        .date, .number, .text, .boolean, .number, .text, .number, .text, .text, .text,
      ])
    #expect(extras.first?.extraHeading == "PaperlessDate")
    #expect(imported.values("zip") == ["01234", "22222"])
    #expect(imported.values("score") == ["-1.5", "—"])
  }

  @Test func theApostropheBeforeAFormulaIsNoPartOfTheText() throws {
    let imported = try Imported(
      "number,customer,memo,total\n'=1,'+49,'quoted,'-5\n2,''=x,it's,5\n")
    #expect(imported.values("number") == ["=1", "2"])
    #expect(imported.values("customer") == ["+49", "'=x"])
    #expect(imported.values("memo") == ["'quoted", "it's"])
    #expect(imported.values("total") == ["-5", "5"])
  }

  @Test func numbersThatWentThroughASpreadsheetStayTexts() throws {
    let imported = try Imported("number,customer,total\n2960623488.0,1.23E+05,5\n")
    #expect(imported.values("number") == ["2960623488.0"])
    #expect(imported.values("customer") == ["1.23E+05"])
  }

  @Test func currenciesOfAmounts() throws {
    let imported = try Imported(
      "number,currency,total,tax\n1,USD,$5,1\n2,,€ 6,1\n3,,7,\n4,eur,8 EUR,\n"
        + "5,GBP,\"EUR 1,200.50\",\n6,EUR,$1,\n7,XXY,1,\n8,,$9,\n",
      currency: "CHF")
    #expect(imported.values("total") == ["USD 5", "EUR 6", "CHF 7", "EUR 8"])
    #expect(imported.values("tax").prefix(2) == ["USD 1", "EUR 1"])
    #expect(imported.values("currency") == ["USD", "EUR", "CHF", "EUR"])
    #expect(
      imported.reasons == [
        "6:3 total 'EUR 1,200.50': the row is in GBP", "7:3 total '$1': the row is in EUR",
        "8:2 currency 'XXY': no such currency", "9:3 total '$9': $ does not say which dollar",
      ])
  }

  @Test(arguments: [
    ("Total (EUR)", "EUR 5"), ("Total EUR", "EUR 5"), ("Amount in USD", "USD 5"),
    ("Betrag €", "EUR 5"), ("Total [JPY]", "JPY 5"), ("Total", "CHF 5"),
    ("Amount ($)", "no column"),
  ])
  func headingsThatNameTheirCurrency(heading: String, total: String) throws {
    let imported = try Imported("number,customer,\(heading)\n1,A,5\n", currency: "CHF")
    #expect(imported.values("total") == [total])
  }

  @Test func aCurrencyOfAHeadingGivesWayToThatOfTheRow() throws {
    let imported = try Imported(
      "number,currency,Total (EUR)\n1,USD,5\n2,,6\n", currency: "CHF")
    #expect(imported.values("total") == ["USD 5", "EUR 6"])
    // Of two currencies none is chosen, and a word is no currency.
    let two = try Imported("number,Total (EUR),Total (USD)\n1,5,6\n", currency: "CHF")
    #expect(two.values("total") == ["no column"])
    let all = try Imported("number,total,Total ALL\n1,5,6\n", currency: "CHF")
    #expect(all.values("total") == ["CHF 5"])
  }

  @Test(arguments: [
    ("Debit", "Credit"), ("Money out", "Money in"), ("Soll", "Haben"),
    ("Withdrawals", "Deposits"),
  ])
  func whatCameInLessWhatWentOut(went: String, came: String) throws {
    let imported = try Imported(
      "date,text,\(went),\(came)\n2026-05-19,a,,10.50\n2026-05-19,b,4.25,\n2026-05-19,c,-3,0.00\n"
        + "2026-05-19,d,1,2\n2026-05-19,e,,\n",
      name: "bank_lines.csv", currency: "EUR")
    #expect(imported.values("amount") == ["EUR 10.50", "EUR -4.25", "EUR -3.00", "—"])
    #expect(imported.reasons == ["5:5 amount '2 and 1': not a number"])
  }

  @Test func linesTakeTheCurrencyOfTheirDocument() throws {
    let text = "invoice,amount\n1,5\n"
    let lines = try Imported(text, name: "book/invoice_lines.csv", currency: "EUR")
    #expect(lines.values("amount") == ["5"])
    #expect(lines.values("currency") == ["no column"])
    let invoices = try Imported("number,total\n1,5\n", currency: "EUR")
    #expect(invoices.values("total") == ["EUR 5"])
    #expect(invoices.values("currency") == ["EUR"])
  }

  @Test func settingsOfABook() throws {
    let settings = "name,value\ntoday,2026-05-20\ndollar,CAD\ncurrency,EUR\naging,30 60 90\n"
    let imported = try Imported("number,total\n1,$5\n2,6\n", settings: settings)
    #expect(imported.values("total") == ["CAD 5", "EUR 6"])
    #expect(
      imported.settings
        == ["today": "2026-05-20", "dollar": "CAD", "currency": "EUR", "aging": "30 60 90"])
    for wrong in ["color,red", "today,tomorrow", "currency,XXY", "aging,60 30", "dollar"] {
      let settings = "name,value\n\(wrong)\n"
      #expect(code { _ = try Imported("number\n1\n", settings: settings) } == "I112")
    }
  }

  @Test func yesNoAndStatus() throws {
    let imported = try Imported(
      "number,Disputed,sent,Status,Country,Paid On\n1,YES,x,Draft,DE,2026-01-02\n2,,0,Open,,\n"
        + "3,maybe,,,,\n")
    #expect(imported.values("marked_disputed") == ["yes", "no"])
    #expect(imported.values("sent") == ["yes", "no"])
    #expect(imported.values("draft") == ["yes", "no"])
    #expect(imported.values("file_status") == ["Draft", "Open"])
    #expect(imported.values("document_country") == ["DE", "—"])
    #expect(imported.table.settledDays == [20_455, Missing.day])
    #expect(imported.reasons == ["4:2 Disputed 'maybe': neither yes nor no"])
  }

  @Test func refusedRowsLeaveNoTrace() throws {
    let imported = try Imported(
      "number,customer,total\n1,Acme,1.5\n,Ghost,2\n2\n3,Spook,1.23456\n\n4,\"Wraith\"x,1\n"
        + "5,Shade,x,extra\n6,Acme,3,,\n7,Phantom,1.2345678\n")
    #expect(
      imported.reasons == [
        "3:1 number '': the invoice has no number",
        "7:2 customer 'Wraith': text follows the closing quote",
        "8:4  'extra': more fields than headings",
        "10:3 total '1.2345678': more than six decimals",
      ])
    #expect(imported.values("number") == ["1", "2", "3", "6"])
    #expect(imported.values("total") == ["1.50000", "—", "1.23456", "3.00000"])
    guard case .text(_, let names) = imported.table.columns[1].values else { return }
    #expect(
      (0..<UInt32(names.count)).map { String(decoding: names[$0], as: UTF8.self) } == [
        "Acme", "Spook",
      ])
    #expect(imported.file.rowsRead == 8)
    #expect(imported.file.accepted == 4)
    #expect(imported.file.refused == 4)
  }

  @Test func whatAFileHolds() throws {
    #expect(try Imported("number\n1\n", name: "a/Invoices.CSV").file.collection == .invoices)
    #expect(
      try Imported("number\n1\n", name: "vendor-credits.csv").file.collection == .vendorCredits)
    let sales = "Invoice No,Client,Gross\n1,Acme,5\n"
    #expect(try Imported(sales, name: "sales.csv").file.collection == .invoices)
    let costs = "Bill No,Supplier,Gross\n1,Acme,5\n"
    #expect(try Imported(costs, name: "costs.csv").file.collection == .bills)
    let mapping = "collection = bills\nClient = vendor"
    #expect(try Imported(sales, name: "sales.csv", mapping: mapping).file.collection == .bills)
    #expect(code { _ = try Imported("a,b\n1,2\n", name: "x.csv") } == "I107")
    #expect(code { _ = try Imported("", name: "invoices.csv") } == "I108")
    #expect(code { _ = try Imported("customer,total\nA,5\n") } == "I108")
    #expect(code { _ = try Imported("number,Total,total\nA,5,6\n") } == "I111")
  }

  @Test func textIsNormalizedOnlyWhereItIsNotPlain() throws {
    let source = ImportSource(
      name: "customers.csv", bytes: Array("number,name\n1,\u{A0}Ä\u{202F}\n2,B \n3,Ö\n".utf8))
    let options = ImportOptions { bytes in
      #expect(bytes.contains { $0 >= 0x80 })
      return Array("Ü".utf8)
    }
    let (draft, _) = try Importer.read(sources: [source], options: options)
    guard case .text(let codes, let names) = draft.tables[0].columns[1].values else {
      Issue.record("not text")
      return
    }
    #expect(codes == [0, 1, 0])
    #expect(names[1].elementsEqual("B".utf8))
  }

  @Test func personalNamesMakeTheNameThatIsMissing() throws {
    let rows = "CustomerId,First Name,LastName,Company\n1,Ana,Lima,\n2,Bo,Ek,Ek AB\n3,,Orr,\n4,,,\n"
    let both = try Imported(rows, name: "customers.csv")
    #expect(both.values("name") == ["Ana Lima", "Ek AB", "Orr", "—"])
    #expect(both.values("first_name") == ["Ana", "Bo", "—", "—"])
    #expect(both.file.notes == ["where Company is empty, the name is First Name and LastName"])
    let alone = try Imported(rows.replacing("Company", with: "Firm"), name: "customers.csv")
    #expect(alone.values("name") == ["Ana Lima", "Bo Ek", "Orr", "—"])
    #expect(alone.values("firm") == ["—", "Ek AB", "—", "—"])
    #expect(alone.file.notes == ["the name is First Name and LastName"])
    // What the mapping says about the two goes before.
    let mapped = try Imported(rows, name: "customers.csv", mapping: "LastName = contact\n")
    #expect(mapped.values("name") == ["—", "Ek AB", "—", "—"])
  }

  @Test func whatIsNoRowIsToldOfTheFile() throws {
    let text = "Sales report\nnumber,date,total,total\n1,2026-01-02,5.00,5.00\n"
    let file = try Imported(text + "number,date,total,total\n2,2026-01-03,6.00,6.00")
    #expect(file.values("number") == ["1", "2"])
    #expect(
      file.file.notes == [
        "what stands above the headings of line 2 is a title", "1 line repeats the headings",
        "no line end follows the last row, whose last field may be cut off",
        "column 4 repeats 'total' of column 3",
      ])
    #expect(try Imported("number,date,total\n1,2026-01-02,5.00\n").file.notes == [])
  }

  @Test func everyTruncationIsReadOrRefusedAsAWhole() {
    let text =
      "Number;Customer;Date;Total;Paid?\n\"1\";Ä\u{301};13/01/2026;\"1.200,50\";yes\n"
      + "2;\"A\n\"\"B\"\"\";02/01/2026;€ 3,5;no\n"
    let bytes = Array(text.utf8)
    var rows: [Int] = []
    for count in 0...bytes.count {
      let source = ImportSource(name: "invoices.csv", bytes: Array(bytes[..<count]))
      guard let (_, report) = try? Importer.read(sources: [source], options: options()) else {
        continue
      }
      #expect(report.rowsRead == report.accepted + report.refused)
      rows.append(report.accepted)
    }
    #expect(rows.max() == 2)
  }
}
