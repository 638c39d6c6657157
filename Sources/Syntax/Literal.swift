/// A value as spelled; whether it exists (30 February) is for the binder to say.
package enum Literal: Sendable, Equatable {
  /// Digits with an optional decimal point; underscores removed.
  case number(String)
  /// `20%`: the digits without the sign.
  case percent(String)
  /// `EUR 12.50`, `€12.50`: the digits, and the code or the sign as written.
  case money(amount: String, currency: String)
  /// `EUR` alone.
  case currency(String)
  case text(String)
  case boolean(Bool)
  case missing
  case date(DateLiteral)
  case period(PeriodLiteral)
  /// `60 days`, `3m`.
  case duration(count: Int, CalendarUnit)
}

/// A day as spelled.
package enum DateLiteral: Sendable, Equatable {
  /// `2026-03-31`, `31 March 2026`; no year in `31 March`.
  case day(year: Int?, month: Int, day: Int)
  case today
  case yesterday
  case tomorrow
  /// `60 days ago`.
  case ago(count: Int, CalendarUnit)
  /// `next Monday`, `last Friday`; 1 is Monday, 7 Sunday.
  case weekday(PeriodDirection, Int)
}

/// A stretch of days as spelled.
package enum PeriodLiteral: Sendable, Equatable {
  /// `2026-H1`
  case half(year: Int, half: Int)
  /// `2026-Q1`
  case quarter(year: Int, quarter: Int)
  /// `2026-03`, `March 2026`; no year in `March`.
  case month(year: Int?, month: Int)
  /// `2026-W13`, ISO 8601.
  case week(year: Int, week: Int)
  /// `this month`, `last quarter`.
  case relative(PeriodDirection, CalendarUnit)
  /// `last 30 days`, `next 2 weeks`: rolling, today included.
  case rolling(PeriodDirection, count: Int, CalendarUnit)
}

/// `this`, `last` or `next`.
package enum PeriodDirection: String, Sendable {
  case this
  case last
  case next
}

/// The units of durations and periods.
package enum CalendarUnit: String, Sendable, CaseIterable {
  case day
  case week
  case month
  case quarter
  case year
}
