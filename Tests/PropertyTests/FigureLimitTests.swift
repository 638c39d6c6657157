import Execution
import Importing
import Model
import OracleSupport
import Shell
import Testing

/// Figures at the limits of 64 bits: they are computed in 64 bits where these hold all of a batch,
/// and in 128 where they do not, and no answer tells which it was.
struct FigureLimitTests {
  private static let currencies = ["EUR", "USD", "JPY"]

  /// Amounts in hundredths, each in one currency after the other; amounts in yen are whole.
  private static let amounts: [(cents: Int64, currency: String)] = {
    let figures: [Int64] = [
      0, 1, -1, 49, 50, 51, -50, 12_345, 99_999_999, -99_999_999, 3_037_000_500, 4_611_686_018_427,
      4_611_686_018_427_387_904, -4_611_686_018_427_387_904, 4_611_686_018_427_387_903,
      922_337_203_685_477_580, 9_223_372_036_854_775_807, -9_223_372_036_854_775_807,
      9_223_372_036_854_775_806, 9_223_372_036_854_775_700,
    ]
    return figures.flatMap { figure in
      currencies.map { (cents: $0 == "JPY" ? figure / 100 * 100 : figure, currency: $0) }
    }
  }()

  private static let book = Result { () throws(any Error) in try opened() }

  private static func engine() throws -> Engine {
    Engine(try book.get().view, today: CivilDate(iso: "2026-05-20".utf8) ?? .first)
  }

  private static func opened() throws -> OpenBook {
    var payments = "number,customer,date,amount,currency\n"
    for (index, amount) in amounts.enumerated() {
      let money = Decimal(Int128(amount.cents), scale: 2)
      payments += "P-\(1000 + index),C-\(index % 7),2026-01-\(10 + index % 9),\(money),"
      payments += "\(amount.currency)\n"
    }
    let rates = """
      date,from_currency,to_currency,rate
      2025-12-01,EUR,USD,1.085
      2025-12-01,EUR,JPY,162.4

      """
    let opened = try OpenBook.open(
      sources: [("payments.csv", payments), ("rates.csv", rates)].map {
        ImportSource(name: $0.0, bytes: Array($0.1.utf8))
      })
    try #require(opened.refusals.isEmpty)
    return opened
  }

  /// What all ways of asking come to, which is the same.
  private static func outcome(_ text: String) throws -> Outcome {
    var outcomes: [Outcome] = []
    for (isOptimizing, size) in [(true, 4_096), (true, 1), (true, 3), (false, 64)] {
      var engine = try engine()
      engine.isOptimizing = isOptimizing
      engine.options.rowsPerBatch = size
      outcomes.append(Outcome(engine, text))
    }
    for other in outcomes.dropFirst() { #expect(other == outcomes[0], "\(text)") }
    return outcomes[0]
  }

  private static func text(
    _ coefficient: Int128, scale: Int = 2, _ currency: String? = nil
  ) -> String {
    let number = Decimal(coefficient, scale: scale).normalized.description
    return currency.map { "\($0) \(number)" } ?? number
  }

  @Test("figures of each row are exact", arguments: [1, 2, 3, 1_000, 1_000_000])
  func rows(factor: Int128) throws {
    let question = """
      payments sort number show amount * \(factor) as product, amount + amount as double,
        amount - 2 * amount as less, abs(amount) as size, amount / 4 as quarter
      """
    let rows = try #require(try Self.outcome(question).rows)
    for (row, amount) in zip(rows, Self.amounts) {
      let cents = Int128(amount.cents)
      #expect(
        row == [
          Self.text(cents * factor, amount.currency), Self.text(2 * cents, amount.currency),
          Self.text(-cents, amount.currency), Self.text(abs(cents), amount.currency),
          Self.text(
            Decimal.quotient(cents * 10_000, 4, rounding: .halfToEven), scale: 6, amount.currency),
        ])
    }
    #expect(rows.count == Self.amounts.count)
  }

