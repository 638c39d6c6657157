/// A length of time in whole calendar units: months clamp to the end of a month, days do not.
package struct Duration: Sendable, Hashable {
  /// Calendar months; a quarter is three, a year twelve.
  package let months: Int
  /// Days; a week is seven.
  package let days: Int

  /// Months and then days.
  package init(months: Int, days: Int) {
    self.months = months
    self.days = days
  }

  /// More units than the calendar has days of; what is longer leads out of it all the same.
  private static let mostUnits = 100_000_000

  /// A number of units.
  package init(_ count: Int, _ unit: PeriodUnit) {
    let count = Swift.max(-Duration.mostUnits, Swift.min(count, Duration.mostUnits))
    switch unit {
    case .day: self.init(months: 0, days: count)
    case .week: self.init(months: 0, days: count * 7)
    case .month: self.init(months: count, days: 0)
    case .quarter: self.init(months: count * 3, days: 0)
    case .year: self.init(months: count * 12, days: 0)
    }
  }

  /// The same length backwards.
  package var negated: Duration { Duration(months: -months, days: -days) }

  /// The length in words: `3 months`, `60 days`.
  package var text: String {
    var parts: [String] = []
    if months != 0 { parts.append("\(months) month\(abs(months) == 1 ? "" : "s")") }
    if days != 0 || months == 0 { parts.append("\(days) day\(abs(days) == 1 ? "" : "s")") }
    return parts.joined(separator: " ")
  }
}
