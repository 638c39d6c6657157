import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage

/// What one aggregate takes of some rows: it followed its links and asked its test of them.
struct AggregateRows: Sendable {
  /// The values that it folds; nil where the rows alone count.
  let values: Vector?
  /// The row that each value belongs to; nil where there is one for each row, in their order.
  let positions: [Int32]?

  /// Works out what an aggregate takes of the rows of a frame.
  init(
    _ aggregate: BoundAggregate, of frame: Frame, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    var frame = frame
    var positions: [Int32]?
    if !aggregate.expansions.isEmpty {
      let (inner, parents) = try evaluator.expanded(frame, along: aggregate.expansions)
      (frame, positions) = (inner, parents)
    }
    if let condition = aggregate.condition {
      // `all` fails where its test does: it is fed the exceptions.
      let test =
        aggregate.function == .all
        ? BoundExpression(.not(condition), .boolean, condition.span) : condition
      let kept = try evaluator.positions(where: test, in: frame)
      frame = frame.taking(kept)
      positions = positions.map { RowLoops.gather($0, at: kept) } ?? kept
    }
    self.positions = positions
    if let argument = aggregate.argument {
      values = try evaluator.evaluate(argument, in: frame)
    } else {
      // Records themselves: needed where they are listed or must differ.
      let needsRecords = aggregate.isUnique || aggregate.function == .list
      values = needsRecords && !aggregate.expansions.isEmpty ? frame.batch.columns[0] : nil
    }
  }
}

/// Feeds one aggregate with what it takes of rows.
struct AggregateFeeder {
  private let aggregate: BoundAggregate
  private let evaluator: Evaluator
  private var accumulator: any Accumulator
  /// What has been counted in each group, where each value counts once.
  private var seen: Set<GroupValue> = []
  /// The same for values that are known by small numbers: a group and a number in each key.
  private var seenCodes = PairTable()

  private struct GroupValue: Hashable {
    let group: Int32
    let value: Value
  }

  init(_ aggregate: BoundAggregate, _ evaluator: Evaluator) {
    self.aggregate = aggregate
    self.evaluator = evaluator
    accumulator = makeAccumulator(aggregate, zero: evaluator.view.zeroCurrency)
  }

  /// Takes values, each for the group of its row; nil where each row is a group of its own.
  mutating func add(
    _ rows: AggregateRows, groups: [Int32]?, groupCount: Int
  ) throws(Diagnostic) {
    var groups =
      switch (rows.positions, groups) {
      case (let positions?, let groups?): RowLoops.gather(groups, at: positions)
      case (let some?, nil), (nil, let some?): some
      case (nil, nil): RowLoops.counting(0..<Int32(groupCount))
      }
    var values = rows.values
    if aggregate.isUnique, let all = values {
      let firsts = try firstPositions(all, groups)
      values = all.taking(firsts)
      groups = firsts.map { groups[Int($0)] }
    }
    if aggregate.keepsValues {
      try evaluator.options.budget.take(MemoryBudget.bytesPerValue * (values?.count ?? 0))
    }
    try accumulator.add(values, groups: groups, groupCount: groupCount)
  }

  /// What the aggregate comes to over some rows, to be merged; nil where it must see all of them.
  static func part(
    of aggregate: BoundAggregate, _ rows: AggregateRows, groups: [Int32], groupCount: Int,
    _ evaluator: Evaluator
  ) throws(Diagnostic) -> (any Accumulator)? {
    var feeder = AggregateFeeder(aggregate, evaluator)
    guard !aggregate.isUnique, feeder.accumulator is any PartAccumulator else { return nil }
    try feeder.add(rows, groups: groups, groupCount: groupCount)
    return feeder.accumulator
  }

  /// Takes what another feeder has folded, each of its groups for one here.
  mutating func merge(
    _ part: any Accumulator, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    try accumulator.merge(any: part, groups: groups, groupCount: groupCount)
  }

  private mutating func firstPositions(
    _ values: Vector, _ groups: [Int32]
  ) throws(Diagnostic) -> [Int32] {
    if let codes = values.codes { return firstPositions(codes, groups) }
    var firsts: [Int32] = []
    for position in 0..<values.count {
      if position % Evaluator.rowsBetweenChecks == 0 { try evaluator.checkInterruption() }
      let value = values[position]
      if value == .missing { continue }
      if seen.insert(GroupValue(group: groups[position], value: value)).inserted {
        firsts.append(Int32(position))
      }
    }
    return firsts
  }

