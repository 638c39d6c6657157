import Columns
import Model

/// A line charges the price that its order agreed on.
///
/// It speaks where the line comes to more than the currency's smallest unit more or less.
struct PriceOfOrder: FindingRule {
  let name = "price-order"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    guard let orders = records.orders, let lines = records.lines else { return }
    let places = orders.places(of: lines)
    let reader = lines.reader
    let (prices, quantities) = (reader.money("unit_price"), reader.number("quantity"))
    let numbers = reader.number("line")
    for row in lines.rows {
      guard let place = places[Int(row)], let price = prices.money(row),
        let quantity = quantities.decimal(row),
        let (agreed, apart) = PriceOfOrder.nearest(to: price, among: orders.goods[place].prices),
        let exact = apart.multiplied(by: quantity),
        Decimal(1, scale: price.currency.exponent) < Tolerance.size(of: exact)
      else { continue }
      let good = orders.goods[place]
      let line = numbers.decimal(row)
      report.add(
        lines.documents[Int(row)], line: line, expected: agreed.text, found: price.text,
        difference: Tolerance.money(apart, times: quantity, price.currency),
        "line \(line?.normalized.description ?? "") charges \(price.text) for "
          + "\(orders.name(of: good)), but \(orders.number(of: good.order)) agreed on "
          + agreed.text)
    }
  }

  /// The agreed price that is nearest, in the same currency, and how much more the other one is.
  private static func nearest(
    to price: Money, among agreed: [Money]
  ) -> (agreed: Money, apart: Decimal)? {
    var best: (agreed: Money, apart: Decimal)?
    for candidate in agreed where candidate.currency == price.currency {
      guard let apart = price.amount.subtracting(candidate.amount) else { continue }
      if let best, !(Tolerance.size(of: apart) < Tolerance.size(of: best.apart)) { continue }
      best = (candidate, apart)
    }
    return best
  }
}
