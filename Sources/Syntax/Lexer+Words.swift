import Diagnostics

extension Lexer {
  /// A reserved word, a currency code or a name, in that order.
  mutating func word() -> Token.Kind {
    let start = position
    position = endOfWord(at: start)
    let word = source[SourceSpan(start, position)]
    if let keyword = Keyword(word: word) { return .keyword(keyword) }
    return currencies.contains(word) ? .currency(word) : .name(word)
  }

  /// A text up to one of the closing quotes; a closing quote written twice stands for itself.
  mutating func text(closedBy quotes: [Unicode.Scalar]) -> Token.Kind {
    let start = position
    position += scalar(at: position)?.width ?? 1
    let (content, isClosed) = content(closedBy: quotes)
    if !isClosed {
      complain(.unclosedText(at: SourceSpan(start, position)))
    }
    return .text(content, isClosed: isClosed)
  }

  /// A name between backticks, which ends with its line at the latest.
  mutating func quotedName() -> Token.Kind {
    let start = position
    position += 1
    let (name, isClosed) = content(closedBy: ["`"], endsWithLine: true)
    guard isClosed, !name.isEmpty else {
      complain(.unclosedName(at: SourceSpan(start, position)))
      return .invalid
    }
    return .quotedName(name)
  }

  private mutating func content(
    closedBy quotes: [Unicode.Scalar], endsWithLine: Bool = false
  ) -> (String, isClosed: Bool) {
    var content: [UInt8] = []
    while position < end {
      if endsWithLine, bytes[position] == 0x0A { break }
      let width = scalar(at: position)?.width ?? 1
      if let scalar = scalar(at: position)?.scalar, quotes.contains(scalar) {
        let next = self.scalar(at: position + width)?.scalar
        guard next == scalar else {
          position += width
          return (String(decoding: content, as: UTF8.self), true)
        }
        position += width
      }
      content += bytes[position..<position + width]
      position += width
    }
    return (String(decoding: content, as: UTF8.self), false)
  }

  /// `#INV-00346`, `#"INV 346"`; a `-` or `/` at the end is not part of it.
  mutating func reference() -> Token.Kind {
    let start = position
    position += 1
    let quotes: [Unicode.Scalar] = ["\"", "'", "\u{201C}", "\u{201D}", "\u{201E}"]
    if let scalar = scalar(at: position)?.scalar, quotes.contains(scalar) {
      let isPlain = scalar.isASCII
      guard
        case .text(let content, _) = text(closedBy: isPlain ? [scalar] : ["\u{201D}", "\u{201C}"])
      else { return .invalid }
      return .reference(content)
    }
    var index = position
    while let (scalar, width) = scalar(at: index), isReferenceScalar(scalar) {
      index += width
      if scalar != "-", scalar != "/" { position = index }
    }
    let span = SourceSpan(start, position)
    guard span.byteCount > 1 else {
      complain(.danglingReference(at: span))
      return .invalid
    }
    return .reference(source[SourceSpan(start + 1, position)])
  }

  /// `$late` is a variable; before anything but a letter, `$` is a currency.
  mutating func variableOrSign() -> Token.Kind {
    position += 1
    let start = position
    guard let first = byte(at: position), isWordByte(first), !isDigit(first),
      endOfWord(at: start) > start
    else { return .currencySign("$") }
    position = endOfWord(at: start)
    return .variable(source[SourceSpan(start, position)])
  }
}

/// Whether a scalar may stand in a reference without quotes.
func isReferenceScalar(_ scalar: Unicode.Scalar) -> Bool {
  isWordScalar(scalar) || scalar == "-" || scalar == "/"
}
