import Columns
import Model

/// BR-CO-10: the net amount is the sum of the lines, less a discount on the whole document.
struct NetOfLines: FindingRule {
  let name = "BR-CO-10"
  let level = FindingLevel.standard

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    guard let lines = records.lines else { return }
    let nets = records.reader.money("net")
    let discounts = records.reader.hasField("discount") ? records.reader.money("discount") : nil
    let amounts = lines.reader.money("amount")
    var sums = [Decimal?](repeating: .zero, count: records.reader.all.count)
    var hasLines = [Bool](repeating: false, count: sums.count)
    for row in lines.rows {
      let document = Int(lines.documents[Int(row)])
      hasLines[document] = true
      let isSameCurrency = amounts.currencies[Int(row)] == nets.currencies[document]
      sums[document] = sums[document].flatMap { sum in
        isSameCurrency ? amounts.money(row).flatMap { sum.adding($0.amount) } : nil
      }
    }
    for row in records.rows where hasLines[Int(row)] {
      guard let net = nets.money(row), let sum = sums[Int(row)],
        let expected = sum.subtracting(discounts?.money(row)?.amount ?? .zero),
        let difference = Tolerance.difference(net, from: expected)
      else { continue }
      let wanted = Money(expected.normalized, net.currency)
      report.add(
        row, expected: wanted.text, found: net.text, difference: difference,
        "the net amount is \(net.text), but the lines come to \(wanted.text)")
    }
  }
}