  /// The same where small numbers stand for the values.
  private mutating func firstPositions(
    _ codes: (values: [Int32], missing: Int32), _ groups: [Int32]
  ) -> [Int32] {
    var firsts: [Int32] = []
    for (position, code) in codes.values.enumerated() where code != codes.missing {
      let key =
        UInt64(UInt32(bitPattern: groups[position])) << 32 | UInt64(UInt32(bitPattern: code))
      let place = seenCodes.place(of: key)
      guard place.isNew else { continue }
      seenCodes[place] = 0
      firsts.append(Int32(position))
    }
    return firsts
  }

  /// What each group comes to.
  mutating func finish(groupCount: Int) throws(Diagnostic) -> Vector {
    try accumulator.finish(groupCount: groupCount)
  }
}

extension BoundAggregate {
  /// Whether every value is kept until the end.
  fileprivate var keepsValues: Bool { isUnique || [.list, .median].contains(function) }
}

extension Vector {
  /// Numbers that differ where its values do, and the one that stands for a missing value; nil for
  /// types that have none.
  fileprivate var codes: (values: [Int32], missing: Int32)? {
    switch self {
    case .record(_, let rows): (rows, Missing.row)
    case .date(let days): (days, Missing.day)
    default: nil
    }
  }
}

extension Evaluator {
  /// An aggregate over the lists of each row: every row is a group of its own.
  func listAggregate(
    _ aggregate: BoundAggregate, in frame: Frame
  ) throws(Diagnostic) -> Vector {
    var feeder = AggregateFeeder(aggregate, self)
    let count = frame.batch.count
    try feeder.add(AggregateRows(aggregate, of: frame, self), groups: nil, groupCount: count)
    return try feeder.finish(groupCount: count)
  }

  /// The records behind to-many links, and the position of the row that each belongs to.
  ///
  /// Links that follow each other count as one step: the rows around the last records are the rows
  /// before the first link.
  func expanded(
    _ frame: Frame, along expansions: [Expansion]
  ) throws(Diagnostic) -> (inner: Frame, positions: [Int32]) {
    guard let key = ListKey(expansions) else { return try lookedUp(frame, along: expansions) }
    if let list = frame.known.list(key) {
      return (Frame(list.batch, outer: (frame, list.owners), known: list.known), list.owners)
    }
    let (inner, owners) = try lookedUp(frame, along: expansions)
    let list = ListedRows(
      batch: inner.batch, owners: owners, ownerCount: frame.batch.count, known: inner.known)
    frame.known.keep(list, as: key)
    return (inner, owners)
  }

  private func lookedUp(
    _ frame: Frame, along expansions: [Expansion]
  ) throws(Diagnostic) -> (inner: Frame, positions: [Int32]) {
    var inner = frame
    var positions = Array(0..<Int32(frame.batch.count))
    for expansion in expansions {
      let (batch, parents) = try followed(expansion, from: inner)
      positions = expansions.count == 1 ? parents : parents.map { positions[Int($0)] }
      inner = Frame(batch, outer: (frame, positions))
    }
    return (inner, positions)
  }

  /// Records whose lists are looked up before somebody may stop it.
  private static let recordsAtOnce = 512

  /// The records behind one to-many link that exist on the day of their row.
  func followed(
    _ expansion: Expansion, from frame: Frame
  ) throws(Diagnostic) -> (batch: Batch, parents: [Int32]) {
    guard case .record(_, let bases) = try evaluate(expansion.base, in: frame),
      case .toMany(let target, _) = view.store.schema[expansion.link].origin
    else { preconditionFailure("a list stands behind a record") }
    var rows: [RowIndex] = []
    var parents: [Int32] = []
    var nextCheck = Evaluator.rowsBetweenChecks
    for run in frame.batch.days.runs(count: bases.count) {
      try prepare(target, asOf: run.day)
      let all = view(of: run.day).backLinks(of: expansion.link, asOf: run.day.asOf)
      let links = run.rows.count >= Evaluator.recordsAtOnce ? all.forMany : all
      // Some records at a time: a record may have any number of rows.
      for start in stride(
        from: run.rows.lowerBound, to: run.rows.upperBound, by: Evaluator.recordsAtOnce)
      {
        if rows.count >= nextCheck {
          try checkInterruption()
          nextCheck = rows.count + Evaluator.rowsBetweenChecks
        }
        let some = bases[start..<min(start + Evaluator.recordsAtOnce, run.rows.upperBound)]
        links.append(rowsBehind: some, to: &rows, &parents)
      }
    }
    let batch = Batch(
      count: rows.count, columns: [.record(target, rows)], days: frame.batch.days.taking(parents))
    return (batch, parents)
  }
}
