import Columns
import Model

/// A line charges about what the item cost the same party the last time, in the same currency.
///
/// A twentieth more or less is how prices move; beyond that somebody should look.
struct LastPrice: FindingRule {
  let name = "price-last"
  let level = FindingLevel.clerk

  private static let part = Decimal(5, scale: 2)

  /// A line as what it charges for, whom, and when.
  private struct Charge: Comparable {
    let party: RowIndex
    let item: UInt32
    let currency: UInt16
    let day: Int32
    let row: RowIndex

    static func < (a: Charge, b: Charge) -> Bool {
      (a.party, a.item, a.currency, a.day, a.row) < (b.party, b.item, b.currency, b.day, b.row)
    }

    func isOfSameGood(as other: Charge) -> Bool {
      (party, item, currency) == (other.party, other.item, other.currency)
    }
  }

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    // A credit note takes back at the price of old.
    guard records.kind.original == nil, let lines = records.lines else { return }
    let figures = Figures(records, lines)
    let charges = figures.charges()
    // The latest line of an earlier day; lines of one day are all compared with it.
    var last: Charge?
    for (before, charge) in zip(charges, charges.dropFirst()) {
      if !before.isOfSameGood(as: charge) {
        last = nil
      } else if before.day < charge.day {
        last = before
      }
      if let last { figures.compare(charge.row, last, &report) }
    }
  }

  /// The columns that are compared.
  private struct Figures {
    let records: AuditedRecords
    let lines: AuditedLines
    let items: TextVector
    let prices: MoneyVector
    let quantities: NumberVector
    let lineNumbers: NumberVector
    let documentNumbers: TextVector

    init(_ records: AuditedRecords, _ lines: AuditedLines) {
      (self.records, self.lines) = (records, lines)
      items = lines.reader.text("item")
      prices = lines.reader.money("unit_price")
      quantities = lines.reader.number("quantity")
      lineNumbers = lines.reader.number("line")
      documentNumbers = records.reader.text("number")
    }

    /// The lines by party, item and currency, the oldest first.
    func charges() -> [Charge] {
      let parties = records.reader.records(records.kind.party)
      let days = records.reader.days("date")
      var charges: [Charge] = []
      for row in lines.rows {
        let document = Int(lines.documents[Int(row)])
        guard items.codes[Int(row)] != Missing.text, parties[document] >= 0,
          days[document] != Missing.day, prices.coefficients[Int(row)] != Missing.coefficient
        else { continue }
        charges.append(
          Charge(
            party: parties[document], item: items.codes[Int(row)],
            currency: prices.currencies[Int(row)], day: days[document], row: row))
      }
      return charges.sorted()
    }

    func compare(_ row: RowIndex, _ last: Charge, _ report: inout FindingReport) {
      guard let price = prices.money(row), let before = prices.money(last.row),
        let apart = price.amount.subtracting(before.amount),
        let most = before.amount.multiplied(by: LastPrice.part),
        Tolerance.size(of: most) < Tolerance.size(of: apart)
      else { return }
      let line = lineNumbers.decimal(row)
      let document = documentNumbers.string(lines.documents[Int(last.row)])
      report.add(
        lines.documents[Int(row)], line: line, expected: before.text, found: price.text,
        difference: quantities.decimal(row).flatMap {
          Tolerance.money(apart, times: $0, price.currency)
        },
        "line \(line?.normalized.description ?? "") charges \(price.text) for "
          + "\(items.string(row) ?? ""), but it was \(before.text) on "
          + (document.map { "\($0) of " } ?? "") + "\(CivilDate(day: last.day))")
    }
  }
}
