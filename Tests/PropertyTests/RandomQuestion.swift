import Diagnostics
import Execution
import Model
import OracleSupport
import Planning
import Shell

/// A random question with the answer that the reference gives.
struct RandomQuestion {
  let text: String
  let source: QuestionGenerator.Source
  let condition: Condition

  init(_ generator: inout QuestionGenerator, today: CivilDate) {
    if generator.random.oneIn(8) {
      (source, condition) = generator.edgeQuestion(today: today)
    } else {
      source = generator.source(today: today)
      condition = generator.condition(source)
    }
    let filter = condition.words(generator.book.schema)
    text = "\(source.words) as of \(source.day) where \(filter)"
  }

  /// The fields that tell the records of a collection apart.
  func identity(_ schema: Schema) -> [String] {
    RandomQuestion.identity(source.collection, schema)
  }

  /// The same for a collection.
  static func identity(_ collection: CollectionID, _ schema: Schema) -> [String] {
    let names = schema[collection].fields.map(\.name)
    if names.contains("number") { return ["number"] }
    return ["document", "line", "date", "customer", "payment", "credit", "amount", "text"].filter {
      names.contains($0)
    }
  }

  /// The records for which the condition holds.
  func found(_ book: ReferenceBook) throws -> [RecordID] {
    let evaluator = ReferenceEvaluator(book, source.day)
    return try source.records.filter { try evaluator.holds(condition, $0) }
  }
}

/// What came of a question: rows, or the code of the mistake.
enum Outcome: Equatable, CustomStringConvertible {
  case table(PlainTable)
  case mistake(String)

  /// The outcome of the engine.
  init(_ engine: Engine, _ text: String, forgetsZeros: Bool = false) {
    do {
      self = .table(PlainTable(try engine.answer(text).table, forgetsZeros: forgetsZeros))
    } catch {
      self = .mistake("\(error.all[0].code)")
    }
  }

  var rows: [[String]]? {
    if case .table(let table) = self { return table.rows }
    return nil
  }

  var description: String {
    switch self {
    case .table(let table): "\(table.rows.count) rows \(table.rows.prefix(6))"
    case .mistake(let code): "mistake \(code)"
    }
  }
}
