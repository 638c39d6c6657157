import Diagnostics

/// What is said where nothing fits, and to those who come from other languages.
extension Parser {
  // MARK: Something is missing

  /// The mistake of a place where a value should stand.
  func missingValue(example: String? = nil) -> Diagnostic {
    if let mistake = misplacedToken() { return mistake }
    let last = previous
    let isAtEnd = isAtEnd
    let span = token.span
    var example = example
    if example == nil, let keyword = last?.keyword { example = Parser.examples[keyword] }
    return .missingValue(
      after: last.map { words($0.span) }, before: isAtEnd ? nil : words(span), example: example,
      at: isAtEnd ? SourceSpan.at(previousEnd) : span)
  }

  /// A sign or a reserved word that stands where a value should.
  ///
  /// Never inlined: the optimizer of Swift 6.3.1 fails on it inside `missingValue`.
  @inline(never)
  private func misplacedToken() -> Diagnostic? {
    let span = token.span
    switch token.kind {
    case .symbol(.minus), .symbol(.plus):
      return .strayWord(words(span), help: "a number is written without '+'", at: span)
    case .keyword(.not):
      return .strayWord("not", help: "put brackets around it:  (not open)", at: span)
    case .keyword(let keyword) where !keyword.beginsStep:
      return .reservedWord(words(span), at: span)
    default: return nil
    }
  }

  private static let examples: [Keyword: String] = [
    .where: "where open", .show: "show number, customer, owed", .calc: "calc owed / total as part",
    .sort: "sort owed desc", .by: "sum owed by customer", .across: "sum owed across aging",
    .and: "open and disputed", .or: "overdue or disputed", .not: "not open",
    .is: "status is overdue", .in: "date in last month", .has: "customer has \"acme\"",
    .matches: "number matches \"INV-00*\"", .to: "1 March to 31 March 2026",
    .of: "invoices as of 31 March 2026", .summarize: "summarize sum owed by customer",
    .if: "if overdue then owed else 0",
  ]

  /// The mistake of a place where a question should begin.
  func missingSource() -> Diagnostic {
    guard !isAtEnd else {
      return index == 0 || tokens[0].kind == .end
        ? .emptyStatement(at: .at(token.span.start))
        : missingValue(example: "invoices where open")
    }
    guard let keyword = token.keyword, keyword.beginsStep else {
      return .strayWord(
        words(token.span), help: "start with what you ask about:  invoices where open",
        at: token.span)
    }
    // `count invoices where open`: the clerk's words in our order.
    let isCount = keyword == .count
    guard keyword == .show || keyword == .list || isCount,
      let behind = endOfSource(at: index + 1), behind > index + 1
    else {
      let statement = words(SourceSpan(token.span.start, tokens[tokens.count - 1].span.start))
      let isShort = statement.utf8.count <= 60
      // `average invoice in 2026` and `sum of payments` are no steps.
      let isSpoken = keyword != .where && tokens.contains { [.of, .in].contains($0.keyword) }
      let example =
        isSpoken
        ? "payments where date in last month sum amount"
        : "invoices \(isShort ? statement : "where open")"
      return .foreignClause(
        "a question starts with what it asks about", help: "for example:  \(example)",
        at: token.span)
    }
    let source = words(SourceSpan(peek().span.start, tokens[behind - 1].span.end))
    let rest = words(SourceSpan(tokens[behind - 1].span.end, tokens[tokens.count - 1].span.start))
    let steps = (rest.isEmpty ? "" : " \(rest)") + (isCount ? " count" : "")
    return .foreignClause(
      "a question starts with what it asks about",
      help: "write \(source)\(steps)", at: token.span)
  }

  // MARK: Something does not fit

