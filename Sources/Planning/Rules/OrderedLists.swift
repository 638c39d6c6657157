import Model

/// Reads the lists of all records of a collection as they lie: one list behind the other, in the
/// order of their owners, as files mostly have them.
///
///     Expand lines
///     └─ Scan bills                     →     Scan bill_lines
enum OrderedLists: Rule {
  static let name = "ordered lists"

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    plan.mappingNodes { node in
      guard case .expand(.scan(let scan), let expansion, let columns) = node,
        scan.columns.count == 1, columns.count == 1, !scan.isOfOpenItems,
        expansion.base.kind == .column(0, depth: 0), catalog.areInOrder(expansion.link),
        case .toMany(let target, _) = catalog.schema[expansion.link].origin
      else { return node }
      return .scan(Scan(target, days: scan.days, columns: columns))
    }
  }
}
