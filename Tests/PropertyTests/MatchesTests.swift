import Importing
import Model
import OracleSupport
import Shell
import Testing

/// Lines of the bank find the invoices that they pay, and nothing else.
struct MatchesTests {
  /// What a line tells of the invoice that it pays.
  enum Telling: String, CaseIterable {
    case number, withoutZeros, otherSeparators, bareDigits, swapped, nameAndAmount
    case accountAndAmount, lessDiscount, partOfIt
  }

  /// A book of invoices and bank lines, and which line pays which.
  struct Statement {
    var invoices = "number,customer,date,due,terms,currency,total\n"
    var customers = "number,name,iban\n"
    var lines = "number,date,amount,currency,payer,iban,text\n"
    var paid: [(line: String, invoice: String, telling: Telling)] = []
    private var lineCount = 0

    /// As many invoices for each way of telling, and as many lines that pay none.
    init(each count: Int, seed: UInt64) {
      var random = SeededRandom(seed)
      let words = ["Nord", "Alpen", "Hafen", "Linden", "Berg", "Sonnen", "Wasser", "Feld"]
      let trades = ["Licht", "Bau", "Handel", "Technik", "Möbel", "Druck", "Reisen"]
      for customer in 0..<56 {
        let name = words[customer % 8] + trades[customer / 8] + " GmbH"
        customers += "C-\(100 + customer),\(name),DE\(70_000_000 + customer * 7919)\n"
      }
      var number = 10_000
      for round in 0..<count {
        for telling in Telling.allCases {
          number += 1 + random.below(4)
          let customer = random.below(56)
          // Amounts that come back, as standing charges do.
          let cents = random.oneIn(3) ? 119_00 : 10_000 + random.below(900_000)
          let invoice = "INV-0\(number)"
          invoices += "\(invoice),C-\(100 + customer),2026-04-\(10 + round % 15),2026-05-30,"
          invoices += "2/60 net 90,EUR,\(Statement.money(cents))\n"
          addPayment(of: invoice, number, customer, cents, telling, words, trades)
        }
        addNoise(&random)
      }
    }

    private mutating func addPayment(
      of invoice: String, _ number: Int, _ customer: Int, _ cents: Int, _ telling: Telling,
      _ words: [String], _ trades: [String]
    ) {
      let bankName = (words[customer % 8] + trades[customer / 8]).uppercased()
        .replacing("Ö", with: "OE")
      let account = "DE\(70_000_000 + customer * 7919)"
      let digits = Array("0\(number)".utf8)
      var swapped = digits
      if let place = digits.indices.dropLast().last(where: { digits[$0] != digits[$0 + 1] }) {
        swapped.swapAt(place, place + 1)
      }
      let (payer, iban, text, amount): (String, String, String, Int) =
        switch telling {
        case .number: (bankName, "", "payment of \(invoice)", cents)
        case .withoutZeros: (bankName, "", "inv \(number) thanks", cents)
        case .otherSeparators: (bankName, "", "INV/0\(number)", cents)
        case .bareDigits: (bankName, "", "rechnung 0\(number) vom 12.04.2026", cents)
        case .swapped: (bankName, "", "INV-\(String(decoding: swapped, as: UTF8.self))", cents)
        case .nameAndAmount: (bankName, "", "thank you", cents)
        case .accountAndAmount: ("", account, "April", cents)
        case .lessDiscount: (bankName, "", invoice, cents - (cents * 2 + 50) / 100)
        case .partOfIt: ("SOMEBODY ELSE", "", invoice, cents / 3)
        }
      paid.append((add(payer, iban, text, amount), invoice, telling))
    }

    /// Fees, salaries, dates, telephone numbers, and payers that nobody knows.
    private mutating func addNoise(_ random: inout SeededRandom) {
      _ = add("HAUSBANK", "", "fee 2026-04", -1_250)
      _ = add("J. DOE", "", "tel 040 \(5_550_000 + random.below(9_999))", 119_00)
      _ = add("ELEKTRA AG", "", "contract 20\(10 + random.below(80)) 12.05.2026", 4_800)
      _ = add("LOTTO", "DE999", "win \(random.below(9_999))", 10_000 + random.below(900_000))
    }

