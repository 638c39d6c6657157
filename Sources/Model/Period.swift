/// A unit of the calendar.
package enum PeriodUnit: String, Sendable, Hashable, CaseIterable {
  case day
  case week
  case month
  case quarter
  case year
}

/// A stretch of days, both ends included; a unit of the calendar or any other.
package struct Period: Sendable, Hashable {
  /// The first day.
  package let first: CivilDate
  /// The last day, never before the first.
  package let last: CivilDate
  /// The unit that it is one of; nil for a stretch that is none.
  package let unit: PeriodUnit?

  /// The days from `first` to `last`.
  package init(_ first: CivilDate, _ last: CivilDate, unit: PeriodUnit? = nil) {
    precondition(first <= last, "a period ends on its first day, or later")
    self.first = first
    self.last = last
    self.unit = unit
  }

  /// The unit of the calendar that holds a day; weeks start on Monday.
  package init(_ unit: PeriodUnit, holding date: CivilDate) {
    let first = Period.start(of: unit, holding: date)
    // The end of the calendar cuts the last week short; every other unit ends inside it.
    let next = first.adding(Duration(1, unit))
    let last = next?.adding(days: -1) ?? CivilDate.last
    self.init(first, last, unit: unit)
  }

  /// The first day of the unit that holds a day.
  package static func start(of unit: PeriodUnit, holding date: CivilDate) -> CivilDate {
    let (year, month, day) = date.parts
    switch unit {
    case .day: return date
    case .week: return date.adding(days: 1 - date.weekday) ?? .first
    case .month: return CivilDate(day: date.day - Int32(day - 1))
    case .quarter:
      return CivilDate(year: year, month: (month - 1) / 3 * 3 + 1, day: 1) ?? .first
    case .year: return CivilDate(year: year, month: 1, day: 1) ?? .first
    }
  }

  /// Week 1 to 53 of an ISO 8601 year; nil where the year has no such week.
  package init?(isoYear year: Int, week: Int) {
    // 4 January is always in week 1.
    guard let anchor = CivilDate(year: year, month: 1, day: 4),
      let monday = Period.start(of: .week, holding: anchor).adding(days: (week - 1) * 7),
      (1...53).contains(week),
      let thursday = monday.adding(days: 3), thursday.parts.year == year
    else { return nil }
    self.init(.week, holding: monday)
  }

  /// Whether a day lies in it.
  package func contains(_ date: CivilDate) -> Bool { first <= date && date <= last }

  /// Whether it is the first or the second half of a year.
  private var isHalf: Bool {
    let (year, month, day) = first.parts
    guard day == 1, month == 1 || month == 7 else { return false }
    return last == CivilDate(year: year, month: month + 5, day: month == 1 ? 30 : 31)
  }

  /// Number of days.
  package var dayCount: Int { Int(last.day - first.day) + 1 }

  /// `2026-03`, `2026-Q1`, `2026-W13`, `2026`, or the two days.
  package var text: String {
    let (year, month, _) = first.parts
    let years = CivilDate.padded(year, to: 4)
    switch unit {
    case .day: return first.description
    case .week:
      // The year of an ISO week is the year of its Thursday.
      let thursday = first.adding(days: 3) ?? first
      let isoYear = thursday.parts.year
      let newYear = CivilDate(year: isoYear, month: 1, day: 1) ?? thursday
      let week = Int(thursday.day - newYear.day) / 7 + 1
      return CivilDate.padded(isoYear, to: 4) + "-W" + CivilDate.padded(week, to: 2)
    case .month: return years + "-" + CivilDate.padded(month, to: 2)
    case .quarter: return years + "-Q\((month + 2) / 3)"
    case .year: return years
    case nil where isHalf: return years + "-H\(month / 6 + 1)"
    case nil: return "\(first) to \(last)"
    }
  }
}
