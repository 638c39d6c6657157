import Columns
import Model

/// BR-CO-15: the total is net plus tax.
struct TotalOfNetAndTax: FindingRule {
  let name = "BR-CO-15"
  let level = FindingLevel.standard

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    let reader = records.reader
    guard reader.hasField("net"), reader.hasField("tax") else { return }
    let (nets, taxes) = (reader.money("net"), reader.money("tax"))
    let totals = reader.money(records.kind.amount)
    for row in records.rows {
      guard let net = nets.money(row), let tax = taxes.money(row), let total = totals.money(row),
        net.currency == total.currency, tax.currency == total.currency,
        let expected = net.amount.adding(tax.amount),
        let difference = Tolerance.difference(total, from: expected)
      else { continue }
      let wanted = Money(expected, total.currency)
      report.add(
        row, expected: wanted.text, found: total.text, difference: difference,
        "the total is \(total.text), but net and tax come to \(wanted.text)")
    }
  }
}
