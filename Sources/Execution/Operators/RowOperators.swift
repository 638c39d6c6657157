import Columns
import Diagnostics
import Model
import Planning

/// Keeps the rows for which a test holds.
final class FilterOperator: Operator {
  private let input: any Operator
  /// All of them must hold; each is asked only of the rows that those before it have kept.
  private let tests: [BoundExpression]
  private let evaluator: Evaluator

  init(_ input: any Operator, _ test: BoundExpression, _ evaluator: Evaluator) {
    (self.input, self.evaluator) = (input, evaluator)
    tests = if case .all(let tests) = test.kind { tests } else { [test] }
  }

  func next() throws(Diagnostic) -> Batch? { try nextFrame()?.batch }

  func nextFrame() throws(Diagnostic) -> Frame? {
    guard var frame = try input.nextFrame() else { return nil }
    for test in tests where frame.batch.count > 0 {
      frame = frame.taking(try evaluator.positions(where: test, in: frame))
    }
    return frame
  }
}

/// Computes the columns of each row.
final class ProjectOperator: Operator {
  private let input: any Operator
  private let values: [BoundExpression]
  private let evaluator: Evaluator

  init(_ input: any Operator, _ values: [BoundExpression], _ evaluator: Evaluator) {
    (self.input, self.values, self.evaluator) = (input, values, evaluator)
  }

  func next() throws(Diagnostic) -> Batch? {
    guard let frame = try input.nextFrame() else { return nil }
    let batch = frame.batch
    var columns: [Vector] = []
    for value in values { columns.append(try evaluator.evaluate(value, in: frame)) }
    return Batch(
      count: batch.count, columns: columns, spread: batch.spread, days: batch.days)
  }
}

/// Puts in place of each row the records behind a link of its record.
final class ExpandOperator: Operator {
  private let input: any Operator
  private let expansion: Expansion
  private let recordColumn: Int
  private let evaluator: Evaluator

  init(_ input: any Operator, _ expansion: Expansion, _ evaluator: Evaluator) {
    (self.input, self.expansion, self.evaluator) = (input, expansion, evaluator)
    guard case .column(let column, depth: 0) = expansion.base.kind else {
      preconditionFailure("a source path follows the links of its own records")
    }
    recordColumn = column
  }

  func next() throws(Diagnostic) -> Batch? {
    guard let batch = try input.next() else { return nil }
    let (found, parents) = try evaluator.followed(expansion, from: Frame(batch))
    var columns = batch.columns.map { $0.taking(parents) }
    columns[recordColumn] = found.columns[0]
    return Batch(count: found.count, columns: columns, days: found.days)
  }
}

/// Leaves out the first rows and ends after a number of them.
final class SliceOperator: Operator {
  private let input: any Operator
  private var toSkip: Int
  private var toTake: Int?
  /// Whether the rows behind those wanted are asked for all the same: a mistake in one of them is
  /// one whoever cuts it off, and however many rows come at a time.
  private let looksAtAll: Bool

  init(_ input: any Operator, skip: Int, take: Int?, looksAtAll: Bool) {
    (self.input, toSkip, toTake, self.looksAtAll) = (input, skip, take, looksAtAll)
  }

  func next() throws(Diagnostic) -> Batch? {
    if toTake == 0 {
      while looksAtAll, try input.next() != nil {}
      return nil
    }
    guard let batch = try input.next() else { return nil }
    let start = min(toSkip, batch.count)
    toSkip -= start
    let end = min(batch.count, toTake.map { start + min($0, batch.count - start) } ?? batch.count)
    toTake = toTake.map { $0 - (end - start) }
    if start == 0, end == batch.count { return batch }
    return batch.taking((Int32(start)..<Int32(end)).map { $0 })
  }
}

/// Keeps the first row of each combination of keys.
final class DistinctOperator: Operator {
  private let input: any Operator
  private let keys: [BoundExpression]
  private let evaluator: Evaluator
  private var table: GroupTable

  init(_ input: any Operator, _ keys: [BoundExpression], _ evaluator: Evaluator) {
    (self.input, self.keys, self.evaluator) = (input, keys, evaluator)
    table = GroupTable(keyCount: keys.count, keepsValues: false)
  }

  func next() throws(Diagnostic) -> Batch? {
    guard let batch = try input.next() else { return nil }
    let frame = Frame(batch)
    var vectors: [Vector] = []
    for key in keys { vectors.append(try evaluator.evaluate(key, in: frame)) }
    var known = table.count
    var firsts: [Int32] = []
    for (position, group) in table.groups(of: vectors, rowCount: batch.count).enumerated()
    where group == known {
      firsts.append(Int32(position))
      known += 1
    }
    try evaluator.options.budget.take(MemoryBudget.bytesPerValue * keys.count * firsts.count)
    return batch.taking(firsts)
  }
}
