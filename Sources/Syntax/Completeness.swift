package import Diagnostics

/// Whether a text may be run when Enter is pressed.
///
/// A pass over tokens: brackets and quotes are closed, and the last token wants nothing more.
package struct Completeness {
  private var open = 0
  private var last: Token.Kind?
  private var lastWantsMore = false

  /// Whether a text is complete; a line that starts with one of `commands` always is.
  package static func isComplete(
    _ text: String, currencies: Set<String>, commands: Set<String> = []
  ) -> Bool {
    let source = SourceText(text)
    var lexer = Lexer(source, currencies: currencies)
    var state = Completeness()
    var token = lexer.next()
    if let word = commandWord(token, in: source), commands.contains(word) { return true }
    while token.kind != .end {
      if token.kind == .symbol(.semicolon) { state = Completeness() } else { state.add(token) }
      token = lexer.next()
    }
    return state.isComplete
  }

  /// The first word of a line, whether reserved or not; a dot may stand before a command's.
  static func commandWord(_ token: Token, in source: SourceText) -> String? {
    switch token.kind {
    case .name, .keyword: return source[token.span].lowercased()
    case .symbol(.dot):
      let rest = source.bytes[token.span.end...]
      let word = rest.prefix { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
      return String(decoding: word, as: UTF8.self).lowercased()
    default: return nil
    }
  }

  var isComplete: Bool { open == 0 && !lastWantsMore }

  mutating func add(_ token: Token) {
    lastWantsMore = wantsMore(token.kind)
    switch token.kind {
    case .symbol(.open): open += 1
    case .symbol(.close): open = Swift.max(0, open - 1)
    default: break
    }
    last = token.kind
  }

  private func wantsMore(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .text(_, let isClosed): return !isClosed
    case .keyword(let keyword): return keyword.wantsMore && last != .symbol(.dot)
    case .currencySign: return !lastIsNumber
    case .symbol(.close), .symbol(.semicolon): return false
    case .symbol(.star): return !standsForColumns
    case .symbol: return true
    case .name(let word):
      return word.lowercased() == "with" && (last == .keyword(.starts) || last == .keyword(.ends))
    case .quotedName, .number, .percent, .duration, .reference, .variable, .currency, .date,
      .period, .invalid, .end:
      return false
    }
  }

  private var lastIsNumber: Bool {
    if case .number = last { return true }
    return false
  }

  /// `show *`, `show number, *`: no multiplication.
  private var standsForColumns: Bool {
    switch last {
    case .symbol(.comma), .symbol(.open): true
    case .keyword(let keyword): keyword.wantsMore
    default: false
    }
  }
}

extension Parser {
  /// Cuts a script into the spans of its statements, comments between them left out.
  ///
  /// A statement ends at `;`, or at a newline unless it is incomplete or the next line starts with
  /// white space or `|`. A line that starts with one of `commands` ends where it ends, whatever
  /// stands in it: those words do not speak this language.
  package static func split(
    _ source: SourceText, currencies: Set<String> = [], commands: Set<String> = []
  ) -> [SourceSpan] {
    var splitter = StatementSplitter(source, currencies: currencies, commands: commands)
    return splitter.spans()
  }
}

/// The pass over tokens behind `Parser.split`.
private struct StatementSplitter {
  private let source: SourceText
  private let currencies: Set<String>
  private let commands: Set<String>
  private var found: [SourceSpan] = []
  private var current: SourceSpan?
  private var state = Completeness()

  init(_ source: SourceText, currencies: Set<String>, commands: Set<String>) {
    self.source = source
    self.currencies = currencies
    self.commands = commands
  }

  mutating func spans() -> [SourceSpan] {
    var lexer = lexer(from: 0)
    while true {
      let token = lexer.next()
      if token.kind == .end { break }
      if endsStatement(before: token) { finish() }
      if current == nil, let line = commandLine(token) {
        found.append(line)
        lexer = self.lexer(from: line.end)
      } else if token.kind == .symbol(.semicolon) {
        finish()
      } else {
        current = current?.union(token.span) ?? token.span
        state.add(token)
      }
    }
    finish()
    return found
  }

  private func lexer(from offset: Int) -> Lexer {
    Lexer(source, SourceSpan(offset, source.bytes.count), currencies: currencies)
  }

  private func endsStatement(before token: Token) -> Bool {
    current != nil && token.lead == .newLine && state.isComplete && token.kind != .symbol(.bar)
  }

  /// The rest of the line, without white space at its end, if it is a command's.
  private func commandLine(_ token: Token) -> SourceSpan? {
    guard let word = Completeness.commandWord(token, in: source), commands.contains(word) else {
      return nil
    }
    let line = source.line(around: token.span.start).span
    var end = line.end
    while end > token.span.end, [0x20, 0x09].contains(source.bytes[end - 1]) { end -= 1 }
    return SourceSpan(token.span.start, end)
  }

  private mutating func finish() {
    if let span = current { found.append(span) }
    current = nil
    state = Completeness()
  }
}
