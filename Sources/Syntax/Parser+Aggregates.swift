import Diagnostics

extension Parser {
  /// `sum owed`, `count(invoices where open)`, `count unique customer`; a bare `count` may be a
  /// column of the step before, which is for the binder to say.
  mutating func aggregate(_ function: AggregateName) throws(Diagnostic) -> Expression {
    let start = token
    if peek().kind == .symbol(.dot), peek(2).isName {
      let path = try path()
      return try make(.path(path), span(from: start.span.start))
    }
    advance()
    let isUnique = acceptUnique()
    note(.field(path: []))
    if token.kind == .symbol(.open) {
      return try bracketed(function, start.span, isUnique: isUnique)
    }
    var argument: Expression?
    if token.isName, token.keyword == nil, !isHabit, !isKnownOn {
      let pathStart = token.span.start
      let path = try path()
      if token.kind == .symbol(.open), path.count == 1 {
        throw try callWithoutBrackets(start, pathStart, path[0])
      }
      argument = try make(.path(path), span(from: pathStart))
      if token.kind.symbol?.arithmetic != nil {
        throw try arithmeticWithoutBrackets(start, span(from: pathStart))
      }
    }
    let aggregate = Aggregate(
      function, start.span, isUnique: isUnique, argument: argument, condition: nil,
      isBracketed: false)
    return try make(.aggregate(aggregate), span(from: start.span.start))
  }

  /// `unique` belongs to the aggregate only if something to count follows it.
  private mutating func acceptUnique() -> Bool {
    guard at(.unique) else { return false }
    let next = peek()
    guard next.kind == .symbol(.open) || (next.isName && next.keyword == nil) else { return false }
    advance()
    return true
  }

  // MARK: Inside brackets

  private mutating func bracketed(
    _ function: AggregateName, _ span: SourceSpan, isUnique: Bool
  ) throws(Diagnostic) -> Expression {
    let opening = token
    advance()
    try enter()
    defer { depth -= 1 }
    let isUnique = accept(.unique) || isUnique
    let (argument, condition) = try contents(function)
    try expectClose(of: opening)
    let aggregate = Aggregate(
      function, span, isUnique: isUnique, argument: argument, condition: condition,
      isBracketed: true)
    return try make(.aggregate(aggregate), self.span(from: span.start))
  }

  private mutating func contents(
    _ function: AggregateName
  ) throws(Diagnostic) -> (Expression?, Expression?) {
    if token.kind == .symbol(.close) { return (nil, nil) }
    if token.kind == .symbol(.star), peek().kind == .symbol(.close) {
      throw .foreignClause(
        "rows are counted without '*' here", help: "write \(function.rawValue)",
        at: token.span)
    }
    if accept(.where) { return (nil, try expression()) }
    if isQuery(at: index) { return try splitCondition(try innerQuery()) }
    let argument = try expression()
    if isAtEnd, case .path(let names) = argument.kind {
      noteSteps()
      expectations.sources.append(.list(names))
    }
    guard accept(.where) else {
      if case .query(let query) = argument.kind { return try splitCondition(query) }
      return (argument, nil)
    }
    return (argument, try expression())
  }

  /// `invoices where open` is what is aggregated and a test; any longer question stays whole.
  private mutating func splitCondition(
    _ query: Query
  ) throws(Diagnostic) -> (Expression, Expression?) {
    guard query.asOf == nil, query.knownOn == nil, query.steps.count == 1,
      case .filter(let condition) = query.steps[0].kind
    else { return (try make(.query(query), query.span), nil) }
    let kind: Expression.Kind
    switch query.source.kind {
    case .path(let names): kind = .path(names)
    case .reference(let reference, let path): kind = .reference(reference, path: path)
    case .variable(let name, let path): kind = .variable(name, path: path)
    case .it(let path): kind = .it(path: path)
    case .call(let call): kind = .call(call)
    case .query(let inner): kind = .query(inner)
    case .find: return (try make(.query(query), query.span), nil)
    }
    return (try make(kind, query.source.span), condition)
  }

  // MARK: Brackets that are missing

  /// The mistake of `sum month(date)`.
  private mutating func callWithoutBrackets(
    _ start: Token, _ argument: Int, _ name: Name
  ) throws(Diagnostic) -> Diagnostic {
    _ = try call(name)
    let whole = span(from: start.span.start)
    let word = words(start.span)
    return .bareAggregate(word, "\(word)(\(words(span(from: argument))))", at: whole)
  }

  /// `sum quantity * unit_price`, `sum a / sum b`, `sum a / 2`: what was meant differs.
  private mutating func arithmeticWithoutBrackets(
    _ start: Token, _ argument: SourceSpan
  ) throws(Diagnostic) -> Diagnostic {
    let function = words(start.span)
    var rest = ""
    var hasField = false
    var hasAggregate = false
    while let sign = token.kind.symbol?.arithmetic {
      advance()
      let first = token
      let from = token.span.start
      try skipOperand()
      var operand = words(span(from: from))
      if first.keyword?.aggregate != nil {
        hasAggregate = true
        operand = bracketed(operand, after: words(first.span))
      } else if first.isName {
        hasField = true
      }
      rest += " \(sign.rawValue) \(operand)"
    }
    let whole = span(from: start.span.start)
    let meant =
      hasField && !hasAggregate
      ? "\(function)(\(words(argument))\(rest))" : "\(function)(\(words(argument)))\(rest)"
    return .bareAggregate(function, meant, at: whole)
  }

  private func bracketed(_ operand: String, after word: String) -> String {
    let rest = operand.dropFirst(word.count)
    guard rest.first == " " else { return operand }
    let argument = rest.dropFirst()
    return argument.first == "(" ? operand : "\(word)(\(argument))"
  }

  /// Reads over an operand; a bare aggregate is not complained about twice.
  private mutating func skipOperand() throws(Diagnostic) {
    if token.keyword?.aggregate != nil, peek().isName, peek().keyword == nil {
      advance()
      _ = try path()
    } else {
      _ = try primary()
    }
  }
}

extension Token.Kind {
  /// The sign, if the token is one.
  var symbol: Symbol? {
    if case .symbol(let symbol) = self { return symbol }
    return nil
  }
}
