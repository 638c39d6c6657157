import Diagnostics
import Model
import Syntax

/// How names and values are written so that they are read as what they are.
enum QuotedText {
  /// Whether what was typed is the beginning of a text in quotes.
  static func opens(_ typed: String) -> Bool {
    guard let first = typed.unicodeScalars.first else { return false }
    return ["\"", "'", "\u{201C}", "\u{201E}", "\u{2018}"].contains(first)
  }

  /// What was typed behind the quote.
  static func contents(of typed: String) -> [UInt8] {
    Array(String(typed.unicodeScalars.dropFirst()).utf8)
  }

  /// The text in double quotes.
  static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    return String(decoding: bytes + [UInt8(ascii: "\"")], as: UTF8.self)
  }

  /// A word of an enumeration: bare if it is one word of the language.
  static func value(_ word: String) -> String { isPlainName(word) ? word : quoted(word) }

  /// The name of a field or column, in backticks if it would be read as something else.
  static func name(_ name: String) -> String { isPlainName(name) ? name : "`\(name)`" }

  private static func isPlainName(_ text: String) -> Bool {
    let tokens = Lexer.tokens(of: SourceText(text), currencies: Currency.allCodes)
    guard let first = tokens.first, tokens.count == 2 else { return false }
    switch first.kind {
    case .name: return true
    case .keyword(let keyword): return keyword.aggregate != nil
    default: return false
    }
  }
}
