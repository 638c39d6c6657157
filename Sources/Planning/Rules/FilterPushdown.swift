import Diagnostics
import Model

/// Moves tests below sorts and computed columns, and joins neighboring ones.
///
///     Filter overdue            Sort due
///     └─ Sort due         →     └─ Filter overdue
///        └─ Scan                   └─ Scan
///
/// Only past what can be no mistake in the rows that the test leaves out.
enum FilterPushdown: Rule {
  static let name = "filter pushdown"

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    plan.mappingNodes { pushed($0, catalog.schema) }
  }

  private static func pushed(_ node: LogicalPlan, _ schema: Schema) -> LogicalPlan {
    guard case .filter(let input, let test) = node else { return node }
    switch input {
    case .filter(let below, let first):
      // The earlier test stays first: it may guard the later one.
      let tests = parts(of: first) + parts(of: test)
      let both = BoundExpression(.all(tests), .boolean, first.span.union(test.span))
      return pushed(.filter(below, both), schema)
    case .sort(let below, let keys) where keys.allSatisfy({ $0.canAlwaysOrder(schema) }):
      return .sort(pushed(.filter(below, test), schema), keys)
    case .project(let below, let values, let columns)
    where values.allSatisfy({ $0.cannotFail(schema) }):
      // Only where the test reads columns that are handed on as they are.
      var places: [Int: Int] = [:]
      for (index, value) in values.enumerated() {
        if case .column(let source, depth: 0) = value.kind { places[index] = source }
      }
      guard test.columnsRead.allSatisfy({ places[$0] != nil }) else { return node }
      let moved = LogicalPlan.filter(below, test.renumbered(places))
      return .project(pushed(moved, schema), values, columns: columns)
    case .scan, .records, .lookup, .single, .frozen, .find, .expand, .project, .aggregate, .window,
      .sort, .topN, .slice, .distinct, .combine:
      return node
    }
  }

  private static func parts(of test: BoundExpression) -> [BoundExpression] {
    if case .all(let tests) = test.kind { return tests }
    return [test]
  }
}
