import Diagnostics

/// Sentences that change records; their words are reserved nowhere else.
extension Parser {
  /// Whether the statement begins with a verb: `notes where …` asks, `note #INV-1 "…"` changes.
  var beginsWrite: Bool {
    guard let word = token.bareWord?.lowercased(), Write.verbs.contains(word) else { return false }
    if word == "undo" { return peek().kind == .end || isReference(peek()) }
    return !nextBelongsToSource && !(peek().kind == .end && Parser.isAlsoSource(word))
  }

  /// At the end of an empty text any verb may stand.
  mutating func noteVerbs() {
    guard isAtEnd else { return }
    for verb in Write.verbs { expectations.insert(word: verb) }
  }

  /// `note`, `promise` and `dispute` alone are collections.
  private static func isAlsoSource(_ word: String) -> Bool {
    ["note", "promise", "dispute"].contains(word)
  }

  func isReference(_ token: Token) -> Bool {
    if case .reference = token.kind { return true }
    return false
  }

  /// The sentence behind a verb.
  mutating func write() throws(Diagnostic) -> Write {
    let start = token.span.start
    let verb = (token.bareWord ?? "").lowercased()
    advance()
    let kind = try writeKind(verb)
    var clauses = Write.Clauses()
    var settled = kind
    if case .add(let addition) = kind {
      settled = .add(try additionRest(addition, &clauses))
    } else if case .post(let amount, let party, _) = kind {
      var remittance: Write.Remittance?
      while true {
        if remittance == nil, acceptWord("for") {
          remittance = try self.remittance()
        } else if try !clause(of: verb, &clauses) {
          break
        }
      }
      settled = .post(amount, from: party, remittance)
    } else {
      while try clause(of: verb, &clauses) {}
    }
    try checkClauses(clauses, of: verb, from: start)
    return Write(settled, clauses, span(from: start))
  }

  private mutating func writeKind(_ verb: String) throws(Diagnostic) -> Write.Kind {
    if let mark = Write.Mark(rawValue: verb) { return .mark(mark, try target(verb)) }
    switch verb {
    case "pay":
      let document = try reference(verb)
      return .pay(document, try amount(verb))
    case "post": return try post()
    case "apply": return try apply()
    case "unapply":
      let money = try reference(verb)
      try expectWord("from", verb)
      let document = try reference(verb)
      return .unapply(money, from: document, try optionalAmount(verb))
    case "write":
      try expectWord("off", verb)
      let document = try reference(verb)
      return .writeOff(document, try optionalAmount(verb))
    case "note":
      let target = try target(verb)
      return .note(target, try text(verb))
    case "promise":
      let document = try reference(verb)
      return .promise(document, try amount(verb))
    case "dispute":
      let document = try reference(verb)
      return .dispute(document, try optionalAmount(verb))
    case "resolve": return .resolve(try reference(verb))
    case "change": return try change()
    case "add": return .add(try additionHead())
    case "void": return .void(try reference(verb))
    case "return": return .return(try reference(verb))
    case "refund":
      let money = try reference(verb)
      return .refund(money, try optionalAmount(verb))
    default: return .undo(isReference(token) ? try reference(verb) : nil)
    }
  }

  // MARK: Payments

  private mutating func post() throws(Diagnostic) -> Write.Kind {
    try expectWord("payment", "post")
    let amount = try amount("post")
    try expectWord("from", "post")
    let party = try party("post")
    return .post(amount, from: party, nil)
  }

  private mutating func remittance() throws(Diagnostic) -> Write.Remittance {
    if acceptWord("oldest") { return .oldest }
    var parts: [Write.Part] = []
    repeat {
      let document = try reference("post")
      parts.append(Write.Part(document, try optionalAmount("post")))
    } while accept(.comma)
    return .documents(parts)
  }

