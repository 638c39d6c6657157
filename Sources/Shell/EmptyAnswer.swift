import Accounting
import Columns
import Diagnostics
import Execution
import Model
import Planning
import Storage
import Syntax

/// Why a question has no answer: which of its tests leaves nothing, and what a name may have meant.
struct EmptyAnswer {
  private let engine: Engine
  private let bound: BoundQuery

  init(_ engine: Engine, _ bound: BoundQuery) {
    (self.engine, self.bound) = (engine, bound)
  }

  /// More names than this nobody reads.
  private static let mostNames = 3

  /// One clause for the note; nil where nothing plain can be said.
  var explanation: String? {
    var plan = bound.plan
    if let find = EmptyAnswer.find(of: plan) { return isEmpty(.find(find)) ? told(find) : nil }
    if bound.record == nil {
      guard let rows = EmptyAnswer.foldedRows(of: plan), isEmpty(rows) else { return nil }
      plan = rows
    }
    guard let (scan, tests) = EmptyAnswer.tests(of: plan) else { return nil }
    let noun = engine.view.store.schema[scan.collection].plural
    if isEmpty(.scan(scan)) {
      let store = engine.view.store
      let isEver =
        store.schema[scan.collection].isDerived || store.rowCount(of: scan.collection) > 0
      return "there are no \(noun) \(isEver ? "for that day yet" : "in this book")"
    }
    for test in tests where isEmpty(.filter(.scan(scan), test)) {
      return meaning(of: test, over: scan) ?? "nothing fulfils  \(words(test))  even alone"
    }
    guard tests.count > 1 else { return nil }
    for count in 2...tests.count {
      let first = BoundExpression(.all(Array(tests[..<count])), .boolean, tests[0].span)
      guard isEmpty(.filter(.scan(scan), first)) else { continue }
      return "each test holds for some \(noun), but with  \(words(tests[count - 1]))  none is left"
    }
    return nil
  }

  /// Whether an answer is empty, or one row of figures over nothing.
  static func isNothing(_ table: ResultTable) -> Bool {
    if table.rowCount == 0 { return true }
    return table.rowCount == 1
      && table.columns.allSatisfy { column in
        switch column.values[0] {
        case .missing: true
        case .number(let number): number.isZero
        case .money(let money): money.amount.isZero
        default: false
        }
      }
  }

  /// The rows that one row of figures is about; nil where there are groups or none.
  private static func foldedRows(of plan: LogicalPlan) -> LogicalPlan? {
    switch plan {
    case .aggregate(let aggregation):
      aggregation.keys.isEmpty && aggregation.across == nil ? aggregation.input : nil
    case .project(let input, _, _), .filter(let input, _), .sort(let input, _):
      foldedRows(of: input)
    default: nil
    }
  }

  /// What is looked for; nil where records are asked about.
  private static func find(of plan: LogicalPlan) -> Find? {
    var node = plan
    while let below = node.input { node = below }
    if case .find(let find) = node { return find }
    return nil
  }

  /// Which of the words nothing has.
  private func told(_ find: Find) -> String {
    let words = find.words.flatMap { $0.string.split { $0.isWhitespace }.map(String.init) }
    let strange = words.filter { isEmpty(.find(Find([Text($0)], days: find.days))) }
    if strange.isEmpty { return "each of these words is somewhere, but no record has all of them" }
    return "nothing has \(strange.map(QuotedText.quoted).joined(separator: " or "))"
  }

  /// The tests directly above the records asked about, one by one.
  private static func tests(of plan: LogicalPlan) -> (Scan, [BoundExpression])? {
    var tests: [BoundExpression] = []
    var node = plan
    while let below = node.input {
      switch node {
      case .filter(_, let test):
        if case .all(let parts) = test.kind {
          tests = parts + tests
        } else {
          tests.insert(test, at: 0)
        }
      case .expand, .combine, .aggregate: return nil
      default: tests = []
      }
      node = below
    }
    if case .scan(let scan) = node { return (scan, tests) }
    return nil
  }

  /// Whether a plan gives no row; one that cannot be run is not empty.
  private func isEmpty(_ plan: LogicalPlan) -> Bool {
    rows(.slice(plan, skip: 0, take: 1))?.rowCount == 0
  }