  @Test("sums go on beyond 64 bits", arguments: [1, 7, 100_000])
  func sums(factor: Int128) throws {
    let question = "payments sum(amount * \(factor)) as s, count as n by currency sort currency"
    let rows = try #require(try Self.outcome(question).rows)
    for row in rows {
      let own = Self.amounts.filter { $0.currency == row[0] }
      let sum = own.reduce(Int128(0)) { $0 + Int128($1.cents) * factor }
      #expect(row == [row[0], Self.text(sum, row[0]), "\(own.count)"])
    }
    #expect(rows.map { $0[0] } == Self.currencies.sorted())
    let averages = try #require(
      try Self.outcome("payments average(amount(amount)) as a by customer sort customer").rows)
    for (place, row) in averages.enumerated() {
      let own = Self.amounts.indices.filter { $0 % 7 == place }
      let sum = own.reduce(Int128(0)) { $0 + Int128(Self.amounts[$1].cents) }
      let average = Decimal.quotient(sum * 10_000, Int128(own.count), rounding: .halfToEven)
      #expect(row[1] == Self.text(average, scale: 6))
    }
  }

  @Test("amounts are converted to the cent, a half away from zero", arguments: [1, 3, 1_000])
  func conversions(factor: Int128) throws {
    let question = """
      payments sort number
        show convert(amount * \(factor), EUR on 2026-01-31) as eur,
          convert(amount * \(factor), JPY on 2026-01-31) as jpy
      """
    let rows = try #require(try Self.outcome(question).rows)
    let perEuro: [String: (rate: Int128, scale: Int128)] = [
      "EUR": (1, 1), "USD": (1_085, 1_000), "JPY": (1_624, 10),
    ]
    for (row, amount) in zip(rows, Self.amounts) {
      let (rate, unit) = try #require(perEuro[amount.currency])
      let cents = Int128(amount.cents) * factor
      let euros = Decimal.quotient(cents * unit, rate, rounding: .halfAwayFromZero)
      #expect(row[0] == Self.text(euros, "EUR"), "\(amount)")
      if amount.currency == "EUR" {
        // Yen have no hundredths.
        let yen = Decimal.quotient(cents * 1_624, 1_000, rounding: .halfAwayFromZero)
        #expect(row[1] == Self.text(yen, scale: 0, "JPY"), "\(amount)")
      }
    }
    let sums = "payments sum(convert(amount * \(factor), EUR on 2026-01-31)) as s"
    let sum = try #require(try Self.outcome(sums).rows)
    let whole = try Self.amounts.reduce(Int128(0)) { sum, amount in
      let (rate, unit) = try #require(perEuro[amount.currency])
      return sum
        + Decimal.quotient(
          Int128(amount.cents) * factor * unit, rate, rounding: .halfAwayFromZero)
    }
    #expect(sum == [[Self.text(whole, "EUR")]])
  }

  @Test("comparisons hold at the limits")
  func comparisons() throws {
    for limit in Self.amounts.map(\.cents) {
      for (sign, holds) in [
        ("<", { $0 < $1 }), ("<=", { $0 <= $1 }), (">", { $0 > $1 }), (">=", { $0 >= $1 }),
        ("=", { $0 == $1 }),
      ] as [(String, (Int128, Int128) -> Bool)] {
        for (figure, scale) in [(Int128(limit), 2), (Int128(limit) * 10 + 5, 3)] {
          let text = Decimal(figure, scale: scale).description
          let question = "payments where amount(amount) \(sign) \(text) count as n"
          let count = Self.amounts.count {
            holds(scale == 3 ? Int128($0.cents) * 10 : Int128($0.cents), figure)
          }
          #expect(Outcome(try Self.engine(), question).rows == [["\(count)"]], "\(question)")
        }
      }
    }
  }

  @Test("a missing figure stays missing, and adds nothing")
  func missing() throws {
    let some = "(if number in (\"P-1001\", \"P-1050\") then missing else amount)"
    let rows = try #require(
      try Self.outcome("payments sort number show \(some) * 3 as x, \(some) + amount as y").rows)
    #expect(rows[1] == [PlainTable.missing, PlainTable.missing])
    #expect(rows[50] == [PlainTable.missing, PlainTable.missing])
    #expect(rows.count { $0[0] == PlainTable.missing } == 2)
    let sums = try #require(
      try Self.outcome("payments sum \(some) as s, count \(some) as n by currency").rows)
    for row in sums {
      let own = Self.amounts.enumerated().filter {
        $0.element.currency == row[0] && $0.offset != 1 && $0.offset != 50
      }
      let sum = own.reduce(Int128(0)) { $0 + Int128($1.element.cents) }
      #expect(row == [row[0], Self.text(sum, row[0]), "\(own.count)"])
    }
  }

  @Test(
    "what is too large, and what has no rate, is a mistake however it is asked",
    arguments: [
      ("payments show amount * 100000000000 * 100000000 as x", "overflow"),
      ("payments sum(amount * 10000000) * 100000000 as s by currency", "overflow"),
      ("payments show convert(amount, GBP on 2026-01-31) as x", "noRate"),
      ("payments sum(convert(amount * 1000, EUR on 2024-01-31)) as s", "noRate"),
    ])
  func mistakes(text: String, code: String) throws {
    guard case .mistake(let found) = try Self.outcome(text) else {
      Issue.record("\(text) is no mistake")
      return
    }
    #expect(found == code)
  }
}
