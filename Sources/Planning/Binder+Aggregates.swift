import Diagnostics
import Model
import Syntax

extension Binder {
  /// Binds `sum lines.amount`, `count(where open)`, or the column that is spelled the same.
  mutating func bind(
    _ aggregate: Aggregate, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    // An aggregate spelled like a column is that column: `sort sum owed desc`.
    let written = words(at: span)
    for (depth, level) in scope.levels.enumerated() {
      if let found = level.column(called: written) {
        return BoundExpression(.column(found, depth: depth), level.columns[found].type, span)
      }
    }
    if let current = summary {
      // The arguments are about the rows, not about the groups.
      summary = nil
      defer { summary = summary ?? current }
      if let bound = try bindOverRows(aggregate, of: current.rows, at: span) {
        summary = current
        return lift(bound)
      }
      summary = current
      if let folded = try bindOverQuestion(aggregate, in: scope, at: span) { return folded }
      summary = nil
      let bound = try bind(aggregate, over: current.rows, isStep: true, at: span)
      summary = current
      return lift(bound)
    }
    if let folded = try bindOverQuestion(aggregate, in: scope, at: span) { return folded }
    let bound = try bind(aggregate, over: scope, isStep: false, at: span)
    return BoundExpression(.aggregate(bound), bound.type, span)
  }

  /// Binds an aggregate that folds the rows themselves, as a step does, or a list of each row.
  private mutating func bind(
    _ aggregate: Aggregate, over rows: Scope, isStep: Bool, at span: SourceSpan
  ) throws(Diagnostic) -> BoundAggregate {
    let function = AggregateFunction(aggregate.function)
    var parts = AggregateParts(scope: rows)
    if let argument = aggregate.argument {
      try bindArgument(argument, into: &parts, rows: rows)
    }
    if !isStep, parts.expansions.isEmpty {
      throw .aggregateMisplaced(aggregate.function.rawValue, at: span)
    }
    if let condition = aggregate.condition {
      parts.condition = try bindTest(condition, in: parts.scope)
    }
    if function == .any || function == .all {
      try makeTest(&parts, aggregate, at: span)
    }
    let type = try resultType(function, aggregate.isUnique, of: parts, at: span)
    return BoundAggregate(
      function, isUnique: aggregate.isUnique, expansions: parts.expansions,
      condition: parts.condition, argument: parts.value, type: type, span)
  }

  private mutating func bindArgument(
    _ argument: Expression, into parts: inout AggregateParts, rows: Scope
  ) throws(Diagnostic) {
    if case .path(let names) = argument.kind {
      let meaning = try meaning(of: names, in: rows)
      parts.enter(meaning, from: rows)
      let isRecordItself = meaning.value.kind == .column(0, depth: 0)
      parts.value = isRecordItself && !meaning.expansions.isEmpty ? nil : meaning.value
      return
    }
    // `sum(lines.quantity * lines.unit_price)`: the list of the row is what its paths go through.
    if let names = firstListPath(in: argument, rows) {
      parts.enter(try meaning(of: names, in: rows), from: rows)
    }
    parts.value = try bind(argument, in: parts.scope)
  }

  /// The first path of an expression that goes through a to-many link.
  private func firstListPath(in expression: Expression, _ scope: Scope) -> [Name]? {
    var open = [expression]
    while let next = open.popLast() {
      switch next.kind {
      case .path(let names):
        // A path that means nothing is reported when the expression is bound.
        do throws(Diagnostic) {
          if try !meaning(of: names, in: scope).expansions.isEmpty { return names }
        } catch {
          continue
        }
      case .arithmetic(let first, let rest): open += [first] + rest.map(\.operand)
      case .negated(let operand), .not(let operand): open.append(operand)
      case .call(let call): open += call.arguments
      case .comparison(let comparison): open += [comparison.left, comparison.right]
      case .logical(_, let operands): open += operands
      case .conditional(let test, let then, let otherwise): open += [test, then, otherwise]
      case .literal, .reference, .variable, .it, .range, .list, .aggregate, .query: continue
      }
    }
    return nil
  }

  /// Inside `any` and `all` a yes/no value, or the `where`, is the test.
  private func makeTest(
    _ parts: inout AggregateParts, _ aggregate: Aggregate, at span: SourceSpan
  ) throws(Diagnostic) {
    if let value = parts.value {
      guard value.type == .boolean else { throw .notATest(value, words(at: value.span)) }
      let tests = [value] + (parts.condition.map { [$0] } ?? [])
      parts.condition =
        tests.count == 1 ? value : BoundExpression(.all(tests), .boolean, span)
      parts.value = nil
    }
    if aggregate.function == .all, parts.condition == nil {
      throw .allWithoutTest(words(at: span), at: span)
    }
  }

  func resultType(
    _ function: AggregateFunction, _ isUnique: Bool, of parts: AggregateParts, at span: SourceSpan
  ) throws(Diagnostic) -> DataType {
    guard let value = parts.value else {
      if isUnique, parts.expansions.isEmpty {
        throw .aggregateWithoutValue("\(function.rawValue) unique", at: span)
      }
      switch function {
      case .count: return .number
      case .any, .all: return .boolean
      case .list where !parts.expansions.isEmpty:
        return .list(parts.recordType)
      case .list, .sum, .average, .min, .max, .median:
        throw .aggregateWithoutValue(function.rawValue, at: span)
      }
    }
    if value.type.isList { throw .listCompared(words(at: value.span), at: value.span) }
    switch (function, value.type) {
    case (.count, .boolean) where !isUnique: throw .countOfTest(words(at: value.span), at: span)
    case (_, .duration), (_, .missing): throw .mismatch(value, wanted: "a value that rows have")
    case (.count, _): return .number
    case (.list, let type): return .list(type)
    case (.sum, .number), (.average, .number), (.median, .number): return .number
    case (.sum, .money), (.average, .money), (.median, .money): return .money
    case (.min, .number), (.min, .money), (.min, .date), (.min, .period), (.min, .text),
      (.max, .number), (.max, .money), (.max, .date), (.max, .period), (.max, .text):
      return value.type
    case (.any, _), (.all, _): return .boolean
    default: throw .badAggregate(function.rawValue, value)
    }
  }
}

/// The parts of an aggregate while they are being bound.
struct AggregateParts {
  /// The rows that its value and its `where` are about.
  var scope: Scope
  var expansions: [Expansion] = []
  var condition: BoundExpression?
  /// Nil where the records themselves are aggregated.
  var value: BoundExpression?

  init(scope: Scope) {
    self.scope = scope
  }

  /// Goes along a path's to-many links; from there on names are about the records behind them.
  mutating func enter(_ meaning: PathMeaning, from rows: Scope) {
    expansions = meaning.expansions
    guard !expansions.isEmpty, let target = meaning.target else { return }
    scope = rows.entering(target, path: meaning.listPath)
  }

  var recordType: DataType {
    scope.levels[0].record.map { .record($0.collection) } ?? .missing
  }
}

extension PathMeaning {
  /// The collection behind the last to-many link.
  fileprivate var target: CollectionID? {
    var value = value
    while case .field(_, let base) = value.kind { value = base }
    if case .record(let collection) = value.type { return collection }
    return nil
  }
}

extension AggregateFunction {
  init(_ name: AggregateName) {
    switch name {
    case .count: self = .count
    case .sum: self = .sum
    case .average: self = .average
    case .min: self = .min
    case .max: self = .max
    case .median: self = .median
    case .list: self = .list
    case .any: self = .any
    case .all: self = .all
    }
  }
}
