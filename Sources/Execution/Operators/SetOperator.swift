import Columns
import Diagnostics
import Model
import Planning

/// Hands out one row of values.
final class SingleOperator: Operator {
  private let single: Single
  private let context: RunContext
  private var isDone = false

  init(_ single: Single, _ context: RunContext) {
    (self.single, self.context) = (single, context)
  }

  func next() throws(Diagnostic) -> Batch? {
    if isDone { return nil }
    isDone = true
    let day = Moment(single.days.last, known: single.days.known)
    let frame = Frame(Batch(count: 1, columns: [], days: .one(day)))
    var columns: [Vector] = []
    for value in single.values { columns.append(try context.evaluator.evaluate(value, in: frame)) }
    return Batch(count: 1, columns: columns, days: .one(day))
  }
}

/// Hands out the rows of an answer that was given before.
final class FrozenOperator: Operator {
  private let rows: Batch
  private let rowsPerBatch: Int
  private var position = 0

  init(_ frozen: Frozen, _ context: RunContext) {
    guard let rows = context.evaluator.answers[frozen.id] else {
      preconditionFailure("an answer that can be named has its rows")
    }
    self.rows = rows
    rowsPerBatch = context.rowsPerBatch
  }

  func next() throws(Diagnostic) -> Batch? {
    guard position < rows.count else { return nil }
    let end = min(position + rowsPerBatch, rows.count)
    defer { position = end }
    if position == 0, end == rows.count { return rows }
    return rows.taking((Int32(position)..<Int32(end)).map { $0 })
  }
}

/// Puts two inputs together as sets: each row once, those of the first before those of the second.
final class SetOperator: Operator {
  private let input: any Operator
  private let other: any Operator
  private let operation: SetOperation
  private var table: GroupTable
  /// How many different rows the other side has, once it was read.
  private var otherCount: Int?
  /// Of the rows of the other side, those that were handed out.
  private var isTaken: [Bool] = []
  private var isInputDone = false

  private let evaluator: Evaluator

  init(
    _ input: any Operator, _ other: any Operator, _ operation: SetOperation, columnCount: Int,
    _ evaluator: Evaluator
  ) {
    (self.input, self.other, self.operation) = (input, other, operation)
    self.evaluator = evaluator
    table = GroupTable(keyCount: columnCount, keepsValues: false)
  }

  func next() throws(Diagnostic) -> Batch? {
    if operation != .union, otherCount == nil { try readOther() }
    if !isInputDone {
      if let batch = try input.next() { return try chosen(batch) }
      isInputDone = true
    }
    guard operation == .union, let batch = try other.next() else { return nil }
    return try chosen(batch)
  }

  func forEach<Made: Sendable>(
    _ evaluator: Evaluator,
    make: @escaping @Sendable (Frame, Evaluator) throws(Diagnostic) -> Made,
    take: @escaping (Made) throws(Diagnostic) -> Bool
  ) throws(Diagnostic) {
    if operation != .union, otherCount == nil { try readOther() }
    var wantsMore = true
    func choose(_ batch: Batch) throws(Diagnostic) -> Bool {
      wantsMore = try take(try make(Frame(try chosen(batch)), evaluator))
      return wantsMore
    }
    if !isInputDone { try input.forEach(evaluator, choose) }
    isInputDone = true
    if operation == .union, wantsMore { try other.forEach(evaluator, choose) }
  }

  private func readOther() throws(Diagnostic) {
    while let batch = try other.next() { _ = try groups(of: batch) }
    otherCount = table.count
    isTaken = [Bool](repeating: false, count: table.count)
  }

  /// The number of each row among all different ones.
  private func groups(of batch: Batch) throws(Diagnostic) -> [Int32] {
    let known = table.count
    let groups = table.groups(of: batch.columns, rowCount: batch.count)
    try evaluator.options.budget.take(
      MemoryBudget.bytesPerValue * batch.columns.count * (table.count - known))
    return groups
  }

  /// The rows that stay of a batch: those met for the first time, or in the other set.
  private func chosen(_ batch: Batch) throws(Diagnostic) -> Batch {
    var known = table.count
    let others = otherCount ?? 0
    var kept: [Int32] = []
    for (position, group) in try groups(of: batch).enumerated() {
      let isNew = Int(group) == known
      if isNew { known += 1 }
      if operation == .intersect {
        guard group < others, !isTaken[Int(group)] else { continue }
        isTaken[Int(group)] = true
        kept.append(Int32(position))
      } else if isNew {
        kept.append(Int32(position))
      }
    }
    if operation == .union, kept.count < batch.count, batch.columns.contains(where: \.isFigure) {
      evaluator.scratch.note("union keeps equal rows once, and some were equal")
    }
    return batch.taking(kept)
  }
}

extension Vector {
  /// Whether somebody may add up its values.
  fileprivate var isFigure: Bool {
    switch self {
    case .number, .money: true
    default: false
    }
  }
}
