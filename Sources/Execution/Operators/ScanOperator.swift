import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage

/// Hands out the records of a collection that exist on each of some days.
final class ScanOperator: Operator {
  private let context: RunContext
  private let collection: CollectionID
  private let days: [Moment]
  private let hasDayColumn: Bool
  private let rowCount: Int
  private var dayIndex = 0
  private var nextRow = 0

  init(_ scan: Scan, _ context: RunContext) {
    self.context = context
    collection = scan.collection
    days = scan.days.moments
    hasDayColumn = scan.columns.count > 1
    rowCount = context.evaluator.view.store.rowCount(of: scan.collection)
  }

  func next() throws(Diagnostic) -> Batch? {
    try context.checkInterruption()
    if nextRow >= rowCount {
      dayIndex += 1
      nextRow = 0
    }
    guard dayIndex < days.count, rowCount > 0 else { return nil }
    let end = min(nextRow + context.rowsPerBatch, rowCount)
    let all = (RowIndex(nextRow)..<RowIndex(end)).map { $0 }
    nextRow = end
    return batch(all, asOf: days[dayIndex])
  }

  private func batch(_ rows: [RowIndex], asOf day: Moment) -> Batch {
    let rows = context.evaluator.view(of: day).existing(rows, of: collection, asOf: day.asOf)
    var columns: [Vector] = [.record(collection, rows)]
    if hasDayColumn { columns.append(.date([Int32](repeating: day.asOf.day, count: rows.count))) }
    return Batch(count: rows.count, columns: columns, days: .one(day))
  }
}

/// Hands out records that are known by their rows: named ones, or those that an index found.
final class RecordsOperator: Operator {
  private let context: RunContext
  private let collection: CollectionID
  private let rows: [RowIndex]
  private let day: Moment
  private var position = 0

  init(_ records: Records, _ context: RunContext) {
    self.context = context
    collection = records.collection
    rows = records.rows
    day = Moment(records.days.last, known: records.days.known)
  }

  /// The records whose link leads to one of the targets, in row order.
  init(_ lookup: Lookup, _ context: RunContext) {
    self.context = context
    collection = lookup.collection
    let store = context.evaluator.view.store
    let found = lookup.targets.flatMap { store.rows(behind: lookup.link, of: $0) }
    rows = lookup.targets.count > 1 ? found.sorted() : found
    day = Moment(lookup.days.last, known: lookup.days.known)
  }

  func next() throws(Diagnostic) -> Batch? {
    try context.checkInterruption()
    guard position < rows.count else { return nil }
    let end = min(position + context.rowsPerBatch, rows.count)
    let found = context.evaluator.view(of: day).existing(
      Array(rows[position..<end]), of: collection, asOf: day.asOf)
    position = end
    return Batch(count: found.count, columns: [.record(collection, found)], days: .one(day))
  }
}
