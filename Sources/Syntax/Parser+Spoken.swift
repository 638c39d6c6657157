import Diagnostics

/// What is said to those who write as they speak: `payments last week`, `INV-00346`.
extension Parser {
  /// A word that people say between a field and what it is compared with.
  func spokenWord(_ word: String) -> Diagnostic? {
    let field = previous.map { words($0.span) } ?? "due"
    let value = wordsOfNextValue
    let signs = ["before": "<", "after": ">", "since": ">", "until": "<=", "till": "<="]
    if let sign = signs[word.lowercased()], word != "before" || lastStep?.keyword == .where {
      return .strayWord(
        words(token.span), help: "write \(field) \(sign) \(value)", at: token.span,
        fixIt: isAtEnd ? nil : Diagnostic.FixIt(token.span, sign))
    }
    let help: String
    switch word.lowercased() {
    case "more", "over", "above", "under", "less", "below":
      let sign = ["more", "over", "above"].contains(word.lowercased()) ? ">" : "<"
      help = "a figure is compared with a sign:  days_overdue \(sign) 60"
    case "without": help = "what is missing is asked so:  where \(value) is missing"
    case "between": help = "a range is asked of a field:  where date in 1 March to 31 March 2026"
    default:
      guard index == 1, case .reference = tokens[0].kind else { return nil }
      help = "a record's lists and links stand behind a point:  \(field).\(word)"
    }
    return .strayWord(words(token.span), help: help, at: token.span)
  }

  /// The value behind this word as it is written: `1 June` is one.
  private var wordsOfNextValue: String {
    var ahead = self
    ahead.advance()
    guard !ahead.isAtEnd else { return "today" }
    let start = ahead.token.span
    guard (try? ahead.sum()) != nil, ahead.previousEnd > start.end else { return words(start) }
    return words(SourceSpan(start.start, ahead.previousEnd))
  }

  /// A value that stands alone where a test of it is meant.
  func spokenValue() -> Diagnostic? {
    let word = words(token.span)
    let help: String
    switch token.kind {
    case .currency: help = "say what is in it:  \(joint) currency = \(word)"
    case .date: help = "say which day is meant:  \(joint) date = \(word)"
    case .period: help = "say which day is meant:  \(joint) date in \(word)"
    case .symbol:
      // `INV-00346`
      guard index == 1, token.lead == .none, peek().lead == .none, tokens[0].isName,
        case .number = peek().kind
      else { return nil }
      let number = words(SourceSpan(tokens[0].span.start, peek().span.end))
      return .strayWord(
        word, help: "a record's number has # in front:  #\(number)", at: token.span)
    default:
      guard !isAtEnd, peek().kind != .end else { return nil }
      let period = words(token.span.union(peek().span))
      help = "say which day is meant:  \(joint) date in \(period)"
    }
    return .strayWord(word, help: help, at: token.span)
  }

  /// How a further test begins.
  private var joint: String { lastStep?.keyword == .where ? "and" : "where" }
}
