import Execution
import Foundation
import Model
import OracleSupport
import Shell
import Testing

/// Random questions of several steps, answered by the engine and by judges that do not know it:
/// a plain evaluator, SQLite and DuckDB.
struct InquiryTests {
  /// How many parts there are of each of the six books, and how many questions in each.
  static let parts = Rounds.isLong ? 24 : 1
  static let questionsPerPart = Rounds.isLong ? 1_500 : 250
  /// DuckDB takes its time to plan a question: it is asked only some.
  static let questionsPerDuck = Rounds.isLong ? 4 : 10

  @Test func answersAgreeWithEveryJudge() async throws {
    let tally = try await withThrowingTaskGroup(of: InquiryTally.self) { books in
      for seed in ReferenceTests.bookSeeds {
        books.addTask { try InquiryTests.tally(of: try ReferenceTests.book(seed), seed) }
      }
      return try await books.reduce(into: InquiryTally()) { $0.add($1) }
    }
    tally.check()
    print(tally.report)
  }

  /// Asks the questions about one book; books are asked side by side.
  private static func tally(of book: OracleBook, _ seed: UInt64) throws -> InquiryTally {
    var tally = InquiryTally()
    var generator = InquiryGenerator(ReferenceBook(book), seed: seed ^ 0xB7, today: book.today)
    for _ in 0..<parts {
      let verdicts = verdicts(book, &generator, &tally)
      try judge(verdicts, book, generator.book, &tally)
      if Rounds.isLong { print("\(book.name): \(tally.summary)") }
    }
    tally.add(generator.coverage)
    return tally
  }

  /// What the plain evaluator says of some questions.
  private static func verdicts(
    _ book: OracleBook, _ generator: inout InquiryGenerator, _ tally: inout InquiryTally
  ) -> [InquiryVerdict] {
    (0..<questionsPerPart).map { number in
      let verdict = InquiryVerdict(
        generator.next(), book.engine, generator.book, isPlain: number % 4 == 0)
      expectNone(verdict.difference, book)
      tally.add(verdict)
      return verdict
    }
  }

  static func expectNone(_ difference: String?, _ book: OracleBook) {
    #expect(difference == nil, "INVOQ_SEED=\(Rounds.seed), \(book.name): \(difference ?? "")")
  }

  /// Asks the databases what can be said in SQL.
  private static func judge(
    _ verdicts: [InquiryVerdict], _ book: OracleBook, _ reference: ReferenceBook,
    _ tally: inout InquiryTally
  ) throws {
    let asked = verdicts.filter { !$0.isRefused }.compactMap { verdict in
      SQLWriter.sql(verdict.inquiry, reference).map { (verdict: verdict, sql: $0) }
    }
    if SQLJudge.installed.isEmpty {
      print("skipped the judges that speak SQL: python3 has neither sqlite3 nor duckdb")
    }
    for base in SQLJudge.installed {
      let step = base == .duckdb ? questionsPerDuck : 1
      let some = stride(from: 0, to: asked.count, by: step).map { asked[$0] }
      let days = Set(some.map(\.verdict.inquiry.source.day.description)).sorted()
      let answers = try SQLJudge(book: book, reference: reference).rows(
        of: some.map(\.sql), days: days, base: base)
      for (one, found) in zip(some, answers) {
        let difference = one.verdict.difference(from: found)
        expectNone(
          difference.map { "\(base) says otherwise: \(one.verdict.text)\n\(one.sql)\n\($0)" },
          book)
      }
      tally.add(base, some.count)
    }
  }

  /// A judge that overlooks mistakes is none: each of these must make it speak.
  @Test func plantedMistakesAreFound() throws {
    let book = try OracleBook(invoices: 60, seed: 5, isScrambled: true)
    var generator = InquiryGenerator(ReferenceBook(book), seed: 5, today: book.today)
    // `ReferenceTests` has shown the others.
    var hidden = Slip.allCases.filter { !Slip.ofFilters.contains($0) }
    #expect(Slip.allCases.count >= 20)
    for _ in 0..<3_000 where !hidden.isEmpty {
      let inquiry = generator.next()
      let found = InquiryVerdict.cells(
        Outcome(book.engine, inquiry.words(generator.book.schema), forgetsZeros: true), inquiry)
      hidden.removeAll { slip in
        var wrong = generator.book
        wrong.slip = slip
        let wanted = try? ReferenceRunner(wrong, inquiry).cells()
        return InquiryVerdict.ordered(found, inquiry) != InquiryVerdict.ordered(wanted, inquiry)
      }
    }
    #expect(hidden.isEmpty, "3,000 questions do not show these")
  }
}
