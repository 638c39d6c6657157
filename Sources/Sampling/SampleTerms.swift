import Model

/// Terms of payment, as documents of the sample book state them.
enum SampleTerms: Equatable {
  case net(Int)
  case earlyDiscount
  case thirtyDaysEndOfMonth
  case onReceipt

  var text: String {
    switch self {
    case .net(let days): "net \(days)"
    case .earlyDiscount: "2/10 net 30"
    case .thirtyDaysEndOfMonth: "30 days end of month"
    case .onReceipt: "due on receipt"
    }
  }

  /// The day by which a document of a day is to be paid.
  func due(from date: CivilDate) -> CivilDate {
    switch self {
    case .net(let days): return date.plus(days)
    case .earlyDiscount: return date.plus(30)
    case .thirtyDaysEndOfMonth:
      let (year, month, day) = date.plus(30).parts
      return date.plus(30 + CivilDate.dayCount(year: year, month: month) - day)
    case .onReceipt: return date
    }
  }

  /// Terms of a document of a day that make it due after today but in this week; none on a Sunday.
  static func dueThisWeek(from date: CivilDate, today: CivilDate) -> SampleTerms? {
    guard today.weekday < 7 else { return nil }
    let soonest = Int(today.day - date.day) + 1
    let days = soonest...soonest + 6 - today.weekday
    return .net([30, 14, 60, 45, 21, 10, 7].first(where: days.contains) ?? soonest)
  }
}

extension CivilDate {
  /// The day a number of days later; books end long before the calendar does.
  func plus(_ days: Int) -> CivilDate { CivilDate(day: day + Int32(days)) }

  /// The day itself, or the Monday after a weekend.
  var workingDay: CivilDate { weekday > 5 ? plus(8 - weekday) : self }
}
