import Model

/// Keeps only the first rows of a sort while they come in, instead of sorting all.
///
///     Slice take 5                    Project number, due
///     └─ Project number, due    →     └─ TopN 5 by due
///        └─ Sort due                     └─ Scan
///           └─ Scan
///
/// A slice moves below computed columns first: what is cut off need not be computed, unless it
/// can be a mistake.
enum TopN: Rule {
  static let name = "top n"

  /// Beyond this many rows a full sort is as good.
  private static let largestCount = 10_000

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    plan.mappingNodes { node in
      guard case .slice(let input, let skip, let take) = node else { return node }
      return sliced(input, skip: skip, take: take, catalog.schema)
    }
  }

  private static func sliced(
    _ input: LogicalPlan, skip: Int, take: Int?, _ schema: Schema
  ) -> LogicalPlan {
    switch (input, take) {
    case (.project(let below, let values, let columns), _)
    where values.allSatisfy({ $0.cannotFail(schema) }):
      return .project(sliced(below, skip: skip, take: take, schema), values, columns: columns)
    case (.sort(let below, let keys), let take?) where skip <= largestCount - take:
      let top = LogicalPlan.topN(below, keys, count: skip + take)
      return skip == 0 ? top : .slice(top, skip: skip, take: nil)
    default:
      return .slice(input, skip: skip, take: take)
    }
  }
}
