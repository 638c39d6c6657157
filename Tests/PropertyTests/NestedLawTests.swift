import Execution
import Model
import OracleSupport
import Shell
import Testing

/// Laws of questions inside questions, of sets and of `known on`, over random books and conditions.
struct NestedLawTests {
  private func forRandomQuestions(
    _ rounds: Int, salt: UInt64,
    _ check: (RandomQuestion, OracleBook, ReferenceBook) throws -> String?
  ) throws {
    for seed in ReferenceTests.bookSeeds.prefix(4) {
      let book = try ReferenceTests.book(seed &+ salt)
      let reference = ReferenceBook(book)
      var generator = QuestionGenerator(reference, seed: seed &+ salt)
      for _ in 0..<Rounds.count(rounds) {
        let question = RandomQuestion(&generator, today: book.today)
        let broken = try check(question, book, reference)
        #expect(broken == nil, "INVOQ_SEED=\(Rounds.seed), \(book.name): \(broken ?? "")")
      }
    }
  }

  private func count(_ engine: Engine, _ text: String) -> Int? {
    Outcome(engine, "\(text) count as n").rows.flatMap { Int($0[0][0]) }
  }

  @Test func setsPartTheRecords() throws {
    var asked = 0
    try forRandomQuestions(25, salt: 110) { question, book, reference in
      let source = "\(question.source.words) as of \(question.source.day)"
      let inner = "\(question.source.words) where \(question.condition.words(reference.schema))"
      guard let chosen = count(book.engine, question.text),
        let all = count(book.engine, source)
      else { return nil }
      asked += 1
      let both = count(book.engine, "\(source) intersect (\(inner))")
      let rest = count(book.engine, "\(source) except (\(inner))")
      let union = count(book.engine, "\(question.text) union (\(question.source.words))")
      let none = count(book.engine, "\(question.text) except (\(inner))")
      if both == chosen, rest == all - chosen, union == all, none == 0 { return nil }
      return "\(question.text): \(chosen) of \(all), but \(both ?? -1) \(rest ?? -1) \(union ?? -1)"
    }
    #expect(asked > 50)
  }

  @Test func amongTheRecordsOfAQuestionIsItsCondition() throws {
    var asked = 0
    try forRandomQuestions(25, salt: 120) { question, book, reference in
      let collection = reference.schema[question.source.collection]
      // A field of the record's name, like the rate of a rate, is what the word means first.
      guard question.source.words == collection.name,
        !collection.fields.contains(where: { $0.name == collection.singular })
      else { return nil }
      let source = "\(collection.name) as of \(question.source.day)"
      let test = question.condition.words(reference.schema)
      guard let chosen = count(book.engine, question.text), let all = count(book.engine, source)
      else { return nil }
      asked += 1
      let inside = "\(source) where \(collection.singular) in (\(collection.name) where \(test))"
      let outside =
        "\(source) where \(collection.singular) not in (\(collection.name) where \(test))"
      let found = count(book.engine, inside)
      let others = count(book.engine, outside)
      var plain = book.engine
      plain.isOptimizing = false
      plain.options.rowsPerBatch = 3
      if found == chosen, others == all - chosen, count(plain, inside) == chosen { return nil }
      return "\(inside): \(found ?? -1) and \(others ?? -1), not \(chosen) of \(all)"
    }
    #expect(asked > 20)
  }

  @Test func knownNowForgetsNothing() throws {
    try forRandomQuestions(25, salt: 130) { question, book, reference in
      let filter = question.condition.words(reference.schema)
      // Nothing in these books is recorded or dated after this day.
      let text =
        "\(question.source.words) as of \(question.source.day) known on 2100-01-01 where \(filter)"
      let (one, other) = (Outcome(book.engine, question.text), Outcome(book.engine, text))
      // Notes are not compared: `known on` may add one.
      return one == other ? nil : "\(text)\n  gives \(other)\nwithout\n  \(one)"
    }
  }

  @Test func whatWasKnownAgreesWithTheReference() throws {
    var changed = 0
    for seed in ReferenceTests.bookSeeds.prefix(4) {
      let book = try ReferenceTests.book(seed &+ 140)
      var reference = ReferenceBook(book)
      var generator = QuestionGenerator(reference, seed: seed &+ 140)
      for _ in 0..<Rounds.count(60) {
        reference.knownOn = nil
        let question = RandomQuestion(&generator, today: book.today)
        let all = try? question.found(reference).count
        let known = question.source.day.adding(days: generator.random.below(120) - 90) ?? book.today
        reference.knownOn = known
        let there = question.source.records.filter { reference.exists($0, question.source.day) }
        let evaluator = ReferenceEvaluator(reference, question.source.day)
        let identity = question.identity(reference.schema)
        let text =
          "\(question.source.words) as of \(question.source.day) known on \(known) where "
          + question.condition.words(reference.schema) + " show " + identity.joined(separator: ", ")
        let outcome = Outcome(book.engine, text, forgetsZeros: true)
        guard let found = try? there.filter({ try evaluator.holds(question.condition, $0) }) else {
          #expect(outcome.rows == nil, "\(text)\n  no mistake: \(outcome)")
          continue
        }
        if found.count != all { changed += 1 }
        let wanted = found.map { record in
          identity.map {
            ReferenceTests.cell(
              reference.value(named: $0, record, question.source.day), reference)
          }
        }
        #expect(
          outcome.rows == wanted,
          "INVOQ_SEED=\(Rounds.seed), \(book.name): \(text)\n  \(outcome)\n  \(wanted.prefix(6))")
      }
    }
    #expect(changed > 20, "known on changes only \(changed) answers")
  }
}
