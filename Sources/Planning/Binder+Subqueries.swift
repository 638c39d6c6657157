import Diagnostics
import Model
import Syntax

/// Questions inside questions.
extension Binder {
  /// The one value of a question in brackets.
  mutating func bindValue(
    of query: Query, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    value(of: try subquery(try bindInner(query, in: scope), at: span), at: span)
  }

  /// The one value of a question.
  func value(of subquery: Subquery, at span: SourceSpan) -> BoundExpression {
    BoundExpression(.subquery(subquery), subquery.type, span)
  }

  /// The rows of a question inside another.
  mutating func bindInner(_ query: Query, in scope: Scope) throws(Diagnostic) -> Stage {
    // Its aggregates are its own, and under `as of each` its day is that of the row around it.
    let around = (summary: summary, time: time)
    defer { (summary, time) = around }
    if let rows = summary?.rows, isAboutRow(query, in: rows) {
      throw .notAggregated("(\(words(at: query.span)))", at: query.span)
    }
    summary = nil
    if time.isEach { time.isOfRow = true }
    let known = mistakes.count
    let stage = try bindQuery(query, around: scope.levels)
    if mistakes.count > known { throw mistakes.removeLast() }
    return stage
  }

  /// A question whose rows have one column, as seen from the row around it.
  mutating func subquery(_ stage: Stage, at span: SourceSpan) throws(Diagnostic) -> Subquery {
    let value = try onlyColumn(of: stage, at: span)
    let plan = LogicalPlan.project(
      stage.plan, [value], columns: [PlanColumn("value", value.type)])
    var lifting = Lifting()
    let lifted = plan.mappingNestedExpressions { lifting.lift($0, inside: $1) }
    subqueryCount += 1
    return Subquery(id: subqueryCount, lifted, parameters: lifting.parameters)
  }

  /// The one column that the question shows; the record itself where it shows none.
  private func onlyColumn(
    of stage: Stage, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let columns = stage.plan.columns
    let shown = columns.indices.filter {
      columns[$0].isShown && columns[$0].name != Binder.dayColumn
    }
    if shown.isEmpty, let record = stage.record {
      return column(record.index, of: stage.plan, at: span)
    }
    guard shown.count == 1, columns[shown[0]].role != .acrossBlock else {
      throw .severalColumns(shown.map { columns[$0].name }, at: span)
    }
    if columns[shown[0]].type.isList {
      throw .listCompared(columns[shown[0]].name, at: span)
    }
    return column(shown[0], of: stage.plan, at: span)
  }
}

// MARK: - Behind 'in'

extension Binder {
  /// The question that the right side of `in` is; nil where it is a value.
  mutating func bindMembers(
    _ right: Expression, of type: DataType, in scope: Scope
  ) throws(Diagnostic) -> Subquery? {
    if case .list(let elements) = right.kind, elements.count == 1 {
      return try bindMembers(elements[0], of: type, in: scope)
    }
    guard let query = question(right, in: scope) else { return nil }
    var stage = try bindInner(query, in: scope)
    // Records are looked for among records, whatever is shown of them.
    if let record = stage.record, type == .record(record.collection) {
      let value = column(record.index, of: stage.plan, at: right.span)
      let columns = [PlanColumn("", type, isShown: false)]
      stage.plan = .project(stage.plan, [value], columns: columns)
      stage.record = RecordColumn(index: 0, collection: record.collection)
    }
    return try subquery(stage, at: right.span)
  }

  /// Whether a path means nothing in a row, but is a collection or a definition.
  func isQuestion(_ names: [Name], in scope: Scope) -> Bool {
    let word = names[0].text.lowercased()
    let isSource =
      schema.collection(named: word) != nil || surroundings.definition(named: word) != nil
    return isSource && scope.start(of: names, in: schema) == nil
  }

  /// A test whether a value is among those of a question.
  func bindIsIn(
    _ left: BoundExpression, _ set: Subquery, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    if canBeMember(left.type, of: set.type) {
      return BoundExpression(.isIn(left, set), .boolean, span)
    }
    if case .record = left.type, set.type == .text {
      let tests = labels(of: left).map { BoundExpression(.isIn($0, set), .boolean, span) }
      return BoundExpression(.any(tests), .boolean, span)
    }
    throw .notAmong(
      phrase(left.type), many(set.type), fields: shownFields(of: set.type), at: span)
  }

