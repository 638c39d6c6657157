/// When a document is to be paid, and what is taken off for paying early.
///
/// Days are counted from the document's date, step by step in the order in which the words stand:
/// `30 days end of month` and `end of month 30 days` are different terms.
package struct PaymentTerms: Sendable, Equatable {
  /// One step from a day to a later one.
  package enum Step: Sendable, Equatable {
    /// A number of days on.
    case days(Int)
    /// A number of months on; a day that the month lacks becomes its last one.
    case months(Int)
    /// On to the last day of the month.
    case endOfMonth
    /// On to a day of the next month, its last one if it is shorter.
    case dayOfNextMonth(Int)
  }

  /// What may be taken off by a day.
  package struct Discount: Sendable, Equatable {
    /// The part of the total: 0.02 for 2 %.
    package let rate: Decimal
    /// From the document's date to the last day of the discount.
    package let steps: [Step]
  }

  /// A part of the total that is due on a day of its own.
  package struct Instalment: Sendable, Equatable {
    /// The part of the total; nil for an equal share of all.
    package let share: Decimal?
    /// From the document's date to the day on which it is due.
    package let steps: [Step]
  }

  /// Discounts, the earliest first as written.
  package let discounts: [Discount]
  /// One for terms that want everything on one day, none where they name discounts only.
  package let instalments: [Instalment]

  init(discounts: [Discount], instalments: [Instalment]) {
    self.discounts = discounts
    self.instalments = instalments
  }

  /// The terms that a text states, in English, German or French; nil if it cannot be read as terms.
  package init?(_ text: some Sequence<UInt8>) {
    guard let terms = PaymentTermsParser.terms(in: Array(text)) else { return nil }
    self = terms
  }

  /// The day by which everything is to be paid: that of the last instalment.
  ///
  /// Nil where the terms do not say, or the calendar ends before it.
  package func due(from date: CivilDate) -> CivilDate? {
    var last: CivilDate?
    for instalment in instalments {
      guard let day = PaymentTerms.day(after: instalment.steps, from: date) else { return nil }
      last = last.map { Swift.max($0, day) } ?? day
    }
    return last
  }

  /// The discount that can be had on a day, else the last that could, and its last day.
  package func discount(
    from date: CivilDate, on day: CivilDate
  ) -> (rate: Decimal, until: CivilDate)? {
    var offers: [(rate: Decimal, until: CivilDate)] = []
    for discount in discounts {
      guard let until = PaymentTerms.day(after: discount.steps, from: date) else { continue }
      offers.append((discount.rate, until))
    }
    offers.sort { $0.until < $1.until }
    return offers.first { $0.until >= day } ?? offers.last
  }

  /// Each step with the day that it leads to; shorter where the calendar ends.
  package static func walk(_ steps: [Step], from date: CivilDate) -> [(step: Step, day: CivilDate)]
  {
    var day = date
    var walked: [(step: Step, day: CivilDate)] = []
    for step in steps {
      guard let next = step.day(after: day) else { break }
      walked.append((step, next))
      day = next
    }
    return walked
  }

  /// The day that all steps lead to; nil where the calendar ends before it.
  package static func day(after steps: [Step], from date: CivilDate) -> CivilDate? {
    let walked = walk(steps, from: date)
    return walked.count == steps.count ? walked.last?.day ?? date : nil
  }
}

extension PaymentTerms.Step: CustomStringConvertible {
  fileprivate func day(after date: CivilDate) -> CivilDate? {
    switch self {
    case .days(let count): return date.adding(days: count)
    case .months(let count): return date.adding(months: count)
    case .endOfMonth:
      let (year, month, day) = date.parts
      return date.adding(days: CivilDate.dayCount(year: year, month: month) - day)
    case .dayOfNextMonth(let number):
      guard let next = date.adding(months: 1) else { return nil }
      let (year, month, _) = next.parts
      let last = CivilDate.dayCount(year: year, month: month)
      return CivilDate(year: year, month: month, day: Swift.min(number, last))
    }
  }

  /// The step in words: `45 days`, `end of month`.
  package var description: String {
    switch self {
    case .days(0): "the same day"
    case .days(let count): count == 1 ? "1 day" : "\(count) days"
    case .months(let count): count == 1 ? "1 month" : "\(count) months"
    case .endOfMonth: "end of month"
    case .dayOfNextMonth(let day): "day \(day) of the next month"
    }
  }
}
