import Diagnostics

extension Parser {
  /// A value, field, aggregate, call or bracket.
  mutating func primary() throws(Diagnostic) -> Expression {
    notePrimary()
    let start = token.span.start
    if let literal = try literal() {
      return try make(.literal(literal), span(from: start))
    }
    switch token.kind {
    case .name, .quotedName:
      return try pathOrCall(from: start)
    case .reference(let text):
      let reference = Reference(text, token.span)
      advance()
      return try make(.reference(reference, path: try pathTail()), span(from: start))
    case .variable(let text):
      let name = Name(text, token.span)
      advance()
      return try make(.variable(name, path: try pathTail()), span(from: start))
    case .symbol(.open):
      return try bracket()
    case .keyword(let keyword):
      return try primary(keyword, from: start)
    default:
      throw missingValue()
    }
  }

  private mutating func primary(
    _ keyword: Keyword, from start: Int
  ) throws(Diagnostic) -> Expression {
    if let function = keyword.aggregate { return try aggregate(function) }
    if keyword == .it {
      advance()
      return try make(.it(path: try pathTail()), span(from: start))
    }
    guard keyword == .if else { throw missingValue() }
    return try conditional()
  }

  private mutating func notePrimary() {
    guard isAtEnd else { return }
    note(.field(path: []))
    note(.aggregate)
    note([.not, .if, .true, .false, .missing, .today, .yesterday, .tomorrow, .this, .last, .next])
    note([.it] + Keyword.allCases.filter { $0.aggregate != nil })
  }

  // MARK: Paths and calls

  private mutating func pathOrCall(from start: Int) throws(Diagnostic) -> Expression {
    let path = try path()
    if path.count == 1, token.kind == .symbol(.open) {
      let call = try call(path[0])
      return try make(.call(call), span(from: start))
    }
    return try make(.path(path), span(from: start))
  }

  /// A word that may be a name here; aggregates' words only where asked for.
  mutating func acceptName(aggregates: Bool = false) -> Name? {
    let span = token.span
    let text: String
    switch token.kind {
    case .name(let word), .quotedName(let word), .currency(let word): text = word
    case .keyword(let keyword) where aggregates && keyword.aggregate != nil: text = source[span]
    default: return nil
    }
    advance()
    return Name(text, span)
  }

  mutating func path() throws(Diagnostic) -> [Name] {
    guard let first = acceptName(aggregates: true) else { throw missingValue() }
    return [first] + (try pathTail(behind: [first]))
  }

  /// The names behind the dots.
  mutating func pathTail(behind first: [Name] = []) throws(Diagnostic) -> [Name] {
    var names: [Name] = []
    while accept(.dot) {
      // Asked first: gathering the names at every dot would take quadratic time.
      if isAtEnd { note(.field(path: (first + names).map(\.text))) }
      guard let name = acceptName(aggregates: true) else {
        if token.keyword != nil, token.lead == .none {
          let place = token.span
          advance()
          throw .reservedWord(words(place), at: place)
        }
        throw .missingWord(
          "a name is missing after '.'", help: "for example:  customer.country",
          at: isAtEnd ? .at(previousEnd) : token.span)
      }
      names.append(name)
    }
    return names
  }

  /// `name(a, b by c on d)`, the name already read.
  mutating func call(_ name: Name) throws(Diagnostic) -> Call {
    let opening = token
    advance()
    note(.argument(of: name.text, place: 0))
    if accept(.close) { return Call(name, []) }
    try enter()
    defer { depth -= 1 }
    var arguments = [try expression()]
    while accept(.comma) {
      note(.argument(of: name.text, place: arguments.count))
      arguments.append(try expression())
    }
    let by = accept(.by) ? try expression() : nil
    let on = accept(.on) ? try sum() : nil
    try expectClose(of: opening)
    return Call(name, arguments, by: by, on: on)
  }

  // MARK: Brackets and choices

  private mutating func bracket() throws(Diagnostic) -> Expression {
    let opening = token
    advance()
    if isQuery(at: index) {
      let query = try innerQuery()
      try expectClose(of: opening)
      return try make(.query(query), query.span)
    }
    let inner = try expression()
    if case .path = inner.kind { noteSteps() }
    try expectClose(of: opening)
    return inner
  }

  private mutating func conditional() throws(Diagnostic) -> Expression {
    let start = token.span.start
    advance()
    let test = try expression()
    guard accept(.then) else { throw missingBranch("then") }
    let then = try expression()
    guard accept(.else) else { throw missingBranch("else") }
    let otherwise = try expression()
    return try make(
      .conditional(test: test, then: then, otherwise: otherwise), span(from: start))
  }

  private func missingBranch(_ word: String) -> Diagnostic {
    .missingWord(
      "'\(word)' is missing here", help: "for example:  if overdue then owed else 0",
      at: isAtEnd ? .at(previousEnd) : token.span)
  }
}

extension Token {
  /// Whether the token can be a name behind a dot.
  var isName: Bool {
    switch kind {
    case .name, .quotedName, .currency: true
    case .keyword(let keyword): keyword.aggregate != nil
    default: false
    }
  }
}
