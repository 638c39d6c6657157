package import Model

/// A question inside another, as a value or as a set of values.
///
/// It runs once, unless it speaks of the rows around it: then once for each combination of what it
/// asks of them. Its plan knows nothing of these rows; what it needs is put in for `parameter`s.
///
///     invoices where total > (invoices where customer = outer.customer average total)
///     plan: … Filter customer = parameter 0     parameters: [customer, of the row around it]
package struct Subquery: Sendable, Equatable {
  /// Tells the questions inside one statement apart.
  package let id: Int
  /// What to do; its rows have one column.
  package let plan: LogicalPlan
  /// What is asked of the row around it.
  package let parameters: [BoundExpression]

  /// A question inside another.
  package init(id: Int, _ plan: LogicalPlan, parameters: [BoundExpression]) {
    (self.id, self.plan, self.parameters) = (id, plan, parameters)
  }

  /// The type of its one column.
  package var type: DataType { plan.columns.first?.type ?? .missing }

  /// Whether it is asked as of the day of the row around it.
  package var followsDay: Bool { plan.followsRow }

  /// The plan for a row: with its values, and its day.
  package func plan(with values: [Value], at moment: Moment) -> LogicalPlan {
    let filled = plan.mappingExpressions { $0.filled(with: values) }
    return filled.mappingNodes { $0.asOf(moment) }
  }
}

extension BoundExpression {
  /// The expression with values for its parameters.
  fileprivate func filled(with values: [Value]) -> BoundExpression {
    if case .parameter(let place) = kind { return .constant(values[place], type, span) }
    return mappingChildren { $0.filled(with: values) }
  }
}

extension LogicalPlan {
  /// Whether any of its leaves is read for the day of the row around the question.
  var followsRow: Bool {
    var follows = false
    _ = mappingNodes { node in
      if node.leafDays?.isOfRow == true { follows = true }
      return node
    }
    return follows
  }

  /// The days of a node that reads records.
  private var leafDays: AskedDays? {
    switch self {
    case .scan(let scan): scan.days
    case .records(let records): records.days
    case .lookup(let lookup): lookup.days
    case .single(let single): single.days
    case .find(let find): find.days
    case .frozen, .expand, .filter, .project, .aggregate, .sort, .topN, .slice, .distinct,
      .window, .combine:
      nil
    }
  }

  /// The node read for the day of a row, where that is what it says.
  fileprivate func asOf(_ moment: Moment) -> LogicalPlan {
    guard let days = leafDays, days.isOfRow else { return self }
    let own = days.ofRow(moment)
    switch self {
    case .scan(let scan):
      return .scan(Scan(scan.collection, days: own, columns: scan.columns))
    case .records(let records):
      return .records(
        Records(records.collection, rows: records.rows, days: own, columns: records.columns))
    case .lookup(let lookup):
      return .lookup(
        Lookup(
          lookup.collection, link: lookup.link, targets: lookup.targets, days: own,
          columns: lookup.columns))
    case .single(let single):
      return .single(Single(single.values, days: own, columns: single.columns))
    case .find(let find): return .find(Find(find.words, days: own))
    default: return self
    }
  }
}
