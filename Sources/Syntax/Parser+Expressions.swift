import Diagnostics

extension Parser {
  /// Tests joined by `and` or by `or`, never by both.
  mutating func expression() throws(Diagnostic) -> Expression {
    try enter()
    defer { depth -= 1 }
    let first = try negation()
    guard let connective = connectiveHere() else { return first }
    var operands = [first]
    while connectiveHere() == connective {
      advance()
      operands.append(try negation())
    }
    if let other = connectiveHere() { throw try mixed(operands, connective, other) }
    return try make(
      .logical(connective, operands), first.span.union(operands[operands.count - 1].span))
  }

  private mutating func connectiveHere() -> Connective? {
    if at(.and) { return .and }
    return at(.or) ? .or : nil
  }

  /// The mistake of `a and b or c`, with brackets set in the user's own words.
  private mutating func mixed(
    _ operands: [Expression], _ connective: Connective, _ other: Connective
  ) throws(Diagnostic) -> Diagnostic {
    let place = token.span
    var group = operands[operands.count - 1].span
    while connectiveHere() == other {
      advance()
      _ = try negation()
      group = SourceSpan(group.start, previousEnd)
    }
    let before = words(SourceSpan(operands[0].span.start, operands[operands.count - 2].span.end))
    return .mixedConnectives(
      example: "\(before) \(connective.rawValue) (\(words(group)))", at: place)
  }

  private mutating func negation() throws(Diagnostic) -> Expression {
    let start = token.span.start
    guard accept(.not) else { return try comparison() }
    try enter()
    defer { depth -= 1 }
    let operand = try negation()
    return try make(.not(operand), span(from: start))
  }

  // MARK: Comparisons

  private mutating func comparison() throws(Diagnostic) -> Expression {
    let start = token.span.start
    let left = try range()
    guard let sign = try relation() else { return left }
    var values: Expectations.Kind?
    if case .path(let names) = left.kind { values = .value(of: names.map(\.text), sign.relation) }
    let right = try comparedWith(sign.relation, values)
    if relationFollows { throw try chained(left, right) }
    try refuseSeveralWords(right)
    let comparison = Comparison(
      left, sign.relation, isNegated: sign.isNegated, sign.span, right)
    return try make(.comparison(comparison), span(from: start))
  }

  /// A list, a question or a value at the right of an operator.
  private mutating func comparedWith(
    _ relation: Relation, _ values: Expectations.Kind?
  ) throws(Diagnostic) -> Expression {
    if let values { note(values) }
    guard token.kind == .symbol(.open), !isQuery(at: index + 1) else { return try range() }
    let holdsList = brackets.holdsList(index)
    guard holdsList || (relation == .isIn && !valueGoesOn) else { return try range() }
    let opening = token
    advance()
    var elements: [Expression] = []
    repeat {
      if let values { note(values) }
      elements.append(try expression())
    } while accept(.comma)
    try expectClose(of: opening)
    return try make(.list(elements), span(from: opening.span.start))
  }

  /// Whether the bracket here is only the first part of a value: `in (a + b) to c`.
  private var valueGoesOn: Bool {
    guard let close = brackets.partner(of: index) else { return false }
    switch tokens[close + 1].kind {
    case .keyword(.to): return true
    case .symbol(let symbol): return symbol.arithmetic != nil
    default: return false
    }
  }

  /// `a < b < c`: told with the test written twice.
  private mutating func chained(
    _ left: Expression, _ right: Expression
  ) throws(Diagnostic) -> Diagnostic {
    let place = token.span
    let second = SourceSpan(right.span.start, place.end)
    _ = try relation()
    _ = try range()
    let example =
      "\(words(SourceSpan(left.span.start, right.span.end))) and "
      + words(SourceSpan(second.start, previousEnd))
    return .chainedComparison(example: example, at: place)
  }

  /// `customer is acme gmbh`: two bare words are text that lost its quotes.
  private func refuseSeveralWords(_ right: Expression) throws(Diagnostic) {
    guard case .path(let names) = right.kind, names.count == 1, previous?.bareWord != nil,
      token.bareWord != nil, !isHabit
    else { return }
    var end = index
    while tokens[end].bareWord != nil || tokens[end].wholeNumber != nil { end += 1 }
    let span = SourceSpan(right.span.start, tokens[end - 1].span.end)
    throw .textWithoutQuotes(words(span), at: span)
  }

  // MARK: Arithmetic

  mutating func range() throws(Diagnostic) -> Expression {
    let start = token.span.start
    let first = try sum()
    guard accept(.to) else { return first }
    note(.period)
    let last = try sum()
    return try make(.range(first, last), span(from: start))
  }

  mutating func sum() throws(Diagnostic) -> Expression {
    let start = token.span.start
    let first = try term()
    var rest: [ArithmeticTerm] = []
    while at(.plus) || at(.minus) {
      let sign: ArithmeticSign = token.kind == .symbol(.plus) ? .plus : .minus
      let span = token.span
      advance()
      rest.append(ArithmeticTerm(sign, span, try term()))
    }
    if rest.isEmpty { return first }
    return try make(.arithmetic(first: first, rest: rest), span(from: start))
  }

  private mutating func term() throws(Diagnostic) -> Expression {
    let start = token.span.start
    let first = try unary()
    var rest: [ArithmeticTerm] = []
    while at(.star) || at(.slash) {
      let sign: ArithmeticSign = token.kind == .symbol(.star) ? .times : .over
      let span = token.span
      advance()
      rest.append(ArithmeticTerm(sign, span, try unary()))
    }
    if rest.isEmpty { return first }
    return try make(.arithmetic(first: first, rest: rest), span(from: start))
  }

  private mutating func unary() throws(Diagnostic) -> Expression {
    let start = token.span.start
    guard accept(.minus) else { return try primary() }
    try enter()
    defer { depth -= 1 }
    let operand = try unary()
    return try make(.negated(operand), span(from: start))
  }
}
