import Model

extension BoundExpression {
  /// The same expression with each operand replaced.
  func mappingChildren(_ change: (BoundExpression) -> BoundExpression) -> BoundExpression {
    let mapped: Kind =
      switch kind {
      case .constant, .column: kind
      case .field(let field, let base): .field(field, of: change(base))
      case .not(let operand): .not(change(operand))
      case .all(let tests): .all(tests.map(change))
      case .any(let tests): .any(tests.map(change))
      case .compare(let left, let operation, let right):
        .compare(change(left), operation, change(right))
      case .between(let value, let low, let high):
        .between(change(value), change(low), change(high))
      case .isRecord(let record, let rows): .isRecord(change(record), rows: rows)
      case .isMissing(let operand): .isMissing(change(operand))
      case .textTest(let subject, let test, let pattern):
        .textTest(change(subject), test, change(pattern))
      case .negated(let operand): .negated(change(operand))
      case .arithmetic(let left, let operation, let right):
        .arithmetic(change(left), operation, change(right))
      case .moved(let date, let length): .moved(change(date), by: length)
      case .call(let function, let arguments): .call(function, arguments.map(change))
      case .conditional(let test, let then, let otherwise):
        .conditional(test: change(test), then: change(then), otherwise: change(otherwise))
      case .aggregate(let aggregate): .aggregate(aggregate.mappingParts(change))
      }
    return BoundExpression(mapped, type, span)
  }

  /// The columns of the row itself that the expression reads.
  var columnsRead: Set<Int> {
    var read: Set<Int> = []
    collectColumns(into: &read, depth: 0)
    return read
  }

  private func collectColumns(into read: inout Set<Int>, depth: Int) {
    switch kind {
    case .column(let index, let columnDepth):
      if columnDepth == depth { read.insert(index) }
    case .aggregate(let aggregate):
      aggregate.collectColumns(into: &read, depth: depth) {
        $0.collectColumns(into: &$1, depth: $2)
      }
    default:
      _ = mappingChildren { child in
        child.collectColumns(into: &read, depth: depth)
        return child
      }
    }
  }

  /// The same expression over rows whose columns stand elsewhere.
  func renumbered(_ places: [Int: Int], depth: Int = 0) -> BoundExpression {
    switch kind {
    case .column(let index, let columnDepth) where columnDepth == depth:
      BoundExpression(.column(places[index] ?? index, depth: columnDepth), type, span)
    case .aggregate(let aggregate):
      BoundExpression(.aggregate(aggregate.renumbered(places, depth: depth)), type, span)
    default: mappingChildren { $0.renumbered(places, depth: depth) }
    }
  }
}

extension BoundAggregate {
  /// The same aggregate with its links' bases, its test and its value replaced.
  func mappingParts(_ change: (BoundExpression) -> BoundExpression) -> BoundAggregate {
    BoundAggregate(
      function, isUnique: isUnique,
      expansions: expansions.map { Expansion(change($0.base), $0.link) },
      condition: condition.map(change), argument: argument.map(change), type: type, span)
  }

  /// The depth at which the columns of the row itself are seen from the value and the test.
  ///
  /// The links on the way count as one row further in, however many there are.
  private func innerDepth(_ depth: Int) -> Int { expansions.isEmpty ? depth : depth + 1 }

  fileprivate func collectColumns(
    into read: inout Set<Int>, depth: Int,
    _ collect: (BoundExpression, inout Set<Int>, Int) -> Void
  ) {
    if let first = expansions.first { collect(first.base, &read, depth) }
    for part in [condition, argument].compactMap({ $0 }) {
      collect(part, &read, innerDepth(depth))
    }
  }

