import Model

/// Works out what is known before the question runs.
///
/// `due < today - 60 days` compares with one date; a test that is always true disappears from an
/// `and`, and so does what stands behind one that is never true. What could fail (overflow,
/// division by zero) is left for the run, which can say where.
enum ConstantFolding: Rule {
  static let name = "constant folding"

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    plan.mappingExpressions { fold($0) }.mappingNodes { node in
      // A filter that is always true keeps every row.
      if case .filter(let input, let test) = node, test.kind == .constant(.boolean(true)) {
        return input
      }
      return node
    }
  }

  /// The expression with its constant parts replaced by their values.
  static func fold(_ expression: BoundExpression) -> BoundExpression {
    let inner = expression.mappingChildren(fold)
    guard let value = value(of: inner) else { return simplified(inner) }
    return .constant(value, inner.type, inner.span)
  }

  private static func value(of expression: BoundExpression) -> Value? {
    switch expression.kind {
    case .moved(let base, let length):
      guard case .constant(.date(let date)) = base.kind else { return nil }
      return date.adding(length).map { .date($0) }
    case .negated(let operand):
      switch operand.constant {
      case .number(let number): return number.negated.map { .number($0) }
      case .money(let money):
        return money.amount.negated.map { .money(Money($0, money.currency)) }
      default: return nil
      }
    case .arithmetic(let left, let operation, let right):
      return arithmetic(left.constant, operation, right.constant)
    case .not(let operand):
      if case .boolean(let value) = operand.constant { return .boolean(!value) }
      return nil
    default: return nil
    }
  }

  private static func arithmetic(
    _ left: Value?, _ operation: ArithmeticOperator, _ right: Value?
  ) -> Value? {
    guard case .number(let a) = left, case .number(let b) = right else { return nil }
    let result =
      switch operation {
      case .add: a.adding(b)
      case .subtract: a.subtracting(b)
      case .multiply: a.multiplied(by: b)
      case .divide: a.divided(by: b)
      }
    // Beyond the engine's limits the run must say so, in the same words as for any other figure.
    guard let result, let number = withinLimits(result) else { return nil }
    return .number(number)
  }

  /// The number with at most twelve decimals and fewer than 27 digits, if it is such a number.
  private static func withinLimits(_ number: Decimal) -> Decimal? {
    let short = number.scale > 12 ? number.normalized : number
    let isSmall = short.coefficient.magnitude < Decimal.powersOfTen[26].magnitude
    return isSmall && short.scale <= 12 ? short : nil
  }

  /// Flattens chains of one connective and drops the tests that decide nothing.
  private static func simplified(_ expression: BoundExpression) -> BoundExpression {
    switch expression.kind {
    case .all(let tests):
      return chain(tests, neutral: true, expression) { .all($0) }
    case .any(let tests):
      return chain(tests, neutral: false, expression) { .any($0) }
    case .not(let operand):
      if case .not(let inner) = operand.kind { return inner }
      return expression
    default: return expression
    }
  }

  private static func chain(
    _ tests: [BoundExpression], neutral: Bool, _ whole: BoundExpression,
    _ make: ([BoundExpression]) -> BoundExpression.Kind
  ) -> BoundExpression {
    var kept: [BoundExpression] = []
    decided: for test in tests {
      switch test.kind {
      case .constant(.boolean(neutral)): continue
      case .constant(.boolean):
        // Those behind it are never asked; those before it are, and may be a mistake.
        kept.append(test)
        break decided
      case .all(let inner) where neutral: kept += inner
      case .any(let inner) where !neutral: kept += inner
      default: kept.append(test)
      }
    }
    switch kept.count {
    case 0: return .constant(.boolean(neutral), .boolean, whole.span)
    case 1: return kept[0]
    default: return BoundExpression(make(kept), .boolean, whole.span)
    }
  }
}

extension BoundExpression {
  /// The value of a constant; nil for anything else.
  var constant: Value? {
    if case .constant(let value) = kind { return value }
    return nil
  }
}
