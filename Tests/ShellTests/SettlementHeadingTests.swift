import Foundation
import TestSupport
import Testing

/// Files that tell by a column, a word or a ledger's rows what of their documents is paid.
struct SettlementHeadingTests {
  /// What a column says of three invoices of 100, 50 and 50, of which 0, 50 and 30 are owed.
  @Test(arguments: [
    ("Paid", ["100.00", "", "20"]), ("Amount settled", ["100", "0", "20"]),
    ("Bezahlt", ["100.00", "0.00", "20.00"]), ("Open", ["0.00", "50.00", "30.00"]),
    ("Remaining", ["0", "50", "30"]), ("Offen", ["0.00", "50.00", "30.00"]),
    ("Open (EUR)", ["0.00", "50.00", "30.00"]), ("Amount paid in EUR", ["100", "0", "20"]),
  ])
  func amountsOfSomePayment(heading: String, values: [String]) throws {
    let owed = try SettlementHeadingTests.owed(heading, values)
    #expect(owed == ["number,owed", "1,0.00", "2,50.00", "3,30.00"])
  }

  /// What a column says of three invoices of which the first is paid.
  @Test(arguments: [
    ("Paid", ["Yes", "No", "No"]), ("Paid?", ["Y", "N", "N"]), ("paid", ["1", "0", "0"]),
    ("Paid", ["x", "", ""]), ("Paid", ["2026-03-20", "", ""]), ("Bezahlt", ["ja", "nein", "nein"]),
    ("Payée", ["oui", "non", "non"]), ("Unpaid", ["no", "yes", "yes"]), ("Open", ["0", "1", "1"]),
    ("Payment Status", ["Paid", "Unpaid", "Partially paid"]), ("Status", ["Paid", "Sent", "Sent"]),
  ])
  func wordsAndDaysOfPayment(heading: String, values: [String]) throws {
    let owed = try SettlementHeadingTests.owed(heading, values)
    #expect(owed == ["number,owed", "1,0.00", "2,50.00", "3,50.00"])
  }

  /// What is no open invoice because it is a draft or void is not paid for that.
  @Test func draftsAreNotPaid() throws {
    let answers = try SystemExportTests.answers(
      "items.csv",
      """
      Invoice No,Customer,Invoice Date,Amount,Status,Open
      1,Acme,2026-03-13,100.00,Draft,No
      2,Brown,2026-03-14,50.00,Void,No
      3,Brown,2026-03-15,50.00,Paid,No
      """, ["payments show customer, amount"])
    #expect(answers == ["customer,amount", "Brown,50.00"])
  }

