package import Accounting
package import Diagnostics
package import Execution
package import Model
package import Planning
import Storage
package import Syntax

/// From a question's text to its answer: the pipeline, stage by stage.
package struct Engine: Sendable {
  /// The book that is asked.
  package let view: BookView
  /// What `today` means.
  package let today: CivilDate
  /// How plans are run.
  package var options = Executor.Options()
  /// Whether the rules of the optimizer are used; answers do not depend on it.
  package var isOptimizing = true
  /// Whether a question that somebody tires of is left alone, to end by itself.
  var canBeLeft = false
  /// Where somebody who waits for it is told how far it is; nil where nobody looks.
  var progressLine: ProgressLine?
  /// What questions may name beside the book.
  var names = SessionNames()

  /// An engine over a book, on a day.
  package init(_ view: BookView, today: CivilDate) {
    self.view = view
    self.today = today
  }

  /// The answer to a question.
  ///
  /// - Throws: up to three mistakes of the text, or what a value makes impossible.
  package func answer(_ query: Query, in source: SourceText) throws(Mistakes) -> Answer {
    try leavable { engine throws(Mistakes) in
      try engine.answer(try engine.bind(query, in: source))
    }
  }

  /// The answer to a question as meant.
  func answer(_ bound: BoundQuery, addsTotals: Bool = false) throws(Mistakes) -> Answer {
    let plan = isOptimizing ? Optimizer.optimize(bound.plan, catalog: view.store) : bound.plan
    var engine = self
    engine.options.addsTotals = addsTotals
    return try engine.run(bound, plan)
  }

  /// The answer to a question given as text.
  package func answer(_ text: String) throws(Mistakes) -> Answer {
    let source = SourceText(text)
    let statement = try Parser.statement(in: source, currencies: Currency.allCodes)
    return try answer(try Engine.query(of: statement), in: source)
  }

  /// What a question means.
  package func bind(_ query: Query, in source: SourceText) throws(Mistakes) -> BoundQuery {
    try Binder.bind(
      query, in: source, catalog: view.store, today: today, surroundings: names.surroundings)
  }

  /// The value of an expression that stands alone, as an answer of one row and one column.
  func answer(value: Expression, in source: SourceText) throws(Mistakes) -> Answer {
    let bound = try Binder.bind(
      value: value, in: source, catalog: view.store, today: today,
      surroundings: names.surroundings)
    return try run(bound, bound.plan)
  }

  /// Runs a plan of a bound question.
  package func run(_ bound: BoundQuery, _ plan: LogicalPlan) throws(Mistakes) -> Answer {
    try leavable { engine throws(Mistakes) in try engine.run(bound, plan, engine.options) }
  }

  /// Does work with this engine that nothing but its result depends on; where somebody tires of it,
  /// it is left alone, to end by itself.
  ///
  /// - Throws: what the work throws, or that it was stopped.
  func leavable<Made: Sendable>(
    _ work: @escaping @Sendable (Engine) throws(Mistakes) -> Made
  ) throws(Mistakes) -> Made {
    guard canBeLeft else { return try work(self) }
    var engine = self
    engine.canBeLeft = false
    let headway = progressLine.map { _ in Headway() }
    engine.options.headway = headway
    var words = WorkWords(view.store.schema)
    let waiting = Waiting(progressLine) { words.words(headway?.stage, after: $0) }
    let result = Errand.run(telling: waiting) { [engine] isUnwanted in
      var engine = engine
      engine.options.isInterrupted = isUnwanted
      return Result { () throws(Mistakes) in try work(engine) }
    }
    guard let result else { throw Mistakes([.stopped()]) }
    return try result.get()
  }

  private func run(
    _ bound: BoundQuery, _ plan: LogicalPlan, _ options: Executor.Options
  ) throws(Mistakes) -> Answer {
    var options = options
    options.isOptimizing = isOptimizing
    do throws(Diagnostic) {
      return try Executor(view, options: options, answers: names.rows).run(bound, plan: plan)
    } catch {
      throw Mistakes([mended(error, bound.source)], in: bound.source)
    }
  }

  /// The mistake with a help in the question's own words.
  private func mended(_ mistake: Diagnostic, _ source: SourceText) -> Diagnostic {
    guard mistake.code == .currenciesCompared, let span = mistake.span else { return mistake }
    let home = view.store.settings.homeCurrency ?? .unnamed
    return CurrencyOffer.help(for: source[span], home: home).map {
      .currenciesCompared(mistake, help: $0)
    } ?? mistake
  }

  /// The question that a statement asks.
  package static func query(of statement: Statement) throws(Mistakes) -> Query {
    switch statement.kind {
    case .query(let query): return query
    case .letValue, .letQuery: throw Mistakes([.notAQuestion("let", in: statement)])
    case .define: throw Mistakes([.notAQuestion("define", in: statement)])
    case .write: throw Mistakes([.notAQuestion("a verb", in: statement)])
    }
  }
}
