import Model

extension BoundExpression {
  /// The same expression with each operand replaced.
  func mappingChildren(_ change: (BoundExpression) -> BoundExpression) -> BoundExpression {
    mappingNested { child, _ in change(child) }
  }

  /// The same expression with each operand replaced; the second value given is how many rows
  /// further in the operand is seen from.
  func mappingNested(_ change: (BoundExpression, Int) -> BoundExpression) -> BoundExpression {
    if case .aggregate(let aggregate) = kind {
      return BoundExpression(.aggregate(aggregate.mappingParts(change)), type, span)
    }
    return mappingOperands { change($0, 0) }
  }

  private func mappingOperands(_ change: (BoundExpression) -> BoundExpression) -> BoundExpression {
    let mapped: Kind =
      switch kind {
      case .constant, .column, .parameter, .aggregate: kind
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
      case .subquery(let inner): .subquery(inner.mappingParameters(change))
      case .isIn(let value, let inner): .isIn(change(value), inner.mappingParameters(change))
      }
    return BoundExpression(mapped, type, span)
  }

  /// The columns of the row itself that the expression reads.
  var columnsRead: Set<Int> {
    var read: Set<Int> = []
    visitColumns(depth: 0) { index, depth in
      if depth == 0 { read.insert(index) }
    }
    return read
  }

  /// Tells each column that the expression reads: its index, and how many rows out it stands from
  /// where the expression does; below zero for the rows of lists inside it.
  func visitColumns(depth: Int, _ visit: (Int, Int) -> Void) {
    if case .column(let index, let columnDepth) = kind { visit(index, columnDepth - depth) }
    _ = mappingNested { child, nesting in
      child.visitColumns(depth: depth + nesting, visit)
      return child
    }
  }

  /// The same expression over rows whose columns stand elsewhere.
  func renumbered(_ places: [Int: Int], depth: Int = 0) -> BoundExpression {
    if case .column(let index, let columnDepth) = kind, columnDepth == depth {
      return BoundExpression(.column(places[index] ?? index, depth: columnDepth), type, span)
    }
    return mappingNested { $0.renumbered(places, depth: depth + $1) }
  }
}

extension Subquery {
  /// The same question, asking other things of the row around it.
  func mappingParameters(_ change: (BoundExpression) -> BoundExpression) -> Subquery {
    Subquery(id: id, plan, parameters: parameters.map(change))
  }
}

extension BoundAggregate {
  /// The same aggregate with its links' bases, its test and its value replaced.
  ///
  /// The links on the way count as one row further in, however many there are: that is where the
  /// test, the value and the bases of later links are seen from.
  func mappingParts(_ change: (BoundExpression, Int) -> BoundExpression) -> BoundAggregate {
    let inner = expansions.isEmpty ? 0 : 1
    return BoundAggregate(
      function, isUnique: isUnique,
      expansions: expansions.enumerated().map { place, expansion in
        Expansion(change(expansion.base, place == 0 ? 0 : inner), expansion.link)
      },
      condition: condition.map { change($0, inner) }, argument: argument.map { change($0, inner) },
      type: type, span)
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
    case .scan, .records, .lookup, .single, .frozen, .find: nil
    case .expand(let input, _, _), .filter(let input, _), .project(let input, _, _),
      .sort(let input, _), .topN(let input, _, _), .slice(let input, _, _),
      .distinct(let input, _), .window(let input, _), .combine(let input, _):
      input
    case .aggregate(let aggregation): aggregation.input
    }
  }

  /// The nodes below, from the first on.
  package var inputs: [LogicalPlan] {
    guard case .combine(let input, let combination) = self else { return input.map { [$0] } ?? [] }
    return [input, combination.other]
  }

  /// The same node over another input.
  func over(_ newInput: LogicalPlan) -> LogicalPlan {
    switch self {
    case .scan, .records, .lookup, .single, .frozen, .find: self
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
    case .combine(_, let combination): .combine(newInput, combination)
    }
  }

  /// The tree with each node changed, from the leaves up; the plans of questions inside its
  /// expressions are trees of their own.
  func mappingNodes(_ change: (LogicalPlan) -> LogicalPlan) -> LogicalPlan {
    guard case .combine(let input, let combination) = self else {
      return change(input.map { over($0.mappingNodes(change)) } ?? self)
    }
    let other = combination.other.mappingNodes(change)
    return change(
      .combine(input.mappingNodes(change), Combination(combination.operation, other)))
  }

  /// The tree with each expression changed.
  func mappingExpressions(_ change: (BoundExpression) -> BoundExpression) -> LogicalPlan {
    mappingNestedExpressions { expression, _ in change(expression) }
  }

  /// The tree with each expression changed; the second value given is how many rows further in than
  /// its node's row the expression is seen from.
  func mappingNestedExpressions(
    _ change: (BoundExpression, Int) -> BoundExpression
  ) -> LogicalPlan {
    mappingNodes { node in
      switch node {
      case .scan, .records, .lookup, .frozen, .find, .slice, .combine: node
      case .single(let single):
        .single(
          Single(
            single.values.map { change($0, 0) }, days: single.days, columns: single.columns))
      case .expand(let input, let expansion, let columns):
        .expand(input, Expansion(change(expansion.base, 0), expansion.link), columns: columns)
      case .filter(let input, let test): .filter(input, change(test, 0))
      case .project(let input, let values, let columns):
        .project(input, values.map { change($0, 0) }, columns: columns)
      case .aggregate(let old):
        .aggregate(
          Aggregation(
            old.input, keys: old.keys.map { change($0, 0) },
            aggregates: old.aggregates.map { $0.mappingParts(change) },
            across: old.across.map { change($0, 0) }, columns: old.columns))
      case .window(let input, let functions):
        .window(input, functions.map { $0.mappingParts { change($0, 0) } })
      case .sort(let input, let keys):
        .sort(input, keys.map { $0.mapping { change($0, 0) } })
      case .topN(let input, let keys, let count):
        .topN(input, keys.map { $0.mapping { change($0, 0) } }, count: count)
      case .distinct(let input, let keys): .distinct(input, keys.map { change($0, 0) })
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
    guard columns.contains(where: { $0.role == .acrossBlock }) else { return nil }
    if case .aggregate(let aggregation) = self { return aggregation }
    return input?.acrossAggregation
  }
}
