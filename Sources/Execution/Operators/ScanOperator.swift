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
  private let isOfOpenItems: Bool
  /// Of the day that is being scanned; nil before its first row.
  private var rowCount: Int?
  private var dayIndex = 0
  private var nextRow = 0

  init(_ scan: Scan, _ context: RunContext) {
    self.context = context
    collection = scan.collection
    days = scan.days.moments
    hasDayColumn = scan.columns.count > 1
    isOfOpenItems = scan.isOfOpenItems
    nextRow = context.scanned?.lowerBound ?? 0
  }

  func next() throws(Diagnostic) -> Batch? {
    try context.checkInterruption()
    if let count = rowCount, nextRow >= count {
      dayIndex += 1
      nextRow = 0
      rowCount = nil
    }
    guard dayIndex < days.count else { return nil }
    let day = days[dayIndex]
    if rowCount == nil { try prepare(asOf: day) }
    let count =
      rowCount ?? context.scanned?.upperBound
      ?? context.evaluator.view(of: day).rowCount(of: collection, asOf: day.asOf)
    rowCount = count
    return batch(nextRows(of: count, asOf: day), asOf: day)
  }

  /// The next rows, of several stretches where few of each are wanted.
  private func nextRows(of count: Int, asOf day: Moment) -> [RowIndex] {
    var rows: [RowIndex] = []
    repeat {
      let end = min(nextRow + context.rowsPerBatch, count)
      let more = wanted(nextRow..<end, asOf: day)
      rows = rows.isEmpty ? more : rows + more
      nextRow = end
    } while nextRow < count && 2 * rows.count < context.rowsPerBatch
    return rows
  }

  /// Of a stretch of rows those that an index does not rule out.
  private func wanted(_ rows: Range<Int>, asOf day: Moment) -> [RowIndex] {
    if let selection = context.selection { return selection.rows(in: rows) }
    if isOfOpenItems, day.known == nil,
      let cleared = context.evaluator.view.store.clearingDays(of: collection)?.value
    {
      return cleared.openRows(in: rows, asOf: day.asOf.day)
    }
    return RowLoops.counting(RowIndex(rows.lowerBound)..<RowIndex(rows.upperBound))
  }

  private func prepare(asOf day: Moment) throws(Diagnostic) {
    let evaluator = context.evaluator
    if context.scanned == nil, evaluator.view.store.schema[collection].isDerived {
      evaluator.options.headway?.begin(.workingOut(collection))
    }
    try evaluator.prepare(collection, asOf: day)
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
  private let day: Moment
  /// The index's question, until it is answered.
  private var lookup: Lookup?
  private var rows: [RowIndex]
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
    self.lookup = lookup
    collection = lookup.collection
    rows = []
    day = Moment(lookup.days.last, known: lookup.days.known)
  }

  private func answer(_ lookup: Lookup) throws(Diagnostic) {
    try context.evaluator.prepare(collection, asOf: day)
    let links = context.evaluator.view(of: day)
      .backLinks(by: [lookup.link], of: collection, asOf: day.asOf)
    for target in lookup.targets { links.append(rowsBehind: target, to: &rows) }
    if lookup.targets.count > 1 { rows.sort() }
    if lookup.isOfOpenItems, day.known == nil,
      let cleared = context.evaluator.view(of: day).store.clearingDays(of: collection)?.value
    {
      rows = cleared.openRows(of: rows, asOf: day.asOf.day)
    }
    self.lookup = nil
  }

  func next() throws(Diagnostic) -> Batch? {
    try context.checkInterruption()
    if let lookup { try answer(lookup) }
    guard position < rows.count else { return nil }
    let end = min(position + context.rowsPerBatch, rows.count)
    let found = context.evaluator.view(of: day).existing(
      Array(rows[position..<end]), of: collection, asOf: day.asOf)
    position = end
    return Batch(count: found.count, columns: [.record(collection, found)], days: .one(day))
  }
}
