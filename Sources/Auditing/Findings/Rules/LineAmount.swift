import Columns
import Model

/// A line is quantity × price less its discount, but for half of the smallest unit.
struct LineAmount: FindingRule {
  let name = "line-amount"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    guard let lines = records.lines else { return }
    let reader = lines.reader
    let (amounts, prices) = (reader.money("amount"), reader.money("unit_price"))
    let (quantities, numbers) = (reader.number("quantity"), reader.number("line"))
    let discounts = reader.money("discount")
    let mayBeRates = LineAmount.areRates(discounts)
    for row in lines.rows {
      guard let amount = amounts.money(row), let price = prices.money(row),
        let quantity = quantities.decimal(row), price.currency == amount.currency
      else { continue }
      let discount = discounts.money(row)?.amount ?? .zero
      if mayBeRates, !discount.isZero { continue }
      guard let expected = quantity.multiplied(by: price.amount)?.subtracting(discount),
        let difference = Tolerance.difference(amount, from: expected)
      else { continue }
      let wanted = Money(
        expected.rounded(toPlaces: amount.currency.exponent, rounding: .halfAwayFromZero),
        amount.currency)
      let less = discount.isZero ? "" : " less \(Money(discount, price.currency).text)"
      let line = numbers.decimal(row)
      report.add(
        lines.documents[Int(row)], line: line, expected: wanted.text, found: amount.text,
        difference: difference,
        "line \(line?.normalized.description ?? "") says \(amount.text), but "
          + "\(quantity.normalized) x \(price.text)\(less) is \(wanted.text)")
    }
  }

  /// Whether discounts may be parts of one, like 0.15, instead of money.
  private static func areRates(_ discounts: MoneyVector) -> Bool {
    let one = Decimal.powersOfTen[discounts.scale]
    let said = discounts.coefficients.filter { $0 != Missing.coefficient && $0 != 0 }
    return !said.isEmpty && said.allSatisfy { $0.magnitude < one.magnitude }
  }
}
