package import Model

/// A rewriting of plans that changes how an answer is found, never the answer.
protocol Rule: Sendable {
  /// What `explain` calls it.
  static var name: String { get }
  /// The plan after the rule; the same plan where it does not apply.
  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan
}

/// The ordered list of rules.
package enum Optimizer {
  /// Each rule leaves a plan that those behind it can use: constants first, then where tests stand,
  /// then what indexes can answer, then what can be computed later, and what need not be.
  private static let rules: [any Rule.Type] = [
    ConstantFolding.self,
    FilterPushdown.self,
    OrderedLists.self,
    IndexSelection.self,
    OpenItems.self,
    TopN.self,
    LateFields.self,
    ColumnPruning.self,
  ]

  /// The plan after all rules.
  package static func optimize(_ plan: LogicalPlan, catalog: any Catalog) -> LogicalPlan {
    rules.reduce(plan) { $1.optimized($0, catalog) }
  }

  /// The plan after each rule that changed it, for `explain`.
  package static func stages(
    of plan: LogicalPlan, catalog: any Catalog
  ) -> [(rule: String, plan: LogicalPlan)] {
    var stages: [(rule: String, plan: LogicalPlan)] = []
    var current = plan
    for rule in rules {
      let next = rule.optimized(current, catalog)
      if next != current { stages.append((rule.name, next)) }
      current = next
    }
    return stages
  }
}
