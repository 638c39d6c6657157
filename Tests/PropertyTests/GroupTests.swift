import Model
import OracleSupport
import Shell
import Testing

/// Random groups of random rows, folded by the engine and by the plain evaluator.
struct GroupTests {
  /// What is folded: by a field, over the rows or over a list of each row.
  private struct Fold {
    let key: Condition.Path
    let amount: Condition.Path?
    let figure: Condition.Path?
    let date: Condition.Path?

    /// The aggregates in words.
    var words: String {
      var items = ["count as n", "count unique \(key.words) as different"]
      if let amount { items.append("sum \(amount.words) as amount") }
      if let figure {
        items += [
          "sum \(figure.words) as figures", "average \(figure.words) as mean",
          "median \(figure.words) as middle", "count \(figure.words) as known",
        ]
      }
      if let date { items += ["min \(date.words) as earliest", "max \(date.words) as latest"] }
      return items.joined(separator: ", ") + " by \(key.words)"
    }
  }

  @Test func groupsAgree() throws {
    var (asked, nonEmpty) = (0, 0)
    for seed in ReferenceTests.bookSeeds {
      let book = try ReferenceTests.book(seed)
      let reference = ReferenceBook(book)
      var generator = QuestionGenerator(reference, seed: seed ^ 0xA5)
      for _ in 0..<Rounds.count(90) {
        let question = RandomQuestion(&generator, today: book.today)
        let fold = GroupTests.fold(of: question.source.collection, &generator)
        guard let found = try? question.found(reference) else { continue }
        let wanted = try GroupTests.folded(found, fold, reference, question.source.day)
        let text = question.text + " " + fold.words
        let outcome = Outcome(book.engine, text, forgetsZeros: true)
        asked += 1
        nonEmpty += wanted.isEmpty ? 0 : 1
        let sorted = outcome.rows?.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(
          sorted == wanted.sorted { $0.lexicographicallyPrecedes($1) },
          "INVOQ_SEED=\(Rounds.seed), \(book.name): \(text)\n\(outcome)\n\(wanted.prefix(6))"
        )
      }
    }
    #expect(nonEmpty * 100 >= asked * 60, "\(nonEmpty) of \(asked) have an answer")
    print("\(asked) random groupings, \(nonEmpty * 100 / asked) % with rows")
  }

  private static func fold(
    of collection: CollectionID, _ generator: inout QuestionGenerator
  ) -> Fold {
    let paths = generator.paths(of: collection)
    func one(_ kinds: DataType.Kind...) -> Condition.Path? {
      let all = kinds.flatMap { paths[$0] ?? [] }
      return all.isEmpty ? nil : generator.random.pick(all)
    }
    let key = one(.text, .currency, .enumeration, .boolean, .record, .date)
    return Fold(
      key: key ?? Condition.Path(names: ["number"], type: .text), amount: one(.money),
      figure: one(.number), date: one(.date))
  }

  /// One row a value of the key.
  private static func folded(
    _ records: [RecordID], _ fold: Fold, _ book: ReferenceBook, _ day: CivilDate
  ) throws -> [[String]] {
    let evaluator = ReferenceEvaluator(book, day)
    var groups: [Value: [RecordID]] = [:]
    for record in records { groups[evaluator.value(fold.key, record), default: []].append(record) }
    return groups.map { key, members in
      func values(_ path: Condition.Path) -> [Value] { members.map { evaluator.value(path, $0) } }
      var row: [Value] = [key, number(members.count), number(key == .missing ? 0 : 1)]
      if let amount = fold.amount { row.append(total(values(amount))) }
      if let figure = fold.figure {
        let known = values(figure).compactMap { value in
          if case .number(let number) = value { number } else { nil }
        }
        let sum = known.reduce(Decimal.zero) { $0.adding($1) ?? $0 }
        row += [.number(sum), mean(sum, known.count), median(known), number(known.count)]
      }
      if let date = fold.date {
        let dates = values(date).compactMap { value in
          if case .date(let date) = value { date } else { nil }
        }
        row += [
          dates.min().map { .date($0) } ?? .missing, dates.max().map { .date($0) } ?? .missing,
        ]
      }
      return row.map { ReferenceTests.cell($0, book) }
    }
  }

  private static func number(_ count: Int) -> Value { .number(Decimal(count)) }

  /// Amounts and bags, each currency for itself.
  private static func total(_ values: [Value]) -> Value {
    ReferenceBook.sum(
      values.flatMap { value -> [Value] in
        if case .bag(let bag) = value { return bag.amounts.map { .money($0) } }
        return [value]
      })
  }

  /// The exact quotient as millionths, a half to the even neighbor.
  private static func mean(_ sum: Decimal, _ count: Int) -> Value {
    guard count > 0, let dividend = sum.coefficient(atScale: 6) else { return .missing }
    let (whole, rest) = dividend.magnitude.quotientAndRemainder(dividingBy: UInt128(count))
    let isUp = rest * 2 > UInt128(count) || (rest * 2 == UInt128(count) && whole % 2 == 1)
    let rounded = Int128(whole + (isUp ? 1 : 0))
    return .number(Decimal(dividend < 0 ? -rounded : rounded, scale: 6))
  }

  private static func median(_ numbers: [Decimal]) -> Value {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return .missing }
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return .number(sorted[middle]) }
    let sum = sorted[middle - 1].adding(sorted[middle]) ?? .zero
    return .number(sum.multiplied(by: Decimal(5, scale: 1)) ?? .zero)
  }
}