    private mutating func add(_ payer: String, _ iban: String, _ text: String, _ cents: Int)
      -> String
    {
      lineCount += 1
      let number = "BL-\(lineCount)"
      lines += "\(number),2026-05-18,\(Statement.money(cents)),EUR,\(payer),\(iban),\(text)\n"
      return number
    }

    private static func money(_ cents: Int) -> String {
      let (whole, rest) = (abs(cents) / 100, abs(cents) % 100)
      return "\(cents < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
  }

  private static func engine(_ files: [String: String]) throws -> Engine {
    let sources = files.sorted { $0.key < $1.key }.map {
      ImportSource(name: $0.key, bytes: Array($0.value.utf8))
    }
    let opened = try OpenBook.open(sources: sources)
    #expect(opened.refusals.isEmpty)
    return Engine(opened.view, today: CivilDate(iso: "2026-05-20".utf8) ?? .first)
  }

  @Test(arguments: [1, 2, 3]) func paymentsFindTheirInvoices(seed: UInt64) throws {
    let statement = Statement(each: 40, seed: seed)
    let engine = try Self.engine([
      "invoices.csv": statement.invoices, "customers.csv": statement.customers,
      "bank_lines.csv": statement.lines,
    ])
    let rows = try engine.plain("matches show bank_line, document, score").rows
    let found = Set(rows.map { [$0[0], $0[1]] })
    let sure = Set(rows.filter { Double($0[2]) ?? 0 >= 0.7 }.map { [$0[0], $0[1]] })
    let paid = Set(statement.paid.map { [$0.line, $0.invoice] })
    var shares: [String] = []
    for telling in Telling.allCases {
      let wanted = Set(
        statement.paid.filter { $0.telling == telling }.map { [$0.line, $0.invoice] })
      let recall = wanted.intersection(found).count * 100 / wanted.count
      shares.append("\(telling.rawValue) \(recall) %")
      #expect(recall >= (telling == .swapped ? 95 : 100), "\(telling)")
    }
    let precision = sure.intersection(paid).count * 100 / max(1, sure.count)
    let byText = statement.paid.count { $0.telling == .number || $0.telling == .lessDiscount }
    #expect(precision >= 95)
    print(
      """
      matches, seed \(seed): found \(shares.joined(separator: ", ")); of those from 0.70 on \
      \(precision) % are right; the number as written finds \(byText * 100 / paid.count) %
      """)
  }

  /// One line against two open invoices, and what matches of it.
  static let lines: [(line: String, wanted: [[String]])] = [
    ("100.00,EUR,NORD,,INV-0077", [["I1", "1", "number, amount, name"]]),
    ("100.00,EUR,,,INV 77", [["I1", "0.8", "number, amount"]]),
    ("100.00,USD,NORD,,INV-0077", []),
    ("-100.00,EUR,NORD,,INV-0077", []),
    (
      "300.00,EUR,NORD,,INV-0077 INV-0078",
      [
        ["I1", "0.95", "number, sum of all named, name"],
        ["I2", "0.95", "number, sum of all named, name"],
      ]
    ),
    ("98.00,EUR,NORD,,", [["I1", "0.45", "amount less discount, name"]]),
    ("97.00,EUR,NORD,,", []),
    ("100.00,EUR,,DE77,", [["I1", "0.55", "amount, bank account"]]),
    ("100.00,EUR,,,", []),
    ("100.00,EUR,,,0077", [["I1", "0.7", "digits, amount"]]),
    ("100.00,EUR,,,77", []),
  ]

  @Test(arguments: lines.indices) func eachReasonCounts(index: Int) throws {
    let (line, wanted) = Self.lines[index]
    let engine = try Self.engine([
      "invoices.csv": """
      number,customer,date,terms,currency,total
      INV-0077,C1,2026-05-01,2/60 net 90,EUR,100.00
      INV-0078,C1,2026-05-01,,EUR,200.00
      INV-0079,C1,2026-05-01,,EUR,0.00
      """,
      "customers.csv": "number,name,iban\nC1,Nord GmbH,DE 77\n",
      "bank_lines.csv": "number,date,amount,currency,payer,iban,text\nBL-1,2026-05-10,\(line)\n",
    ])
    let rows = try engine.plain("matches sort score desc, document show document, score, reasons")
      .rows
    let names = wanted.map { [$0[0] == "I1" ? "INV-0077" : "INV-0078"] + $0.dropFirst() }
    #expect(rows == names, "\(line)")
  }
}
