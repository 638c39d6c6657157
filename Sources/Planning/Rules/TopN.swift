import Model

/// Keeps only the first rows of a sort while they come in, instead of sorting all.
enum TopN: Rule {
  static let name = "top n"

  /// Beyond this many rows a full sort is as good.
  private static let largestCount = 10_000

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    plan.mappingNodes { node in
      guard case .slice(.sort(let input, let keys), let skip, let take?) = node,
        skip + take <= largestCount
      else { return node }
      let top = LogicalPlan.topN(input, keys, count: skip + take)
      return skip == 0 ? top : .slice(top, skip: skip, take: take)
    }
  }
}
