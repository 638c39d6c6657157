import Accounting
import Columns
import Model
import Storage

/// A document is in the currency of the order that it names.
struct CurrencyMismatch: FindingRule {
  let name = "currency-mismatch"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    guard let collection = records.kind.orders else { return }
    let reader = records.reader
    let store = reader.view.store
    let named = reader.text("po")
    let parties = reader.records(records.kind.party)
    let amounts = reader.money(records.kind.amount)
    let orders = FieldReader(reader.view, collection, asOf: records.day)
    let (theirNumbers, theirParties) = (orders.text("po"), orders.records(records.kind.party))
    guard case .currency(let currencies) = store.column("currency", of: collection) else { return }
    var rowsOfNumber: [Text: [RowIndex]] = [:]
    for row in orders.all where theirNumbers.codes[Int(row)] != Missing.text {
      let number = Text(theirNumbers.dictionary[theirNumbers.codes[Int(row)]])
      rowsOfNumber[number, default: []].append(row)
    }
    for row in records.rows where named.codes[Int(row)] != Missing.text {
      let number = Text(named.dictionary[named.codes[Int(row)]])
      // Our own number of the order, or the buyer's.
      let found = (rowsOfNumber[number] ?? store.records(of: collection, called: number))
        .filter { theirParties[Int($0)] == parties[Int(row)] }
      guard let order = found.first, found.count == 1, let amount = amounts.money(row),
        currencies[Int(order)] != Missing.currency
      else { continue }
      let expected = Currency(code: currencies[Int(order)])
      if expected == amount.currency { continue }
      report.add(
        row, expected: expected.text, found: amount.currency.text,
        "it is in \(amount.currency.text), but its order \(number.string) is in \(expected.text)")
    }
  }
}
