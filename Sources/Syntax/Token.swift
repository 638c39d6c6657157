package import Diagnostics

/// A word, value or sign of the language, and where it stands.
package struct Token: Sendable, Equatable {
  /// What it is.
  package let kind: Kind
  /// The bytes that it is made of.
  package let span: SourceSpan
  /// What stands between it and the token before it.
  package let lead: Lead

  /// The kinds of token; values are spelled as in `Literal`.
  package enum Kind: Sendable, Equatable {
    case keyword(Keyword)
    /// A bare word that is not reserved, as written.
    case name(String)
    /// A word in backticks, without them.
    case quotedName(String)
    case number(String)
    case percent(String)
    /// `60d`; `60 days` is a number and a name.
    case duration(count: Int, CalendarUnit)
    /// A text without its quotes.
    case text(String, isClosed: Bool)
    case reference(String)
    /// `$x` without its `$`.
    case variable(String)
    /// An upper-case currency code.
    case currency(String)
    /// `€`, `$` …
    case currencySign(String)
    case date(DateLiteral)
    case period(PeriodLiteral)
    case symbol(Symbol)
    /// A value that the lexer has complained about.
    case invalid
    case end
  }

  /// What white space and comments came before a token.
  package enum Lead: Sendable {
    /// Nothing: it touches the token before it.
    case none
    case space
    /// It is the first of its line and stands at its very beginning.
    case newLine
    /// It is the first of its line, behind white space.
    case indentedLine
  }

  /// The word, if the token is a bare word that is not reserved.
  var bareWord: String? {
    if case .name(let word) = kind { return word }
    return nil
  }

  /// The reserved word that the token is.
  ///
  /// Never inlined: the optimizer of Swift 6.3.1 fails on functions that hold it twice.
  @inline(never)
  var keyword: Keyword? {
    if case .keyword(let keyword) = kind { return keyword }
    return nil
  }

  /// The digits, if the token is a number without a decimal point.
  var wholeNumber: String? {
    if case .number(let digits) = kind, !digits.utf8.contains(UInt8(ascii: ".")) { return digits }
    return nil
  }
}

/// Signs; several spellings may stand for one.
package enum Symbol: String, Sendable, CaseIterable {
  case open = "("
  case close = ")"
  case comma = ","
  case dot = "."
  case bar = "|"
  case semicolon = ";"
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case similar = "~"

  private static let singles: [Symbol?] = {
    var singles = [Symbol?](repeating: nil, count: 256)
    for symbol in allCases where symbol.rawValue.utf8.count == 1 {
      for byte in symbol.rawValue.utf8 { singles[Int(byte)] = symbol }
    }
    return singles
  }()

  /// The symbol that one byte spells.
  static func single(_ byte: UInt8) -> Symbol? { singles[Int(byte)] }

  /// The sign of arithmetic that the symbol stands for.
  var arithmetic: ArithmeticSign? { ArithmeticSign(rawValue: rawValue) }
}

extension Token.Kind {
  /// Whether a test like `matches` can stand behind it; behind `not` it can be nothing else.
  var endsOperand: Bool {
    switch self {
    case .name, .quotedName, .number, .percent, .duration, .text, .reference, .variable, .currency,
      .date, .period, .symbol(.close):
      true
    case .keyword(let keyword):
      [.not, .true, .false, .missing, .today, .yesterday, .tomorrow, .it].contains(keyword)
    case .currencySign, .symbol, .invalid, .end: false
    }
  }
}
