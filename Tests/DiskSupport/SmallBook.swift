/// A book of a few records, with something for every verb to work on.
enum SmallBook {
  static let files: [(name: String, text: String)] = [
    ("settings.csv", "name,value\ntoday,2026-05-20\ncurrency,EUR\n"),
    (
      "customers.csv",
      "number,name,terms,currency,credit_limit\nC-1,Acme,net 30,EUR,1000.00\nC-2,Beta,net 14,EUR,\n"
    ),
    ("vendors.csv", "number,name,currency\nV-1,Paper Mill,EUR\n"),
    (
      "invoices.csv",
      "number,customer,date,due,currency,net,tax,total\n"
        + "INV-1,C-1,2026-03-01,2026-03-31,EUR,100.00,20.00,120.00\n"
        + "INV-2,C-1,2026-04-01,2026-05-01,EUR,200.00,40.00,240.00\n"
        + "INV-3,C-2,2026-05-01,2026-05-15,EUR,50.00,10.00,60.00\n"
    ),
    (
      "bills.csv",
      "number,vendor_number,vendor,date,due,currency,net,tax,total\n"
        + "B-1,77,V-1,2026-04-10,2026-05-10,EUR,80.00,16.00,96.00\n"
    ),
    (
      "payments.csv",
      "number,customer,date,amount,currency,reference\n"
        + "PAY-1,C-1,2026-04-02,100.00,EUR,bank 1\nPAY-2,C-2,2026-05-02,30.00,EUR,bank 2\n"
    ),
    (
      "allocations.csv",
      "payment,document,date,amount,currency\nPAY-1,INV-1,2026-04-02,70.00,EUR\n"
    ),
  ]

  /// What is asked to see all that a book holds.
  static let questions = """
    invoices show number, customer, due, total, owed, status, disputed, terms
    invoices show number, flagged, held, sent, held_because
    bills show number, vendor, total, owed, status, approved, held, disputed
    customers show number, name, phone, owed, unapplied, balance
    vendors show number, name, owed, balance
    payments show number, customer, date, amount, unapplied, reference
    bill_payments show number, vendor, date, amount, unapplied
    credits show number, amount, unapplied
    allocations show payment, credit, document, date, amount
    orders show number, total
    lines show document, line, description, amount
    notes show customer, document, length(text), left(text, 40)
    promises show document, due, amount, resolved
    disputes show document, amount, reason, resolved
    bill_disputes show document, amount, reason
    book
    events show event, record, left(before, 60), left(after, 60), undoes, undone_by
    """

  /// Scripts that changes use, by their names; the first makes the book's history.
  static let scripts: [(name: String, text: String)] = [
    (
      "history.ivq",
      """
      dispute #INV-2 EUR 20 because "one was broken"
      flag #INV-3 because "look at it"
      hold #INV-3 because "wait"
      """
    ),
    (
      "several.ivq",
      """
      pay #INV-1 EUR 10 ref "bank 7"
      note #INV-1 "one line
      of two"
      add customer "Gamma" set country = "DE"
      add invoice #INV-9 for "Gamma" line 2 x "Widget" at EUR 5 tax 20%
      pay #INV-9 EUR 12
      """
    ),
    ("growing.ivq", notes(18, of: 57_000)), ("last.ivq", notes(1, of: 40_000)),
  ]

  private static func notes(_ count: Int, of length: Int) -> String {
    let text = String(repeating: "a long story ", count: length / 13)
    return (0..<count).map { "note #INV-\($0 % 3 + 1) \"\(text)\"\n" }.joined()
  }

  static let lastSentence = "note #INV-1 \"and on it goes\""
}

extension ProgramTrial.Change {
  /// Files become a book.
  package static let importing = ProgramTrial.Change(
    "import", ["import", "FILES", "--into", "BOOK"], done: "kept in", on: .none)
  /// The change that is made most often.
  package static let paying = ProgramTrial.Change("pay #INV-1 EUR 30 on 19 May ref \"bank 3\"")
  /// A script whose changes are kept as one.
  package static let scripting = ProgramTrial.Change(
    "a script", ["BOOK", "--yes", "-f", "several.ivq"])

  /// The last change before the book is written anew.
  package static let writingAnew = ProgramTrial.Change(
    "a new generation", ["BOOK", "--yes", "-f", "last.ivq"], on: .grown)

  /// A book becomes a file, beside others that go on with it.
  package static let backingUp = ProgramTrial.Change(
    "backup", ["backup", "BOOK", "FILE"], done: "kept in")
  /// A file becomes a book again.
  package static let restoring = ProgramTrial.Change(
    "restore", ["restore", "BACKUP", "--into", "BOOK"], done: "kept in", on: .none)
  /// What can be read of a book becomes another.
  package static let salvaging = ProgramTrial.Change(
    "salvage", ["salvage", "WHOLE", "--into", "BOOK"], done: "kept in", on: .none)

  /// Those that reach for files in ways of their own.
  package static let ofKinds: [ProgramTrial.Change] = [
    importing, paying, scripting, writingAnew, backingUp, restoring, salvaging,
  ]

  /// Every way to change a book.
  package static let all: [ProgramTrial.Change] =
    ofKinds
    + [
      "post payment EUR 200 from \"Acme\" for oldest",
      "post payment EUR 50 from \"Acme\" for #INV-1 EUR 20, #INV-2 EUR 30",
      "apply #PAY-2 to #INV-3", "apply #PAY-1 to oldest", "unapply #PAY-1 from #INV-1 EUR 20",
      "write off #INV-3 EUR 0.50 because \"charges\"", "flag (invoices where open) because \"a\"",
      "unflag #INV-3", "hold #B-1", "release #INV-3", "approve #B-1", "send #INV-1",
      "note #INV-2 \"called\"", "promise #INV-2 EUR 100 on 30 June",
      "dispute #B-1 because \"not ours\"", "resolve #INV-2 because \"credit given\"",
      "change customer \"Acme\" set phone = \"030 1234\", terms = \"net 10\"",
      "change invoice #INV-2 set due = 2026-06-01", "change vendor #V-1 set name = \"Mill\"",
      "change bill #B-1 set due = 2026-07-01",
      "add invoice for \"Beta\" line 3 x \"Bolt\" at EUR 4 tax 20% line \"Freight\" at EUR 5",
      "add bill #B-2 for \"Paper Mill\" line \"Paper\" at EUR 9",
      "add credit for #INV-2 EUR 15 because \"late\"", "add vendor \"Ink Works\"",
      "add order for \"Acme\" line 10 x \"Bolt\" at EUR 3", "void #INV-2 because \"twice\"",
      "void #PAY-2 because \"twice\"", "return #PAY-1 because \"no funds\"",
      "refund #PAY-2 EUR 5 because \"too much\"", "pay #INV-3 USD 20 at 0.92",
      "change book set closed_until = 2026-03-31",
      "undo", "undo #E1",
    ].map { ProgramTrial.Change($0) }
}
