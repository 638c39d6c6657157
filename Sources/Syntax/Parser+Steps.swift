import Diagnostics

extension Parser {
  /// The next step; nil where none begins.
  mutating func nextStep(of source: Source?) throws(Diagnostic) -> Step? {
    let hasBar = accept(.bar)
    noteSteps()
    let start = token.span.start
    guard let keyword = token.keyword, keyword.beginsStep else {
      if hasBar {
        if isAtEnd { throw missingValue(example: "invoices | where open") }
        throw strayToken()
      }
      return nil
    }
    let kind = try step(keyword)
    lastStep = (keyword, index)
    return Step(kind, span(from: start))
  }

  /// Takes note that a step may begin at the end of the text.
  mutating func noteSteps() {
    note(.step)
    note(Keyword.steps + Keyword.allCases.filter { $0.aggregate != nil })
  }

  private mutating func step(_ keyword: Keyword) throws(Diagnostic) -> Step.Kind {
    if keyword.aggregate != nil { return try summary() }
    advance()
    switch keyword {
    case .where: return .filter(try expression())
    case .show: return .show(try items())
    case .calc: return .calc(try items())
    case .sort: return .sort(try sortKeys())
    case .top: return try top()
    case .take: return .take(try count(after: "take", example: "take 10"))
    case .skip: return .skip(try count(after: "skip", example: "skip 10"))
    case .unique: return .unique(try uniqueItems())
    case .union: return .combine(.union, try combined("union"))
    case .except: return .combine(.except, try combined("except"))
    case .intersect: return .combine(.intersect, try combined("intersect"))
    case .export: return .export(try export())
    case .chart: return try chart()
    case .summarize: return try summary()
    default: preconditionFailure("\(keyword.rawValue) is not in the list of steps")
    }
  }

  // MARK: Items

  mutating func items() throws(Diagnostic) -> [Item] {
    var items = [try item()]
    while acceptComma() { items.append(try item()) }
    return items
  }

  private mutating func item() throws(Diagnostic) -> Item {
    note(.item)
    let star = token
    if accept(.star) { return .everything(star.span) }
    let expression = try expression()
    return .expression(expression, alias: try alias())
  }

  /// `as late`, `as "30 days late"`; `as of` is no alias.
  private mutating func alias() throws(Diagnostic) -> Name? {
    guard peek().kind != .keyword(.of), accept(.as) else { return nil }
    note(.newName)
    if case .text(let text, _) = token.kind {
      let span = token.span
      advance()
      return Name(text, span)
    }
    if let name = acceptName(aggregates: true) { return name }
    if let keyword = token.keyword { throw .reservedWord(keyword.rawValue, at: token.span) }
    throw .missingWord(
      "a name is missing after 'as'", help: "for example:  owed as amount",
      at: isAtEnd ? .at(previousEnd) : token.span)
  }

  private mutating func uniqueItems() throws(Diagnostic) -> [Item] {
    note(.item)
    note(.field(path: []))
    let next = token.keyword
    // An aggregate's word begins the next step here.
    if next?.beginsStep == true || isAtEnd || endsStep { return [] }
    return try items()
  }

  private var endsStep: Bool {
    token.kind == .symbol(.bar) || token.kind == .symbol(.close)
  }

  // MARK: Order and amount

  private mutating func sortKeys() throws(Diagnostic) -> [SortKey] {
    _ = accept(.by)
    var keys: [SortKey] = []
    repeat {
      let expression = try expression()
      keys.append(SortKey(expression, isDescending: direction()))
    } while acceptComma()
    return keys
  }

  private mutating func direction() -> Bool {
    if accept(.desc) { return true }
    if accept(.asc) { return false }
    guard let word = token.bareWord?.lowercased() else { return false }
    let ours = ["descending": "desc", "ascending": "asc"]
    guard let meant = ours[word] else { return false }
    mistakes.append(.foreignWord(word, ours: meant, at: token.span))
    advance()
    return meant == "desc"
  }