  /// The same aggregate over rows whose columns stand elsewhere.
  func renumbered(_ places: [Int: Int], depth: Int = 0) -> BoundAggregate {
    var changed = expansions
    if let first = expansions.first {
      changed[0] = Expansion(first.base.renumbered(places, depth: depth), first.link)
    }
    let inner = innerDepth(depth)
    return BoundAggregate(
      function, isUnique: isUnique, expansions: changed,
      condition: condition?.renumbered(places, depth: inner),
      argument: argument?.renumbered(places, depth: inner), type: type, span)
  }

  /// The columns of the row itself that the aggregate reads.
  var columnsRead: Set<Int> {
    BoundExpression(.aggregate(self), type, span).columnsRead
  }
}

extension LogicalPlan {
  /// The node below, where there is one.
  package var input: LogicalPlan? {
    switch self {
    case .scan, .records, .lookup: nil
    case .expand(let input, _, _), .filter(let input, _), .project(let input, _, _),
      .sort(let input, _), .topN(let input, _, _), .slice(let input, _, _),
      .distinct(let input, _), .window(let input, _):
      input
    case .aggregate(let aggregation): aggregation.input
    }
  }

  /// The same node over another input.
  func over(_ newInput: LogicalPlan) -> LogicalPlan {
    switch self {
    case .scan, .records, .lookup: self
    case .expand(_, let expansion, let columns): .expand(newInput, expansion, columns: columns)
    case .filter(_, let test): .filter(newInput, test)
    case .project(_, let values, let columns): .project(newInput, values, columns: columns)
    case .aggregate(let old):
      .aggregate(
        Aggregation(
          newInput, keys: old.keys, aggregates: old.aggregates, across: old.across,
          columns: old.columns))
    case .window(_, let functions): .window(newInput, functions)
    case .sort(_, let keys): .sort(newInput, keys)
    case .topN(_, let keys, let count): .topN(newInput, keys, count: count)
    case .slice(_, let skip, let take): .slice(newInput, skip: skip, take: take)
    case .distinct(_, let keys): .distinct(newInput, keys)
    }
  }

  /// The tree with each node changed, from the leaves up.
  func mappingNodes(_ change: (LogicalPlan) -> LogicalPlan) -> LogicalPlan {
    change(input.map { over($0.mappingNodes(change)) } ?? self)
  }

  /// The tree with each expression changed.
  func mappingExpressions(_ change: (BoundExpression) -> BoundExpression) -> LogicalPlan {
    mappingNodes { node in
      switch node {
      case .scan, .records, .lookup, .slice: node
      case .expand(let input, let expansion, let columns):
        .expand(input, Expansion(change(expansion.base), expansion.link), columns: columns)
      case .filter(let input, let test): .filter(input, change(test))
      case .project(let input, let values, let columns):
        .project(input, values.map(change), columns: columns)
      case .aggregate(let old):
        .aggregate(
          Aggregation(
            old.input, keys: old.keys.map(change),
            aggregates: old.aggregates.map { $0.mappingParts(change) },
            across: old.across.map(change), columns: old.columns))
      case .window(let input, let functions):
        .window(input, functions.map { $0.mappingParts(change) })
      case .sort(let input, let keys): .sort(input, keys.map { $0.mapping(change) })
      case .topN(let input, let keys, let count):
        .topN(input, keys.map { $0.mapping(change) }, count: count)
      case .distinct(let input, let keys): .distinct(input, keys.map(change))
      }
    }
  }
}

extension PlanSortKey {
  fileprivate func mapping(_ change: (BoundExpression) -> BoundExpression) -> PlanSortKey {
    PlanSortKey(change(expression), isDescending: isDescending)
  }
}

extension LogicalPlan {
  /// The aggregation whose `across` columns, which only the run will know, reach the plan's end.
  package var acrossAggregation: Aggregation? {
    switch self {
    case .aggregate(let aggregation): aggregation.across == nil ? nil : aggregation
    case .filter, .sort, .topN, .slice, .distinct: input?.acrossAggregation
    case .scan, .records, .lookup, .expand, .project, .window: nil
    }
  }
}
