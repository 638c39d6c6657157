import Model

/// Drops computed columns that nothing above reads or shows, unless they can be a mistake.
enum ColumnPruning: Rule {
  static let name = "column pruning"

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    let shown = plan.columns.indices.filter { plan.columns[$0].isShown || $0 == 0 }
    return pruned(plan, needed: Set(shown), catalog.schema, isRoot: true)
  }

  /// The plan with the same columns in the same places; those not needed become cheap constants.
  ///
  /// A constant keeps the numbering of the columns above, so no expression must be rewritten.
  private static func pruned(
    _ plan: LogicalPlan, needed: Set<Int>, _ schema: Schema, isRoot: Bool = false
  ) -> LogicalPlan {
    switch plan {
    case .scan, .records, .lookup, .single, .frozen, .find: return plan
    case .filter(let input, let test):
      return .filter(pruned(input, needed: needed.union(test.columnsRead), schema), test)
    case .sort(let input, let keys):
      return .sort(pruned(input, needed: needed.union(keys.columnsRead), schema), keys)
    case .topN(let input, let keys, let count):
      let read = needed.union(keys.columnsRead)
      return .topN(pruned(input, needed: read, schema), keys, count: count)
    case .slice(let input, let skip, let take):
      return .slice(pruned(input, needed: needed, schema), skip: skip, take: take)
    case .distinct(let input, let keys):
      let read = keys.reduce(into: needed) { $0.formUnion($1.columnsRead) }
      return .distinct(pruned(input, needed: read, schema), keys)
    case .expand(let input, let expansion, let columns):
      let read = needed.union(expansion.base.columnsRead)
      return .expand(pruned(input, needed: read, schema), expansion, columns: columns)
    case .project(let input, let values, let columns):
      let kept = values.enumerated().map { index, value in
        needed.contains(index) || isRoot || value.isFree || !value.cannotFail(schema)
          ? value : BoundExpression(.constant(.missing), value.type, value.span)
      }
      let read = kept.reduce(into: Set<Int>()) { $0.formUnion($1.columnsRead) }
      return .project(pruned(input, needed: read, schema), kept, columns: columns)
    case .window(let input, let functions):
      let own = input.columns.count
      let read = functions.reduce(into: needed.filter { $0 < own }) {
        $0.formUnion($1.columnsRead)
      }
      return .window(pruned(input, needed: read, schema), functions)
    case .combine(let input, let combination):
      // Rows are told apart by all their columns.
      let all = Set(plan.columns.indices)
      return .combine(
        pruned(input, needed: all, schema),
        Combination(combination.operation, pruned(combination.other, needed: all, schema)))
    case .aggregate(let old):
      var read: Set<Int> = []
      for key in old.keys { read.formUnion(key.columnsRead) }
      for aggregate in old.aggregates { read.formUnion(aggregate.columnsRead) }
      if let across = old.across { read.formUnion(across.columnsRead) }
      return plan.over(pruned(old.input, needed: read, schema))
    }
  }
}

extension [PlanSortKey] {
  fileprivate var columnsRead: Set<Int> {
    reduce(into: []) { $0.formUnion($1.expression.columnsRead) }
  }
}

extension BoundExpression {
  /// Whether it costs nothing to keep; any other column would have the one below it computed.
  fileprivate var isFree: Bool {
    switch (kind, type) {
    case (.constant, _), (.column, .record): true
    default: false
    }
  }
}
