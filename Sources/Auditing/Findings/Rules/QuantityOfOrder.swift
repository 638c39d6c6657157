import Model

/// All documents that name an order bill no more of an item than was ordered.
///
/// What credit notes took back may be billed again. There is no tolerance.
struct QuantityOfOrder: FindingRule {
  let name = "quantity-order"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    guard let orders = records.orders, let billed = BilledGoods(records) else { return }
    let excesses = billed.excesses(over: orders.goods.map(\.quantity))
    billed.report(excesses, "ordered", to: &report)
  }
}
