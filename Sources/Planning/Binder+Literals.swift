import Diagnostics
import Model
import Syntax

extension Binder {
  /// The value that a literal spells.
  mutating func bind(_ literal: Literal, at span: SourceSpan) throws(Diagnostic) -> BoundExpression
  {
    switch literal {
    case .number(let digits):
      return .constant(.number(try decimal(digits, at: span)), .number, span)
    case .percent(let digits):
      let value = try decimal(digits, at: span)
      guard let hundredth = value.multiplied(by: Decimal(1, scale: 2)) else {
        throw .numberTooLarge(at: span)
      }
      return .constant(.number(hundredth), .number, span)
    case .money(let amount, let sign):
      let money = Money(try decimal(amount, at: span), try currency(sign, at: span))
      return .constant(.money(money), .money, span)
    case .currency(let code):
      return .constant(.currency(try currency(code, at: span)), .currency, span)
    case .text(let text):
      let normalized = Normalization.nfc(Array(text.utf8))
      return .constant(.text(Text(normalized)), .text, span)
    case .boolean(let value): return .constant(.boolean(value), .boolean, span)
    case .missing: return .constant(.missing, .missing, span)
    case .date(let date): return try bind(date, at: span)
    case .period(let period):
      return .constant(.period(try self.period(period, at: span)), .period, span)
    case .duration(let count, let unit):
      return .constant(.duration(Duration(count, PeriodUnit(unit))), .duration, span)
    }
  }

  private func decimal(_ digits: String, at span: SourceSpan) throws(Diagnostic) -> Decimal {
    // Within these limits no two figures can meet without a common scale (see Arithmetic).
    guard let value = Decimal(digits)?.normalized, value.scale <= 12,
      value.coefficient.magnitude < Decimal.powersOfTen[26].magnitude
    else { throw .numberTooLarge(at: span) }
    return value
  }

  private func currency(_ code: String, at span: SourceSpan) throws(Diagnostic) -> Currency {
    if code == "$" {
      guard let dollar = catalog.dollar else { throw .unclearDollar(at: span) }
      return dollar
    }
    guard let currency = Currency(Currency.signs[code] ?? code) else {
      throw .unknownCurrency(code, at: span)
    }
    return currency
  }

  private mutating func bind(
    _ literal: DateLiteral, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    .constant(.date(try date(literal, at: span)), .date, span)
  }

  private mutating func date(
    _ literal: DateLiteral, at span: SourceSpan
  ) throws(Diagnostic) -> CivilDate {
    switch literal {
    case .day(let year, let month, let dayOfMonth):
      let understood = year ?? day.parts.year
      guard let date = CivilDate(year: understood, month: month, day: dayOfMonth) else {
        throw .impossibleDate(year: understood, month: month, words(at: span), at: span)
      }
      if year == nil { note("\(words(at: span)) is read as \(date.spoken)") }
      return date
    case .today: return try movable(day, at: span)
    case .yesterday: return try moved(day.adding(days: -1), at: span)
    case .tomorrow: return try moved(day.adding(days: 1), at: span)
    case .ago(let count, let unit):
      return try moved(day.adding(Duration(count, PeriodUnit(unit)).negated), at: span)
    case .weekday(let direction, let weekday):
      return try moved(day.adding(days: distance(to: weekday, direction)), at: span)
    }
  }

  /// Days from the question's day to a weekday: `next` ahead, `last` behind, `this` in its week.
  private func distance(to weekday: Int, _ direction: PeriodDirection) -> Int {
    let ahead = (weekday - day.weekday + 7) % 7
    switch direction {
    case .next: return ahead == 0 ? 7 : ahead
    case .last: return ahead - 7
    case .this: return weekday - day.weekday
    }
  }

  private func period(
    _ literal: PeriodLiteral, at span: SourceSpan
  ) throws(Diagnostic) -> Period {
    switch literal {
    case .half(let year, let half):
      let first = try moved(CivilDate(year: year, month: half * 6 - 5, day: 1), at: span)
      return Period(first, try moved(first.adding(months: 6)?.adding(days: -1), at: span))
    case .quarter(let year, let quarter):
      return Period(
        .quarter, holding: try moved(CivilDate(year: year, month: quarter * 3, day: 1), at: span))
    case .month(let year, let month):
      let first = CivilDate(year: year ?? day.parts.year, month: month, day: 1)
      return Period(.month, holding: try moved(first, at: span))
    case .week(let year, let week):
      guard let period = Period(isoYear: year, week: week) else {
        throw .noSuchWeek(words(at: span), year: year, at: span)
      }
      return period
    case .relative(let direction, let unit):
      let unit = PeriodUnit(unit)
      let here = Period(unit, holding: try movable(day, at: span))
      switch direction {
      case .this: return here
      case .last: return Period(unit, holding: try moved(here.first.adding(days: -1), at: span))
      case .next: return Period(unit, holding: try moved(here.last.adding(days: 1), at: span))
      }
    case .rolling(let direction, let count, let unit):
      return try rolling(direction, Duration(count, PeriodUnit(unit)), at: span)
    }
  }

  /// `last 30 days` end today, `next 3 days` begin today.
  private func rolling(
    _ direction: PeriodDirection, _ length: Duration, at span: SourceSpan
  ) throws(Diagnostic) -> Period {
    guard length.months > 0 || length.days > 0 else { throw .emptyPeriod(at: span) }
    let today = try movable(day, at: span)
    if direction == .next {
      return Period(today, try moved(today.adding(length)?.adding(days: -1), at: span))
    }
    return Period(try moved(today.adding(length.negated)?.adding(days: 1), at: span), today)
  }

  /// The question's day, unless each row has a day of its own.
  private func movable(_ day: CivilDate, at span: SourceSpan) throws(Diagnostic) -> CivilDate {
    if time.isEach { throw .movingPeriod(at: span) }
    return day
  }

  private func moved(_ date: CivilDate?, at span: SourceSpan) throws(Diagnostic) -> CivilDate {
    guard let date else { throw .dateOutOfCalendar(at: span) }
    return date
  }

  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }
}
