import Model

/// Reads fields that are only shown behind the steps that leave few rows, instead of before them.
///
///     Project document, balance              Project record.document, balance
///     └─ Filter balance > 500                └─ Filter balance > 500
///        └─ Window running(amount)     →        └─ Window running(amount)
///           └─ Project document, amount            └─ Project —, amount
///              └─ Scan                                └─ Scan
///
/// A window needs every row, and what is kept of them is often little. The record has to come
/// through all steps, which it does where rows are records.
enum LateFields: Rule {
  static let name = "late fields"

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    plan.mappingNodes { node in
      guard case .project(let input, let values, let columns) = node else { return node }
      let late = values.map { value in
        guard case .column(let index, depth: 0) = value.kind,
          let origin = Origin(of: index, in: input), origin.isThinned
        else { return value }
        let record = BoundExpression(
          .column(origin.record, depth: 0), origin.recordType, value.span)
        return BoundExpression(.field(origin.field, of: record), value.type, value.span)
      }
      return late == values ? node : .project(input, late, columns: columns)
    }
  }
}

/// Where a column of a step comes from: a field of a record that comes through to the step.
private struct Origin {
  let field: FieldID
  /// The column of the step that holds the record.
  let record: Int
  let recordType: DataType
  /// Whether a step between leaves fewer rows.
  let isThinned: Bool

  /// Nil where a step between reads the column, or the record does not come through.
  init?(of index: Int, in plan: LogicalPlan) {
    switch plan {
    case .filter(let input, let test):
      guard !test.columnsRead.contains(index) else { return nil }
      self.init(Origin(of: index, in: input), isThinned: true)
    case .slice(let input, _, _):
      self.init(Origin(of: index, in: input), isThinned: true)
    case .topN(let input, let keys, _):
      guard !keys.contains(where: { $0.expression.columnsRead.contains(index) }) else {
        return nil
      }
      self.init(Origin(of: index, in: input), isThinned: true)
    case .sort(let input, let keys):
      guard !keys.contains(where: { $0.expression.columnsRead.contains(index) }) else {
        return nil
      }
      self.init(Origin(of: index, in: input))
    case .window(let input, let functions):
      guard index < input.columns.count,
        !functions.contains(where: { $0.columnsRead.contains(index) })
      else { return nil }
      self.init(Origin(of: index, in: input))
    case .project(let input, let values, _):
      self.init(values[index], among: values, over: input)
    default: return nil
    }
  }

  private init?(_ origin: Origin?, isThinned: Bool = false) {
    guard let origin else { return nil }
    self = Origin(
      field: origin.field, record: origin.record, recordType: origin.recordType,
      isThinned: isThinned || origin.isThinned)
  }

  private init(field: FieldID, record: Int, recordType: DataType, isThinned: Bool) {
    (self.field, self.record, self.recordType) = (field, record, recordType)
    self.isThinned = isThinned
  }

  /// What a computed column comes from: a field here, or a column that comes from one further down.
  private init?(_ value: BoundExpression, among values: [BoundExpression], over input: LogicalPlan)
  {
    func place(of column: Int) -> Int? {
      values.firstIndex { $0.kind == .column(column, depth: 0) }
    }
    switch value.kind {
    case .column(let index, depth: 0):
      guard let below = Origin(of: index, in: input), let here = place(of: below.record) else {
        return nil
      }
      self.init(
        field: below.field, record: here, recordType: below.recordType, isThinned: below.isThinned)
    case .field(let field, let base):
      guard case .column(let index, depth: 0) = base.kind, let here = place(of: index) else {
        return nil
      }
      self.init(field: field, record: here, recordType: base.type, isThinned: false)
    default: return nil
    }
  }
}
