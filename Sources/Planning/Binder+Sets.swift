import Diagnostics
import Model
import Syntax

/// `union`, `except` and `intersect`.
extension Binder {
  /// Puts the rows of a question in brackets beside those of the steps before, as sets.
  mutating func bindSet(
    _ setOperator: SetOperator, with query: Query, after stage: Stage, at span: SourceSpan
  ) throws(Diagnostic) -> Stage {
    let known = mistakes.count
    // It is asked as of the time around it; each of several days has its own rows.
    let other = try bindQuery(query, around: stage.around)
    if mistakes.count > known { throw mistakes.removeLast() }
    for side in [stage, other] where side.plan.acrossAggregation != nil {
      throw .acrossInSet(setOperator.rawValue, at: span)
    }
    let operation = SetOperation(setOperator)
    if let record = stage.record, let otherRecord = other.record, !stage.hasShownColumns,
      !other.hasShownColumns
    {
      guard record.collection == otherRecord.collection else {
        throw .differentRecords(
          schema[record.collection].plural, schema[otherRecord.collection].plural,
          operation.rawValue, at: query.span)
      }
      // Records of several days are told apart by their day too.
      guard stage.time.hasDayColumn == other.time.hasDayColumn else {
        throw .daysInSet(operation.rawValue, at: query.span)
      }
      return combined(stage, operation, other, records: record, otherRecord)
    }
    let left = showingRecord(stage)
    let right = showingRecord(other)
    try checkColumns(left.plan, right.plan, operation, at: query.span)
    var result = left
    result.plan = .combine(
      shownAlone(left.plan), Combination(operation, shownAlone(right.plan)))
    result.record = nil
    return result
  }

  /// Sets of records: the column of the record, and its day where there are several.
  private func combined(
    _ stage: Stage, _ operation: SetOperation, _ other: Stage, records left: RecordColumn,
    _ right: RecordColumn
  ) -> Stage {
    var result = stage
    result.plan = .combine(
      recordAlone(stage.plan, left), Combination(operation, recordAlone(other.plan, right)))
    result.record = RecordColumn(index: 0, collection: left.collection)
    result.countsRecords = true
    return result
  }

  private func recordAlone(_ plan: LogicalPlan, _ record: RecordColumn) -> LogicalPlan {
    let kept =
      [record.index] + plan.columns.indices.filter { plan.columns[$0].name == Binder.dayColumn }
    return projected(plan, to: kept)
  }

  private func shownAlone(_ plan: LogicalPlan) -> LogicalPlan {
    projected(plan, to: plan.columns.indices.filter { plan.columns[$0].isShown })
  }

  private func projected(_ plan: LogicalPlan, to kept: [Int]) -> LogicalPlan {
    .project(
      plan, kept.map { column($0, of: plan, at: .at(0)) }, columns: kept.map { plan.columns[$0] })
  }

  /// Both sides show as many columns, of the same types in the same order.
  private func checkColumns(
    _ left: LogicalPlan, _ right: LogicalPlan, _ operation: SetOperation, at span: SourceSpan
  ) throws(Diagnostic) {
    let own = left.columns.filter(\.isShown)
    let others = right.columns.filter(\.isShown)
    guard own.count == others.count else {
      throw .differentColumns(
        own.map(\.name), others.map(\.name), operation.rawValue, at: span)
    }
    for (a, b) in zip(own, others) {
      if a.type.isList { throw .listInSet(a.name, at: span) }
      if a.type != b.type { throw .differentTypes(a, b, operation.rawValue, at: span) }
    }
  }
}

extension SetOperation {
  init(_ word: SetOperator) {
    switch word {
    case .union: self = .union
    case .except: self = .except
    case .intersect: self = .intersect
    }
  }
}