  private mutating func top() throws(Diagnostic) -> Step.Kind {
    let number = try count(after: "top", example: "top 10 by owed")
    if accept(.by) { return .top(number, by: try expression()) }
    // A step that follows is nothing to sort by.
    let isBetweenSteps = token.keyword?.beginsStep == true && token.keyword?.aggregate == nil
    throw .missingWord(
      "'by' is missing after 'top \(number)'", help: "for example:  top \(number) by owed",
      at: isAtEnd ? .at(previousEnd) : token.span,
      insert: isBetweenSteps ? nil : isAtEnd ? " by " : "by ")
  }

  private mutating func count(
    after word: String, example: String
  ) throws(Diagnostic) -> Int {
    note(.number)
    if token.kind == .invalid {
      advance()
      return 0
    }
    guard let number = token.wholeNumber.flatMap({ Int($0) }) else {
      let isStep = token.keyword?.beginsStep == true
      throw .expectedCount(
        word, example: example, at: isAtEnd || isStep ? .at(previousEnd) : token.span)
    }
    advance()
    return number
  }

  // MARK: Sets, files, charts

  private mutating func combined(_ word: String) throws(Diagnostic) -> Query {
    let opening = token
    guard accept(.open) else {
      if token.isName {
        let source = words(token.span)
        throw .missingWord(
          "the question after '\(word)' stands in brackets", help: "write \(word) (\(source))",
          at: token.span, replacement: "(\(source))")
      }
      throw .missingWord(
        "a question in brackets is missing after '\(word)'",
        help: "for example:  \(word) (invoices where overdue)",
        at: isAtEnd ? .at(previousEnd) : token.span)
    }
    let query = try innerQuery()
    try expectClose(of: opening)
    return query
  }

  private mutating func export() throws(Diagnostic) -> Export {
    let start = token.span.start
    let file = try fileName()
    var title: String?
    if accept(.as) {
      note(.newName)
      guard case .text(let text, _) = token.kind else {
        throw missingValue(example: "export \"open.html\" as \"Open items\"")
      }
      title = text
      advance()
    }
    var options: [Export.Option] = []
    while let option = exportOption(besides: options) { options.append(option) }
    return Export(file, title: title, options: options, span(from: start))
  }

  /// The next word that says how a file is written; each is taken once.
  private mutating func exportOption(besides known: [Export.Option]) -> Export.Option? {
    for option in Export.Option.allCases where !known.contains(option) {
      let words = option.rawValue.split(separator: " ").map(String.init)
      guard at(word: words[0]) else { continue }
      if words.count > 1, peek().bareWord?.lowercased() != words[1] { continue }
      for _ in words { advance() }
      return option
    }
    return nil
  }

  private mutating func fileName() throws(Diagnostic) -> String {
    note(.text)
    if case .text(let text, _) = token.kind {
      advance()
      return text
    }
    guard let first = token.bareWord else { throw missingValue(example: "export \"open.xlsx\"") }
    var span = token.span
    advance()
    while !isAtEnd, token.lead == .none {
      span = span.union(token.span)
      advance()
    }
    let name = span.byteCount > first.utf8.count ? source[span] : first
    throw .missingWord(
      "a file's name needs quotes", help: "write \"\(name)\"", at: span,
      replacement: "\"\(name)\"")
  }

  private mutating func chart() throws(Diagnostic) -> Step.Kind {
    var style: ChartStyle?
    for candidate in [ChartStyle.bars, .line] where style == nil && at(word: candidate.rawValue) {
      style = candidate
      advance()
    }
    let others = ["lines": ChartStyle.line, "bar": .bars, "columns": .bars]
    if style == nil, let word = token.bareWord?.lowercased(), let meant = others[word] {
      mistakes.append(.foreignWord(word, ours: meant.rawValue, at: token.span))
      advance()
      style = meant
    }
    note(.field(path: []))
    if isAtEnd || endsStep || token.keyword.map(Keyword.steps.contains) == true {
      return .chart(style, nil)
    }
    return .chart(style, try expression())
  }

  // MARK: Groups

  /// `sum owed, count by customer across aging`; the word `summarize` may come first.
  private mutating func summary() throws(Diagnostic) -> Step.Kind {
    let values = try items()
    let keys = accept(.by) ? try items() : []
    let across = accept(.across) ? try item() : nil
    return .summarize(values, by: keys, across: across)
  }
}
