import Columns
import Diagnostics
import Execution
import Model
import OracleSupport
import Planning
import Shell
import Syntax
import Testing

/// Laws that hold for every book and every condition, whatever the right answer is.
struct LawTests {
  /// Asks each of some random questions, and names the seed where a law is broken.
  private func forRandomQuestions(
    _ rounds: Int, salt: UInt64,
    _ check: (RandomQuestion, OracleBook, inout QuestionGenerator) throws -> String?
  ) throws {
    for seed in ReferenceTests.bookSeeds.prefix(4) {
      let book = try ReferenceTests.book(seed &+ salt)
      var generator = QuestionGenerator(ReferenceBook(book), seed: seed &+ salt)
      for _ in 0..<Rounds.count(rounds) {
        let question = RandomQuestion(&generator, today: book.today)
        let broken = try check(question, book, &generator)
        #expect(broken == nil, "INVOQ_SEED=\(Rounds.seed), \(book.name): \(broken ?? "")")
      }
    }
  }

  /// What is different between two questions that mean the same.
  private func difference(
    _ first: (Engine, String), _ second: (Engine, String)
  ) -> String? {
    let (one, other) = (Outcome(first.0, first.1), Outcome(second.0, second.1))
    if one == other { return nil }
    return "\(first.1)\n  gives \(one)\n\(second.1)\n  gives \(other)"
  }

  @Test func notIsTheComplement() throws {
    try forRandomQuestions(25, salt: 10) { question, book, generator in
      let source = "\(question.source.words) as of \(question.source.day)"
      let filter = question.condition.words(generator.book.schema)
      func count(_ filter: String) -> Int? {
        Outcome(book.engine, "\(source)\(filter) count as n").rows.flatMap { Int($0[0][0]) }
      }
      guard let yes = count(" where \(filter)") else { return nil }
      let no = count(" where not (\(filter))")
      return no.map { yes + $0 } == count("") ? nil : "\(question.text): \(yes) and \(no ?? -1)"
    }
  }

  @Test func plansAndBatchesDoNotChangeAnswers() throws {
    try forRandomQuestions(30, salt: 20) { question, book, generator in
      let text = question.text + (generator.random.oneIn(2) ? steps(&generator, question) : "")
      let usual = (book.engine, text)
      var plain = book.engine
      plain.isOptimizing = false
      if let broken = difference(usual, (plain, text)) { return "not optimized: " + broken }
      for size in [1, 3] {
        for var engine in [book.engine, plain] {
          engine.options.rowsPerBatch = size
          for processors in [1, 3] {
            engine.options.processors = processors
            engine.options.batchesPerPiece = size
            if let broken = difference(usual, (engine, text)) {
              return "batches of \(size) on \(processors) processors: " + broken
            }
          }
        }
      }
      return nil
    }
  }

  /// Further steps, to give the rules of the optimizer something to do.
  private func steps(_ generator: inout QuestionGenerator, _ question: RandomQuestion) -> String {
    let paths = generator.paths(of: question.source.collection)
    let sortable = paths.filter { $0.key != .record }.values.flatMap { $0 }
    let key = generator.random.pick(sortable.sorted { $0.words < $1.words })
    let further = generator.condition(question.source, depth: 1).words(generator.book.schema)
    let money = paths[.money]?.first.map { ", \($0.words) / 3 as third" } ?? ""
    let amount = paths[.money]?.first.map(\.words) ?? key.words
    return switch generator.random.below(10) {
    case 6: " sort \(key.words) calc running(\(amount)) as so_far where \(further) take 9"
    case 7: " where \(further) where rank(\(amount) by \(key.words)) <= 2"
    case 8: " top 5 by share(\(amount)) calc change(\(amount)) as step take 3"
    case 9: " sum \(amount) as n by \(key.words) calc share(n) as part, rank(n) as place"
    case 0: " sort \(key.words) desc where \(further) take 5"
    case 1: " calc \(key.words) as k\(money) where \(further)"
    case 2: " unique \(key.words) where \(further)"
    case 3: " count as n by \(key.words) where n > 1 sort n desc"
    case 4: " sort \(key.words) skip 2 take 3 where \(further)"
    default: " where \(further) top 3 by \(key.words)"
    }
  }

  @Test func writtenAgainAndReadAgainIsTheSame() throws {
    try forRandomQuestions(30, salt: 30) { question, book, _ in
      let statement = try Parser.statement(
        in: SourceText(question.text), currencies: Currency.allCodes)
      for printed in [SyntaxPrinter.text(statement), SyntaxPrinter.format(statement)] {
        if let broken = difference((book.engine, question.text), (book.engine, printed)) {
          return broken
        }
      }
      return nil
    }
  }

