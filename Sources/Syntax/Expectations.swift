package import Diagnostics

/// What may stand at the end of an unfinished statement, as recorded by the parser itself.
package struct Expectations: Sendable, Equatable {
  /// Kinds of things that may come next.
  package enum Kind: Sendable, Equatable {
    /// A collection, definition, `#reference`, `$variable` or `it`.
    case source
    /// The word of a step.
    case step
    /// A field, link or function; `path` holds the names before the last dot.
    case field(path: [String])
    /// A value that can stand at the right of a comparison with a field.
    case value(of: [String], Relation)
    /// A column to show or compute.
    case item
    case aggregate
    /// A day or a stretch of days.
    case period
    case text
    /// A whole number.
    case number
    case variable
    /// A document, payment or party by its number.
    case reference
    /// A customer or vendor, by its name in quotes or its number.
    case party
    /// What a function or definition takes at a place, counted from 0.
    case argument(of: String, place: Int)
    /// A name of the user's own, for a column or definition.
    case newName
    /// The statement may end here.
    case end
  }

  /// What a name stands in: a question's source, or the list inside an aggregate's brackets.
  package enum Scope: Sendable, Equatable {
    case source(Source)
    /// `any(lines where …`: the path leads from the record outside.
    case list([Name])
  }

  /// The kinds of things that may come next.
  package private(set) var kinds: [Kind] = []
  /// The sources around the end of the text, the innermost last.
  package internal(set) var sources: [Scope] = []
  /// The started word at the end, to be replaced by what is chosen; empty behind white space.
  package internal(set) var replaced: SourceSpan = .at(0)
  // A few of each: lists cost less than sets, above all when a program starts.
  private var keywords: [Keyword] = []
  private var symbols: [Symbol] = []
  private var contextual: [String] = []

  /// The reserved words that may come next, in the order of their list, then others.
  package var words: [String] {
    Keyword.allCases.filter { keywords.contains($0) }.map(\.rawValue) + contextual.sorted()
  }

  /// The signs that may come next.
  package var signs: [String] {
    Symbol.allCases.filter { symbols.contains($0) }.map(\.rawValue)
  }

  mutating func insert(_ kind: Kind) {
    if !kinds.contains(kind) { kinds.append(kind) }
  }

  mutating func insert(_ keyword: Keyword) {
    if !keywords.contains(keyword) { keywords.append(keyword) }
  }

  mutating func insert(_ symbol: Symbol) {
    if !symbols.contains(symbol) { symbols.append(symbol) }
  }

  mutating func insert(word: String) {
    if !contextual.contains(word) { contextual.append(word) }
  }
}

extension Parser {
  /// What may stand at an offset of a text, a word begun just before it left out.
  package static func expectations(
    in source: SourceText, at offset: Int, currencies: Set<String>
  ) -> Expectations {
    let end = Swift.max(0, Swift.min(offset, source.bytes.count, maximumBytes))
    var lexer = Lexer(source, SourceSpan(0, end), currencies: currencies)
    var tokens = lexer.remainingTokens()
    var replaced = SourceSpan.at(end)
    if tokens.count > 1, tokens[tokens.count - 2].isUnfinished(at: end) {
      replaced = tokens.remove(at: tokens.count - 2).span
    }
    // The end stands where the started word began, so that nothing seems to lie between.
    tokens[tokens.count - 1] = Token(kind: .end, span: .at(replaced.start), lead: .space)
    var parser = Parser(source, tokens: tokens)
    if parser.statement() != nil, parser.mistakes.isEmpty { parser.note(.end) }
    parser.expectations.replaced = replaced
    return parser.expectations
  }
}

extension Token {
  /// Whether the token touches the end of the text and may go on there.
  fileprivate func isUnfinished(at end: Int) -> Bool {
    switch kind {
    case .text(_, let isClosed): !isClosed
    case .keyword, .name, .reference, .variable, .currency, .invalid: span.end == end
    case .quotedName, .number, .percent, .duration, .currencySign, .date, .period, .symbol, .end:
      false
    }
  }
}
