import Accounting
import Diagnostics
import Model
import Storage

/// What no change may break: nothing is settled with more than there is, and nothing twice.
struct Invariants {
  let before: BookView
  let after: BookView

  /// Looks at every document, payment and credit note that changes touch.
  func check(_ changes: [StoreChange], at span: SourceSpan) throws(Diagnostic) {
    try checkLinks(of: changes, at: span)
    let touched = Set(changes.flatMap { [$0.record] + $0.linked } + linkedBefore(changes))
    let facts = BookFacts(view: after, day: .last)
    for record in touched where !after.store.log.isRemoved(record) {
      if BookSide(ofDocument: record) != nil {
        let isVoid = facts.date("void_on", of: record) != nil
        if !isVoid, isNewlyNegative("owed", of: record) {
          throw .overSettled(facts.called(record), "it is worth", at: span)
        }
      } else if BookSide(ofMoney: record) != nil, isNewlyNegative("unapplied", of: record) {
        throw .overSettled(facts.called(record), "it holds", at: span)
      }
    }
  }

  /// What is back must not lead to what is gone.
  private func checkLinks(of changes: [StoreChange], at span: SourceSpan) throws(Diagnostic) {
    let facts = BookFacts(view: after, day: .last)
    for case .restore(let record) in changes {
      for linked in linkedBefore([.restore(record)]) where after.store.log.isRemoved(linked) {
        throw .leadsToGone(facts.called(record), facts.called(linked), at: span)
      }
    }
  }

  /// Records that a removed or restored record leads to.
  private func linkedBefore(_ changes: [StoreChange]) -> [RecordID] {
    var found: [RecordID] = []
    for change in changes {
      switch change {
      case .remove(let record), .restore(let record):
        let fields = after.store.schema[record.collection].fields
        for (index, field) in fields.enumerated() where field.origin == .stored {
          guard case .record = field.type else { continue }
          let id = FieldID(record.collection, index: index)
          if case .record(let linked) = after.store.value(of: record, id) { found.append(linked) }
        }
      case .append, .set: continue
      }
    }
    return found
  }

  /// Whether a figure is below zero that was not before: what files bring may be wrong already.
  private func isNewlyNegative(_ name: String, of record: RecordID) -> Bool {
    let now = BookFacts(view: after, day: .last).amount(name, of: record)
    guard now.isNegative else { return false }
    guard Int(record.row) < before.store.rowCount(of: record.collection),
      !before.store.log.isRemoved(record)
    else { return true }
    return now < BookFacts(view: before, day: .last).amount(name, of: record)
  }
}
