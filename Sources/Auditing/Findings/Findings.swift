import Accounting
import Columns
import Model
import Storage

/// What does not add up, is missing or cannot be, rule by rule.
struct Findings: Derivation {
  var collection: CollectionID { .findings }
  /// What is overpaid or dated in the future is so on a day.
  var dependsOnDay: Bool { true }

  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) throws(Interruption) -> DerivedRows {
    let kinds = AuditedRecords.kinds
    let count = kinds.reduce(0) { $0 + view.store.rowCount(of: $1.collection) }
    if isInterrupted() { throw Interruption() }
    let all = Workers.map(kinds.count, rows: count) { AuditedRecords(view, kinds[$0], asOf: day) }
    var report = FindingReport()
    for place in FindingReport.rules.indices {
      if isInterrupted() { throw Interruption() }
      let found = Workers.map(kinds.count, rows: count) { kind in
        var found = FindingReport()
        found.begin(rule: place, kind: kind)
        FindingReport.rules[place].check(all[kind], &found)
        return found
      }
      for part in found { report.append(part) }
    }
    return report.rows(in: all, view.store)
  }
}