  private func phrase(_ type: DataType) -> String {
    guard case .record(let collection) = type else { return type.phrase }
    let word = schema[collection].singular
    let isVowel = word.first.map { "aeiou".contains($0) } ?? false
    return (isVowel ? "an " : "a ") + word
  }

  private func many(_ type: DataType) -> String {
    switch type {
    case .record(let collection): schema[collection].plural
    case .number: "numbers"
    case .money: "amounts of money"
    case .date: "dates"
    case .period: "periods"
    case .text: "texts"
    case .currency: "currencies"
    case .boolean: "yes or no"
    case .enumeration: "words of a list"
    case .duration, .list, .missing: type.phrase
    }
  }

  private func canBeMember(_ value: DataType, of set: DataType) -> Bool {
    switch value {
    case .number, .money, .date, .period, .text, .currency, .enumeration, .record, .boolean:
      value == set
    case .duration, .list, .missing: false
    }
  }

  private func shownFields(of type: DataType) -> [String] {
    if case .record(let collection) = type { return schema[collection].labels }
    return []
  }
}

// MARK: - Inside aggregates

extension Binder {
  /// An aggregate over a question of its own, `count(payments where amount > 500)`; nil where what
  /// it folds belongs to the row.
  mutating func bindOverQuestion(
    _ aggregate: Aggregate, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression? {
    guard let argument = aggregate.argument,
      let query = question(argument, in: summary?.rows ?? scope)
    else { return nil }
    var names = ArraySlice<Name>()
    var source = query
    if case .path(let path) = query.source.kind, query.steps.isEmpty, !query.isDated {
      let links = linkCount(of: path)
      source = Query(Source(.path(Array(path[..<links])), query.source.span))
      names = path[links...]
    }
    let around = (summary: summary, time: time)
    defer { (summary, time) = around }
    var stage = try bindInner(source, in: scope)
    summary = nil
    if time.isEach { time.isOfRow = true }
    if let condition = aggregate.condition {
      stage.plan = .filter(stage.plan, try bindTest(condition, in: stage.scope))
    }
    if aggregate.function == .all { throw .allOverQuestion(words(at: span), at: span) }
    let folded = try fold(stage, aggregate, of: Array(names), at: span)
    return value(of: try subquery(folded, at: span), at: span)
  }

  /// The aggregate as the last step of its question.
  private mutating func fold(
    _ stage: Stage, _ aggregate: Aggregate, of names: [Name], at span: SourceSpan
  ) throws(Diagnostic) -> Stage {
    var parts = AggregateParts(scope: stage.scope)
    let needsValue = aggregate.function != .count && aggregate.function != .any
    if !names.isEmpty {
      parts.value = try bind(Expression(.path(names), span), in: stage.scope)
    } else if aggregate.isUnique || (needsValue && stage.hasShownColumns) {
      parts.value = try onlyColumn(of: stage, at: span)
    }
    let function = AggregateFunction(aggregate.function)
    let type = try resultType(function, aggregate.isUnique, of: parts, at: span)
    let bound = BoundAggregate(
      function, isUnique: aggregate.isUnique, expansions: [], condition: nil,
      argument: parts.value, type: type, span)
    var folded = stage
    folded.plan = .aggregate(
      Aggregation(
        stage.plan, keys: [], aggregates: [bound], across: nil,
        columns: [PlanColumn("value", type)]))
    folded.record = nil
    return folded
  }

  /// The question that an expression is; nil where it is a value of the row.
  private func question(_ argument: Expression, in scope: Scope) -> Query? {
    switch argument.kind {
    case .query(let query): query
    case .path(let names) where isQuestion(names, in: scope):
      Query(Source(.path(names), argument.span))
    case .call(let call) where surroundings.definition(named: call.name.text.lowercased()) != nil:
      Query(Source(.call(call), argument.span))
    case .it(let path): Query(Source(.it(path: path), argument.span))
    case .variable(let name, let path) where isAnswer(name):
      Query(Source(.variable(name, path: path), argument.span))
    default: nil
    }
  }

  /// How many words of a path lead to records: `payments.customer` of `payments.customer.country`.
  private func linkCount(of names: [Name]) -> Int {
    guard var current = schema.collection(named: names[0].text) else { return names.count }
    for (place, name) in names.enumerated().dropFirst() {
      guard let field = schema.field(named: name.text, of: current),
        case .record(let target) = schema[field].type.element
      else { return place }
      current = target
    }
    return names.count
  }
}

extension Query {
  /// A source and nothing more.
  init(_ source: Source) {
    self.init(source, asOf: nil, knownOn: nil, steps: [], source.span)
  }
}

// MARK: - Inside aggregate steps

extension Binder {
  /// Whether a question starts from a link of a row: `(lines sum amount)` of an invoice.
  private func isAboutRow(_ query: Query, in rows: Scope) -> Bool {
    guard case .path(let names) = query.source.kind else { return false }
    return rows.link(names, in: schema) != nil
  }

