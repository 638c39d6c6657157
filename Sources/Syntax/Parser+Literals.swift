import Diagnostics

extension Parser {
  /// The literal that stands here; nil if something else does.
  mutating func literal() throws(Diagnostic) -> Literal? {
    switch token.kind {
    case .number(let digits):
      return try number(digits)
    case .percent(let digits):
      advance()
      return .percent(digits)
    case .text(let text, _):
      advance()
      return .text(text)
    case .date(let date):
      advance()
      return .date(date)
    case .period(let period):
      advance()
      return .period(period)
    case .duration(let count, let unit):
      advance()
      return duration(count, unit)
    case .currency(let code):
      advance()
      return amount(of: code) ?? .currency(code)
    case .currencySign(let sign):
      advance()
      if let money = amount(of: sign) { return money }
      throw .missingWord(
        "an amount is missing after '\(sign)'", help: "for example:  \(sign)1200.50",
        at: .at(previousEnd))
    case .keyword(let keyword):
      return try literal(keyword)
    case .name(let word):
      if let foreign = foreignValue() { return foreign }
      return try monthPeriod(word)
    case .invalid:
      // The lexer has said what is wrong; reading goes on as if a value stood here.
      advance()
      return .missing
    case .quotedName, .reference, .variable, .symbol, .end:
      return nil
    }
  }

  private mutating func literal(_ keyword: Keyword) throws(Diagnostic) -> Literal? {
    let plain: Literal? =
      switch keyword {
      case .true: .boolean(true)
      case .false: .boolean(false)
      case .missing: .missing
      case .today: .date(.today)
      case .yesterday: .date(.yesterday)
      case .tomorrow: .date(.tomorrow)
      default: nil
      }
    if let plain {
      advance()
      return plain
    }
    guard let direction = PeriodDirection(rawValue: keyword.rawValue) else { return nil }
    return try relative(direction)
  }

  // MARK: Numbers and money

  /// A number alone, or the first part of money, a duration or a date.
  private mutating func number(_ digits: String) throws(Diagnostic) -> Literal {
    let start = token.span.start
    advance()
    if namesCurrency {
      let currency = source[token.span]
      advance()
      return .money(amount: digits, currency: currency)
    }
    guard let count = Int(digits), let word = token.bareWord else { return .number(digits) }
    if let unit = ContextualWord.unit(word) {
      advance()
      return duration(count, unit)
    }
    guard let month = ContextualWord.month(word) else { return .number(digits) }
    guard (1...31).contains(count) else {
      advance()
      throw .malformedDate(words(span(from: start)), nil, at: span(from: start))
    }
    advance()
    let year = try year(of: "\(count) \(ContextualWord.monthNames[month - 1])", from: start)
    return .date(.day(year: year, month: month, day: count))
  }

  private var namesCurrency: Bool {
    switch token.kind {
    case .currency, .currencySign: true
    default: false
    }
  }

  private mutating func amount(of currency: String) -> Literal? {
    guard case .number(let digits) = token.kind else { return nil }
    advance()
    return .money(amount: digits, currency: currency)
  }

  private mutating func duration(_ count: Int, _ unit: CalendarUnit) -> Literal {
    guard at(word: "ago") else { return .duration(count: count, unit) }
    advance()
    return .date(.ago(count: count, unit))
  }

  // MARK: Dates and periods of several words

  /// The year behind a month; nil without one, a mistake if it has two digits.
  private mutating func year(of start: String, from offset: Int) throws(Diagnostic) -> Int? {
    guard let digits = token.wholeNumber, let number = Int(digits) else { return nil }
    advance()
    let written = span(from: offset)
    guard digits.utf8.count == 4 else {
      let meant = digits.utf8.count == 2 ? "\(start) \(2000 + number)" : nil
      throw .malformedDate(words(written), meant, at: written)
    }
    return number
  }

  /// `March`, `March 2026`; a month's name before a bracket or a dot is a name like any other.
  private mutating func monthPeriod(_ word: String) throws(Diagnostic) -> Literal? {
    let next = peek().kind
    guard let month = ContextualWord.month(word), next != .symbol(.open), next != .symbol(.dot)
    else { return nil }
    let start = token.span.start
    advance()
    let name = ContextualWord.monthNames[month - 1]
    if let digits = token.wholeNumber, let day = Int(digits), (1...31).contains(day) {
      advance()
      let year = try year(of: "\(day) \(name)", from: start).map { " \($0)" } ?? ""
      let written = span(from: start)
      throw .malformedDate(words(written), "\(day) \(name)\(year)", at: written)
    }
    return .period(.month(year: try year(of: name, from: start), month: month))
  }

  /// What follows `last`, `this` or `next`: `month`, `3 days`, `Monday`.
  private mutating func relative(_ direction: PeriodDirection) throws(Diagnostic) -> Literal {
    advance()
    note(.period)
    for unit in CalendarUnit.allCases where isAtEnd { _ = at(word: unit.rawValue) }
    if case .duration(let count, let unit) = token.kind {
      advance()
      return .period(.rolling(direction, count: count, unit))
    }
    if let word = token.bareWord {
      if let unit = ContextualWord.unit(word) {
        advance()
        return .period(.relative(direction, unit))
      }
      if let day = ContextualWord.weekday(word) {
        advance()
        return .date(.weekday(direction, day))
      }
    }
    if let count = token.wholeNumber.flatMap({ Int($0) }) {
      advance()
      for unit in CalendarUnit.allCases where isAtEnd { _ = at(word: unit.rawValue + "s") }
      if let unit = token.bareWord.flatMap(ContextualWord.unit) {
        advance()
        return .period(.rolling(direction, count: count, unit))
      }
    }
    let word = direction.rawValue
    throw .missingWord(
      "'\(word)' is followed by a stretch of days", help: "for example:  \(word) month",
      at: isAtEnd ? .at(previousEnd) : token.span)
  }
}
