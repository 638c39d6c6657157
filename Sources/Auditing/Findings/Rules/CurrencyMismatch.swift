import Columns
import Model

/// A document is in the currency of the order that it names.
struct CurrencyMismatch: FindingRule {
  let name = "currency-mismatch"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    guard let orders = records.orders else { return }
    let named = records.reader.text("po")
    let amounts = records.reader.money(records.kind.amount)
    let currencies = orders.reader.currencies("currency")
    for row in records.rows where orders.named[Int(row)] >= 0 {
      let code = currencies[Int(orders.named[Int(row)])]
      guard let amount = amounts.money(row), code != Missing.currency else { continue }
      let expected = Currency(code: code)
      if expected == amount.currency { continue }
      report.add(
        row, expected: expected.text, found: amount.currency.text,
        "it is in \(amount.currency.text), but its order \(named.string(row) ?? "") is in "
          + expected.text)
    }
  }
}