  /// An aggregate step over a question about each row, `sum((lines sum amount))`; nil where it is
  /// no such question.
  ///
  /// What has one value a row is folded as any value is. Rows of several are folded twice: those of
  /// each row, and what that comes to. So a sum of sums is the sum, as behind a path.
  mutating func bindOverRows(
    _ aggregate: Aggregate, of rows: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundAggregate? {
    guard case .query(let asked)? = aggregate.argument?.kind, isAboutRow(asked, in: rows)
    else { return nil }
    let query = asked.filtered(by: aggregate.condition)
    let function = AggregateFunction(aggregate.function)
    var parts = AggregateParts(scope: rows)
    var fold = function
    if query.hasOneRow {
      parts.value = try bindValue(of: query, in: rows, at: query.span)
    } else {
      guard let outer = function.ofParts, !aggregate.isUnique else {
        throw .severalOfEachRow(function.rawValue, at: query.span)
      }
      let inner = Aggregate(
        aggregate.function, aggregate.functionSpan, isUnique: false,
        argument: Expression(.query(query), query.span), condition: nil, isBracketed: true)
      parts.value = try bindOverQuestion(inner, in: rows, at: span)
      fold = outer
    }
    if fold == .any || fold == .all {
      guard let value = parts.value, value.type == .boolean else {
        throw .notATest(parts.value ?? .constant(.missing, .missing, span), words(at: span))
      }
      (parts.condition, parts.value) = (value, nil)
    }
    let type = try resultType(fold, aggregate.isUnique, of: parts, at: span)
    return BoundAggregate(
      fold, isUnique: aggregate.isUnique, expansions: [], condition: parts.condition,
      argument: parts.value, type: type, span)
  }
}

extension AggregateFunction {
  /// How what the parts come to is folded to what the whole comes to; nil where that cannot be.
  fileprivate var ofParts: AggregateFunction? {
    switch self {
    case .count, .sum: .sum
    case .min, .max, .any: self
    case .average, .median, .list, .all: nil
    }
  }
}

extension Query {
  /// The question with a further test.
  fileprivate func filtered(by test: Expression?) -> Query {
    guard let test else { return self }
    return Query(
      source, asOf: asOf, knownOn: knownOn, steps: steps + [Step(.filter(test), test.span)], span)
  }

  /// Whether it gives at most one row, whatever its records are.
  fileprivate var hasOneRow: Bool {
    switch steps.last?.kind {
    case .summarize(_, let keys, let across): keys.isEmpty && across == nil
    case .take(let count), .top(let count, _): count <= 1
    default: false
    }
  }
}

// MARK: - What is asked of the rows around

/// Takes what a plan asks of the rows around it out of its expressions.
private struct Lifting {
  /// What is asked, as seen from the row around the plan.
  var parameters: [BoundExpression] = []

  /// The expression with parameters for all that only the rows around it tell; `inside` is how many
  /// rows further in than the plan's own it is seen from.
  mutating func lift(_ expression: BoundExpression, inside: Int) -> BoundExpression {
    var readsOwn = false
    var readsAround = false
    expression.visitColumns(depth: 0) { _, distance in
      if distance > inside { readsAround = true } else if distance >= 0 { readsOwn = true }
    }
    guard readsAround else { return expression }
    if readsOwn {
      return expression.mappingNested { lift($0, inside: inside + $1) }
    }
    let asked = expression.seen(fromFurtherOut: inside + 1)
    let place = parameters.firstIndex { $0.kind == asked.kind } ?? parameters.count
    if place == parameters.count { parameters.append(asked) }
    return BoundExpression(.parameter(place), expression.type, expression.span)
  }
}

extension BoundExpression {
  /// The same expression as seen from so many rows further out.
  fileprivate func seen(fromFurtherOut distance: Int, nesting: Int = 0) -> BoundExpression {
    if case .column(let index, let depth) = kind, depth >= nesting {
      return BoundExpression(.column(index, depth: depth - distance), type, span)
    }
    return mappingNested { $0.seen(fromFurtherOut: distance, nesting: nesting + $1) }
  }
}
