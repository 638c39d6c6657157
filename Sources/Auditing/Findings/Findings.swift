import Accounting
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
    var report = FindingReport()
    var all: [AuditedRecords] = []
    for kind in AuditedRecords.kinds {
      if isInterrupted() { throw Interruption() }
      all.append(AuditedRecords(view, kind, asOf: day))
    }
    for (place, rule) in FindingReport.rules.enumerated() {
      for (kind, records) in all.enumerated() {
        if isInterrupted() { throw Interruption() }
        report.begin(rule: place, kind: kind)
        rule.check(records, &report)
      }
    }
    return report.rows(in: all, view.store)
  }
}
