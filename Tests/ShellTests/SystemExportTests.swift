import Foundation
import TestSupport
import Testing

/// Small exports with the headings of real systems open without a mapping.
///
/// The figures are invented; what is owed is what each file calls open.
struct SystemExportTests {
  /// The lines of the answers about a file, as CSV.
  static func answers(
    _ name: String, _ text: String, _ questions: [String], _ options: [String] = []
  ) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = folder.path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let asked = questions.flatMap { ["-c", $0] }
    let run = try ProgramRun(
      [path, "--today", "2026-05-01", "-o", "csv"] + options + asked)
    return run.output.split(whereSeparator: \.isNewline).map(String.init)
  }

  @Test func quickBooks() throws {
    let answers = try SystemExportTests.answers(
      "sales.csv",
      """
      Invoice number,Customer,Invoice date,Due date,Terms,Item(Product/Service),\
      Item Description,Item Quantity,Item Rate,Item Amount,Item tax code,Memo
      1001,Acme Ltd,2026-03-02,2026-04-01,Net 30,Consulting,"Site visit, half a day",4,90.00,\
      360.00,TAX,March
      1001,Acme Ltd,2026-03-02,2026-04-01,Net 30,Travel,Train,1,42.50,42.50,TAX,March
      1002,Brown & Co,2026-03-05,2026-03-05,Due on receipt,Consulting,Report,2,90.00,180.00,\
      TAX,
      """, ["invoices show number, customer, total, owed", "lines count, sum amount"])
    #expect(
      answers == [
        "number,customer,total,owed",
        "1001,Acme Ltd,402.50,402.50",
        "1002,Brown & Co,180.00,180.00",
        "count,sum amount",
        "3,582.50",
      ])
  }

  @Test func xero() throws {
    let answers = try SystemExportTests.answers(
      "xero.csv",
      """
      *ContactName,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Total,TaxTotal,\
      InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,*Description,*Quantity,*UnitAmount,\
      LineAmount,*AccountCode,*TaxType,TaxAmount,Currency,Type,Status
      Acme Ltd,INV-1,PO 7,13/03/2026,12/04/2026,120.00,20.00,50.00,70.00,PUMP,Pump,2,40.00,\
      80.00,200,20% (VAT),16.00,GBP,ACCREC,Awaiting Payment
      Acme Ltd,INV-1,PO 7,13/03/2026,12/04/2026,120.00,20.00,50.00,70.00,HOSE,Hose,1,20.00,\
      20.00,200,20% (VAT),4.00,GBP,ACCREC,Awaiting Payment
      Steel Supply,B-9,,14/03/2026,14/04/2026,60.00,10.00,0.00,60.00,,Steel,5,10.00,50.00,300,\
      20% (VAT),10.00,GBP,ACCPAY,Awaiting Payment
      Acme Ltd,CN-1,INV-1,20/03/2026,20/03/2026,24.00,4.00,0.00,24.00,PUMP,Pump returned,0.5,\
      40.00,20.00,200,20% (VAT),4.00,GBP,ACCRECCREDIT,Awaiting Payment
      """,
      [
        "invoices show number, customer, total, owed", "bills show number, vendor, owed",
        "credits show number, customer, amount", "credit_lines show item, amount",
      ])
    #expect(
      answers == [
        "number,customer,total,owed",
        "INV-1,Acme Ltd,120.00,70.00",
        "number,vendor,owed",
        "B-9,Steel Supply,60.00",
        "number,customer,amount",
        "CN-1,Acme Ltd,24.00",
        "item,amount",
        "PUMP,20.00",
      ])
  }

  @Test func stripe() throws {
    let answers = try SystemExportTests.answers(
      "stripe.csv",
      """
      id,number,customer,status,created,due_date,currency,amount_due,amount_paid,\
      amount_remaining,subtotal,tax,total,attempt_count
      in_1,A-0001,cus_1,open,2026-03-01 10:15,2026-03-31,eur,119.00,19.00,100.00,100.00,19.00,\
      119.00,0
      in_2,A-0002,cus_2,paid,2026-03-02 11:00,2026-04-01,usd,50.00,50.00,0.00,50.00,0.00,\
      50.00,1
      in_3,A-0003,cus_1,void,2026-03-03 11:00,2026-04-02,eur,10.00,0.00,10.00,10.00,0.00,\
      10.00,0
      """, ["invoices show number, date, owed, status"])
    #expect(
      answers == [
        "number,date,owed,owed_currency,status",
        "A-0001,2026-03-01,100.00,EUR,overdue",
        "A-0002,2026-03-02,0.00,USD,paid",
        "A-0003,2026-03-03,0.00,EUR,void",
      ])
  }

  @Test func erpNext() throws {
    let answers = try SystemExportTests.answers(
      "sales invoice.csv",
      """
      name,customer,posting_date,due_date,currency,conversion_rate,net_total,\
      total_taxes_and_charges,grand_total,outstanding_amount,is_return,return_against,po_no,\
      item_code (items),item_name (items),qty (items),rate (items),amount (items)
      SINV-1,Acme,2026-03-01,2026-03-31,EUR,1,100.00,19.00,119.00,59.50,0,,PO-5,PUMP,Pump,2,\
      40.00,80.00
      ,,,,,,,,,,,,,HOSE,Hose,1,20.00,20.00
      SINV-2,Acme,2026-03-10,2026-03-10,EUR,1,-50.00,-9.50,-59.50,0.00,1,SINV-1,,PUMP,Pump,-1,\
      50.00,-50.00
      Total,,,,,,,,,,,,,,,,,
      """,
      [
        "invoices show number, customer, total, owed", "credits show number, amount",
        "lines show document, item, amount", "credit_lines show quantity, amount",
        "allocations show document, credit, amount", "customers show name, balance",
        "payments count",
      ])
    #expect(
      answers == [
        "number,customer,total,owed",
        "SINV-1,Acme,119.00,59.50",
        "number,amount",
        "SINV-2,59.50",
        "document,item,amount",
        "SINV-1,PUMP,80.00",
        "SINV-1,HOSE,20.00",
        "quantity,amount",
        "1,50.00",
        "document,credit,amount",
        "SINV-1,SINV-2,59.50",
        "name,balance",
        "Acme,59.50",
        "count",
        "0",
      ])
  }

  /// As QuickBooks prints its list of invoices: titles, signs of dollars, a total, what is open.
  @Test func quickBooksReport() throws {
    let answers = try SystemExportTests.answers(
      "list.csv",
      """
      "Invoice List by Date","","","","","",""
      "Some Firm","","","","","",""
      "January - March, 2026","","","","","",""
      Date,Transaction Type,Num,Name,Memo/Description,Due Date,Amount,Open Balance
      01/15/2026,Invoice,1037,Sonnen Store,,02/14/2026,"$362.07",$362.07
      01/20/2026,Invoice,1036,Freeman Sports,,02/19/2026,"$1,477.50",$477.50
      01/28/2026,Credit Memo,1026,Cool Cars,,,-$100.00,-$100.00
      TOTAL,,,,,,"$1,739.57",$739.57
      """,
      ["invoices show number, customer, total, owed", "credits show customer, unapplied"],
      ["--currency", "USD"])
    #expect(
      answers == [
        "number,customer,total,owed",
        "1037,Sonnen Store,362.07,362.07",
        "1036,Freeman Sports,1477.50,477.50",
        "customer,unapplied",
        "Cool Cars,100.00",
      ])
  }

  /// As Stripe's own pages export: days with their clock, and no names of its interface.
  @Test func stripeDashboard() throws {
    let answers = try SystemExportTests.answers(
      "invoices.csv",
      """
      id,Customer,Number,Currency,Subtotal,Tax,Total,Amount Due,Amount Paid,Amount Remaining,\
      Date (UTC),Due Date (UTC),Status,Customer Name
      in_1,cus_1,A-0001,usd,100.00,20.00,120.00,120.00,120.00,0.00,2026-01-03 10:22,\
      2026-02-02 10:22,paid,Jenny Rosen
      in_2,cus_2,A-0002,eur,50.00,0.00,50.00,50.00,0.00,50.00,2026-02-03 10:22,\
      2026-03-05 10:22,open,Zoë Müller
      in_3,cus_2,A-0003,eur,75.00,0.00,75.00,75.00,0.00,75.00,2026-02-13 10:22,,void,Zoë Müller
      """, ["invoices show number, date, due, owed, status"])
    #expect(
      answers == [
        "number,date,due,owed,owed_currency,status",
        "A-0001,2026-01-03,2026-02-02,0.00,USD,paid",
        "A-0002,2026-02-03,2026-03-05,50.00,EUR,overdue",
        "A-0003,2026-02-13,,0.00,EUR,void",
      ])
  }

  /// As Odoo's lists export: headings for people, and amounts with their sign.
  @Test func odooList() throws {
    let answers = try SystemExportTests.answers(
      "account.move.csv",
      """
      Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Origin,\
      Untaxed Amount Signed,Tax Signed,Total Signed,Amount Due Signed,Payment Status,Status
      INV/2026/00001,Azure Interior,2026-01-05,2026-02-04,S00012,"1,250.00",187.50,"1,437.50",\
      0.00,Paid,Posted
      INV/2026/00002,Deco Addict,2026-01-25,2026-02-24,S00013,500.00,75.00,575.00,575.00,\
      Not Paid,Posted
      RINV/2026/00001,Deco Addict,2026-02-05,2026-02-05,,-100.00,-15.00,-115.00,-115.00,\
      Not Paid,Posted
      """,
      ["invoices show number, customer, net, owed", "credits show number, unapplied"])
    #expect(
      answers == [
        "number,customer,net,owed",
        "INV/2026/00001,Azure Interior,1250.00,0.00",
        "INV/2026/00002,Deco Addict,500.00,575.00",
        "number,unapplied",
        "RINV/2026/00001,115.00",
      ])
  }

  /// As Xero's template has it: a status, and a column `Sent` below which stands that word.
  @Test func whatIsPaidByStatusAloneOwesNothing() throws {
    let answers = try SystemExportTests.answers(
      "sales.csv",
      """
      *ContactName,*InvoiceNumber,*InvoiceDate,*DueDate,Total,*Description,*Quantity,\
      *UnitAmount,TaxAmount,Currency,Type,Sent,Status
      City Agency,INV-10,12/02/2026,14/03/2026,243.55,Boxes,5,45.10,18.05,GBP,Sales invoice,\
      Sent,Paid
      City Agency,INV-10,12/02/2026,14/03/2026,243.55,Delivery,1,0.00,0.00,GBP,Sales invoice,\
      Sent,Paid
      Bayside,INV-11,25/02/2026,27/03/2026,234.00,Balls,1,195.00,39.00,GBP,Sales invoice,,\
      Awaiting Payment
      """, ["invoices show number, owed, sent, status"])
    #expect(
      answers == [
        "number,owed,sent,status",
        "INV-10,0.00,yes,paid",
        "INV-11,234.00,no,overdue",
      ])
  }

  /// A balance that runs on from document to document is not what is left of each.
  @Test func aRunningBalanceIsNotWhatIsOpen() throws {
    let run = """
      Invoice,Customer,Date,Amount,Balance
      1,Acme,2026-01-01,100.00,100.00
      2,Acme,2026-01-05,50.00,150.00
      """
    let rest = run.replacingOccurrences(of: "150.00", with: "20.00")
    let question = ["invoices show number, owed"]
    #expect(
      try SystemExportTests.answers("a.csv", run, question)
        == ["number,owed", "1,100.00", "2,50.00"])
    #expect(
      try SystemExportTests.answers("b.csv", rest, question)
        == ["number,owed", "1,100.00", "2,20.00"])
  }

  @Test func germanAndFrenchHeadings() throws {
    let german = try SystemExportTests.answers(
      "export.csv",
      """
      Rechnungs-Nr.;Rechnungsdatum;Fälligkeitsdatum;Kunde;Nettobetrag;MwSt.;Bruttobetrag;\
      Währung;Bezahlt am
      RE-1;03.01.2026;17.01.2026;Müller GmbH;1.000,00;190,00;1.190,00;EUR;15.01.2026
      RE-2;10.02.2026;24.02.2026;Groß KG;2.500,50;475,10;2.975,60;EUR;
      """, ["invoices show number, customer, due, net, tax, total, owed"])
    #expect(
      german == [
        "number,customer,due,net,tax,total,owed",
        "RE-1,Müller GmbH,2026-01-17,1000.00,190.00,1190.00,0.00",
        "RE-2,Groß KG,2026-02-24,2500.50,475.10,2975.60,2975.60",
      ])
    let french = try SystemExportTests.answers(
      "factures.csv",
      """
      N° facture;Date facture;Échéance;Client;Montant HT;TVA;Montant TTC;Devise
      F2026-1;05/01/2026;04/02/2026;L'Atelier;1 234,56;246,91;1 481,47;EUR
      F2026-2;15/01/2026;14/02/2026;L'Atelier;99,00;19,80;118,80;EUR
      """, ["invoices show number, customer, due, total"])
    #expect(
      french == [
        "number,customer,due,total",
        "F2026-1,L'Atelier,2026-02-04,1481.47",
        "F2026-2,L'Atelier,2026-02-14,118.80",
      ])
  }

  @Test func creditNotesAreAppliedAsTheFileSays() throws {
    let answers = try SystemExportTests.answers(
      "open items.csv",
      """
      number,type,customer,date,due_date,currency,total,balance due
      1001,Invoice,Acme,2026-03-01,2026-03-31,EUR,100.00,40.00
      1002,Invoice,Acme,2026-03-02,2026-04-01,EUR,50.00,50.00
      CN-1,Credit Note,Acme,2026-03-05,2026-03-05,EUR,25.00,5.00
      CN-2,Credit Note,Brown,2026-03-06,2026-03-06,EUR,30.00,10.00
      """,
      [
        "customers sort name show name, owed, unapplied, balance",
        "allocations sort amount show document, credit, amount, date",
        "payments sort amount show customer, amount",
        "invoices as of 2026-03-04 show number, owed",
      ])
    #expect(
      answers == [
        "name,owed,unapplied,balance",
        "Acme,90.00,5.00,85.00",
        "Brown,0.00,10.00,-10.00",
        "document,credit,amount,date",
        "1001,CN-1,20.00,2026-03-05",
        "1001,,40.00,2026-03-01",
        "customer,amount",
        "Brown,-20.00",
        "Acme,40.00",
        "number,owed",
        "1001,60.00",
        "1002,50.00",
      ])
  }

  @Test func odoo() throws {
    let answers = try SystemExportTests.answers(
      "odoo.csv",
      """
      name,partner_id,move_type,invoice_date,invoice_date_due,currency_id,amount_untaxed,\
      amount_tax,amount_total,amount_residual,state,payment_state,invoice_line_ids/product_id,\
      invoice_line_ids/name,invoice_line_ids/quantity,invoice_line_ids/price_unit,\
      invoice_line_ids/price_subtotal
      INV/2026/0001,Acme,out_invoice,2026-03-01,2026-03-31,EUR,100.00,19.00,119.00,19.00,\
      posted,partial,[PUMP] Pump,Pump,2,40.00,80.00
      ,,,,,,,,,,,,[HOSE] Hose,Hose,1,20.00,20.00
      BILL/2026/0001,Steel,in_invoice,2026-03-02,2026-04-01,EUR,50.00,0.00,50.00,50.00,posted,\
      not_paid,,Steel,5,10.00,50.00
      RINV/2026/0001,Acme,out_refund,2026-03-05,2026-03-05,EUR,10.00,1.90,11.90,11.90,posted,\
      not_paid,,Goodwill,1,10.00,10.00
      """,
      [
        "invoices show number, total, owed", "bills show number, vendor, owed",
        "credits show number, amount", "lines show item, description, amount",
      ])
    #expect(
      answers == [
        "number,total,owed",
        "INV/2026/0001,119.00,19.00",
        "number,vendor,owed",
        "BILL/2026/0001,Steel,50.00",
        "number,amount",
        "RINV/2026/0001,11.90",
        "item,description,amount",
        "[PUMP] Pump,Pump,80.00",
        "[HOSE] Hose,Hose,20.00",
      ])
  }
}
