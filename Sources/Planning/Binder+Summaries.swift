import Diagnostics
import Model
import Syntax

extension Binder {
  /// Binds `sum owed, count by customer across aging`.
  mutating func bindSummary(
    _ items: [Item], by keyItems: [Item], across acrossItem: Item?, after stage: Stage
  ) throws(Diagnostic) -> Stage {
    let rows = stage.scope
    let keys = try bindKeys(keyItems, in: rows)
    let across = try acrossItem.map { [$0] }.map { (items) throws(Diagnostic) in
      try bindKeys(items, in: rows)
    }
    let keyColumns = keys.map { PlanColumn($0.name, $0.value.type, written: $0.words) }
    summary = Summary(rows: rows, keyCount: keys.count)
    defer { summary = nil }
    // An item sees the keys as columns; its aggregates become columns as they are met.
    let groups = Scope(Scope.Level(columns: keyColumns, record: nil), around: stage.around)
    var told: [(name: String, value: BoundExpression)] = []
    for item in items {
      guard case .expression(let expression, let alias) = item else {
        throw .everythingInGroups(at: item.span)
      }
      let value = try bind(expression, in: groups)
      let name = alias?.text ?? heading(of: expression)
      let isTaken = (keyColumns.map(\.name) + told.map(\.name)).contains {
        $0.lowercased() == name.lowercased()
      }
      if isTaken { throw .duplicateColumn(name, at: alias?.span ?? expression.span) }
      told.append((name, value))
    }
    guard let bound = summary else { preconditionFailure("the summary is still being bound") }
    if across != nil, let mixed = told.first(where: { !$0.value.isAggregate(behind: keys.count) }) {
      throw .acrossNeedsAggregates(at: mixed.value.span)
    }
    return assemble(
      keys: keys.map(\.value), keyColumns: keyColumns, across: across?.first?.value,
      aggregates: bound.aggregates, told: told, after: stage)
  }

  private func assemble(
    keys: [BoundExpression], keyColumns: [PlanColumn], across: BoundExpression?,
    aggregates: [BoundAggregate], told: [(name: String, value: BoundExpression)],
    after stage: Stage
  ) -> Stage {
    // Where each item is one aggregate, in order, the groups are the answer as they stand.
    let isPlain =
      told.count == aggregates.count
      && told.enumerated().allSatisfy {
        $1.value.kind == .column(keys.count + $0, depth: 0)
      }
    let names =
      isPlain ? told.map(\.name) : aggregates.map { words(at: $0.span) }
    let columns =
      keyColumns
      + zip(names, aggregates).map { name, aggregate in
        let written = words(at: aggregate.span)
        // Beside the columns of `across`, the aggregate over all of them is the total.
        let isTotal = across != nil && aggregates.count == 1 && name == written
        return PlanColumn(
          isTotal ? "total" : name, aggregate.type, written: written,
          role: across == nil ? .none : .total)
      }
      + (across == nil ? [] : [.acrossBlock])
    var plan = LogicalPlan.aggregate(
      Aggregation(
        stage.plan, keys: keys, aggregates: aggregates, across: across, columns: columns))
    if !isPlain {
      let keyValues = keyColumns.indices.map { column($0, of: plan, at: .at(0)) }
      plan = .project(
        plan, keyValues + told.map(\.value),
        columns: keyColumns + told.map { PlanColumn($0.name, $0.value.type) })
    }
    return Stage(plan: plan, record: nil, time: stage.time, around: stage.around)
  }

  private mutating func bindKeys(
    _ items: [Item], in scope: Scope
  ) throws(Diagnostic) -> [(name: String, value: BoundExpression, words: String)] {
    var keys: [(name: String, value: BoundExpression, words: String)] = []
    for item in items {
      guard case .expression(let expression, let alias) = item else { continue }
      let value = try bind(expression, in: scope)
      if value.type.isList { throw .listAsKey(words(at: expression.span), at: expression.span) }
      if value.type == .duration || value.type == .missing {
        throw .mismatch(value, wanted: "a value that rows have")
      }
      let written = words(at: expression.span)
      let name = alias?.text ?? heading(of: expression)
      if keys.contains(where: { $0.name.lowercased() == name.lowercased() }) {
        throw .duplicateColumn(name, at: expression.span)
      }
      keys.append((name, value, written))
    }
    return keys
  }

  /// The column of the groups that an aggregate among the items becomes.
  mutating func lift(_ aggregate: BoundAggregate) -> BoundExpression {
    guard var current = summary else { preconditionFailure("no aggregate step is being bound") }
    let index = current.aggregates.count
    current.aggregates.append(aggregate)
    summary = current
    return BoundExpression(
      .column(current.keyCount + index, depth: 0), aggregate.type, aggregate.span)
  }
}

extension Item {
  fileprivate var span: SourceSpan {
    switch self {
    case .everything(let span): span
    case .expression(let expression, _): expression.span
    }
  }
}

extension BoundExpression {
  /// Whether it is one aggregate of the groups as it stands.
  fileprivate func isAggregate(behind keyCount: Int) -> Bool {
    if case .column(let index, depth: 0) = kind { return index >= keyCount }
    return false
  }
}
