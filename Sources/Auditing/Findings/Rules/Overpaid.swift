import Columns
import Model

/// Nobody pays more than was billed, nor a document that is void.
struct Overpaid: FindingRule {
  let name = "overpaid"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    let reader = records.reader
    guard reader.hasField("owed") else { return }
    let (owed, totals) = (reader.money("owed"), reader.money(records.kind.amount))
    let status = reader.words("status")
    for row in records.entered {
      guard let left = owed.money(row), let total = totals.money(row), left.amount.isNegative,
        !total.amount.isNegative, let over = left.amount.negated
      else { continue }
      let word = InvoiceSchema.statuses[Int(status[Int(row)])]
      let isCharged = word != "void" && word != "draft"
      let charged = isCharged ? total : Money(.zero, total.currency)
      guard let settled = charged.amount.adding(over) else { continue }
      let found = Money(settled, total.currency)
      report.add(
        row, expected: charged.text, found: found.text,
        difference: Money(over, total.currency),
        isCharged
          ? "\(found.text) was settled, but the \(records.singular) is \(total.text)"
          : "\(found.text) was settled, but the \(records.singular) is \(word)")
    }
  }
}
