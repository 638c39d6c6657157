import Model

/// Passes over what was cleared by the day, where a test asks for records of which something is
/// left: most documents of a book were paid long ago.
///
///     Filter overdue                    Filter overdue
///     └─ Scan invoices            →     └─ Scan invoices (open by index)
///
/// The index only knows which records were cleared for good; so the tests all stay.
enum OpenItems: Rule {
  static let name = "open items"

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    plan.mappingNodes { node in
      guard case .filter(let input, let test) = node, let leaf = input.ofOpenItems(catalog)
      else { return node }
      let tests = if case .all(let parts) = test.kind { parts } else { [test] }
      // A test that may fail is asked of the same rows as without the index.
      for part in tests {
        if part.asksForOpen(catalog.schema) { return .filter(leaf, test) }
        if !part.cannotFail(catalog.schema) { break }
      }
      return node
    }
  }
}

extension LogicalPlan {
  /// The same pass over open records alone; nil where there is no such index.
  fileprivate func ofOpenItems(_ catalog: any Catalog) -> LogicalPlan? {
    switch self {
    case .scan(let scan)
    where scan.days.known == nil && catalog.hasClearingDays(scan.collection):
      .scan(scan.ofOpenItems)
    case .lookup(let lookup)
    where lookup.days.known == nil && catalog.hasClearingDays(lookup.collection):
      .lookup(lookup.ofOpenItems)
    default: nil
    }
  }
}

extension BoundExpression {
  /// Whether it holds for no record of which nothing is left.
  fileprivate func asksForOpen(_ schema: Schema) -> Bool {
    guard cannotFail(schema) else { return false }
    switch kind {
    case .field: return [.isOpen, .isOverdue].contains(derivedField(schema))
    case .not(let test):
      guard case .compare(let left, .equal, let right) = test.kind else { return false }
      return left.isWhatIsLeft(schema) && right.sign == 0
    case .compare(let left, let comparison, let right):
      if case .constant(.enumeration(_, let word)) = right.kind {
        guard left.derivedField(schema) == .status else { return false }
        return comparison == .equal && InvoiceSchema.openStatuses.contains(word)
      }
      guard left.isWhatIsLeft(schema), let sign = right.sign else { return false }
      return !comparison.holds(forZeroAndSign: sign)
    case .between(let value, let low, let high):
      guard value.isWhatIsLeft(schema), let low = low.sign, let high = high.sign else {
        return false
      }
      return low > 0 || high < 0
    case .any(let tests): return tests.allSatisfy { $0.asksForOpen(schema) }
    case .all(let tests): return tests.contains { $0.asksForOpen(schema) }
    default: return false
    }
  }

  /// What is derived of the row's own record, if anything is.
  private func derivedField(_ schema: Schema) -> DerivedField? {
    guard case .field(let field, let base) = kind, base.kind == .column(0, depth: 0),
      case .derived(let derived) = schema[field].origin
    else { return nil }
    return derived
  }

  private func isWhatIsLeft(_ schema: Schema) -> Bool {
    [.owed, .unapplied].contains(derivedField(schema))
  }

  /// -1, 0 or 1 for a figure that is known; nil for anything else.
  private var sign: Int? {
    let amount: Decimal
    switch kind {
    case .constant(.number(let number)): amount = number
    case .constant(.money(let money)): amount = money.amount
    default: return nil
    }
    return amount.isZero ? 0 : amount.coefficient < 0 ? -1 : 1
  }
}

extension ComparisonOperator {
  /// Whether zero compares so with a figure of a sign.
  fileprivate func holds(forZeroAndSign sign: Int) -> Bool {
    switch self {
    case .equal: sign == 0
    case .less: sign > 0
    case .lessOrEqual: sign >= 0
    case .greater: sign < 0
    case .greaterOrEqual: sign <= 0
    }
  }
}
