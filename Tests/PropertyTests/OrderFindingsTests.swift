import OracleSupport
import Shell
import Testing

/// Terms, orders, deliveries and earlier prices against what is billed, by tables made by hand.
struct OrderFindingsTests {
  private static let due: [(date: String, terms: String, due: String, expected: [String])] = [
    ("2026-01-10", "net 30", "2026-02-09", []),
    ("2026-01-10", "net 30", "2026-02-10", ["2026-02-09"]),
    ("2026-01-10", "2/10 net 30", "2026-01-20", ["2026-02-09"]),
    ("2026-01-15", "30 days end of month", "2026-02-28", []),
    ("2026-01-15", "end of month 30 days", "2026-02-28", ["2026-03-02"]),
    ("2026-01-10", "when you like", "2026-05-01", []),
    ("2026-01-10", "", "2026-05-01", []),
    ("2026-01-10", "net 30", "", []),
  ]

  @Test(arguments: due.indices) func termsGiveTheDueDay(index: Int) throws {
    let (date, terms, due, expected) = Self.due[index]
    let files = [
      "bills.csv": """
      number,vendor,date,due,terms,currency,total
      B1,V1,\(date),\(due),\(terms),EUR,5.00
      """
    ]
    let found = try FindingsTests.findings(files).filter { $0[0] != "missing-field" }
    #expect(found == expected.map { ["due-terms", "B1", $0] }, "\(date), \(terms), \(due)")
  }

  /// Of order O1: ten pieces of A at 2.00, four of B at 0.1250; of O2: ten of A in dollars.
  private static let orders = [
    "purchase_orders.csv": """
    number,vendor,date,po,currency
    O1,V1,2026-01-02,O1,EUR
    O2,V1,2026-01-02,O2,USD
    """,
    "purchase_order_lines.csv": """
    document,line,item,quantity,unit_price
    O1,1,A,6,2.00
    O1,2,A,4,2.00
    O1,3,B,4,0.1250
    O2,1,A,10,2.00
    """,
  ]

  /// Lines of bills B1 and B2, both of O1, and what is wrong: rule, document, line, expected,
  /// found, difference.
  private static let billed: [(lines: [String], found: [String])] = [
    (["B1,1,A,10,2.00", "B1,2,B,4,0.125"], []),
    // A price that is rounded costs no more than a cent on four pieces.
    (["B1,1,B,4,0.1275"], []),
    (["B1,1,B,4,0.13"], ["price-order B1 1 EUR 0.125 EUR 0.13 EUR 0.02"]),
    (["B1,1,A,10,1.90"], ["price-order B1 1 EUR 2.00 EUR 1.90 EUR -1"]),
    // A second bill goes beyond the order; what one bill does not bill, another may.
    (["B1,1,A,6,2.00", "B2,1,A,4,2.00"], []),
    (["B1,1,A,6,2.00", "B2,1,A,4.5,2.00"], ["quantity-order B2 1 10 10.5 EUR 1"]),
    (
      ["B1,1,A,11,2.00", "B2,1,A,1,2.00"],
      ["quantity-order B1 1 10 11 EUR 2", "quantity-order B2 1 10 12 EUR 2"]
    ),
    (["B1,1,A,11,2.00", "B2,1,A,-1,2.00"], ["quantity-order B1 1 10 11 EUR 2"]),
    // The order knows nothing of it.
    (["B1,1,C,11,9.00"], []),
  ]

  @Test(arguments: billed.indices) func billsAreComparedWithTheirOrder(index: Int) throws {
    let (lines, found) = Self.billed[index]
    let said = try Self.found(Self.orders, lines)
    #expect(said == found, "\(lines)")
  }

