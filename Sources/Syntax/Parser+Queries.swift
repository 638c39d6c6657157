import Diagnostics

/// A question's source with its days.
struct QueryHead {
  let source: Source
  let asOf: AsOf?
  let knownOn: Expression?
}

extension Parser {
  /// A question inside brackets; the first mistake ends it.
  mutating func innerQuery() throws(Diagnostic) -> Query {
    try enter()
    defer { depth -= 1 }
    let start = token.span.start
    let head = try queryHead()
    expectations.sources.append(.source(head.source))
    defer { leaveScope() }
    var steps: [Step] = []
    while let step = try nextStep(of: head.source) { steps.append(step) }
    return Query(
      head.source, asOf: head.asOf, knownOn: head.knownOn, steps: steps, span(from: start))
  }

  mutating func queryHead() throws(Diagnostic) -> QueryHead {
    let source = try querySource()
    let asOf = try asOfClause()
    let knownOn = try knownOnClause()
    return QueryHead(source: source, asOf: asOf, knownOn: knownOn)
  }

  // MARK: Sources

  private mutating func querySource() throws(Diagnostic) -> Source {
    let start = token.span.start
    note(.source)
    let kind: Source.Kind
    switch token.kind {
    case .name, .quotedName:
      kind = try pathOrCall()
    case .reference(let text):
      let reference = Reference(text, token.span)
      advance()
      kind = .reference(reference, path: try pathTail())
    case .variable(let text):
      let name = Name(text, token.span)
      advance()
      kind = .variable(name, path: try pathTail())
    default:
      kind = try sourceBySign()
    }
    return Source(kind, span(from: start))
  }

  private mutating func pathOrCall() throws(Diagnostic) -> Source.Kind {
    let path = try path()
    guard path.count == 1, token.kind == .symbol(.open) else { return .path(path) }
    return .call(try call(path[0]))
  }

  private mutating func sourceBySign() throws(Diagnostic) -> Source.Kind {
    if accept(.it) { return .it(path: try pathTail()) }
    if accept(.find) { return .find(try wordsToFind()) }
    let opening = token
    if accept(.open) {
      let query = try innerQuery()
      try expectClose(of: opening)
      return .query(query)
    }
    throw missingSource()
  }

  /// Everything up to the next reserved word is looked for, in words as they were typed:
  /// `INV-00339`, `+49 694`, `3,427.20`.
  private mutating func wordsToFind() throws(Diagnostic) -> [String] {
    var found: [String] = []
    note(.text)
    while !isKnownOn, beginsWordToFind {
      switch token.kind {
      case .text(let text, _):
        found.append(text)
        advance()
      case .quotedName(let name):
        found.append(name)
        advance()
      default:
        let start = token.span.start
        repeat { advance() } while token.lead == .none && isInWordToFind
        found.append(source[span(from: start)])
        soughtSpans.append(span(from: start))
      }
    }
    if found.isEmpty {
      throw .missingWord(
        "'find' needs words to look for", help: "for example:  find widgetco 8812",
        at: isAtEnd ? .at(previousEnd) : token.span)
    }
    return found
  }

  /// A word that is reserved goes on with the question.
  private var beginsWordToFind: Bool {
    if case .keyword = token.kind { return false }
    return isInWordToFind
  }

  private var isInWordToFind: Bool {
    switch token.kind {
    case .symbol(.open), .symbol(.close), .symbol(.bar), .symbol(.semicolon), .end: false
    case .text, .quotedName: previous?.keyword == .find || token.lead != .none
    default: true
    }
  }

  // MARK: Days

  /// The days asked of, `as of 31 March 2026`, `as of each month in 2026`.
  private mutating func asOfClause() throws(Diagnostic) -> AsOf? {
    let start = token.span.start
    guard accept(.as) else { return nil }
    guard accept(.of) else {
      throw .missingWord(
        "'of' is missing after 'as'", help: "for example:  invoices as of 31 March 2026",
        at: isAtEnd ? .at(previousEnd) : token.span)
    }
    note(.period)
    if at(word: "each"), let unit = peek().bareWord.flatMap(ContextualWord.unit) {
      advance()
      advance()
      guard accept(.in) else {
        throw .missingWord(
          "'in' is missing after 'each \(unit.rawValue)'",
          help: "for example:  as of each month in 2026",
          at: isAtEnd ? .at(previousEnd) : token.span)
      }
      note(.period)
      return AsOf(.each(unit, in: try range()), span(from: start))
    }
    return AsOf(.day(try sum()), span(from: start))
  }

  /// What was known when, `known on 10 April 2026`.
  private mutating func knownOnClause() throws(Diagnostic) -> Expression? {
    guard at(word: "known"), peek().kind == .keyword(.on) else { return nil }
    advance()
    advance()
    note(.period)
    return try sum()
  }

  // MARK: Looking ahead

  /// Whether a question begins at a token, rather than a value: a source with a step behind it.
  func isQuery(at start: Int) -> Bool {
    if tokens[start].kind == .keyword(.find) { return true }
    guard let behind = endOfSource(at: start) else { return false }
    return brackets.stepFollows(at: behind, tokens)
  }

  /// The token behind what would be a source.
  func endOfSource(at start: Int) -> Int? {
    brackets.endOfSource(at: start, tokens)
  }

  /// Whether `known on` stands here; both words are names elsewhere.
  var isKnownOn: Bool {
    token.bareWord?.lowercased() == "known" && peek().kind == .keyword(.on)
  }
}
