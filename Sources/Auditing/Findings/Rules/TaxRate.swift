import Columns
import Model

/// The tax is what the rates of the lines give, rounded once for each rate or once for each line.
///
/// BR-CO-17 of the norm lets a tax be off by less than a whole unit; a clerk wants to know of
/// less, so here it is half of the smallest unit for each line.
struct TaxRate: FindingRule {
  let name = "tax-rate"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    guard let lines = records.lines else { return }
    let taxes = records.reader.money("tax")
    let discounts = records.reader.hasField("discount") ? records.reader.money("discount") : nil
    let (amounts, rates) = (lines.reader.money("amount"), lines.reader.number("tax_rate"))
    var sums = [Decimal?](repeating: .zero, count: records.reader.all.count)
    var counts = [Int](repeating: 0, count: sums.count)
    for row in lines.rows {
      let document = Int(lines.documents[Int(row)])
      counts[document] += 1
      // A line without a rate leaves open what the tax should be.
      sums[document] = sums[document].flatMap { sum in
        guard let amount = amounts.money(row), let rate = rates.decimal(row),
          let tax = amount.amount.multiplied(by: rate)
        else { return nil }
        return sum.adding(tax)
      }
    }
    for row in records.rows where counts[Int(row)] > 0 {
      // Nobody says to which rate a discount on the whole document belongs.
      if let discount = discounts?.money(row), !discount.amount.isZero { continue }
      guard let tax = taxes.money(row), let sum = sums[Int(row)],
        let difference = Tolerance.difference(tax, from: sum, roundings: counts[Int(row)])
      else { continue }
      let places = tax.currency.exponent
      let wanted = Money(
        sum.rounded(toPlaces: places, rounding: .halfAwayFromZero), tax.currency)
      let told = Money(
        difference.amount.rounded(toPlaces: places, rounding: .halfAwayFromZero), tax.currency)
      report.add(
        row, expected: wanted.text, found: tax.text, difference: told,
        "the tax is \(tax.text), but the rates give \(wanted.text)")
    }
  }
}
