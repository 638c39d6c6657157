import Accounting
import Columns
import Model

/// What every record needs is there: a number, a party, a date, an amount, a day to pay by, and an
/// order number where the party asks for one.
struct MissingField: FindingRule {
  let name = "missing-field"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    let reader = records.reader
    let isDocument = reader.hasField("due")
    let number = reader.text("number").codes
    let parties = reader.records(records.kind.party)
    let days = reader.days("date")
    let amounts = reader.money(records.kind.amount).coefficients
    let due = isDocument ? reader.days("due") : []
    // Where no document has a day to pay by, the files do not tell of any.
    let tellsDue = due.contains { $0 != Missing.day }
    let orders = isDocument ? reader.text("po").codes : []
    let asksForOrder = FieldReader(reader.view, records.kind.parties, asOf: records.day)
      .tests("po_required")
    for row in records.rows {
      let place = Int(row)
      var absent: [(field: String, why: String)] = []
      if isDocument, number[place] == Missing.text { absent.append(("number", "")) }
      if parties[place] == Missing.row { absent.append((records.kind.party, "")) }
      if days[place] == Missing.day { absent.append(("date", "")) }
      if amounts[place] == Missing.coefficient { absent.append((records.kind.amount, "")) }
      if tellsDue, due[place] == Missing.day { absent.append(("due", "")) }
      if isDocument, orders[place] == Missing.text, parties[place] >= 0,
        asksForOrder[Int(parties[place])]
      {
        absent.append(("po", ", and its \(records.kind.party) requires one"))
      }
      for (field, why) in absent {
        report.add(row, expected: field, found: "", "it has no \(field)\(why)")
      }
    }
  }
}
