import Columns
import Model

/// How many of each ordered good all documents bill together, the oldest first.
struct BilledGoods {
  /// A line that bills more than may be billed.
  struct Excess {
    /// The row of the line.
    let line: RowIndex
    let document: RowIndex
    let place: Int
    /// How many may be billed.
    let allowed: Decimal
    /// How many are billed up to this line, less what was credited.
    let billed: Decimal
    /// How many of them are this line's, and too many.
    let excess: Decimal
  }

  private let orders: AuditedOrders
  private let lines: AuditedLines
  private let places: [Int?]
  private let days: [Int32]
  /// By good: how many credit notes took back.
  private var credited: [Decimal]

  /// Nil where the records name no orders.
  init?(_ records: AuditedRecords) {
    guard let orders = records.orders, let lines = records.lines else { return nil }
    (self.orders, self.lines) = (orders, lines)
    places = orders.places(of: lines)
    days = records.reader.days("date")
    credited = [Decimal](repeating: .zero, count: orders.goods.count)
    collectCredits(of: records)
  }

  /// The lines that go beyond what may be billed of each good; nil is any number.
  func excesses(over allowed: [Decimal?]) -> [Excess] {
    let quantities = lines.reader.number("quantity")
    var sums = credited.map(\.negated)
    let ordered = lines.rows.filter { places[Int($0)] != nil }.sorted {
      (days[Int(lines.documents[Int($0)])], $0) < (days[Int(lines.documents[Int($1)])], $1)
    }
    var excesses: [Excess] = []
    for line in ordered {
      guard let place = places[Int(line)], let limit = allowed[place], let before = sums[place],
        let after = quantities.decimal(line).flatMap({ before.adding($0) })
      else { continue }
      sums[place] = after
      guard limit < after, before < after,
        let excess = after.subtracting(limit < before ? before : limit)
      else { continue }
      excesses.append(
        Excess(
          line: line, document: lines.documents[Int(line)], place: place, allowed: limit,
          billed: after, excess: excess))
    }
    return excesses
  }

  /// Tells of each line that bills too many, and what they cost; the deed is what was done with as
  /// many as may be billed: `ordered`.
  func report(_ excesses: [Excess], _ deed: String, to report: inout FindingReport) {
    let (numbers, prices) = (lines.reader.number("line"), lines.reader.money("unit_price"))
    for found in excesses {
      let good = orders.goods[found.place]
      let line = numbers.decimal(found.line)
      let difference = prices.money(found.line).flatMap { price in
        Tolerance.money(price.amount, times: found.excess, price.currency)
      }
      let (allowed, billed) = (found.allowed.normalized, found.billed.normalized)
      report.add(
        found.document, line: line, expected: allowed.description, found: billed.description,
        difference: difference,
        "with line \(line?.normalized.description ?? ""), \(billed) of "
          + "\(orders.name(of: good)) are billed for \(orders.number(of: good.order)), "
          + "but only \(allowed) \(deed)")
    }
  }

  private mutating func collectCredits(of records: AuditedRecords) {
    guard let kind = AuditedRecords.kinds.first(where: { $0.collection == records.kind.credits }),
      let link = kind.original
    else { return }
    let credits = AuditedRecords(records.reader.view, kind, asOf: records.day)
    guard let lines = credits.lines else { return }
    let originals = credits.reader.records(link)
    let quantities = lines.reader.number("quantity")
    let orderOfCredit = originals.map { $0 < 0 ? RowIndex.missing : orders.named[Int($0)] }
    let places = orders.places(of: lines, on: orderOfCredit)
    for row in lines.rows {
      guard let place = places[Int(row)], let quantity = quantities.decimal(row) else { continue }
      credited[place] = credited[place].adding(Tolerance.size(of: quantity)) ?? credited[place]
    }
  }
}
