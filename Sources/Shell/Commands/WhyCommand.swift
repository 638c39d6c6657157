import Accounting
import Columns
import Diagnostics
import Execution
import Model
import Planning
import Storage
import Syntax

/// `why #INV-00346`: how its figures come about; `why #INV-00346 in QUESTION`: which of the
/// question's conditions it meets.
enum WhyCommand {
  private static let usage = "why #INV-00346   or:  why #INV-00346 in invoices where overdue"

  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let start = ContinuousClock.now
    guard !command.words.isEmpty else {
      throw Mistakes([.missingWord(usage, at: command.span)])
    }
    let engine = try mistaken { () throws(Diagnostic) in try session.engine(at: command.span) }
    let (named, asked) = cut(command.rest, of: command.source)
    let bound = try bind(named, in: command.source, engine)
    guard let record = bound.card else {
      throw Mistakes([.nothingToExplain("'why' explains one record", usage, at: named)])
    }
    let view = bound.days.known.map { engine.view.known(on: $0) } ?? engine.view
    let explanation: Explanation
    if let asked {
      explanation = try conditions(
        of: record, in: bind(asked, in: command.source, engine), at: asked, engine)
    } else if let found = try session.leavable({
      view.explanation(of: record, asOf: bound.asOf)
    }) {
      explanation = found
    } else {
      let kind = engine.view.store.schema[record.collection].plural
      throw Mistakes([
        .nothingToExplain("\(kind) have no figures that follow from others", usage, at: named)
      ])
    }
    let table = explanation.table(
      asOf: bound.asOf, hasSeveralCurrencies: engine.view.hasSeveralCurrencies)
    let question = command.source[command.span]
    return session.give(
      Session.GivenAnswer(
        table: table, isCard: false, question: question, elapsed: ContinuousClock.now - start))
  }

  private static func bind(
    _ span: SourceSpan, in source: SourceText, _ engine: Engine
  ) throws(Mistakes) -> BoundQuery {
    let statement = try Parser.statement(in: source, span, currencies: Currency.allCodes)
    let query = try Engine.query(of: statement)
    return try engine.leavable { engine throws(Mistakes) in try engine.bind(query, in: source) }
  }

  /// The reference with its `as of`, and the question behind `in`.
  private static func cut(
    _ span: SourceSpan, of source: SourceText
  ) -> (named: SourceSpan, asked: SourceSpan?) {
    var lexer = Lexer(source, span, currencies: Currency.allCodes)
    for token in lexer.remainingTokens() where token.kind == .keyword(.in) {
      return (
        SourceSpan(span.start, token.span.start), SourceSpan(token.span.end, span.end)
      )
    }
    return (span, nil)
  }

  // MARK: - In a question

  private static func conditions(
    of record: RecordID, in query: BoundQuery, at span: SourceSpan, _ engine: Engine
  ) throws(Mistakes) -> Explanation {
    let schema = engine.view.store.schema
    guard let conditions = RecordConditions(query, in: schema) else {
      throw Mistakes([
        .nothingToExplain(
          "the question must begin with a collection and ask about one day", usage, at: span)
      ])
    }
    var explanation = Explanation()
    guard conditions.collection == record.collection else {
      explanation.add(
        "not met", nil, nil,
        "the question is about \(schema[conditions.collection].plural), "
          + "and this is of the \(schema[record.collection].plural)")
      return explanation
    }
    var isMet = true
    func tell(_ holds: Bool, _ day: CivilDate? = nil, _ words: String) {
      explanation.add(holds ? "met" : "not met", day, nil, words)
      if !holds { isMet = false }
    }
    let exists = !engine.view.existing([record.row], of: record.collection, asOf: query.asOf)
      .isEmpty
    tell(exists, query.asOf, "it exists on that day")
    for (words, plan) in conditions.tests {
      let test = plan(record.row)
      let answer = try engine.run(query.with(test), test)
      tell(answer.table.rowCount == 1, nil, words)
    }
    if isMet {
      for step in conditions.laterSteps { explanation.add("then", nil, nil, step) }
    } else {
      explanation.add("result", nil, nil, "it is not in the answer")
    }
    return explanation
  }
}