  @Test func twoFiltersAreOneWithAnd() throws {
    try forRandomQuestions(20, salt: 40) { question, book, generator in
      let first = question.condition.words(generator.book.schema)
      let second = generator.condition(question.source).words(generator.book.schema)
      let source = "\(question.source.words) as of \(question.source.day)"
      return difference(
        (book.engine, "\(source) where (\(first)) and (\(second))"),
        (book.engine, "\(source) where \(first) where \(second)"))
    }
  }

  @Test func topIsSortAndTake() throws {
    try forRandomQuestions(20, salt: 50) { question, book, generator in
      let paths = generator.paths(of: question.source.collection)
      let kind = generator.random.pick([DataType.Kind.number, .date, .text, .money])
      guard let key = paths[kind].map({ generator.random.pick($0) }) else { return nil }
      let count = generator.random.below(12)
      return difference(
        (book.engine, "\(question.text) top \(count) by \(key.words)"),
        (book.engine, "\(question.text) sort \(key.words) desc take \(count)"))
    }
  }

  @Test func todayIsTheUsualDay() throws {
    try forRandomQuestions(12, salt: 60) { question, book, generator in
      let filter = "where " + question.condition.words(generator.book.schema)
      return difference(
        (book.engine, "\(question.source.words) \(filter)"),
        (book.engine, "\(question.source.words) as of \(book.today) \(filter)"))
    }
  }

  @Test func sortingKeepsAllRowsAndTheirOrderAmongEquals() throws {
    try forRandomQuestions(20, salt: 70) { question, book, generator in
      let paths = generator.paths(of: question.source.collection)
      let kind = generator.random.pick([DataType.Kind.number, .date, .enumeration])
      guard let key = paths[kind].map({ generator.random.pick($0) }) else { return nil }
      let shown = question.identity(generator.book.schema).filter { $0 != key.words } + [key.words]
      let show = " show \(shown.joined(separator: ", "))"
      guard let rows = Outcome(book.engine, question.text + show).rows else { return nil }
      for order in ["", " desc"] {
        let text = "\(question.text) sort \(key.words)\(order)\(show)"
        let sorted = LawTests.sorted(rows, isDescending: !order.isEmpty, kind)
        if Outcome(book.engine, text).rows != sorted { return text }
      }
      return nil
    }
  }

  /// Rows in the order of their last cell, missing ones last; Swift's sort is stable.
  private static func sorted(
    _ rows: [[String]], isDescending: Bool, _ kind: DataType.Kind
  ) -> [[String]] {
    let words = InvoiceSchema.statuses + InvoiceSchema.agingBuckets(edges: [30, 60, 90])
    func isBefore(_ a: String, _ b: String) -> Bool {
      switch kind {
      case .number: (Decimal(a) ?? .zero) < (Decimal(b) ?? .zero)
      case .enumeration: (words.firstIndex(of: a) ?? 0) < (words.firstIndex(of: b) ?? 0)
      default: a < b
      }
    }
    return rows.sorted { a, b in
      let (x, y) = (a[a.count - 1], b[b.count - 1])
      if x == PlainTable.missing || y == PlainTable.missing {
        return y == PlainTable.missing && x != y
      }
      return isDescending ? isBefore(y, x) : isBefore(x, y)
    }
  }

  @Test func groupsAndBucketsSumToTheWhole() throws {
    try forRandomQuestions(15, salt: 80) { question, book, generator in
      let paths = generator.paths(of: question.source.collection)
      guard let amount = paths[.money].map({ generator.random.pick($0) }),
        let key = (paths[.text] ?? paths[.date]).map({ generator.random.pick($0) })
      else { return nil }
      let whole = Outcome(
        book.engine, "\(question.text) sum \(amount.words) as s", forgetsZeros: true)
      let parts = Outcome(
        book.engine, "\(question.text) sum \(amount.words) as p by \(key.words) sum p as s",
        forgetsZeros: true)
      return whole == parts ? nil : "\(question.text) by \(key.words): \(whole), \(parts)"
    }
  }