  private func rows(_ plan: LogicalPlan) -> ResultTable? {
    do throws(Mistakes) {
      return try engine.run(bound, plan).table
    } catch {
      return nil
    }
  }

  private func words(_ test: BoundExpression) -> String {
    bound.source[test.span].split { $0.isWhitespace }.joined(separator: " ")
  }

  // MARK: Names

  /// What is said of a name that nothing has exactly, with those that hold it.
  private func meaning(of test: BoundExpression, over scan: Scan) -> String? {
    let subject: BoundExpression
    switch test.kind {
    case .isRecord(let record, rows: []): subject = record
    case .compare(let text, .equal, let right) where text.type == .text && right.isText:
      subject = text
    default: return nil
    }
    guard let written = text(in: test.span) else { return nil }
    if written.isEmpty { return "what is not there is asked with  is missing" }
    let word: String
    if case .record(let collection) = subject.type {
      word = "no \(engine.view.store.schema[collection].singular) is called"
    } else {
      word = "nothing there is exactly"
    }
    let first = written.split(separator: " ").first.map(String.init) ?? written
    for pattern in first.utf8.count > 2 ? [written, first] : [written] {
      let names = names(holding: pattern, of: subject, over: scan)
      guard !names.isEmpty else { continue }
      let told = names.prefix(EmptyAnswer.mostNames).joined(separator: ", ")
      let more = names.count > EmptyAnswer.mostNames ? ", …" : ""
      let isShort = pattern == written ? "" : " \(QuotedText.quoted(pattern))"
      return "\(word) \(QuotedText.quoted(written)); has\(isShort) would find \(told)\(more)"
    }
    return "\(word) \(QuotedText.quoted(written))" + meant(written, by: subject)
  }

  /// The names that nearly are what was written, as the end of the clause.
  private func meant(_ written: String, by subject: BoundExpression) -> String {
    guard case .record(let collection) = subject.type else { return "" }
    let names = engine.view.store.names(of: collection, resembling: Text(written))
      .map { QuotedText.quoted($0.string) }
    return names.isEmpty ? "" : "; did you mean \(names.joined(separator: " or "))?"
  }

  /// The text in quotes of a test.
  private func text(in span: SourceSpan) -> String? {
    var lexer = Lexer(bound.source, span, currencies: Currency.allCodes)
    for token in lexer.remainingTokens() {
      if case .text(let text, _) = token.kind { return text }
    }
    return nil
  }

  /// The names of a subject's records, or the texts of a field, that hold a pattern, each once.
  private func names(
    holding pattern: String, of subject: BoundExpression, over scan: Scan
  ) -> [String] {
    let schema = engine.view.store.schema
    var labels = [subject]
    var leaf = LogicalPlan.scan(scan)
    if case .record(let collection) = subject.type {
      let column = PlanColumn("", .record(collection), isShown: false)
      leaf = .scan(Scan(collection, days: AskedDays([bound.asOf]), columns: [column]))
      let record = BoundExpression(.column(0, depth: 0), subject.type, subject.span)
      labels = schema[collection].labels.compactMap { schema.field(named: $0, of: collection) }
        .filter { schema[$0].type == .text }
        .map { BoundExpression(.field($0, of: record), .text, subject.span) }
    }
    guard let first = labels.first else { return [] }
    let wanted = BoundExpression.constant(.text(Text(pattern)), .text, subject.span)
    let tests = labels.map {
      BoundExpression(.textTest($0, .has, wanted), .boolean, subject.span)
    }
    let held = LogicalPlan.filter(leaf, BoundExpression(.any(tests), .boolean, subject.span))
    let shown = LogicalPlan.project(held, [first], columns: [PlanColumn("name", .text)])
    let key = BoundExpression(.column(0, depth: 0), .text, subject.span)
    let plan = LogicalPlan.slice(
      .distinct(shown, [key]), skip: 0, take: EmptyAnswer.mostNames + 1)
    guard let found = rows(plan)?.columns.first?.values else { return [] }
    return (0..<found.count).compactMap {
      if case .text(let text) = found[$0] { text.string } else { nil }
    }
  }
}

extension BoundExpression {
  fileprivate var isText: Bool {
    if case .constant(.text) = kind { return true }
    return false
  }
}
