import Diagnostics
import Model
import Syntax

extension Binder {
  /// Beyond this many edges a table of buckets is of no use.
  private static let largestEdgeCount = 100

  /// Binds `bucket(days_overdue, 0, 30, 60)`: its words are known from here on.
  mutating func bindBuckets(
    _ function: FunctionSignature, _ call: Call, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    guard call.by == nil, call.on == nil,
      (2...Binder.largestEdgeCount + 1).contains(call.arguments.count)
    else { throw .wrongArguments(function, at: span) }
    let value = try bind(call.arguments[0], in: scope)
    if value.type.isList { throw .listCompared(words(at: value.span), at: value.span) }
    guard value.type == .number || value.type == .money else {
      throw .mismatch(
        value, wanted: "a number or an amount of money", help: "for example:  \(function.usage)")
    }
    var edges: [Money] = []
    for argument in call.arguments.dropFirst() {
      let bound = try bind(argument, in: scope)
      guard let edge = Binder.edge(bound, of: value.type) else {
        throw .badEdge("an edge here is \(Binder.edgePhrase(value.type))", at: bound.span)
      }
      if let last = edges.last {
        if last.currency != edge.currency {
          throw .badEdge("the edges of buckets are in one currency", at: bound.span)
        }
        if last.amount >= edge.amount {
          throw .badEdge("the edges of buckets ascend", at: bound.span)
        }
      }
      edges.append(edge)
    }
    let currency = edges[0].currency
    let buckets = Buckets(
      edges: edges.map(\.amount), currency: currency == .unnamed ? nil : currency,
      isWhole: isWhole(value))
    let arguments = [value]
    return BoundExpression(.call(.bucket, arguments), .enumeration(.buckets(buckets)), span)
  }

  /// A constant edge; a bare number has no currency, a length of time is its days.
  private static func edge(_ bound: BoundExpression, of type: DataType) -> Money? {
    switch ConstantFolding.fold(bound).constant {
    case .number(let number): Money(number, .unnamed)
    case .money(let money): type == .money ? money : nil
    case .duration(let length):
      type == .number && length.months == 0 ? Money(Decimal(length.days), .unnamed) : nil
    default: nil
    }
  }

  private static func edgePhrase(_ type: DataType) -> String {
    type == .money ? "a number or an amount, written out" : "a number or some days, written out"
  }

  /// Whether an expression gives whole numbers by what it is: days, counts, ranks.
  private func isWhole(_ expression: BoundExpression) -> Bool {
    switch expression.kind {
    case .constant(.number(let number)): return number.wholeNumber != nil
    case .field(let field, _):
      guard case .derived(let derived) = schema[field].origin else { return false }
      return [.age, .daysOverdue, .daysToPay].contains(derived)
    case .aggregate(let aggregate): return aggregate.function == .count
    case .negated(let operand): return isWhole(operand)
    case .arithmetic(let left, let operation, let right):
      if left.type == .date, right.type == .date { return true }
      return operation != .divide && isWhole(left) && isWhole(right)
    case .call(let function, let arguments):
      return switch function {
      case .days, .length, .monthNumber, .floor: true
      case .round: arguments.count == 1
      case .abs: isWhole(arguments[0])
      case .standard: arguments.allSatisfy { isWhole($0) }
      default: false
      }
    default: return false
    }
  }
}
