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

  /// Terms of a document of a day that make it due after today but in this week, if there are such.
  static func dueThisWeek(from date: CivilDate, today: CivilDate) -> SampleTerms? {
    let usual = [7, 10, 14, 21, 30, 45, 60, 5, 8, 12, 15, 18, 20, 25, 28, 35, 40, 50, 55, 65, 70]
    let week = today.plus(1)...max(today.plus(1), today.plus(7 - today.weekday))
    guard today.weekday < 7 else { return nil }
    return usual.first { week.contains(date.plus($0)) }.map { .net($0) }
  }
}

extension CivilDate {
  /// The day a number of days later; books end long before the calendar does.
  func plus(_ days: Int) -> CivilDate { CivilDate(day: day + Int32(days)) }

  /// The day itself, or the Monday after a weekend.
  var workingDay: CivilDate { weekday > 5 ? plus(8 - weekday) : self }
}
