import Diagnostics
import Model
import Syntax

extension Binder {
  /// Binds one step behind the steps before it.
  mutating func bindStep(_ step: Step, after stage: Stage) throws(Diagnostic) -> Stage {
    var stage = stage
    switch step.kind {
    case .filter(let expression):
      let (test, plan) = try overRows(of: stage.plan) { (binder) throws(Diagnostic) in
        try binder.bindTest(expression, in: stage.scope)
      }
      stage.plan = .filter(plan, test).keepingColumns(of: stage.plan)
    case .show(let items):
      return try bindShow(items, keeping: { !$0.isShown }, after: stage)
    case .calc(let items):
      return try bindShow(items, keeping: { _ in true }, after: showingRecord(stage))
    case .sort(let keys):
      let (bound, plan) = try overRows(of: stage.plan) { (binder) throws(Diagnostic) in
        try binder.bindSortKeys(keys, in: stage.scope)
      }
      stage.plan = .sort(plan, bound).keepingColumns(of: stage.plan)
    case .top(let count, let expression):
      let (value, plan) = try overRows(of: stage.plan) { (binder) throws(Diagnostic) in
        try binder.bindSortable(expression, in: stage.scope)
      }
      let sorted = LogicalPlan.sort(plan, [PlanSortKey(value, isDescending: true)])
      stage.plan = .slice(sorted, skip: 0, take: count).keepingColumns(of: stage.plan)
    case .take(let count):
      stage.plan = .slice(stage.plan, skip: 0, take: count)
    case .skip(let count):
      stage.plan = .slice(stage.plan, skip: count, take: nil)
    case .unique(let items):
      let keys = try bindUniqueKeys(items, after: stage)
      let record = stage.record.map { BoundExpression.Kind.column($0.index, depth: 0) }
      stage.countsRecords = stage.countsRecords && keys.contains { $0.kind == record }
      stage.plan = .distinct(stage.plan, keys)
    case .summarize(let items, let keys, let across):
      return try bindSummary(items, by: keys, across: across, after: stage)
    case .combine(let setOperator, let other):
      return try bindSet(setOperator, with: other, after: stage, at: step.span)
    case .export, .chart: throw misplaced(step)
    }
    return stage
  }

  private mutating func bindSortKeys(
    _ keys: [SortKey], in scope: Scope
  ) throws(Diagnostic) -> [PlanSortKey] {
    var bound: [PlanSortKey] = []
    for key in keys {
      bound.append(
        PlanSortKey(
          try bindSortable(key.expression, in: scope), isDescending: key.isDescending))
    }
    return bound
  }

  mutating func bindSortable(
    _ expression: Expression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(expression, in: scope)
    if bound.type.isList { throw .listCompared(words(at: expression.span), at: expression.span) }
    if bound.type == .duration || bound.type == .missing {
      throw .mismatch(bound, wanted: "a value that rows have")
    }
    return bound
  }

  private mutating func bindUniqueKeys(
    _ items: [Item], after stage: Stage
  ) throws(Diagnostic) -> [BoundExpression] {
    if items.isEmpty {
      let shown = stage.plan.columns.indices.filter {
        stage.plan.columns[$0].isShown && stage.plan.columns[$0].role != .acrossBlock
      }
      // The day of `as of each` does not tell records apart.
      let keys = stage.hasShownColumns ? shown : [stage.record?.index ?? 0] + shown
      return keys.map { column($0, of: stage.plan, at: .at(0)) }
    }
    var keys: [BoundExpression] = []
    for item in items {
      guard case .expression(let expression, _) = item else { continue }
      keys.append(try bindSortable(expression, in: stage.scope))
    }
    return keys
  }

  func column(_ index: Int, of plan: LogicalPlan, at span: SourceSpan) -> BoundExpression {
    BoundExpression(.column(index, depth: 0), plan.columns[index].type, span)
  }
}

// MARK: - Columns to show

extension Binder {
  /// The stage with the record's usual columns, where no step has said what to show.
  func showingRecord(_ stage: Stage) -> Stage {
    guard let record = stage.record, !stage.hasShownColumns else { return stage }
    let collection = schema[record.collection]
    let fields = collection.shown.compactMap { schema.field(named: $0, of: record.collection) }
    let known = fields.filter { isKnown($0) }
    return adding(
      (known.isEmpty ? fields : known).map { field in
        let base = column(record.index, of: stage.plan, at: .at(0))
        return (
          schema[field].name, BoundExpression(.field(field, of: base), schema[field].type, .at(0))
        )
      }, keeping: { _ in true }, to: stage)
  }

