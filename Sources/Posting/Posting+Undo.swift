import Accounting
import Diagnostics
import Model
import Planning
import Storage

extension Posting {
  /// `undo`: takes back the last event, or a certain one, by its reverse.
  mutating func undo(_ number: Int?, at span: SourceSpan) throws(Diagnostic) {
    let log = view.store.log
    let place = number == nil ? write.span : span
    let event: BookEvent
    if let number {
      guard number <= log.events.count else { throw .noEvent(number, at: place) }
      event = log.events[number - 1]
    } else {
      guard let last = log.events.last(where: log.isInForce) else {
        throw .nothingToUndo(at: place)
      }
      event = last
    }
    if log.isTakenBack(event.number), let undone = log.undoneBy[event.number] {
      throw .alreadyUndone(event.number, by: undone, at: place)
    }
    if let later = dependent(on: event, in: log) {
      throw .neededLater(event.number, by: later.number, later.statement, at: place)
    }
    undoes = event.number
    var said = event
    while let undone = said.undoes { said = log.events[undone - 1] }
    recordCount = Posting.recordCount(of: said.changes)
    take(event.changes.reversed().map(\.inverse))
  }

  /// How many records a sentence was about that made these changes: what is new came of one thing
  /// that was said, but for notes, which are said of many at once.
  private static func recordCount(of changes: [StoreChange]) -> Int {
    let records = Set(changes.map(\.record))
    let new = Set(
      changes.compactMap { if case .append(let record, _) = $0 { record } else { nil } })
    let own = records.filter { !new.contains($0) || $0.collection == .notes }
    return max(1, own.count)
  }

  /// The first later event, still in force, that stands on what an event did.
  private func dependent(on event: BookEvent, in log: BookLog) -> BookEvent? {
    var records: Set<RecordID> = []
    var fields: Set<FieldKey> = []
    for change in event.changes {
      switch change {
      case .append(let record, _), .remove(let record), .restore(let record):
        records.insert(record)
      case .set(let record, let field, _, _): fields.insert(FieldKey(record, field))
      }
    }
    return log.events.dropFirst(event.number).first { later in
      guard !log.isTakenBack(later.number), !isTakenBackPair(later, log) else { return false }
      return later.changes.contains { change in
        if records.contains(change.record) || change.linked.contains(where: records.contains) {
          return true
        }
        if case .set(let record, let field, _, _) = change {
          return fields.contains(FieldKey(record, field))
        }
        return false
      }
    }
  }

  /// Whether an event only takes back another one: together they are nothing.
  private func isTakenBackPair(_ event: BookEvent, _ log: BookLog) -> Bool {
    guard let undone = event.undoes else { return false }
    return log.isTakenBack(undone)
  }
}

private struct FieldKey: Hashable {
  let record: RecordID
  let field: FieldID

  init(_ record: RecordID, _ field: FieldID) {
    (self.record, self.field) = (record, field)
  }
}