  /// The mistake of a token that nothing can be made of here.
  func strayToken(insideBrackets: Bool = false) -> Diagnostic {
    let word = words(token.span)
    switch token.kind {
    case .keyword(.as) where peek().kind == .keyword(.of): return misplacedDay()
    case .name where word.lowercased() == "known" && peek().kind == .keyword(.on):
      return misplacedDay()
    case .keyword(.by):
      return .strayWord(
        word, help: "group with an aggregate:  sum owed by customer", at: token.span)
    case .symbol(.close) where !insideBrackets:
      return .strayWord(word, help: "no bracket is open here", at: token.span)
    case .symbol(.semicolon):
      return .strayWord(word, help: "each statement is run alone", at: token.span)
    case .symbol(.comma):
      if let number = groupedNumber() { return number }
      return .strayWord(
        word, help: "a list stands in brackets:  status in (unpaid, overdue)",
        at: token.span)
    case .name:
      if let habit = habit() ?? spokenWord(word) { return habit }
      return strayName(word, insideBrackets: insideBrackets)
    case .currency, .date, .period, .keyword(.this), .keyword(.last), .keyword(.next),
      .symbol(.minus):
      if !insideBrackets, let spoken = spokenValue() { return spoken }
      fallthrough
    default:
      let help = insideBrackets ? "close the bracket first, with )" : Parser.stepHelp
      return .strayWord(word, help: help, at: token.span)
    }
  }

  /// Words that begin no test: what follows them is not a field.
  private static let prepositions: Set<String> = [
    "with", "for", "from", "like", "at", "that", "which", "whose", "are", "were", "me",
  ]

  private static let stepHelp =
    "a step starts with where, show, calc, sort, top, take, sum or count"

  private func strayName(_ word: String, insideBrackets: Bool) -> Diagnostic {
    if let near = nearestStep(to: word) {
      return .strayWord(
        word, help: "did you mean \(near)?", at: token.span,
        fixIt: Diagnostic.FixIt(token.span, near))
    }
    if lastStep == nil, !insideBrackets, !Parser.prepositions.contains(word.lowercased()) {
      return .strayWord(word, help: "a test begins with where:  where \(word)", at: token.span)
    }
    if let step = lastStep, step.end == index, !insideBrackets {
      if step.keyword == .where {
        return .strayWord(word, help: "join two tests with and", at: token.span)
      }
      if holdsList(step.keyword), previous?.isName == true { return commaMissing(before: word) }
    }
    return .strayWord(
      word, help: insideBrackets ? "close the bracket first, with )" : Parser.stepHelp,
      at: token.span)
  }

  /// The word of a step that a misspelled one may be.
  private func nearestStep(to word: String) -> String? {
    let steps = Keyword.allCases.filter(\.beginsStep).map(\.rawValue)
    return Suggestion.nearest(to: word, among: steps).first
  }

  private func commaMissing(before word: String) -> Diagnostic {
    .missingWord(
      "a comma is missing before '\(word)'",
      help: "write \(previous.map { words($0.span) } ?? ""), \(word)", at: .at(previousEnd),
      insert: ",")
  }

  /// Goes on behind a comma of a list; where another name follows without one, that is a mistake,
  /// and reading goes on, so that all of a list are told and mended together.
  mutating func acceptComma() -> Bool {
    if accept(.comma) { return true }
    guard case .name = token.kind, previous?.isName == true, mistakes.count < Mistakes.limit else {
      return false
    }
    let word = words(token.span)
    guard habit() == nil, spokenWord(word) == nil, nearestStep(to: word) == nil else {
      return false
    }
    mistakes.append(commaMissing(before: word))
    return true
  }

  private func holdsList(_ step: Keyword) -> Bool {
    [.show, .calc, .sort, .unique, .summarize].contains(step) || step.aggregate != nil
  }

  /// `(1,200.50)`: a comma that touches three digits.
  private func groupedNumber() -> Diagnostic? {
    guard let first = previous?.wholeNumber, case .number(let second) = peek().kind,
      token.lead == .none, peek().lead == .none
    else { return nil }
    let span = SourceSpan(previousEnd - first.utf8.count, peek().span.end)
    return .groupedNumber(words(span), plain: first + second, at: span)
  }

