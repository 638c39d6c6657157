extension SyntaxPrinter {
  // MARK: Names

  /// A name, in backticks if it would be read as something else.
  static func name(_ name: Name) -> String {
    isWord(name.text) && isFree(name.text) && !isCode(name.text)
      ? name.text : backticked(name.text)
  }

  /// Whether a word is not reserved; `matches` is a name wherever a name can stand.
  private static func isFree(_ word: String) -> Bool {
    let keyword = Keyword(word: word)
    return keyword == nil || keyword == .matches
  }

  /// A path; its first name is kept from being read as a month, a verb or a habit.
  static func path(_ names: [Name], inExpression: Bool = false) -> String {
    guard let first = names.first else { return "" }
    let word = first.text.lowercased()
    let isMonth = inExpression && names.count == 1 && ContextualWord.month(word) != nil
    let isForeign = inExpression ? foreignWords.contains(word) : misleading.contains(word)
    let head = isMonth || isForeign ? backticked(first.text) : name(first)
    return head + tail(Array(names.dropFirst()))
  }

  static func tail(_ names: [Name]) -> String {
    names.map { ".\(name($0))" }.joined()
  }

  /// Words that a value cannot begin with, or that mean something behind a value.
  private static let foreignWords: Set<String> = [
    "null", "nil", "known", "each", "ago", "with", "filter", "having", "limit", "head",
    "distinct", "group", "order", "from", "select", "join", "like", "ilike", "contains",
    "between", "ascending", "descending",
  ]

  private static let misleading = ContextualWord.changeVerbs.union(["select", "from"])

  /// What would be a currency's code if there is such a currency.
  private static func isCode(_ text: String) -> Bool {
    text.utf8.count == 3
      && text.utf8.allSatisfy { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
  }

  /// Whether a text is one word that is lexed as a name.
  static func isWord(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !(first.isASCII && isDigit(UInt8(first.value)))
    else { return false }
    let starts = first == "_" || first.properties.isAlphabetic
    return starts && text.unicodeScalars.allSatisfy(isWordScalar)
  }

  private static func backticked(_ text: String) -> String { doubled(text, "`") }

  /// A text in quotes, quotes in it doubled.
  static func quoted(_ text: String) -> String { doubled(text, "\"") }

  private static func doubled(_ text: String, _ quote: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      if scalar == quote { result.append(quote) }
      result.append(scalar)
    }
    result.append(quote)
    return String(result)
  }

  /// `#INV-1`, or `#"…"` where it holds other signs.
  static func reference(_ reference: Reference) -> String {
    let text = reference.text
    let isBare =
      text.unicodeScalars.allSatisfy(isReferenceScalar) && !text.isEmpty
      && !text.hasSuffix("-") && !text.hasSuffix("/")
    return isBare ? "#\(text)" : "#\(quoted(text))"
  }

  // MARK: Literals

  static func text(_ literal: Literal) -> String {
    switch literal {
    case .number(let digits): digits
    case .percent(let digits): "\(digits)%"
    case .money(let amount, let currency):
      isWord(currency) ? "\(currency) \(amount)" : "\(currency)\(amount)"
    case .currency(let code): code
    case .text(let text): quoted(text)
    case .boolean(let value): value ? "true" : "false"
    case .missing: "missing"
    case .date(let date): text(date)
    case .period(let period): text(period)
    case .duration(let count, let unit): counted(count, unit)
    }
  }

  private static func counted(_ count: Int, _ unit: CalendarUnit) -> String {
    "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")"
  }

  private static func text(_ date: DateLiteral) -> String {
    switch date {
    case .day(let year?, let month, let day):
      "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    case .day(nil, let month, let day): "\(day) \(ContextualWord.monthNames[month - 1])"
    case .today: "today"
    case .yesterday: "yesterday"
    case .tomorrow: "tomorrow"
    case .ago(let count, let unit): "\(counted(count, unit)) ago"
    case .weekday(let direction, let day):
      "\(direction.rawValue) \(ContextualWord.weekdayNames[day - 1])"
    }
  }

  private static func text(_ period: PeriodLiteral) -> String {
    switch period {
    case .half(let year, let half): return "\(padded(year, 4))-H\(half)"
    case .quarter(let year, let quarter): return "\(padded(year, 4))-Q\(quarter)"
    case .month(let year, let month):
      let name = ContextualWord.monthNames[month - 1]
      guard let year else { return name }
      return (1900...2199).contains(year)
        ? "\(year)-\(padded(month, 2))" : "\(name) \(padded(year, 4))"
    case .week(let year, let week): return "\(padded(year, 4))-W\(padded(week, 2))"
    case .relative(let direction, let unit): return "\(direction.rawValue) \(unit.rawValue)"
    case .rolling(let direction, let count, let unit):
      return "\(direction.rawValue) \(counted(count, unit))"
    }
  }
}
