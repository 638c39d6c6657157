extension SyntaxPrinter {
  /// How tightly a form binds; an operand that binds less stands in brackets.
  enum Binding: Int {
    case choice, logical, negation, comparison, range, sum, term, unary, primary
  }

  /// An expression on one line.
  package static func text(_ expression: Expression) -> String {
    text(expression, at: .choice)
  }

  /// An expression where at least a certain binding is needed.
  static func text(_ expression: Expression, at least: Binding) -> String {
    let (text, binding) = spelled(expression)
    return binding.rawValue < least.rawValue ? "(\(text))" : text
  }

  private static func spelled(_ expression: Expression) -> (String, Binding) {
    switch expression.kind {
    case .literal(let literal): return (text(literal), .primary)
    case .path(let names): return (path(names, inExpression: true), .primary)
    case .reference(let found, let names): return (reference(found) + tail(names), .primary)
    case .variable(let name, let names): return ("$\(name.text)" + tail(names), .primary)
    case .it(let names): return ("it" + tail(names), .primary)
    case .not(let operand): return ("not \(text(operand, at: .negation))", .negation)
    case .negated(let operand): return (negated(operand), .unary)
    case .logical(let connective, let operands):
      let word = " \(connective.rawValue) "
      return (operands.map { text($0, at: .negation) }.joined(separator: word), .logical)
    case .arithmetic(let first, let rest): return arithmetic(first, rest)
    case .comparison(let comparison): return (text(comparison), .comparison)
    case .range(let first, let last):
      return ("\(text(first, at: .sum)) to \(text(last, at: .sum))", .range)
    case .list(let elements):
      return ("(\(elements.map { text($0) }.joined(separator: ", ")))", .primary)
    case .aggregate(let aggregate): return spelled(aggregate)
    case .call(let call): return (text(call), .primary)
    case .query(let query): return ("(\(text(query)))", .primary)
    case .conditional(let test, let then, let otherwise):
      return ("if \(text(test)) then \(text(then)) else \(text(otherwise))", .choice)
    }
  }

  // MARK: Signs

  /// Two signs in a row would be a comment.
  private static func negated(_ operand: Expression) -> String {
    let inner = text(operand, at: .unary)
    return inner.hasPrefix("-") ? "-(\(inner))" : "-\(inner)"
  }

  private static func arithmetic(
    _ first: Expression, _ rest: [ArithmeticTerm]
  ) -> (String, Binding) {
    let isTerm = rest.contains { $0.sign == .times || $0.sign == .over }
    let operand: Binding = isTerm ? .unary : .term
    var text = text(first, at: operand)
    for term in rest {
      text += " \(term.sign.rawValue) \(self.text(term.operand, at: operand))"
    }
    return (text, isTerm ? .term : .sum)
  }

  private static func text(_ comparison: Comparison) -> String {
    let left = text(comparison.left, at: .range)
    let right = text(comparison.right, at: .range)
    let sign = sign(of: comparison)
    return "\(left) \(sign) \(right)"
  }

  private static func sign(of comparison: Comparison) -> String {
    let isNegated = comparison.isNegated
    switch comparison.relation {
    case .equal where readsAsWords(comparison.right): return isNegated ? "is not" : "is"
    case .equal: return isNegated ? "!=" : "="
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .similar:
      return comparison.relation.rawValue
    case .isIn, .has, .matches, .starts, .ends:
      return (isNegated ? "not " : "") + comparison.relation.rawValue
    }
  }

  /// `status is overdue`, `po is missing`, but `owed = 0`.
  private static func readsAsWords(_ right: Expression) -> Bool {
    switch right.kind {
    case .path, .reference, .literal(.text), .literal(.missing), .literal(.boolean),
      .literal(.currency):
      true
    default: false
    }
  }

  // MARK: Aggregates and calls

  private static func spelled(_ aggregate: Aggregate) -> (String, Binding) {
    let word = aggregate.function.rawValue + (aggregate.isUnique ? " unique" : "")
    guard aggregate.isBracketed else {
      guard let argument = aggregate.argument else { return (word, .primary) }
      // It takes one path and nothing behind it: as an operand it stands in brackets.
      return ("\(word) \(text(argument, at: .primary))", .range)
    }
    let condition = aggregate.condition.map { "where \(text($0))" }
    let argument = aggregate.argument.map { inBrackets($0, hasCondition: condition != nil) }
    return ("\(word)(\([argument, condition].compactMap(\.self).joined(separator: " ")))", .primary)
  }

  /// A question alone in an aggregate's brackets needs no brackets of its own.
  private static func inBrackets(_ argument: Expression, hasCondition: Bool) -> String {
    guard case .query(let query) = argument.kind, !hasCondition else { return text(argument) }
    return query.steps.isEmpty && query.asOf == nil && query.knownOn == nil
      ? text(argument) : text(query)
  }

  /// A call, `name(a, b by c on d)`.
  static func text(_ call: Call) -> String {
    var inner = call.arguments.map { text($0) }.joined(separator: ", ")
    if let key = call.by { inner += " by \(text(key))" }
    if let day = call.on { inner += " on \(text(day, at: .sum))" }
    return "\(name(call.name))(\(inner))"
  }
}