  /// `invoices where open as of 31 March`: told with the day in its place.
  private func misplacedDay() -> Diagnostic {
    var copy = self
    let place = token.span.union(peek().span)
    copy.advance()
    copy.advance()
    let isDay = (try? copy.sum()) != nil
    let day =
      words(isDay ? SourceSpan(place.start, copy.previousEnd) : place)
      + (isDay ? "" : " 31 March 2026")
    guard let behind = endOfSource(at: 0), behind <= index, behind > 0 else {
      return .misplacedDay(words(place), example: "invoices \(day)", at: place)
    }
    let source = words(SourceSpan(tokens[0].span.start, tokens[behind - 1].span.end))
    let steps = words(SourceSpan(tokens[behind - 1].span.end, previousEnd))
    let gap = steps.isEmpty ? "" : " "
    return .misplacedDay(words(place), example: "\(source) \(day)\(gap)\(steps)", at: place)
  }

  // MARK: Other languages

  /// `select … from invoices …`, and the verbs that change records.
  func refuseOtherLanguages() throws(Diagnostic) {
    guard let word = token.bareWord?.lowercased() else { return }
    if word == "select" || word == "from" { throw select() }
    guard Diagnostic.verbsElsewhere[word] != nil, !nextBelongsToSource else { return }
    throw .noSuchVerb(word, at: token.span)
  }

  /// `notes where …` asks, `note #INV-1 "…"` changes.
  var nextBelongsToSource: Bool {
    switch peek().kind {
    case .keyword(let keyword): keyword.beginsStep || keyword == .as
    case .name(let word): word.lowercased() == "known" && peek(2).kind == .keyword(.on)
    case .symbol(.bar), .symbol(.dot): true
    default: false
    }
  }

  private func select() -> Diagnostic {
    let message = "a question starts with what it asks about"
    guard let from = tokens.firstIndex(where: { $0.bareWord?.lowercased() == "from" }),
      tokens[from + 1].isName
    else {
      return .foreignClause(message, help: "for example:  invoices where open", at: token.span)
    }
    let source = words(tokens[from + 1].span)
    let columns =
      from > 1 ? words(SourceSpan(tokens[1].span.start, tokens[from - 1].span.end)) : "*"
    let rest = words(SourceSpan(tokens[from + 1].span.end, tokens[tokens.count - 1].span.start))
    let steps = rest.isEmpty ? "" : " \(rest)"
    let show = columns == "*" ? "" : " show \(columns)"
    return .foreignClause(message, help: "write \(source)\(steps)\(show)", at: token.span)
  }

  /// Whether the word here is one that other languages would put here.
  var isHabit: Bool { habit() != nil }

  /// What to say to a word from another language, at a place where no name can stand.
  private func habit() -> Diagnostic? {
    guard let word = token.bareWord?.lowercased() else { return nil }
    let next = peek()
    switch word {
    case "filter", "having":
      return .foreignWord(word, ours: "where", at: token.span)
    case "limit", "head":
      return .foreignWord(word, ours: "take", at: token.span)
    case "avg", "mean":
      return .foreignWord(word, ours: "average", at: token.span)
    case "distinct":
      return .foreignWord(word, ours: "unique", at: token.span)
    case "group" where next.kind == .keyword(.by):
      return .foreignClause(
        "groups belong to an aggregate here", help: "for example:  sum owed by customer",
        at: token.span.union(next.span))
    case "order" where next.kind == .keyword(.by):
      let span = token.span.union(next.span)
      return .foreignClause(
        "'order by' is written 'sort' here", help: "write sort", at: span,
        fixIt: Diagnostic.FixIt(span, "sort"))
    case "from", "select":
      return .foreignClause(
        "a question starts with what it asks about", help: "for example:  invoices where open",
        at: token.span)
    case "join":
      return .foreignClause(
        "records are linked already", help: "for example:  invoices show number, customer.country",
        at: token.span)
    default:
      return nil
    }
  }

  /// `null` where a value stands: told, and read as `missing`.
  mutating func foreignValue() -> Literal? {
    guard let word = token.bareWord?.lowercased(), word == "null" || word == "nil" else {
      return nil
    }
    mistakes.append(.foreignWord(word, ours: "missing", at: token.span))
    advance()
    return .missing
  }
}
