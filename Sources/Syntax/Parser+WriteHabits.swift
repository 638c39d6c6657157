import Diagnostics

/// What is said to those who tell a change otherwise: `pay #B-1 EUR 5 via bank`, `dispute INV-9`.
extension Parser {
  /// The mistake of a token that fits into no clause of a verb.
  func strayInWrite(_ verb: String) -> Diagnostic {
    let word = words(token.span)
    var clauses = Parser.clauseWords[verb] ?? []
    if verb == "post" || verb == "add" { clauses.insert("for", at: 0) }
    if let meant = Parser.wordsElsewhere[word.lowercased()]?.first(where: clauses.contains) {
      return .foreignWord(word, ours: meant, at: token.span)
    }
    if let missing = clauseOfValue, clauses.contains(missing) {
      return .strayWord(
        word, help: "write \(missing) \(word)", at: token.span,
        fixIt: Diagnostic.FixIt(.at(token.span.start), "\(missing) "))
    }
    if token.kind == .symbol(.comma) || isReference(token), Write.Mark(rawValue: verb) != nil {
      return .strayWord(
        word, help: "several at once:  \(verb) (bills where due in next 7 days)", at: token.span)
    }
    let may = clauses.compactMap { Parser.clauseExamples[$0] }.joined(separator: "   ")
    return .strayWord(
      word, help: may.isEmpty ? "nothing follows here" : "here may follow:  \(may)",
      at: token.span)
  }

  /// The word that a value here lacks before it.
  private var clauseOfValue: String? {
    switch token.kind {
    case .date: "on"
    case .text: "because"
    default:
      ["today", "yesterday", "tomorrow"].contains(words(token.span).lowercased()) ? "on" : nil
    }
  }

  /// Words for those that begin a clause, the likelier meaning first.
  private static let wordsElsewhere: [String: [String]] = [
    "via": ["by"], "using": ["by"], "with": ["by"], "method": ["by"],
    "reason": ["because"], "since": ["because"], "comment": ["because"], "note": ["because"],
    "reference": ["ref"], "number": ["ref"], "to": ["for"], "against": ["for"], "into": ["for"],
    "date": ["on"], "dated": ["on"], "by": ["on"], "until": ["on"], "rate": ["at"],
  ]

  /// What each clause looks like.
  private static let clauseExamples = [
    "on": "on 3 June", "due": "due 30 June", "ref": "ref \"bank 8812\"", "by": "by transfer",
    "because": "because \"…\"", "expect": "expect 4", "po": "po \"4500\"",
    "currency": "currency EUR", "for": "for #INV-00346", "at": "at 0.92",
  ]

  /// `INV-00346` where a number has its sign in front; nil where no such thing stands here.
  var referenceWithoutSign: Diagnostic? {
    guard token.isName, peek().kind == .symbol(.minus), peek().lead == .none,
      case .number = peek(2).kind, peek(2).lead == .none
    else { return nil }
    let number = words(token.span.union(peek(2).span))
    return .strayWord(
      number, help: "a record's number has # in front:  #\(number)",
      at: token.span.union(peek(2).span), fixIt: Diagnostic.FixIt(.at(token.span.start), "#"))
  }
}
