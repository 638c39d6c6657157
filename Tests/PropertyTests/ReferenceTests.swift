import Execution
import Model
import OracleSupport
import Planning
import Shell
import Testing

/// Random questions, answered by the engine and by the plain evaluator.
struct ReferenceTests {
  /// The seeds of the books: tidy ones are even.
  static let bookSeeds = (0..<UInt64(6)).map { Rounds.seed &+ $0 }

  static func book(_ seed: UInt64) throws -> OracleBook {
    try OracleBook(invoices: 60, seed: seed, isScrambled: seed % 2 == 1)
  }

  @Test func filtersAgree() throws {
    var (asked, nonEmpty) = (0, 0)
    var coverage: Set<String> = []
    for seed in ReferenceTests.bookSeeds {
      let book = try ReferenceTests.book(seed)
      let reference = ReferenceBook(book)
      var generator = QuestionGenerator(reference, seed: seed)
      for _ in 0..<Rounds.count(250) {
        let question = RandomQuestion(&generator, today: book.today)
        let difference = ReferenceTests.difference(question, book.engine, reference)
        #expect(difference == nil, "INVOQ_SEED=\(Rounds.seed), \(book.name): \(difference ?? "")")
        asked += 1
        if let found = try? question.found(reference), !found.isEmpty { nonEmpty += 1 }
      }
      coverage.formUnion(generator.coverage.keys)
    }
    #expect(nonEmpty * 100 >= asked * 60, "\(nonEmpty) of \(asked) have an answer")
    let absent = ReferenceTests.combinations.filter { !coverage.contains($0) }
    #expect(absent.isEmpty, "never asked: \(absent)")
    print("\(asked) random filters, \(nonEmpty * 100 / asked) % with rows")
  }

  /// Every relation with every type that it can test.
  static let combinations: [String] = {
    let ordered = ["=", "!=", "<", "<=", ">", ">=", "in", "is missing"]
    var all = ["number", "money", "date"].flatMap { type in ordered.map { "\($0) × \(type)" } }
    all += ["range × number", "range × date", "in period × date", "alone × boolean"]
    all += (ordered + ["has", "starts with", "ends with", "matches"]).map { "\($0) × text" }
    all += ["currency", "enumeration"].flatMap { type in
      ["=", "!=", "in"].map { "\($0) × \(type)" }
    }
    all += ["=", "!=", "is missing", "has", "starts with", "ends with", "matches", "any", "all"]
      .map { "\($0) × record" }
    return all + ["count × number"]
  }()

  /// What the engine answers otherwise than the reference.
  static func difference(
    _ question: RandomQuestion, _ engine: Engine, _ reference: ReferenceBook
  ) -> String? {
    let identity = question.identity(reference.schema)
    let text = question.text + " show " + identity.joined(separator: ", ")
    let outcome = Outcome(engine, text, forgetsZeros: true)
    guard let found = try? question.found(reference) else {
      // The reference met several currencies: so must the engine.
      return outcome.rows == nil ? nil : "\(text)\n  no mistake: \(outcome)"
    }
    let wanted = found.map { record in
      identity.map { name in
        cell(reference.value(named: name, record, question.source.day), reference)
      }
    }
    if outcome.rows == wanted { return nil }
    return "\(text)\n  engine:    \(outcome)\n  reference: \(wanted.count) rows \(wanted.prefix(6))"
  }

  /// A value as the engine's answers write it.
  static func cell(_ value: Value, _ book: ReferenceBook) -> String {
    if case .record(let record) = value { return cell(book.label(record), book) }
    return PlainTable.cell(value, words: book.schema.words, forgetsZeros: true)
  }

  @Test(arguments: Slip.ofFilters)
  func plantedMistakesAreFound(slip: Slip) throws {
    let book = try OracleBook(invoices: 60, seed: 5, isScrambled: true)
    let right = ReferenceBook(book)
    var wrong = right
    wrong.slip = slip
    var generator = QuestionGenerator(right, seed: 5)
    for _ in 0..<6_000 {
      let question = RandomQuestion(&generator, today: book.today)
      if ReferenceTests.difference(question, book.engine, wrong) != nil { return }
    }
    Issue.record("6,000 questions do not show it")
  }
}
