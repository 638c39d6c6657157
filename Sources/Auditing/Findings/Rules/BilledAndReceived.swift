import Model

/// All documents that name an order bill no more of an item than came and was not sent back.
///
/// It is silent on orders of which nobody noted what came. There is no tolerance.
struct BilledAndReceived: FindingRule {
  let name = "billed-received"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    guard let orders = records.orders, let billed = BilledGoods(records) else { return }
    let excesses = billed.excesses(over: orders.arrived())
    billed.report(excesses, orders.kind.arrived, to: &report)
  }
}