  /// Questions whose amounts are of several currencies, or of none, from row to row.
  @Test(arguments: [
    "customers show number, sum credits.amount as c, sum(invoices.owed where overdue) as o",
    "customers where currency = USD show number, sum credits.amount as c, average invoices.total",
    "invoices show number, (owed + customer.credit_limit) / 3 as x, owed - customer.credit_limit",
    "invoices where owed + customer.credit_limit != EUR 5000 show number",
    "customers calc owed / 3 as x, balance * 0.125 as y, -unapplied as z show number, x, y, z",
    "orders sort total desc, number show number, total / 7 as x",
    "invoices calc sum lines.amount as l, list lines.item as i where l != net show number, l, i",
    "customers where owed > 500 count as n",
  ])
  func mixedCurrenciesDoNotDependOnBatches(text: String) throws {
    for seed in ReferenceTests.bookSeeds.prefix(3) {
      let book = try ReferenceTests.book(seed)
      for size in [1, 2, 3, 7] {
        for isOptimizing in [true, false] {
          var engine = book.engine
          engine.options.rowsPerBatch = size
          engine.isOptimizing = isOptimizing
          let broken = difference((book.engine, text), (engine, text))
          #expect(broken == nil, "\(book.name), batches of \(size): \(broken ?? "")")
        }
      }
    }
  }

  /// A line exists as soon as its document does, however it is reached.
  @Test(arguments: ["invoice", "bill", "credit", "vendor_credit", "order", "purchase_order"])
  func linesAreThoseOfTheirDocuments(singular: String) throws {
    let book = try OracleBook(invoices: 200, seed: Rounds.seed)
    for daysAgo in [0, 100, 200, 300, 400] {
      let day = book.today.adding(days: -daysAgo) ?? book.today
      let fields = "count as n, sum amount as s, sum quantity as q"
      let broken = difference(
        (book.engine, "\(singular)s.lines as of \(day) \(fields)"),
        (book.engine, "\(singular)_lines as of \(day) \(fields)"))
      #expect(broken == nil, "\(broken ?? "")")
    }
  }

  @Test func cellsOfAcrossSumToTheTotals() throws {
    for seed in ReferenceTests.bookSeeds {
      let book = try ReferenceTests.book(seed)
      var random = SeededRandom(seed)
      for _ in 0..<Rounds.count(10) {
        let day = book.today.adding(days: -random.below(400)) ?? book.today
        let key = random.pick(["customer", "currency", "status", "month(date)", "recorded_by"])
        let across = random.pick(["aging", "status", "currency", "quarter(due)", "disputed"])
        let amount = random.pick(["owed", "total", "tax", "received"])
        if key == across { continue }
        let text = "invoices as of \(day) sum \(amount) by \(key) across \(across)"
        let table = try book.engine.answer(text).table
        for row in 0..<table.rowCount {
          let cells = table.columns.dropFirst().dropLast().map { $0.values[row] }
          let total = table.columns[table.columns.count - 1].values[row]
          #expect(
            LawTests.sum(cells) == LawTests.sum([total]), "INVOQ_SEED=\(Rounds.seed), \(text)")
        }
      }
    }
  }

  /// Amounts and bags, each currency for itself.
  private static func sum(_ values: [Value]) -> Value {
    ReferenceBook.sum(
      values.flatMap { value -> [Value] in
        if case .bag(let bag) = value { return bag.amounts.map { .money($0) } }
        return [value]
      })
  }

  @Test func indexesFindWhatAScanFinds() throws {
    for seed in ReferenceTests.bookSeeds.prefix(4) {
      let book = try ReferenceTests.book(seed)
      let reference = ReferenceBook(book)
      var generator = QuestionGenerator(reference, seed: seed)
      var plain = book.engine
      plain.isOptimizing = false
      for _ in 0..<Rounds.count(40) {
        let source = generator.source(today: book.today)
        let witness = generator.random.pick(source.records)
        let fields = reference.schema[source.collection].fields.filter {
          if case .record = $0.type { true } else { $0.name == "number" }
        }
        guard !fields.isEmpty else { continue }
        let name = generator.random.pick(fields).name
        let found = reference.value(named: name, witness, source.day)
        let value = if case .record(let record) = found { reference.label(record) } else { found }
        guard value != .missing else { continue }
        let key = "\(name) is \(Condition.words(value, reference.schema))"
        let other = generator.condition(source, depth: 1).words(reference.schema)
        let filter = generator.random.pick([
          key, "\(key) and (\(other))", "(\(other)) and \(key)", "\(key) or (\(other))",
          "not \(key)", "\(key) where \(other)",
        ])
        let text = "\(source.words) as of \(source.day) where \(filter)"
        let broken = difference((book.engine, text), (plain, text))
        #expect(broken == nil, "INVOQ_SEED=\(Rounds.seed), \(book.name): \(broken ?? "")")
      }
    }
  }
}
