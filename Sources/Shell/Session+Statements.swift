package import Diagnostics
import Model
import Syntax

/// How a text is cut, for whoever wants to run its statements one by one.
extension Session {
  /// The statements of a script, comments between them left out.
  package static func statements(of source: SourceText) -> [SourceSpan] {
    Parser.split(source, currencies: Currency.allCodes, commands: CommandTable.wordsOfLines)
  }

  /// The word of the shell's command that a statement is; nil for a question.
  package static func commandWord(of span: SourceSpan, in source: SourceText) -> String? {
    guard CommandTable.command(at: span, of: source) != nil else { return nil }
    let word = source[span].prefix { !$0.isWhitespace }
    return (word.hasPrefix(".") ? String(word.dropFirst()) : String(word)).lowercased()
  }
}
