import Columns
import Model

/// Nothing that was entered is dated after the day.
struct FutureDate: FindingRule {
  let name = "future-date"
  let level = FindingLevel.clerk

  func check(_ records: AuditedRecords, _ report: inout FindingReport) {
    let days = records.reader.days("date")
    for row in records.rows where days[Int(row)] > records.day.day {
      let date = CivilDate(day: days[Int(row)])
      report.add(
        row, expected: records.day.description, found: date.description,
        "it is dated \(date), after \(records.day)")
    }
  }
}