  /// Payments that name their invoice settle it, have its customer, and leave what is too much.
  @Test func paymentsOfNamedInvoices() throws {
    let folder = try TemporaryFolder()
    let files = [
      "invoices": """
      Invoice No,Customer,Invoice Date,Total
      1,Acme,2026-03-13,100.00
      2,Brown,2026-03-20,60.00
      3,Brown,2026-03-21,40.00
      """,
      "payments": """
      Date,Invoice No,Amount,Method
      2026-04-01,1,40.00,cash
      2026-04-02,1,60.00,card
      2026-04-03,2,75.50,transfer
      2026-04-04,9,5.00,cash
      """,
      "bills": "Bill No,Vendor,Bill Date,Total\nB1,Steel,2026-03-13,70\n",
      "bill_payments": "Date,Bill No,Amount\n2026-04-01,B1,30\n",
    ]
    for (name, text) in files {
      let file = URL(fileURLWithPath: folder.path + "/\(name).csv")
      try Data(text.utf8).write(to: file)
    }
    let questions = [
      "invoices show number, owed, days_to_pay", "payments show customer, amount, unapplied",
      "customers show name, balance", "vendors show name, balance",
    ]
    let run = try ProgramRun(
      [folder.path, "--today", "2026-05-01", "-o", "csv"] + questions.flatMap { ["-c", $0] })
    #expect(
      run.output.split(whereSeparator: \.isNewline) == [
        "number,owed,days_to_pay", "1,0.00,20", "2,0.00,14", "3,40.00,",
        "customer,amount,unapplied", "Acme,40.00,0.00", "Acme,60.00,0.00",
        "Brown,75.50,15.50", ",5.00,5.00", "name,balance", "Acme,0.00", "Brown,24.50",
        "name,balance", "Steel,40.00",
      ])
  }

  /// A column with another heading, or with words that say neither, settles nothing.
  @Test(arguments: [
    ("Prepaid", ["yes", "no", "no"]), ("Paid", ["cash", "card", "no"]),
    ("Open", ["Mon", "Tue", "Wed"]),
  ])
  func whatDoesNotTellSettlesNothing(heading: String, values: [String]) throws {
    let owed = try SettlementHeadingTests.owed(heading, values)
    #expect(owed == ["number,owed", "1,100.00", "2,50.00", "3,50.00"])
  }

  /// Headings of six systems; of each file the first invoice is paid, the second is not.
  @Test(arguments: [
    (
      "sage.csv",
      """
      Type,Account,Name,Date,Due,Ref,Details,Net,Tax,Gross,Paid,O/S
      SI,ACME,Acme Ltd,13/03/2026,12/04/2026,1001,Goods,200.00,40.00,240.00,240.00,0.00
      SI,BROWN,Brown & Co,20/03/2026,19/04/2026,1002,Goods,50.00,10.00,60.00,0.00,60.00
      SC,BROWN,Brown & Co,21/03/2026,21/03/2026,2001,Returned,5.00,1.00,6.00,0.00,6.00
      """
    ),
    (
      "shopify.csv",
      """
      Name,Financial Status,Paid at,Subtotal,Shipping,Taxes,Total,Created at,Billing Name
      #1001,paid,2026-03-13 10:00:00 +0100,195.00,5.00,40.00,240.00,2026-03-13 09:59:00 +0100,Acme
      #1002,pending,,50.00,0.00,10.00,60.00,2026-03-14 09:59:00 +0100,Brown
      """
    ),
    (
      "netsuite.csv",
      """
      Document Number,Date,Name,Amount (Foreign Currency),Amount Remaining (Foreign Currency),Status
      1001,3/13/2026,C-1 Acme,240.00,0.00,Paid In Full
      1002,3/20/2026,C-2 Brown,60.00,60.00,Open
      """
    ),
    (
      "fbl5n.csv",
      """
      Customer,Document Number,Document Date,Net Due Date,Amount in Local Currency,Clearing Date
      10001,1001,2026-03-13,2026-04-12,240.00,2026-04-01
      10002,1002,2026-03-20,2026-04-19,60.00,
      """
    ),
    (
      "opos.csv",
      """
      Konto;Kontobezeichnung;Rechnungs-Nr.;Datum;Fälligkeit;Rechnungsbetrag;Saldo
      10001;Acme GmbH;1001;13.03.2026;12.04.2026;240,00;0,00
      10002;Braun KG;1002;20.03.2026;19.04.2026;60,00;60,00
      """
    ),
    (
      "sevdesk.csv",
      """
      Rechnungsnummer;Rechnungsdatum;Fälligkeit;Kunde;Netto;USt;Brutto;Bezahlt am;Status
      1001;13.03.2026;12.04.2026;Acme GmbH;200,00;40,00;240,00;01.04.2026;Bezahlt
      1002;20.03.2026;19.04.2026;Braun KG;50,00;10,00;60,00;;Offen
      """
    ),
  ])
  func otherSystems(name: String, text: String) throws {
    let answers = try SystemExportTests.answers(
      name, text,
      [
        "invoices show number as n, total, owed", "invoices where customer is missing count",
      ])
    let numbers = answers.map { $0.drop { $0 == "#" } }
    #expect(
      numbers.map(String.init) == [
        "n,total,owed", "1001,240.00,0.00", "1002,60.00,60.00", "count", "0",
      ])
  }

  /// Ledgers of customers, with payments and credit notes beside the invoices, written negative.
  ///
  /// A owes nothing; B owes 60, and 10 of a credit note and 30 of a payment are left.
  @Test(arguments: [
    """
    Posting Date,Document Type,Document No.,Customer No.,Amount,Remaining Amount,Due Date,Open
    2026-03-13,Invoice,1,A,240.00,0.00,2026-04-12,No
    2026-03-20,Invoice,2,B,80.00,60.00,2026-04-19,Yes
    2026-03-25,Payment,P-1,A,-240.00,0.00,2026-03-25,No
    2026-04-02,Payment,P-2,B,-50.00,-30.00,2026-04-02,Yes
    2026-04-03,Credit Memo,C-1,B,-10.00,-10.00,2026-04-03,Yes
    """,
    """
    Type,Date,Num,Name,Due Date,Amount,Open Balance
    Invoice,03/13/2026,1,A,04/12/2026,240.00,0.00
    Invoice,03/20/2026,2,B,04/19/2026,80.00,60.00
    Payment,03/25/2026,P-1,A,,-240.00,0.00
    Payment,04/02/2026,P-2,B,,-50.00,-30.00
    Credit Memo,04/03/2026,C-1,B,,-10.00,-10.00
    """,
  ])
  func ledgers(text: String) throws {
    let answers = try SystemExportTests.answers(
      "ledger.csv", text,
      [
        "customers show name, owed, unapplied, balance", "payments show number, date, unapplied",
        "credits show number, date", "invoices sum days_to_pay",
      ])
    #expect(
      answers == [
        "name,owed,unapplied,balance", "A,0.00,0.00,0.00", "B,60.00,40.00,20.00",
        "number,date,unapplied", "P-1,2026-03-25,0.00", "P-2,2026-04-02,30.00",
        "number,date", "C-1,2026-04-03", "sum days_to_pay", "12",
      ])
  }

  /// Where days tell what is settled, a payment of the same file is what settled it.
  @Test func aPaymentBesideADayOfClearingIsNotCountedTwice() throws {
    let answers = try SystemExportTests.answers(
      "fbl5n.csv",
      """
      Customer,Document Number,Document Type,Document Date,Amount in Local Currency,Clearing Date
      10001,1800000001,RV,2026-03-13,240.00,2026-04-01
      10002,1800000002,RV,2026-03-20,60.00,
      10001,1400000001,DZ,2026-04-01,-240.00,2026-04-01
      10002,1600000001,DG,2026-04-02,-10.00,
      """, ["customers show number, owed, balance", "payments count"])
    #expect(
      answers == ["number,owed,balance", "10001,0.00,0.00", "10002,60.00,50.00", "count", "1"])
  }

  private static func owed(_ heading: String, _ values: [String]) throws -> [String] {
    try SystemExportTests.answers(
      "items.csv",
      """
      Invoice No,Customer,Invoice Date,Due Date,Amount,\(heading)
      1,Acme,2026-03-13,2026-04-12,100.00,\(values[0])
      2,Brown,2026-03-14,2026-04-13,50.00,\(values[1])
      3,Brown,2026-03-15,2026-04-14,50.00,\(values[2])
      """, ["invoices show number, owed"])
  }
}