  private mutating func apply() throws(Diagnostic) -> Write.Kind {
    let money = try reference("apply")
    guard accept(.to) else { throw incomplete("'to'", "apply") }
    if acceptWord("oldest") { return .apply(money, to: .oldest) }
    let document = try reference("apply")
    return .apply(money, to: .document(Write.Part(document, try optionalAmount("apply"))))
  }

  // MARK: Changes

  private mutating func change() throws(Diagnostic) -> Write.Kind {
    guard let collection = acceptName() else {
      guard isReference(token) else {
        throw incomplete("customer, vendor, invoice, bill or book", "change")
      }
      let number = words(token.span)
      throw .missingWord(
        "what it is, is missing before '\(number)'",
        help: "write change invoice \(number) …  or  change customer \(number) …",
        at: .at(token.span.start))
    }
    if collection.text.lowercased() == "book" {
      try expectWord("set", "change")
      return .changeBook(try settings("change"))
    }
    let party = try party("change")
    try expectWord("set", "change")
    return .change(collection, party, try settings("change"))
  }

  private mutating func settings(_ verb: String) throws(Diagnostic) -> [Write.Setting] {
    var settings: [Write.Setting] = []
    repeat {
      guard let field = acceptName() else { throw incomplete("a field", verb) }
      guard accept(.equal) else { throw incomplete("'='", verb) }
      settings.append(Write.Setting(field, try sum()))
    } while accept(.comma)
    return settings
  }

  // MARK: New records

  private mutating func additionHead() throws(Diagnostic) -> Write.Addition {
    guard let collection = acceptName() else {
      throw incomplete("invoice, bill, credit, order, customer or vendor", "add")
    }
    var label: Write.Label?
    if case .text(let name, _) = token.kind {
      label = .name(name, token.span)
      advance()
    } else if isReference(token) {
      label = .number(try reference("add"))
    }
    var owner: Write.Party?
    if acceptWord("for") || acceptWord("from") { owner = try party("add") }
    let amount = isAmount ? try amount("add") : nil
    return Write.Addition(
      collection, label, owner: owner, amount: amount, settings: [], lines: [])
  }

  private mutating func additionRest(
    _ head: Write.Addition, _ clauses: inout Write.Clauses
  ) throws(Diagnostic) -> Write.Addition {
    var settings: [Write.Setting] = []
    var lines: [Write.Line] = []
    while true {
      if acceptWord("set") {
        settings += try self.settings("add")
      } else if acceptWord("line") {
        lines.append(try line())
      } else if try !clause(of: "add", &clauses) {
        break
      }
    }
    return Write.Addition(
      head.collection, head.label, owner: head.owner, amount: head.amount, settings: settings,
      lines: lines)
  }

  private mutating func line() throws(Diagnostic) -> Write.Line {
    let start = previousEnd - 4
    var quantity: Expression?
    if case .number(let digits) = token.kind {
      quantity = try make(.literal(.number(digits)), token.span)
      advance()
      try expectWord("x", "add")
    }
    let description = try text("add")
    let price = acceptWord("at") ? try amount("add") : nil
    let tax = acceptWord("tax") ? try sum() : nil
    return Write.Line(
      quantity: quantity, description: description, price: price, tax: tax, span(from: start))
  }

  // MARK: Clauses

  /// Reads one clause; false where none begins.
  private mutating func clause(
    of verb: String, _ clauses: inout Write.Clauses
  ) throws(Diagnostic) -> Bool {
    if accept(.on) || acceptWord("dated") {
      note(.period)
      try once(clauses.on == nil)
      clauses.on = try sum()
    } else if acceptWord("due") {
      try once(clauses.due == nil)
      clauses.due = try sum()
    } else if acceptWord("ref") {
      try once(clauses.reference == nil)
      clauses.reference = try text(verb)
    } else if accept(.by) {
      try once(clauses.method == nil)
      guard let method = acceptName() else { throw incomplete("a word like transfer", verb) }
      clauses.method = method
    } else if acceptWord("at") {
      note(.number)
      try once(clauses.rate == nil)
      clauses.rate = try sum()
    } else if acceptWord("because") {
      try once(clauses.because == nil)
      clauses.because = try text(verb)
    } else if acceptWord("expect") {
      try once(clauses.expect == nil)
      guard let count = token.wholeNumber.flatMap({ Int($0) }) else {
        throw incomplete("a whole number", verb)
      }
      clauses.expect = count
      advance()
    } else if acceptWord("po") {
      try once(clauses.po == nil)
      clauses.po = try text(verb)
    } else if acceptWord("currency") {
      try once(clauses.currency == nil)
      clauses.currency = try sum()
    } else {
      return false
    }
    return true
  }

