package import Model

// A mistake of values (currencies without an order, a figure too large) is one of the question and
// of the book: rules may not let it come and go. What is known here to make none may be moved and
// left out; of everything else each row is worked out, as the steps say.

extension BoundExpression {
  /// Whether it has a value for every row, whatever the book holds.
  func cannotFail(_ schema: Schema) -> Bool {
    let operandsCannot = operands.allSatisfy { $0.cannotFail(schema) }
    switch kind {
    case .constant, .column, .parameter: return true
    case .field, .not, .all, .any, .isRecord, .isMissing, .textTest, .conditional:
      return operandsCannot
    case .compare(_, .equal, _): return operandsCannot
    case .compare, .between: return operandsCannot && !operands.contains { $0.canBeBag(schema) }
    case .call(let function, _): return operandsCannot && !function.canFail
    case .aggregate(let aggregate): return operandsCannot && aggregate.function.looksAtNoFigure
    case .negated, .arithmetic, .moved, .subquery, .isIn: return false
    }
  }

  /// Whether it may be amounts in several currencies, which have no order.
  private func canBeBag(_ schema: Schema) -> Bool {
    guard type == .money else { return false }
    switch kind {
    case .constant: return false
    // What a party owes is in the currencies of its documents.
    case .field(let field, _):
      return schema[field].origin != .stored
        && schema.field(named: "balance", of: field.collection) != nil
    default: return true
    }
  }

  private var operands: [BoundExpression] {
    var operands: [BoundExpression] = []
    _ = mappingChildren { operand in
      operands.append(operand)
      return operand
    }
    return operands
  }
}

extension FunctionID {
  /// Whether it looks at figures, which may be too large, too fine or in several currencies.
  fileprivate var canFail: Bool {
    switch self {
    case .year, .quarter, .month, .week, .monthNumber, .start, .end, .days, .lower, .upper, .trim,
      .length, .exact, .normal, .closeness:
      false
    default: true
    }
  }
}

extension AggregateFunction {
  /// Whether it only asks which there are.
  fileprivate var looksAtNoFigure: Bool {
    switch self {
    case .count, .any, .all: true
    case .sum, .average, .min, .max, .median, .list: false
    }
  }
}

extension PlanSortKey {
  /// Whether it orders any rows.
  ///
  /// Amounts in several currencies have no order, and a computed figure may be too large.
  func canAlwaysOrder(_ schema: Schema) -> Bool {
    expression.type != .money && expression.cannotFail(schema)
  }
}

extension LogicalPlan {
  /// Whether all its rows can be had, whatever the book holds: then those that nobody wants need
  /// not be looked at.
  package func cannotFail(_ schema: Schema) -> Bool {
    guard input?.cannotFail(schema) ?? true else { return false }
    switch self {
    case .scan, .records, .lookup, .frozen, .find, .slice: return true
    case .single(let single): return single.values.allSatisfy { $0.cannotFail(schema) }
    case .expand(_, let expansion, _): return expansion.base.cannotFail(schema)
    case .filter(_, let test): return test.cannotFail(schema)
    case .project(_, let values, _): return values.allSatisfy { $0.cannotFail(schema) }
    case .distinct(_, let keys): return keys.allSatisfy { $0.cannotFail(schema) }
    case .sort(_, let keys), .topN(_, let keys, _):
      return keys.allSatisfy { $0.canAlwaysOrder(schema) }
    case .combine(_, let combination): return combination.other.cannotFail(schema)
    case .aggregate, .window: return false
    }
  }
}
