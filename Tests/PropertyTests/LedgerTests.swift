import Columns
import Execution
import Importing
import Model
import OracleSupport
import Shell
import Testing

/// The ledger over (D1, D2] sums to the balance at D2 less the balance at D1, party by party.
struct LedgerTests {
  /// Amounts by party and currency; zeros are left out.
  private typealias Amounts = [String: [Currency: Decimal]]

  @Test func entriesOfAPeriodSumToTheChangeInBalance() throws {
    for seed in ReferenceTests.bookSeeds.prefix(4) {
      var random = SeededRandom(seed)
      let engine = try LedgerTests.book(seed, &random)
      for (parties, ledger) in [("customers", "ledger"), ("vendors", "vendor_ledger")] {
        for _ in 0..<Rounds.count(12) {
          let days = try [0, 0].map { _ in
            try #require(SampleDay.today.adding(days: 60 - random.below(700)))
          }.sorted()
          let before = try balances(of: parties, asOf: days[0], engine)
          let after = try balances(of: parties, asOf: days[1], engine)
          let moved = try sums(
            of: "\(ledger) as of \(days[1]) where date > \(days[0])",
            by: String(parties.dropLast()),
            engine)
          #expect(
            LedgerTests.sum(before, moved) == after,
            "INVOQ_SEED=\(Rounds.seed), seed \(seed): \(ledger) from \(days[0]) to \(days[1])")
        }
      }
    }
  }

  /// What the law is about occurs: voids, and money that moves between parties.
  ///
  /// Files write nothing off and return no payment; only a clerk does.
  @Test func everyKindOfEntryOccurs() throws {
    var random = SeededRandom(5)
    let engine = try LedgerTests.book(5, &random)
    let kinds = try ["ledger", "vendor_ledger"].flatMap {
      try engine.plain("\($0) as of 2027-01-01 count by kind").rows.map { $0[0] }
    }
    #expect(Set(kinds) == Set(InvoiceSchema.entryKinds).subtracting(["write_off", "returned"]))
  }

  @Test func linksAndTheCollectionTellTheSame() throws {
    var random = SeededRandom(6)
    let engine = try LedgerTests.book(6, &random)
    let listed = try engine.plain("customers show number, count ledger as n where n > 0")
    let grouped = try engine.plain(
      "ledger where customer is not missing count by customer.number")
    #expect(listed.sortedRows == grouped.sortedRows)
    #expect(listed.rows.count > 5)
  }

  /// A scrambled book whose payments and credit notes often belong to another party than what they
  /// settle, and some of whose documents have no total.
  private static func book(_ seed: UInt64, _ random: inout SeededRandom) throws -> Engine {
    var files = try OracleBook(invoices: 80, seed: seed, isScrambled: true).files
    for name in ["payments", "bill_payments", "credits", "vendor_credits"] {
      var file = PlainCSV(files[name + ".csv"] ?? [])
      let column = try #require(file.column("customer") ?? file.column("vendor"))
      for row in file.rows.indices where random.oneIn(4) {
        file.rows[row][column] = random.pick(file.rows)[column]
      }
      files[name + ".csv"] = file.bytes
    }
    for name in ["invoices", "bills"] {
      var file = PlainCSV(files[name + ".csv"] ?? [])
      let columns = try ["net", "total"].map { try #require(file.column($0)) }
      for row in file.rows.indices where random.oneIn(8) {
        for column in columns { file.rows[row][column] = "" }
      }
      files[name + ".csv"] = file.bytes
      files[name.dropLast() + "_lines.csv"] = nil
    }
    let sources = files.keys.sorted().map { ImportSource(name: $0, bytes: files[$0] ?? []) }
    return Engine(try OpenBook.open(sources: sources).view, today: SampleDay.today)
  }

  private enum SampleDay {
    static let today = CivilDate(year: 2026, month: 5, day: 20) ?? .first
  }

  private func balances(
    of parties: String, asOf day: CivilDate, _ engine: Engine
  ) throws -> Amounts {
    try amounts("\(parties) as of \(day) show number, balance", engine)
  }

  private func sums(of source: String, by party: String, _ engine: Engine) throws -> Amounts {
    try amounts(
      "\(source) and \(party) is not missing sum amount as s by \(party).number", engine)
  }

  private func amounts(_ text: String, _ engine: Engine) throws -> Amounts {
    let table = try engine.answer(text).table
    var amounts: Amounts = [:]
    for row in 0..<table.rowCount {
      guard case .text(let number) = table.columns[0].values[row] else { continue }
      let told: [Money] =
        switch table.columns[1].values[row] {
        case .money(let money): [money]
        case .bag(let bag): bag.amounts
        default: []
        }
      for money in told where !money.amount.isZero {
        amounts[number.string, default: [:]][money.currency] = money.amount.normalized
      }
    }
    return amounts
  }

  private static func sum(_ a: Amounts, _ b: Amounts) -> Amounts {
    a.merging(b) { first, second in
      first.merging(second) { amount, more in
        amount.adding(more)?.normalized ?? amount
      }
    }.compactMapValues { amounts in
      let left = amounts.filter { !$0.value.isZero }
      return left.isEmpty ? nil : left
    }
  }
}
