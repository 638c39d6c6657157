import Diagnostics
import Model
import Syntax

/// How the words of a statement look while it is being typed.
enum StatementColors {
  /// The stretches that are set apart, in no order.
  static func spans(of text: String) -> [PaintedSpan] {
    let source = SourceText(text)
    var spans = comments(of: source)
    for statement in Session.statements(of: source) {
      guard let word = CommandTable.firstWord(of: source, at: statement),
        let entry = CommandTable.entry(named: word.name)
      else {
        spans += tokens(of: source, statement)
        continue
      }
      spans.append(PaintedSpan(word.span.start..<word.span.end, .command))
      if entry.takesQuestion {
        spans += tokens(of: source, SourceSpan(word.span.end, statement.end))
      }
    }
    return spans
  }

  private static func comments(of source: SourceText) -> [PaintedSpan] {
    var lexer = Lexer(source, currencies: Currency.allCodes)
    _ = lexer.remainingTokens()
    return lexer.comments.map { PaintedSpan($0.start..<$0.end, .comment) }
  }

  private static func tokens(of source: SourceText, _ span: SourceSpan) -> [PaintedSpan] {
    var lexer = Lexer(source, span, currencies: Currency.allCodes)
    return lexer.remainingTokens().compactMap { token in
      style(of: token.kind).map { PaintedSpan(token.span.start..<token.span.end, $0) }
    }
  }

  private static func style(of kind: Token.Kind) -> PaintedSpan.Style? {
    switch kind {
    case .keyword(.true), .keyword(.false), .keyword(.missing), .keyword(.today),
      .keyword(.yesterday), .keyword(.tomorrow):
      .number
    case .keyword: .keyword
    case .text: .text
    case .number, .percent, .duration, .date, .period, .currency, .currencySign: .number
    case .reference: .reference
    case .variable, .quotedName: .name
    case .invalid: .wrong
    case .name, .symbol, .end: nil
    }
  }
}
