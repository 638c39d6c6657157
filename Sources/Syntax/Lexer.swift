package import Diagnostics

/// Cuts a text into tokens; whatever the bytes, it ends, and complains instead of failing.
///
/// Pure: which currencies there are comes in as a value, and text keeps its bytes (the binder
/// normalizes).
package struct Lexer {
  /// What was wrong with the tokens so far, as much of it as is told.
  package internal(set) var mistakes: [Diagnostic] = []
  /// Where the comments so far stand, for highlighting.
  package private(set) var comments: [SourceSpan] = []

  let source: SourceText
  let bytes: [UInt8]
  let currencies: Set<String>
  let end: Int
  var position: Int
  /// How many brackets are open: inside them `1,200` is two numbers of a list.
  private var depth = 0
  /// Whether the token before was something that can be tested.
  private var isBehindOperand = false

  /// A lexer over a whole text.
  package init(_ source: SourceText, currencies: Set<String>) {
    self.init(source, SourceSpan(0, source.bytes.count), currencies: currencies)
  }

  /// A lexer over a piece of a text; the places stay those of the whole text.
  package init(_ source: SourceText, _ span: SourceSpan, currencies: Set<String>) {
    self.source = source
    self.bytes = source.bytes
    self.currencies = currencies
    self.end = Swift.min(span.end, source.bytes.count)
    self.position = Swift.min(span.start, self.end)
  }

  /// The tokens of a text, the last of them `end`.
  package static func tokens(of source: SourceText, currencies: Set<String>) -> [Token] {
    var lexer = Lexer(source, currencies: currencies)
    return lexer.remainingTokens()
  }

  /// The tokens that are left, the last of them `end`.
  package mutating func remainingTokens() -> [Token] {
    var tokens: [Token] = []
    repeat { tokens.append(next()) } while tokens.last?.kind != .end
    return tokens
  }

  /// The next token; `end` again and again behind the last one.
  package mutating func next() -> Token {
    let lead = skipTrivia()
    let start = position
    var kind = position < end ? scan() : .end
    // The collection of that name: the test stands behind what it tests.
    if kind == .keyword(.matches), !isBehindOperand {
      kind = .name(String(decoding: bytes[start..<position], as: UTF8.self))
    }
    isBehindOperand = kind.endsOperand
    assert(kind == .end || position > start, "every token takes a byte")
    return Token(kind: kind, span: SourceSpan(start, position), lead: lead)
  }

  private mutating func scan() -> Token.Kind {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return number(groupsAllowed: depth > 0)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      return word()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return text(closedBy: [Unicode.Scalar(byte)])
    case UInt8(ascii: "`"):
      return quotedName()
    case UInt8(ascii: "#"):
      return reference()
    case UInt8(ascii: "$"):
      return variableOrSign()
    default:
      return byte < 0x80 ? symbol() : foreign()
    }
  }

  // MARK: Trivia

  /// White space and comments; a comment begins only behind white space or at a line's start, so
  /// that `5--3` stays a subtraction.
  private mutating func skipTrivia() -> Token.Lead {
    var lead = Token.Lead.none
    while position < end {
      if bytes[position] == 0x0A {
        lead = .newLine
        position += 1
      } else if let width = whiteSpace(at: position) {
        lead = lead == .newLine || lead == .indentedLine ? .indentedLine : .space
        position += width
      } else if startsComment(afterTrivia: lead != .none) {
        let start = position
        while position < end, bytes[position] != 0x0A { position += 1 }
        comments.append(SourceSpan(start, position))
      } else {
        break
      }
    }
    return lead
  }

  private func startsComment(afterTrivia: Bool) -> Bool {
    guard byte(at: position) == UInt8(ascii: "-"), byte(at: position + 1) == UInt8(ascii: "-")
    else { return false }
    return afterTrivia || position == 0
  }

  /// How many bytes of white space stand at an offset, a line feed left out.
  private func whiteSpace(at offset: Int) -> Int? {
    let byte = bytes[offset]
    if byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0B || byte == 0x0C { return 1 }
    guard byte >= 0x80, let (scalar, width) = scalar(at: offset) else { return nil }
    let isMark = scalar.value == 0xFEFF && offset == 0
    return scalar.properties.isWhitespace || isMark ? width : nil
  }

  // MARK: Signs

  private mutating func symbol() -> Token.Kind {
    if let found = symbolOfTwo() { return found }
    guard let found = Symbol.single(bytes[position]) else {
      let isNot = bytes[position] == UInt8(ascii: "!")
      return isNot ? habit("not", .keyword(.not), bytes: 1) : stray()
    }
    if found == .open { depth += 1 }
    if found == .close { depth = Swift.max(0, depth - 1) }
    if found == .dot, let next = byte(at: position + 1), isDigit(next), !touchesWord {
      return number(groupsAllowed: depth > 0)
    }
    position += 1
    return .symbol(found)
  }

  /// Whether the byte before is part of a word, so that a dot belongs to a path.
  private var touchesWord: Bool {
    guard position > 0 else { return false }
    let before = bytes[position - 1]
    return isWordByte(before) || before == UInt8(ascii: "`") || before == UInt8(ascii: "\"")
  }

  private mutating func symbolOfTwo() -> Token.Kind? {
    guard let second = byte(at: position + 1), "=<>&|".utf8.contains(second) else { return nil }
    switch source[SourceSpan(position, position + 2)] {
    case "==": return take(.equal)
    case "!=", "<>": return take(.notEqual)
    case "<=": return take(.lessOrEqual)
    case ">=": return take(.greaterOrEqual)
    case "=<": return habit("<=", .symbol(.lessOrEqual), bytes: 2)
    case "=>": return habit(">=", .symbol(.greaterOrEqual), bytes: 2)
    case "&&": return habit("and", .keyword(.and), bytes: 2)
    case "||": return habit("or", .keyword(.or), bytes: 2)
    default: return nil
    }
  }

  private mutating func take(_ symbol: Symbol) -> Token.Kind {
    position += 2
    return .symbol(symbol)
  }

  /// A sign from another language whose meaning is plain: told, and read as what it means.
  private mutating func habit(_ ours: String, _ kind: Token.Kind, bytes count: Int) -> Token.Kind {
    let span = SourceSpan(position, position + count)
    position += count
    let fix = ours == "not" ? "not " : ours
    complain(.foreignWord(source[span], ours: ours, replacement: fix, at: span))
    return kind
  }

  /// What begins with a byte outside ASCII: a word, a typographic quote, a sign.
  private mutating func foreign() -> Token.Kind {
    guard let (scalar, width) = scalar(at: position) else { return stray() }
    if isWordScalar(scalar) { return word() }
    switch scalar {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}":
      return text(closedBy: ["\u{201D}", "\u{201C}"])
    case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}":
      return text(closedBy: ["\u{2019}", "\u{2018}"])
    case "\u{00AB}", "\u{00BB}":
      return text(closedBy: ["\u{00BB}", "\u{00AB}"])
    case "\u{2260}", "\u{2264}", "\u{2265}", "\u{2212}":
      position += width
      let meanings: [Unicode.Scalar: Symbol] = [
        "\u{2260}": .notEqual, "\u{2264}": .lessOrEqual, "\u{2265}": .greaterOrEqual,
      ]
      return .symbol(meanings[scalar] ?? .minus)
    default:
      guard scalar.properties.generalCategory == .currencySymbol else { return stray() }
      position += width
      return .currencySign(String(scalar))
    }
  }

  /// A run of characters that mean nothing in the language.
  private mutating func stray() -> Token.Kind {
    let start = position
    repeat {
      position += scalar(at: position)?.width ?? 1
    } while position < end && isStray(at: position)
    let span = SourceSpan(start, position)
    complain(.strayCharacter(source[span], at: span))
    return .invalid
  }

  private func isStray(at offset: Int) -> Bool {
    let byte = bytes[offset]
    if byte < 0x80 {
      return !isWordByte(byte) && !" \t\r\n\u{0B}\u{0C}\"'`#$!&|()<>=,.;+-*/~".utf8.contains(byte)
    }
    guard let (scalar, _) = scalar(at: offset) else { return true }
    let quotes: ClosedRange<Unicode.Scalar> = "\u{2018}"..."\u{201F}"
    return !isWordScalar(scalar) && !scalar.properties.isWhitespace && !quotes.contains(scalar)
      && scalar.properties.generalCategory != .currencySymbol
  }
}
