import Columns
import Model

/// A document is due on the day that its own terms give from its date.
struct DueTerms: FindingRule {
  let name = "due-terms"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    let reader = records.reader
    guard reader.hasField("terms"), reader.hasField("due") else { return }
    let stated = reader.text("terms")
    let (dates, dues) = (reader.days("date"), reader.days("due"))
    // Each wording is read once, however many documents have it.
    let read = (0..<UInt32(stated.dictionary.count)).map { PaymentTerms(stated.dictionary[$0]) }
    for row in records.rows where stated.codes[Int(row)] != Missing.text {
      let place = Int(row)
      guard dates[place] != Missing.day, dues[place] != Missing.day,
        let expected = read[Int(stated.codes[place])]?.due(from: CivilDate(day: dates[place])),
        expected.day != dues[place]
      else { continue }
      let (date, due) = (CivilDate(day: dates[place]), CivilDate(day: dues[place]))
      let apart = due.day - expected.day
      let days = apart.magnitude == 1 ? "1 day" : "\(apart.magnitude) days"
      report.add(
        row, expected: expected.description, found: due.description,
        "it is due on \(due), \(days) \(apart < 0 ? "before" : "after") \(expected), which "
          + "'\(stated.string(row) ?? "")' gives from \(date)")
    }
  }
}