  private func once(_ isFirst: Bool) throws(Diagnostic) {
    if isFirst { return }
    throw .strayWord(
      previous.map { words($0.span) } ?? "", help: "say it once",
      at: previous?.span ?? token.span)
  }

  /// Refuses a clause that a verb has no use for, and misses one that it needs.
  private func checkClauses(
    _ clauses: Write.Clauses, of verb: String, from start: Int
  ) throws(Diagnostic) {
    let said: [(String, Bool)] = [
      ("on", clauses.on != nil), ("due", clauses.due != nil),
      ("ref", clauses.reference != nil), ("by", clauses.method != nil),
      ("at", clauses.rate != nil),
      ("because", clauses.because != nil), ("expect", clauses.expect != nil),
      ("po", clauses.po != nil), ("currency", clauses.currency != nil),
    ]
    let allowed = Parser.clauseWords[verb] ?? []
    if let (word, _) = said.first(where: { $0.1 && !allowed.contains($0.0) }) {
      throw .strayClause(
        word, of: verb, example: Parser.writeExamples[verb] ?? "", at: span(from: start))
    }
    if ["write", "dispute", "void", "return", "refund"].contains(verb), clauses.because == nil {
      throw clauseMissing("because \"…\"", verb)
    }
    if verb == "promise", clauses.on == nil { throw clauseMissing("the day, on …,", verb) }
  }

  /// What a verb needs and lacks; what stands there in its place may be mended.
  private func clauseMissing(_ what: String, _ verb: String) -> Diagnostic {
    let stray = strayInWrite(verb)
    return isAtEnd || stray.fixIt == nil ? incomplete(what, verb) : stray
  }

  /// The clauses that each verb understands.
  static let clauseWords: [String: [String]] = {
    var words: [String: [String]] = [
      "pay": ["on", "ref", "by", "at"], "post": ["on", "ref", "by"], "apply": ["on", "at"],
      "unapply": ["on"], "write": ["on", "because"], "note": ["expect"], "promise": ["on"],
      "dispute": ["on", "because"], "resolve": ["on", "because"], "change": ["expect"],
      "add": ["on", "due", "po", "currency", "because"], "void": ["on", "because"],
      "return": ["on", "because"], "refund": ["on", "ref", "by", "because"],
    ]
    for mark in Write.Mark.allCases { words[mark.rawValue] = ["because", "expect"] }
    return words
  }()

  // MARK: Parts

  private mutating func acceptWord(_ word: String) -> Bool {
    guard at(word: word) else { return false }
    advance()
    return true
  }

  private mutating func expectWord(_ word: String, _ verb: String) throws(Diagnostic) {
    if !acceptWord(word) { throw incomplete("'\(word)'", verb) }
  }

  private mutating func reference(_ verb: String) throws(Diagnostic) -> Reference {
    note(.reference)
    guard case .reference(let text) = token.kind else {
      throw referenceWithoutSign ?? incomplete("a #number", verb)
    }
    let reference = Reference(text, token.span)
    advance()
    return reference
  }

  private mutating func party(_ verb: String) throws(Diagnostic) -> Write.Party {
    note(.party)
    if case .text(let name, _) = token.kind {
      let span = token.span
      advance()
      return .name(name, span)
    }
    guard isReference(token) || isAtEnd else {
      throw referenceWithoutSign ?? incomplete("a name in quotes or a #number", verb)
    }
    return .reference(try reference(verb))
  }

