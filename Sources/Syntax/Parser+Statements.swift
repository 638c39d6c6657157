package import Diagnostics

extension Parser {
  /// The statements of a whole script; the mistakes of the first wrong one are thrown.
  package static func statements(
    in source: SourceText, currencies: Set<String>
  ) throws(Mistakes) -> [Statement] {
    var statements: [Statement] = []
    for span in split(source) {
      statements.append(try statement(in: source, span, currencies: currencies))
    }
    return statements
  }

  /// The one statement that a text holds from an offset to its end.
  package static func statement(
    in source: SourceText, from offset: Int = 0, currencies: Set<String>
  ) throws(Mistakes) -> Statement {
    let end = source.bytes.count
    let span = SourceSpan(Swift.min(offset, end), end)
    return try statement(in: source, span, currencies: currencies)
  }

  /// The one statement that a piece of a text holds.
  package static func statement(
    in source: SourceText, _ span: SourceSpan, currencies: Set<String>
  ) throws(Mistakes) -> Statement {
    guard span.byteCount <= maximumBytes else {
      throw Mistakes([.textTooLong(maximumBytes, at: span.start)])
    }
    var lexer = Lexer(source, span, currencies: currencies)
    var tokens = lexer.remainingTokens()
    if tokens.count > 1, tokens[tokens.count - 2].kind == .symbol(.semicolon) {
      tokens.remove(at: tokens.count - 2)
    }
    var parser = Parser(source, tokens: tokens)
    let statement = parser.statement()
    let lexed = lexer.mistakes.filter { mistake in
      guard let place = mistake.span else { return true }
      return !parser.soughtSpans.contains { $0.start <= place.start && place.end <= $0.end }
    }
    let mistakes = merge(lexed, parser.mistakes)
    guard let statement, mistakes.isEmpty else { throw Mistakes(mistakes) }
    return statement
  }

  /// The mistakes of both stages by place; what the parser says about a word that the lexer has
  /// refused is only an echo.
  private static func merge(_ lexed: [Diagnostic], _ parsed: [Diagnostic]) -> [Diagnostic] {
    let refused = lexed.compactMap(\.span)
    let news = parsed.filter { mistake in
      guard let span = mistake.span else { return true }
      return !refused.contains { $0.start <= span.end + 1 && span.start <= $0.end + 1 }
    }
    let all = lexed + news
    return all.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
  }

  // MARK: Statements

  /// The statement; nil if it is so wrong that no tree came of it.
  mutating func statement() -> Statement? {
    let start = token.span.start
    do throws(Diagnostic) {
      note([.let, .define])
      let kind: Statement.Kind
      let verb = beginsWrite ? token.bareWord?.lowercased() : nil
      switch token.keyword {
      case .let: kind = try letStatement()
      case .define: kind = .define(try definition())
      default:
        noteVerbs()
        try refuseOtherLanguages()
        kind = verb == nil ? .query(wholeQuery()) : .write(try write())
      }
      if !isAtEnd, mistakes.isEmpty { throw verb.map { strayInWrite($0) } ?? strayToken() }
      return Statement(kind, span(from: start))
    } catch {
      mistakes.append(error)
      return nil
    }
  }

  /// `let $x = value`, `let $x = question`.
  private mutating func letStatement() throws(Diagnostic) -> Statement.Kind {
    advance()
    let name = try variableName(after: "let", example: "let $late = invoices where overdue")
    try expectEqual(example: "let $\(name.text) = invoices where overdue")
    note(.source)
    if isQuery(at: index) || isBareSource(at: index) { return .letQuery(name, wholeQuery()) }
    return .letValue(name, try expression())
  }

  /// A path or `it` and nothing more: outside every question it can only be a source.
  private func isBareSource(at start: Int) -> Bool {
    guard let behind = endOfSource(at: start), tokens[behind].kind == .end else { return false }
    switch tokens[start].kind {
    case .name, .quotedName: return tokens[behind - 1].kind != .symbol(.close)
    case .keyword(.it): return true
    default: return false
    }
  }

  /// A named question, `define late($days = 30) = invoices where days_overdue > $days`.
  private mutating func definition() throws(Diagnostic) -> Definition {
    advance()
    let example = "define late($days = 30) = invoices where days_overdue > $days"
    note(.newName)
    guard let name = acceptName() else { throw missing("a name", after: "define", example) }
    var parameters: [Definition.Parameter] = []
    let opening = token
    if accept(.open) {
      repeat {
        let parameter = try variableName(after: "(", example: example)
        let standard = accept(.equal) ? try expression() : nil
        parameters.append(Definition.Parameter(parameter, standard: standard))
      } while accept(.comma)
      try expectClose(of: opening)
    }
    try expectEqual(example: example)
    return Definition(name, parameters, wholeQuery())
  }

  private mutating func variableName(
    after word: String, example: String
  ) throws(Diagnostic) -> Name {
    note(.variable)
    guard case .variable(let text) = token.kind else {
      throw missing("a name like $late", after: word, example)
    }
    let span = token.span
    advance()
    return Name(text, span)
  }

  private mutating func expectEqual(example: String) throws(Diagnostic) {
    if accept(.equal) { return }
    throw missing("'='", after: previous.map { words($0.span) } ?? "", example)
  }

  private func missing(_ what: String, after word: String, _ example: String) -> Diagnostic {
    .missingWord(
      "\(what) is missing after '\(word)'", help: "for example:  \(example)",
      at: isAtEnd ? .at(previousEnd) : token.span)
  }

  // MARK: A question that is the whole statement

  /// A question up to the end of the text; mistakes are collected, and reading goes on at the
  /// next step.
  private mutating func wholeQuery() -> Query {
    let start = token.span.start
    var head: QueryHead?
    var steps: [Step] = []
    do throws(Diagnostic) { head = try queryHead() } catch { recover(from: error, since: index) }
    expectations.sources = head.map { [.source($0.source)] } ?? []
    while canGoOn {
      let before = index
      do throws(Diagnostic) {
        guard let step = try nextStep(of: head?.source) else { throw strayToken() }
        steps.append(step)
      } catch {
        recover(from: error, since: before)
      }
    }
    if mistakes.isEmpty {
      _ = at(.bar)
      noteSteps()
    }
    let source = head?.source ?? Source(.find([]), .at(start))
    return Query(
      source, asOf: head?.asOf, knownOn: head?.knownOn, steps: steps, span(from: start))
  }

  private var canGoOn: Bool {
    let fatal: [DiagnosticCode] = [.tooDeep, .tooManyNodes]
    let isFatal = mistakes.contains { fatal.contains($0.code) }
    return !isAtEnd && mistakes.count < Mistakes.limit && !isFatal
  }

  /// Notes a mistake and skips to the next step, over whole brackets.
  private mutating func recover(from mistake: Diagnostic, since before: Int) {
    mistakes.append(mistake)
    depth = 0
    if !isAtEnd { expectations.sources.removeLast(Swift.max(0, expectations.sources.count - 1)) }
    if index == before, !token.startsStep || previousIsAggregate { advance() }
    while !isAtEnd, !token.startsStep || previousIsAggregate {
      index = brackets.partner(of: index) ?? index
      advance()
    }
  }

  /// `count unique`: the word `unique` there is not a step.
  private var previousIsAggregate: Bool {
    previous?.keyword?.aggregate != nil && token.kind == .keyword(.unique)
  }
}

extension Token {
  /// Whether reading can go on here after a mistake.
  fileprivate var startsStep: Bool {
    if case .keyword(let keyword) = kind { return Keyword.steps.contains(keyword) }
    return kind == .symbol(.bar)
  }
}