  /// The stage with everything that the book says about its record.
  func showingAll(_ stage: Stage) -> Stage {
    adding(everything(after: stage), keeping: { _ in true }, to: stage)
  }

  /// Whether the book says anything about a field.
  private func isKnown(_ field: FieldID) -> Bool {
    schema[field].origin == .stored ? catalog.hasValues(in: field) : true
  }

  private mutating func bindShow(
    _ items: [Item], keeping isKept: (PlanColumn) -> Bool, after stage: Stage
  ) throws(Diagnostic) -> Stage {
    let known = mistakes.count
    let (added, plan) = try overRows(of: stage.plan) { (binder) throws(Diagnostic) in
      try binder.bindColumns(items, after: stage)
    }
    if mistakes.count > known { throw mistakes.removeLast() }
    var result = adding(added, keeping: isKept, to: stage)
    result.plan = result.plan.over(plan)
    return result
  }

  private mutating func bindColumns(
    _ items: [Item], after stage: Stage
  ) throws(Diagnostic) -> [(name: String, value: BoundExpression)] {
    var added: [(name: String, value: BoundExpression)] = []
    var scope = stage.scope
    for item in items {
      switch item {
      case .everything:
        added += everything(after: stage)
      case .expression(let expression, let alias):
        let value: BoundExpression
        do throws(Diagnostic) {
          value = try bind(expression, in: scope)
        } catch {
          guard error.code == .unknownField, alias == nil else { throw error }
          // The other names are looked at all the same, so that they can be mended together.
          mistakes.append(error)
          if mistakes.count >= Mistakes.limit { return added }
          continue
        }
        if value.type == .duration || value.type == .missing {
          throw .mismatch(value, wanted: "something that can fill a column")
        }
        let name = alias?.text ?? heading(of: expression)
        if added.contains(where: { $0.name.lowercased() == name.lowercased() }) {
          throw .duplicateColumn(name, at: alias?.span ?? expression.span)
        }
        added.append((name, value))
        if let alias { scope.levels[0].aliases[alias.text.lowercased()] = value }
      }
    }
    return added
  }

  /// All fields of the record but lists, or all columns of a row without one.
  private func everything(after stage: Stage) -> [(name: String, value: BoundExpression)] {
    guard let record = stage.record else {
      return stage.plan.columns.indices.filter { stage.plan.columns[$0].isShown }.map {
        (stage.plan.columns[$0].name, column($0, of: stage.plan, at: .at(0)))
      }
    }
    return schema[record.collection].fields.indices.compactMap { index in
      let field = FieldID(record.collection, index: index)
      guard !schema[field].type.isList, isKnown(field) else { return nil }
      let base = column(record.index, of: stage.plan, at: .at(0))
      return (
        schema[field].name, BoundExpression(.field(field, of: base), schema[field].type, .at(0))
      )
    }
  }

  /// A projection that keeps some columns and adds others; one of the same name takes its place.
  private func adding(
    _ added: [(name: String, value: BoundExpression)], keeping isKept: (PlanColumn) -> Bool,
    to stage: Stage
  ) -> Stage {
    var stage = stage
    let names = Set(added.map { $0.name.lowercased() })
    let before = stage.plan.columns
    let kept = before.indices.filter {
      isKept(before[$0]) && !(before[$0].isShown && names.contains(before[$0].name.lowercased()))
    }
    let expressions = kept.map { column($0, of: stage.plan, at: .at(0)) } + added.map(\.value)
    let columns = kept.map { before[$0] } + added.map { column(named: $0.name, $0.value, before) }
    if let record = stage.record {
      stage.record = kept.firstIndex(of: record.index).map {
        RecordColumn(index: $0, collection: record.collection)
      }
    }
    stage.plan = .project(stage.plan, expressions, columns: columns)
    return stage
  }

  /// A new column; what `across` made stays what it is.
  private func column(
    named name: String, _ value: BoundExpression, _ before: [PlanColumn]
  ) -> PlanColumn {
    guard case .column(let index, depth: 0) = value.kind, before.indices.contains(index) else {
      return PlanColumn(name, value.type)
    }
    return PlanColumn(name, value.type, role: before[index].role)
  }
}