  private mutating func target(_ verb: String) throws(Diagnostic) -> Write.Target {
    let opening = token
    guard accept(.open) else {
      if case .name = token.kind { throw referenceWithoutSign ?? bareQuestion(verb) }
      return .reference(try reference(verb))
    }
    let query = try innerQuery()
    try expectClose(of: opening)
    return .query(query)
  }

  /// `approve bills where open`: told with the brackets that tell the question from the rest.
  private func bareQuestion(_ verb: String) -> Diagnostic {
    let clauses = ["because", "expect", "on"]
    let end =
      tokens[index...].firstIndex { clauses.contains($0.bareWord?.lowercased() ?? "") }
      ?? tokens.count - 1
    let asked = SourceSpan(token.span.start, tokens[end - 1].span.end)
    guard end > index + 1 else { return incomplete("a #number", verb) }
    return .missingWord(
      "a question stands in brackets behind '\(verb)'",
      help: "write (\(words(asked)))", at: asked, replacement: "(\(words(asked)))")
  }

  private mutating func text(_ verb: String) throws(Diagnostic) -> String {
    note(.text)
    guard case .text(let text, _) = token.kind else { throw incomplete("a text in quotes", verb) }
    advance()
    return text
  }

  private var isAmount: Bool {
    switch token.kind {
    case .number, .currencySign: true
    case .currency:
      if case .number = peek().kind { true } else { false }
    default: false
    }
  }

  private mutating func amount(_ verb: String) throws(Diagnostic) -> Expression {
    let start = token.span.start
    note(.number)
    guard isAmount, let literal = try literal() else { throw incomplete("an amount", verb) }
    switch literal {
    case .money, .number: return try make(.literal(literal), span(from: start))
    default: throw incomplete("an amount", verb)
    }
  }

  private mutating func optionalAmount(_ verb: String) throws(Diagnostic) -> Expression? {
    if acceptWord("amount") { return try amount(verb) }
    return isAmount ? try amount(verb) : nil
  }

  private func incomplete(_ what: String, _ verb: String) -> Diagnostic {
    let after = previous.map { words($0.span) } ?? verb
    return .missingWord(
      "\(what) is missing after '\(after)'",
      help: "for example:  \(Parser.writeExamples[verb] ?? verb)",
      at: isAtEnd ? .at(previousEnd) : token.span)
  }

  /// A sentence for each verb.
  package static let writeExamples: [String: String] = [
    "pay": "pay #INV-00346 EUR 500 on 3 June ref \"bank 8812\"",
    "post": "post payment EUR 500 from \"Café Größenwahn\" for oldest",
    "apply": "apply #P-0012 to oldest",
    "unapply": "unapply #P-0012 from #INV-00346",
    "write": "write off #INV-00346 EUR 0.50 because \"bank charges\"",
    "flag": "flag #INV-00346 because \"ask about the price\"",
    "unflag": "unflag #INV-00346",
    "hold": "hold #B-0107 because \"not delivered\"",
    "release": "release #B-0107",
    "approve": "approve #B-0107",
    "send": "send #INV-00346",
    "note": "note #INV-00346 \"called, no answer\"",
    "promise": "promise #INV-00346 EUR 500 on 30 June",
    "dispute": "dispute #INV-00346 EUR 120 because \"damaged\"",
    "resolve": "resolve #INV-00346 because \"credit given\"",
    "change": "change customer \"Café Größenwahn\" set phone = \"030 1234\"",
    "add": "add invoice for \"Café Größenwahn\" line 2 x \"Widget\" at EUR 5 tax 20%",
    "void": "void #INV-00346 because \"issued twice\"",
    "return": "return #P-0012 on 3 June because \"account closed\"",
    "refund": "refund #P-0012 EUR 50 because \"paid twice\"",
    "undo": "undo",
  ]
}
