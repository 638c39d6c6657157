import Importing
import Model
import OracleSupport
import Sampling
import Shell
import Testing

/// Each rule finds what was planted for it, and leaves alone what is within its tolerance.
struct FindingsTests {
  /// What the generator of samples plants, beside the rule that should speak.
  private static let planted: [Planted.Kind: String] = [
    .lineAmount: "line-amount", .netOfLines: "BR-CO-10", .totalOfNetAndTax: "BR-CO-15",
    .taxRate: "tax-rate", .missingField: "missing-field", .overpaidInvoice: "overpaid",
    .overpaidBill: "overpaid", .futureDate: "future-date", .currencyMismatch: "currency-mismatch",
    .sequenceGap: "sequence-gap", .dueTerms: "due-terms", .priceOrder: "price-order",
    .quantityOrder: "quantity-order",
  ]

  @Test(arguments: [1, 2, 3]) func plantedMistakesAreFound(seed: UInt64) throws {
    let mistakes = SampleBook(invoices: 400, seed: seed).write { _, _ in }
    let engine = try OracleBook(invoices: 400, seed: seed).engine
    let found = try engine.plain("findings show rule, document, expected").rows
    var asked = 0
    for mistake in mistakes {
      guard let rule = Self.planted[mistake.kind] else { continue }
      asked += 1
      let place = mistake.kind == .sequenceGap ? 2 : 1
      #expect(
        found.contains { $0[0] == rule && $0[place] == mistake.number },
        "seed \(seed): \(mistake.number), \(mistake.sentence)")
    }
    #expect(asked == Self.planted.count)
  }

  /// A document with one line, and the rules that it breaks.
  static let lines: [(document: String, line: String, rules: [String])] = [
    ("100.00,19.00,119.00", "2,50.00,0,100.00,0.19", []),
    // Half a cent may be lost in rounding, and no more.
    ("0.33,0.06,0.39", "3,0.1084,0,0.33,0.19", []),
    ("0.34,0.06,0.40", "3,0.1083,0,0.34,0.19", ["line-amount"]),
    ("100.00,19.00,119.00", "2,55.00,10.00,100.00,0.19", []),
    ("100.01,19.00,119.01", "2,50.00,0,100.00,0.19", ["BR-CO-10"]),
    ("100.00,19.00,119.01", "2,50.00,0,100.00,0.19", ["BR-CO-15"]),
    ("100.00,19.01,119.01", "2,50.00,0,100.00,0.19", ["tax-rate"]),
    ("100.00,0,100.00", "2,50.00,0,100.00,", []),
    ("-100.00,-19.00,-119.00", "-2,50.00,0,-100.00,0.19", []),
  ]

  @Test(arguments: lines.indices) func toleranceIsHalfACent(index: Int) throws {
    let (document, line, rules) = Self.lines[index]
    let files = [
      "invoices.csv": """
      number,customer,date,due,currency,net,tax,total
      I1,C1,2026-01-10,2026-02-10,EUR,\(document)
      """,
      "invoice_lines.csv": """
      document,line,quantity,unit_price,discount,amount,tax_rate
      I1,1,\(line)
      """,
    ]
    #expect(try Self.findings(files).map { $0[0] } == rules, "\(document), \(line)")
  }

  /// The sample books follow their terms and orders but where they are planted not to.
  @Test(arguments: [1, 2, 3]) func nothingElseIsFound(seed: UInt64) throws {
    let mistakes = SampleBook(invoices: 400, seed: seed).write { _, _ in }
    let engine = try OracleBook(invoices: 400, seed: seed).engine
    for (rule, kinds) in [
      ("due-terms", [Planted.Kind.dueTerms]), ("price-order", [.priceOrder]),
      // A bill entered twice bills all that was ordered a second time.
      (
        "quantity-order",
        [.quantityOrder, .duplicateExact, .duplicateNormalized, .duplicateTransposed]
      ),
    ] {
      let found = try engine.plain("findings where rule is \"\(rule)\" show document").rows
      let planted = Set(mistakes.filter { kinds.contains($0.kind) }.map(\.number))
      #expect(Set(found.map { $0[0] }).isSubset(of: planted), "\(rule) of seed \(seed)")
      #expect(!found.isEmpty, "\(rule) of seed \(seed)")
    }
  }

  /// A document is seen from the day on which it was entered, also if it is dated later.
  @Test func recordsDatedLaterAreSeenOnceTheyAreEntered() throws {
    let files = [
      "bills.csv": """
      number,vendor,date,due,currency,total,recorded
      B1,V1,2026-06-10,2026-07-10,EUR,5.00,2026-03-01
      """
    ]
    for (day, rules) in [("2026-02-28", []), ("2026-03-01", ["future-date"]), ("2026-06-10", [])] {
      #expect(try Self.findings(files, asOf: day).map { $0[0] } == rules, "\(day)")
    }
  }

  /// A series with many gaps does not count on; one with few does.
  @Test func gapsAreToldOfSeriesThatCountOn() throws {
    func file(_ places: [Int]) -> [String: String] {
      let rows = places.map { "A-\(100 + $0),C1,2026-01-10,2026-02-10,EUR,5.00" }
      return [
        "invoices.csv":
          (["number,customer,date,due,currency,total"] + rows).joined(separator: "\n")
      ]
    }
    let few = try Self.findings(file(Array(1...12) + [15, 16] + Array(17...30)))
    #expect(few.map { $0[2] } == ["A-113 to A-114"])
    #expect(try Self.findings(file(stride(from: 1, to: 60, by: 3).map { $0 })).isEmpty)
  }

  static func findings(
    _ files: [String: String], asOf day: String = "2026-05-20"
  ) throws -> [[String]] {
    try engine(files, asOf: day).plain("findings show rule, document, expected").rows
  }

  /// A book of files, and the day on which it is asked.
  static func engine(
    _ files: [String: String], asOf day: String = "2026-05-20"
  ) throws -> Engine {
    let sources = files.map { ImportSource(name: $0, bytes: Array($1.utf8)) }
    let view = try OpenBook.open(sources: sources).view
    return Engine(view, today: CivilDate(iso: day.utf8) ?? .first)
  }
}