  /// A credit note gives back what may be billed again; an order of another party is none.
  @Test func creditsAndForeignOrders() throws {
    var files = Self.orders
    files["vendor_credits.csv"] = """
      number,vendor,bill,date,currency,amount
      K1,V1,B1,2026-02-20,EUR,2.00
      """
    files["vendor_credit_lines.csv"] = "document,line,item,quantity,unit_price\nK1,1,A,1,2.00\n"
    #expect(try Self.found(files, ["B1,1,A,11,2.00"]).isEmpty)
    #expect(
      try Self.found(files, ["B1,1,A,12,2.00"])
        == ["quantity-order B1 1 10 12 EUR 2"]
        .map { $0.replacing("10 12", with: "10 11") })
    files["bills.csv"] = """
      number,vendor,date,due,currency,po,total
      B1,V2,2026-02-10,2026-03-10,EUR,O1,2.00
      B2,V1,2026-02-11,2026-03-10,EUR,O2,1.00
      """
    let lines = ["B1,1,A,12,5.00", "B2,1,A,1,5.00"]
    let said = try Self.found(files, lines)
    #expect(said == ["currency-mismatch B2 \(Self.none) USD EUR \(Self.none)"])
  }

  /// What came, said by lines of deliveries or by the order itself, and what may be billed of ten.
  private static let arrived: [(files: [String: String], found: [String])] = [
    // Nobody noted anything.
    ([:], []),
    (["receipt_lines.csv": "document,line,order_line,item,quantity,rejected\nR1,1,1,,10,"], []),
    (
      ["receipt_lines.csv": "document,line,order_line,item,quantity,rejected\nR1,1,1,,9,1"],
      ["billed-received B1 1 8 10 EUR 4"]
    ),
    // The item says which good it is where the line does not; nothing of A came.
    (
      ["receipt_lines.csv": "document,line,order_line,item,quantity,rejected\nR1,1,,B,4,"],
      ["billed-received B1 1 0 10 EUR 20"]
    ),
    // It comes after the day.
    (["receipt_lines.csv": "document,line,order_line,item,quantity,rejected\nR2,1,,B,4,"], []),
    (
      [
        "purchase_order_lines.csv":
          "document,line,item,quantity,unit_price,received,rejected\nO1,1,A,10,2.00,9.5,1"
      ], ["billed-received B1 1 8.5 10 EUR 3"]
    ),
    (
      [
        "purchase_order_lines.csv":
          "document,line,item,quantity,unit_price,received,rejected\nO1,1,A,10,2.00,10,"
      ], []
    ),
  ]

  @Test(arguments: arrived.indices) func onlyWhatCameMayBeBilled(index: Int) throws {
    let (more, found) = Self.arrived[index]
    var files = Self.orders.merging(more) { $1 }
    if more["receipt_lines.csv"] != nil {
      files["receipts.csv"] = "number,vendor,date,order\nR1,V1,2026-02-01,O1\nR2,V1,2026-07-01,O1\n"
    }
    let said = try Self.found(files, ["B1,1,A,10,2.00"])
    #expect(said == found, "\(more)")
  }

  /// What we invoice is compared with the customer's order, by the customer's number, and with what
  /// we delivered.
  @Test func invoicesAreComparedToo() throws {
    let files = [
      "orders.csv": "number,customer,date,po,currency\nS1,C1,2026-01-02,4711,EUR\n",
      "order_lines.csv": "document,line,item,quantity,unit_price,delivered\nS1,1,A,5,2.00,3\n",
      "invoices.csv": """
      number,customer,date,due,currency,po
      I1,C1,2026-02-10,2026-03-10,EUR,4711
      I2,C1,2026-02-11,2026-03-10,EUR,S1
      """,
      "invoice_lines.csv": """
      document,line,item,quantity,unit_price
      I1,1,A,3,2.10
      I2,1,A,3,2.00
      """,
    ]
    #expect(
      try Self.found(files, []) == [
        "price-order I1 1 EUR 2.00 EUR 2.10 EUR 0.3", "quantity-order I2 1 5 6 EUR 2",
        "billed-received I2 1 3 6 EUR 6",
      ])
  }

  /// Prices of one item on bills of one vendor, and the lines that leave the last one by 5 %.
  @Test func pricesAreComparedWithTheLastOne() throws {
    let lines = [
      "B1,1,A,1,2.00", "B2,1,A,2,2.10", "B3,1,A,2,2.21", "B3,2,A,1,2.10", "B4,1,A,1,1.99",
      "B5,1,A,1,9.00",
    ]
    let rows = lines.map { String($0.prefix(2)) }.enumerated().filter { $0.offset != 3 }
      .map { "\($0.element),\($0.element == "B5" ? "V2" : "V1"),2026-02-1\($0.offset),EUR" }
    let files = [
      "bills.csv": (["number,vendor,date,currency"] + rows).joined(separator: "\n")
    ]
    #expect(
      try Self.found(files, lines) == [
        "price-last B3 1 EUR 2.10 EUR 2.21 EUR 0.22", "price-last B4 1 EUR 2.10 EUR 1.99 EUR -0.11",
      ])
  }

  /// Of credit notes some of which name what they correct, the others should too.
  @Test func creditsNameWhatTheyCorrect() throws {
    func files(_ original: String) -> [String: String] {
      [
        "invoices.csv": "number,customer,date,due,currency,total\nI1,C1,2026-01-10,,EUR,5.00\n",
        "credits.csv": """
        number,customer,invoice,date,currency,amount
        K1,C1,\(original),2026-02-10,EUR,1.00
        K2,C1,,2026-02-11,EUR,1.00
        """,
      ]
    }
    let said = try Self.found(files("I1"), [])
    #expect(said == ["credit-without-original K2 \(Self.none) invoice \(Self.none) \(Self.none)"])
    #expect(try Self.found(files(""), []).isEmpty)
  }

  private static let none = PlainTable.missing

  private static func found(_ files: [String: String], _ lines: [String]) throws -> [String] {
    var files = files
    if !lines.isEmpty {
      files["bill_lines.csv"] =
        (["document,line,item,quantity,unit_price"] + lines).joined(separator: "\n")
    }
    if !lines.isEmpty, files["bills.csv"] == nil {
      files["bills.csv"] = """
        number,vendor,date,due,currency,po
        B1,V1,2026-02-10,2026-03-10,EUR,O1
        B2,V1,2026-02-11,2026-03-10,EUR,O1
        """
    }
    let question = """
      findings where rule is not "missing-field"
        show rule, document, line, expected, found, difference
      """
    // What is missing in books as small as these is not asked for.
    return try FindingsTests.engine(files).plain(question).rows
      .map { $0.joined(separator: " ") }
  }
}
