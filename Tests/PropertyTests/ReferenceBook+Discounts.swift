import Model

/// Early payment as sample books write it: `2/10 net 30`, and nothing else.
extension ReferenceBook {
  /// The last day of the discount.
  func discountDue(_ document: RecordID) -> Value {
    guard let (_, days) = offer(document), case .date(let date) = stored("date", document),
      let until = date.adding(days: days)
    else { return .missing }
    return .date(until)
  }

  /// The discount in whole minor units, half of one counted as one.
  func earlyDiscount(_ document: RecordID) -> Value {
    guard let (percent, _) = offer(document), case .money(let total) = stored("total", document),
      let exact = total.amount.multiplied(by: Decimal(Int128(percent), scale: 2))
    else { return .missing }
    let unit = Decimal.powersOfTen[exact.scale - total.currency.exponent]
    let (units, rest) = exact.coefficient.magnitude.quotientAndRemainder(dividingBy: unit.magnitude)
    let rounded = Int128(rest * 2 >= unit.magnitude ? units + 1 : units)
    return .money(
      Money(
        Decimal(exact.isNegative ? -rounded : rounded, scale: total.currency.exponent),
        total.currency))
  }

  private func offer(_ document: RecordID) -> (percent: Int, days: Int)? {
    guard case .text(let terms) = stored("terms", document),
      let words = terms.string.split(separator: " ").first?.split(separator: "/"),
      words.count == 2, let percent = Int(words[0]), let days = Int(words[1])
    else { return nil }
    return (percent, days)
  }
}
