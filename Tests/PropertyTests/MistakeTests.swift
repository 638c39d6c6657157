import Execution
import Model
import OracleSupport
import Shell
import Testing

/// A mistake of values (a figure too large, currencies without an order) is one of the question and
/// of the book: no rule of the optimizer, no index, batch or thread makes one come or go.
struct MistakeTests {
  @Test func mistakesDoNotComeAndGoWithThePlan() throws {
    var (asked, mistakes) = (0, 0)
    for seed in ReferenceTests.bookSeeds.prefix(4) {
      let book = try ReferenceTests.book(seed &+ 150)
      var maker = QuestionWithMistakes(QuestionGenerator(ReferenceBook(book), seed: seed &+ 150))
      for _ in 0..<Rounds.count(100) {
        let text = maker.next(today: book.today)
        let usual = Outcome(book.engine, text)
        asked += 1
        if usual.rows == nil { mistakes += 1 }
        for (way, engine) in MistakeTests.ways(of: book.engine) {
          let other = Outcome(engine, text)
          #expect(
            usual == other,
            "INVOQ_SEED=\(Rounds.seed), \(book.name): \(text)\n  \(usual)\n  \(way): \(other)")
        }
      }
    }
    #expect(mistakes * 5 >= asked && mistakes * 5 <= asked * 4, "\(mistakes) of \(asked) mistaken")
    print("\(asked) questions with steps that may be mistakes, \(mistakes) were, in all ways")
  }

  /// Every way to run a question; batches of one row, and of three, meet a mistake in time or late.
  private static func ways(of engine: Engine) -> [(String, Engine)] {
    [true, false].flatMap { isOptimizing in
      [1, 3, engine.options.rowsPerBatch].flatMap { size in
        [1, 3].map { processors in
          var other = engine
          other.isOptimizing = isOptimizing
          other.options.isOptimizing = isOptimizing
          other.options.rowsPerBatch = size
          other.options.processors = processors
          other.options.batchesPerPiece = 2
          let way = "\(isOptimizing ? "optimized" : "plain"), \(size) rows, \(processors) threads"
          return (way, other)
        }
      }
    }
  }

  /// An index would find the one row and spare all others a test that is a mistake in some.
  @Test(arguments: [
    "customers where amount(owed) > 5 and number is C-001",
    "customers where amount(owed) > 5 where number is C-001",
    "invoices where LATE > today and number is INV-00042",
    "invoices where LATE > today where number is INV-00042",
    "invoices where number is INV-00042 and LATE > today",
    "invoices where number is INV-00042 where LATE > today",
    "invoices where LATE > today and customer is C-006",
    "invoices where date > today and LATE > today and customer is C-006",
    "invoices where not (LATE > today) or number is INV-00042",
    "invoices calc LATE as day where number is INV-00042",
  ])
  func indexesSpareOnlyTheTestsBehindThem(words: String) throws {
    let book = try OracleBook(invoices: 200, seed: 3)
    // The calendar ends before that day for all invoices but one.
    let late = "(if number is \"INV-00042\" then date else date + 9000 years)"
    let text =
      words.replacing(/is (\S+-\d+)/) { "is \"\($0.1)\"" }.replacing("LATE", with: late)
      + " count as n"
    let indexed = Outcome(book.engine, text)
    var plain = book.engine
    plain.isOptimizing = false
    #expect(indexed == Outcome(plain, text), "\(text)")
    let isSpared =
      words.contains("where number is INV-00042 ") || words.contains("date > today and")
    #expect((indexed.rows != nil) == isSpared, "\(text) gives \(indexed)")
  }
}

/// Makes questions with a step that fails for some rows, somewhere among others.
private struct QuestionWithMistakes {
  private var base: QuestionGenerator

  init(_ base: QuestionGenerator) { self.base = base }

  mutating func next(today: CivilDate) -> String {
    var source = base.source(today: today)
    while failing(source) == nil || source.records.count < 4 { source = base.source(today: today) }
    var steps = [step(source), step(source), step(source)]
    if let value = failing(source) {
      steps[base.random.below(3)] =
        base.random.oneIn(2) ? "calc \(value) as bad" : "where \(value) != \(value) or 1 = 1"
    }
    let end = base.random.pick(["count as n", "show number", "show *", "take 2 show number"])
    return "\(source.words) as of \(source.day) \(steps.joined(separator: " ")) \(end)"
  }

  /// Something that has no value for some records.
  private mutating func failing(_ source: QuestionGenerator.Source) -> String? {
    let paths = base.paths(of: source.collection)
    guard base.book.schema.field(named: "number", of: source.collection) != nil,
      let money = paths[.money].map({ base.random.pick($0).words })
    else { return nil }
    let zeros = String(repeating: "0", count: 16 + base.random.below(8))
    let choices = ["(\(money) * 1\(zeros))", "amount(\(money))"]
    guard let date = paths[.date].map({ base.random.pick($0).words }) else {
      return base.random.pick(choices)
    }
    let test = base.condition(source, depth: 0).words(base.book.schema)
    return base.random.pick(choices + ["(if \(test) then \(date) + 9000 years else \(date))"])
  }

  private mutating func step(_ source: QuestionGenerator.Source) -> String {
    let paths = base.paths(of: source.collection)
    let sortable = paths.filter { $0.key != .record }.values.flatMap { $0 }.map(\.words).sorted()
    let key = base.random.pick(sortable)
    switch base.random.below(8) {
    case 0: return "sort \(key)"
    case 1: return "take \(1 + base.random.below(source.records.count))"
    case 2: return "skip \(base.random.below(3))"
    case 3: return "top \(1 + base.random.below(9)) by \(key)"
    case 4: return "unique \(key)"
    case 5: return "where number is \(number(source))"
    default: return "where " + base.condition(source, depth: 1).words(base.book.schema)
    }
  }

  /// The number of one of the records, which an index finds.
  private mutating func number(_ source: QuestionGenerator.Source) -> String {
    let value = base.book.value(named: "number", base.random.pick(source.records), source.day)
    return Condition.words(value, base.book.schema)
  }
}
