import Diagnostics

/// The words of a comparison's operator.
struct RelationSign {
  let relation: Relation
  let isNegated: Bool
  let span: SourceSpan
}

extension Parser {
  /// The operator that stands here, if any.
  mutating func relation() throws(Diagnostic) -> RelationSign? {
    let start = token.span.start
    if let sign = relationSymbol() { return sign }
    if accept(.is) { return try isRelation(from: start) }
    if at(.not), relationWord(peek()) != nil || peek().kind == .end {
      advance()
      guard let relation = try acceptRelationWord() else {
        throw missingValue(example: "status not in (paid, void)")
      }
      return RelationSign(relation: relation, isNegated: true, span: span(from: start))
    }
    guard let relation = try acceptRelationWord() else { return nil }
    return RelationSign(relation: relation, isNegated: false, span: span(from: start))
  }

  /// Whether a second operator follows a finished comparison.
  var relationFollows: Bool {
    if case .symbol(let symbol) = token.kind { return Parser.relation(of: symbol) != nil }
    return token.kind == .keyword(.is) || relationWord(token) != nil
  }

  private static func relation(of symbol: Symbol) -> (relation: Relation, isNegated: Bool)? {
    switch symbol {
    case .equal: (.equal, false)
    case .notEqual: (.equal, true)
    case .less: (.less, false)
    case .lessOrEqual: (.lessOrEqual, false)
    case .greater: (.greater, false)
    case .greaterOrEqual: (.greaterOrEqual, false)
    case .similar: (.similar, false)
    default: nil
    }
  }

  private mutating func relationSymbol() -> RelationSign? {
    if isAtEnd {
      for symbol in Symbol.allCases where Parser.relation(of: symbol) != nil { _ = at(symbol) }
    }
    guard case .symbol(let symbol) = token.kind, let found = Parser.relation(of: symbol) else {
      return nil
    }
    let place = token.span
    advance()
    return RelationSign(relation: found.relation, isNegated: found.isNegated, span: place)
  }

  /// `is`, `is not`; `is in` says the same as `in`, and people write it.
  private mutating func isRelation(from start: Int) throws(Diagnostic) -> RelationSign {
    let isNegated = accept(.not)
    if token.kind == .keyword(.in) {
      let ours = isNegated ? "not in" : "in"
      advance()
      let written = span(from: start)
      mistakes.append(.foreignWord(words(written), ours: ours, at: written))
      return RelationSign(relation: .isIn, isNegated: isNegated, span: written)
    }
    return RelationSign(relation: .equal, isNegated: isNegated, span: span(from: start))
  }

  private func relationWord(_ token: Token) -> Relation? {
    switch token.keyword {
    case .in: .isIn
    case .has: .has
    case .matches: .matches
    case .starts: .starts
    case .ends: .ends
    default: nil
    }
  }

  private mutating func acceptRelationWord() throws(Diagnostic) -> Relation? {
    note([.in, .has, .matches, .starts, .ends])
    if let relation = relationWord(token) {
      advance()
      let takesWith = relation == .starts || relation == .ends
      if takesWith, at(word: "with") { advance() }
      return relation
    }
    return try foreignRelation()
  }

  /// `like`, `contains`, `between`: told, and read as what they mean where that is plain.
  private mutating func foreignRelation() throws(Diagnostic) -> Relation? {
    guard let word = token.bareWord?.lowercased() else { return nil }
    let place = token.span
    switch word {
    case "like", "ilike":
      advance()
      mistakes.append(
        .foreignWord(
          word, ours: "has", example: "write has \"acme\" or matches \"INV-00*\"", at: place))
      return .has
    case "contains":
      advance()
      mistakes.append(.foreignWord(word, ours: "has", at: place))
      return .has
    case "between":
      throw .foreignClause(
        "'between' is written 'in … to …' here",
        help: "for example:  date in 1 March to 31 March 2026", at: place)
    default:
      return nil
    }
  }
}
