import Diagnostics

/// Reads statements by recursive descent, deciding on one token nearly everywhere.
///
/// Pure: neither collections nor functions are known here, so `( NAME …` stays neutral until
/// binding. What may stand at the end of an unfinished text is recorded by the same code that
/// reads finished ones (`Expectations`).
package struct Parser {
  /// How deep brackets, signs and `not` may nest.
  package static let maximumDepth = 200
  /// How many expressions a statement may hold.
  package static let maximumNodes = 10_000
  /// How many bytes a statement may have.
  package static let maximumBytes = 65_536

  let source: SourceText
  let tokens: [Token]
  let brackets: BracketMap
  var index = 0
  var depth = 0
  var nodes = 0
  var mistakes: [Diagnostic] = []
  /// The words that are looked for as they were typed, whatever the lexer says about them.
  var soughtSpans: [SourceSpan] = []
  /// The step that was read last, and where it ended: what does not fit there is explained by it.
  var lastStep: (keyword: Keyword, end: Int)?
  /// What would have been accepted at the end of the text.
  var expectations = Expectations()

  init(_ source: SourceText, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
    self.brackets = BracketMap(tokens)
  }

  // MARK: Cursor

  var token: Token { tokens[index] }

  func peek(_ distance: Int = 1) -> Token {
    tokens[Swift.min(index + distance, tokens.count - 1)]
  }

  /// Whether every token was read; the last one marks the end.
  var isAtEnd: Bool { index >= tokens.count - 1 }

  /// Where the last token that was read ends.
  var previousEnd: Int { index > 0 ? tokens[index - 1].span.end : tokens[0].span.start }

  /// The last token that was read.
  var previous: Token? { index > 0 ? tokens[index - 1] : nil }

  mutating func advance() {
    if !isAtEnd { index += 1 }
  }

  /// Whether a reserved word stands here; at the end of the text, that it might.
  mutating func at(_ keyword: Keyword) -> Bool {
    if isAtEnd { expectations.insert(keyword) }
    return token.kind == .keyword(keyword)
  }

  /// Whether a sign stands here; at the end of the text, that it might.
  mutating func at(_ symbol: Symbol) -> Bool {
    if isAtEnd { expectations.insert(symbol) }
    return token.kind == .symbol(symbol)
  }

  /// Whether a word that is reserved only here stands here.
  mutating func at(word: String) -> Bool {
    if isAtEnd { expectations.insert(word: word) }
    return token.bareWord?.lowercased() == word
  }

  mutating func accept(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  mutating func accept(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  /// Takes note that a kind of thing may stand at the end of the text.
  mutating func note(_ kind: Expectations.Kind) {
    if isAtEnd { expectations.insert(kind) }
  }

  /// Takes note that reserved words may stand at the end of the text.
  mutating func note(_ keywords: [Keyword]) {
    guard isAtEnd else { return }
    for keyword in keywords { expectations.insert(keyword) }
  }

  /// Leaves the innermost source, unless the text ends inside it.
  mutating func leaveScope() {
    if !isAtEnd, !expectations.sources.isEmpty { expectations.sources.removeLast() }
  }

  /// The bracket that closes the one just read at `opening`.
  mutating func expectClose(of opening: Token) throws(Diagnostic) {
    if accept(.close) { return }
    if isAtEnd || brackets.partner(of: index(of: opening)) == nil {
      throw .unclosedBracket(at: opening.span)
    }
    throw strayToken(insideBrackets: true)
  }

  private func index(of opening: Token) -> Int {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].span.start < opening.span.start { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: Limits

  /// Goes one level deeper; every caller comes back with `depth -= 1`.
  mutating func enter() throws(Diagnostic) {
    depth += 1
    if depth > Parser.maximumDepth { throw .tooDeep(Parser.maximumDepth, at: token.span) }
  }

  /// An expression, counted.
  mutating func make(
    _ kind: Expression.Kind, _ span: SourceSpan
  ) throws(Diagnostic) -> Expression {
    nodes += 1
    if nodes > Parser.maximumNodes { throw .tooManyNodes(Parser.maximumNodes, at: span) }
    return Expression(kind, span)
  }

  /// From an offset to the end of what was read last.
  func span(from start: Int) -> SourceSpan {
    SourceSpan(start, Swift.max(start, previousEnd))
  }

  /// The user's words under a span, on one line.
  func words(_ span: SourceSpan) -> String {
    source[span].split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" }
      .joined(separator: " ")
  }
}

/// Which bracket closes which, and what is between them: known before reading starts, so that
/// looking ahead costs nothing.
struct BracketMap {
  /// What a bracket holds, as far as its first words tell.
  enum Contents {
    /// A source without steps, which might as well be a value: `(customers)`.
    case source
    /// A source with steps or days behind it.
    case query
  }

  private var partners: [Int: Int] = [:]
  private var lists: Set<Int> = []
  private var contents: [Int: Contents] = [:]

  init(_ tokens: [Token]) {
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .symbol(.open):
        open.append(index)
      case .symbol(.close):
        if let start = open.popLast() { partners[start] = index }
      case .symbol(.comma):
        if let start = open.last { lists.insert(start) }
      default:
        break
      }
    }
    // Inner brackets open behind outer ones.
    for open in partners.keys.sorted(by: >) { contents[open] = look(into: open, tokens) }
  }

  private func look(into open: Int, _ tokens: [Token]) -> Contents? {
    if tokens[open + 1].kind == .keyword(.find) { return .query }
    guard let behind = endOfSource(at: open + 1, tokens) else { return nil }
    if behind == partners[open] { return .source }
    return stepFollows(at: behind, tokens) ? .query : nil
  }

  /// The token behind what would be a question's source.
  func endOfSource(at start: Int, _ tokens: [Token]) -> Int? {
    switch tokens[start].kind {
    case .name, .quotedName, .currency:
      let behind = endOfPath(at: start + 1, tokens)
      guard behind == start + 1, tokens[behind].kind == .symbol(.open) else { return behind }
      return partners[behind].map { $0 + 1 }
    case .reference, .variable, .keyword(.it):
      return endOfPath(at: start + 1, tokens)
    case .symbol(.open):
      guard contents[start] != nil else { return nil }
      return partners[start].map { $0 + 1 }
    default:
      return nil
    }
  }

  private func endOfPath(at start: Int, _ tokens: [Token]) -> Int {
    var index = start
    while index + 1 < tokens.count, tokens[index].kind == .symbol(.dot), tokens[index + 1].isName {
      index += 2
    }
    return index
  }

  /// Whether what stands at a token can follow a question's source.
  func stepFollows(at index: Int, _ tokens: [Token]) -> Bool {
    let next = tokens[Swift.min(index + 1, tokens.count - 1)]
    switch tokens[index].kind {
    case .keyword(.as): return next.kind == .keyword(.of)
    case .keyword(let keyword): return keyword.beginsStep
    case .name(let word): return word.lowercased() == "known" && next.kind == .keyword(.on)
    case .symbol(.bar): return true
    default: return false
    }
  }

  /// The index of the closing bracket of the one at an index.
  func partner(of open: Int) -> Int? { partners[open] }

  /// Whether a comma stands directly between the brackets.
  func holdsList(_ open: Int) -> Bool { lists.contains(open) }
}
