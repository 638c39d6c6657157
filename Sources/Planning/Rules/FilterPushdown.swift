import Diagnostics
import Model

/// Moves tests below sorts and computed columns, and joins neighboring ones.
///
///     Filter overdue            Sort due
///     └─ Sort due         →     └─ Filter overdue
///        └─ Scan                   └─ Scan
enum FilterPushdown: Rule {
  static let name = "filter pushdown"

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    plan.mappingNodes(pushed)
  }

  private static func pushed(_ node: LogicalPlan) -> LogicalPlan {
    guard case .filter(let input, let test) = node else { return node }
    switch input {
    case .filter(let below, let first):
      // The earlier test stays first: it may guard the later one.
      let tests = parts(of: first) + parts(of: test)
      let both = BoundExpression(.all(tests), .boolean, first.span.union(test.span))
      return pushed(.filter(below, both))
    case .sort(let below, let keys) where keys.allSatisfy(\.canAlwaysOrder):
      return .sort(pushed(.filter(below, test)), keys)
    case .project(let below, let values, let columns):
      // Only where the test reads columns that are handed on as they are.
      var places: [Int: Int] = [:]
      for (index, value) in values.enumerated() {
        if case .column(let source, depth: 0) = value.kind { places[index] = source }
      }
      guard test.columnsRead.allSatisfy({ places[$0] != nil }) else { return node }
      return .project(pushed(.filter(below, test.renumbered(places))), values, columns: columns)
    case .scan, .records, .lookup, .single, .frozen, .find, .expand, .aggregate, .window, .sort,
      .topN,
      .slice, .distinct, .combine:
      return node
    }
  }

  private static func parts(of test: BoundExpression) -> [BoundExpression] {
    if case .all(let tests) = test.kind { return tests }
    return [test]
  }
}

extension PlanSortKey {
  /// Whether it orders any rows.
  ///
  /// Amounts in several currencies have no order, and a computed figure may be too large: such a
  /// mistake must not come and go with the rows that a filter leaves.
  fileprivate var canAlwaysOrder: Bool {
    var expression = expression
    while case .field(_, let base) = expression.kind { expression = base }
    guard case .column = expression.kind else { return false }
    return self.expression.type != .money
  }
}
