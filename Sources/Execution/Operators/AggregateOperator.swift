import Columns
import Diagnostics
import Model
import Planning

/// Folds rows into groups: one row a combination of keys, in the order of the keys.
///
/// With `across`, each value of that key becomes a block of columns beside those of the plan:
///
///     by customer across aging      keys     totals   spread: not due  1-30
///                                   Acme        150                50   100
///                                   Zoë          20                20     0
final class AggregateOperator: Operator {
  private let input: any Operator
  private let plan: Aggregation
  private let context: RunContext
  private var isDone = false
  /// The values of the `across` key, in order, once the rows are folded.
  private(set) var acrossValues: [Value] = []

  /// More columns than this are no table that anybody reads.
  private static let largestAcrossCount = 200

  init(_ input: any Operator, _ plan: Aggregation, _ context: RunContext) {
    (self.input, self.plan, self.context) = (input, plan, context)
  }

  func next() throws(Diagnostic) -> Batch? {
    if isDone { return nil }
    isDone = true
    let plan = self.plan
    var groups = Folding(keys: plan.keys, aggregates: plan.aggregates, context)
    var cells = plan.across.map {
      Folding(keys: plan.keys + [$0], aggregates: plan.aggregates, context)
    }
    try input.forEach(
      context.evaluator,
      make: { (frame, evaluator) throws(Diagnostic) in
        try GroupedRows(plan, of: frame, evaluator)
      },
      take: { (rows) throws(Diagnostic) in
        guard rows.count > 0 else { return true }
        try groups.add(rows)
        try cells?.add(rows)
        return true
      })
    let totals = try groups.finish().zerosInOwnCurrencies
    var columns = totals.keys + totals.aggregates
    var block: [Vector] = []
    if let cells = try cells?.finish() {
      columns.append(.missing(count: totals.count))
      block = try spread(cells, over: totals)
    }
    return Batch(
      count: totals.count, columns: columns, spread: block, days: .one(context.day))
  }

  /// One column for each value of the last key and each aggregate.
  private func spread(_ cells: Folded, over totals: Folded) throws(Diagnostic) -> [Vector] {
    let keyCount = plan.keys.count
    let acrossKey = cells.keys[keyCount]
    try orderAcross(acrossKey)
    var columnOfValue: [Value: Int] = [:]
    for (index, value) in acrossValues.enumerated() { columnOfValue[value] = index }
    var rowOfKeys: [[Value]: Int] = [:]
    for row in 0..<totals.count { rowOfKeys[totals.keys.map { $0[row] }] = row }
    // Which cell stands in which row and column; -1 where no row fell.
    var places = [[Int32]](
      repeating: [Int32](repeating: -1, count: totals.count), count: acrossValues.count)
    for cell in 0..<cells.count {
      let keys = (0..<keyCount).map { cells.keys[$0][cell] }
      if let row = rowOfKeys[keys], let column = columnOfValue[acrossKey[cell]] {
        places[column][row] = Int32(cell)
      }
    }
    var columns: [Vector] = []
    for (place, column) in places.enumerated() {
      for (index, aggregate) in plan.aggregates.enumerated() {
        // An empty cell is what the aggregate gives over no rows.
        let values = cells.aggregates[index]
        let empty = try Folding.nothing(aggregate, context)
        let both = Vector.joined([values, empty], aggregate.type)
        let cells = both.taking(column.map { $0 < 0 ? Int32(values.count) : $0 })
        if case .currency(let currency) = acrossValues[place] {
          columns.append(cells.zeros { _ in currency.code })
        } else {
          columns.append(cells.zeros(inCurrenciesOf: totals.aggregates[index]))
        }
      }
    }
    return columns
  }

  private func orderAcross(_ key: Vector) throws(Diagnostic) {
    guard let across = plan.across else { return }
    var order = SortOrder(count: key.count)
    try order.add(key, isDescending: false, isAsked: false, context.evaluator, at: across.span)
    for position in try order.positions(context.evaluator) {
      let value = key[Int(position)]
      if acrossValues.last != value { acrossValues.append(value) }
    }
    if acrossValues.count > AggregateOperator.largestAcrossCount {
      throw .tooManyColumns(acrossValues.count, at: across.span)
    }
  }
}

extension Vector {
  /// The same amounts, where no money is none of the currency that the row's total has.
  fileprivate func zeros(inCurrenciesOf totals: Vector) -> Vector {
    guard case .money(let whole) = totals else { return self }
    return zeros { whole.currencies[$0] == Currency.several.code ? nil : whole.currencies[$0] }
  }

  /// The same amounts, where no money is none of the currency that a row has, if it has one.
  fileprivate func zeros(_ currency: (Int) -> UInt16?) -> Vector {
    guard case .money(var cells) = self else { return self }
    for row in cells.coefficients.indices
    where cells.coefficients[row] == 0 && cells.currencies[row] != Currency.several.code {
      if let code = currency(row) { cells.currencies[row] = code }
    }
    return .money(cells)
  }
}

/// Groups with what each comes to, in the order of the keys.
struct Folded {
  let count: Int
  let keys: [Vector]
  let aggregates: [Vector]

  /// The same groups; where each is of one currency by its key, so is its sum over nothing.
  fileprivate var zerosInOwnCurrencies: Folded {
    let ofCurrency = keys.filter { if case .currency = $0 { true } else { false } }
    guard ofCurrency.count == 1, let key = ofCurrency.first else { return self }
    return Folded(
      count: count, keys: keys,
      aggregates: aggregates.map { figures in
        figures.zeros { row in
          if case .currency(let currency) = key[row] { currency.code } else { nil }
        }
      })
  }
}

/// What is folded of some rows: their groups, and what each aggregate takes of them.
private struct GroupedRows: Sendable {
  /// What an aggregate takes: the rows, or what they come to in each group.
  enum Part: Sendable {
    case rows(AggregateRows)
    case folded(any Accumulator)
  }

  /// Number of groups.
  private(set) var count: Int
  /// The values of each key, one a group; the key of `across` stands behind the others.
  private(set) var keys: [Vector] = []
  /// The group of each row; nil where each row counts as one.
  private(set) var groups: [Int32]?
  private(set) var aggregates: [Part] = []

  init(_ plan: Aggregation, of frame: Frame, _ evaluator: Evaluator) throws(Diagnostic) {
    count = frame.batch.count
    guard count > 0 else { return }
    for key in plan.keys + (plan.across.map { [$0] } ?? []) {
      keys.append(try evaluator.evaluate(key, in: frame))
    }
    let rows = try GroupedRows.rows(plan.aggregates, of: frame, evaluator)
    aggregates = rows.map { .rows($0) }
    if evaluator.scratch.foldsParts { try fold(plan.aggregates, rows, evaluator) }
  }

  /// What each aggregate takes of the rows.
  private static func rows(
    _ aggregates: [BoundAggregate], of frame: Frame, _ evaluator: Evaluator
  ) throws(Diagnostic) -> [AggregateRows] {
    // What is worked out for all rows is there for those that ask for some of them.
    let isForAll = aggregates.map { $0.condition == nil }
    let order =
      aggregates.indices.filter { isForAll[$0] } + aggregates.indices.filter { !isForAll[$0] }
    var taken: [Int: AggregateRows] = [:]
    for index in order {
      taken[index] = try AggregateRows(aggregates[index], of: frame, evaluator)
    }
    return aggregates.indices.compactMap { taken[$0] }
  }

  /// Folds the rows by themselves, so that who puts all together has but a row a group; where
  /// groups are small that is not worth it, and is not tried again.
  private mutating func fold(
    _ plan: [BoundAggregate], _ rows: [AggregateRows], _ evaluator: Evaluator
  ) throws(Diagnostic) {
    var table = GroupTable(ofOneBatch: keys.count)
    let groups = table.groups(of: keys, rowCount: count)
    guard 4 * table.count <= count else {
      evaluator.scratch.foldsParts = count < GroupedRows.few
      return
    }
    for index in plan.indices {
      let part = try AggregateFeeder.part(
        of: plan[index], rows[index], groups: groups, groupCount: table.count, evaluator)
      if let part { aggregates[index] = .folded(part) }
    }
    var firsts: [Int32] = []
    for (row, group) in groups.enumerated() where Int(group) == firsts.count {
      firsts.append(Int32(row))
    }
    keys = keys.map { $0.taking(firsts) }
    (self.groups, count) = (groups, table.count)
  }

  /// So few rows say nothing about the size of groups.
  private static let few = 256
}

/// Rows being folded into groups.
struct Folding {
  private let keys: [BoundExpression]
  private let context: RunContext
  private var table: GroupTable
  private var feeders: [AggregateFeeder]
  /// Groups for which memory was taken.
  private var countedGroups = 0

  init(keys: [BoundExpression], aggregates: [BoundAggregate], _ context: RunContext) {
    (self.keys, self.context) = (keys, context)
    table = GroupTable(keyCount: keys.count)
    feeders = aggregates.map { AggregateFeeder($0, context.evaluator) }
  }

  fileprivate mutating func add(_ rows: GroupedRows) throws(Diagnostic) {
    let groups = table.groups(of: Array(rows.keys.prefix(keys.count)), rowCount: rows.count)
    try context.evaluator.options.budget.take(
      MemoryBudget.bytesPerValue * (table.count - countedGroups) * (keys.count + feeders.count))
    countedGroups = table.count
    let groupsOfRows = rows.groups.map { RowLoops.gather(groups, at: $0) } ?? groups
    for index in feeders.indices {
      switch rows.aggregates[index] {
      case .rows(let rows):
        try feeders[index].add(rows, groups: groupsOfRows, groupCount: table.count)
      case .folded(let part):
        try feeders[index].merge(part, groups: groups, groupCount: table.count)
      }
    }
  }

  mutating func finish() throws(Diagnostic) -> Folded {
    let count = table.count
    let values = keys.indices.map { Vector(table.values(ofKey: $0), keys[$0].type) }
    var order = SortOrder(count: count)
    for (key, vector) in zip(keys, values) {
      try order.add(vector, isDescending: false, isAsked: false, context.evaluator, at: key.span)
    }
    let positions = try order.positions(context.evaluator)
    var aggregates: [Vector] = []
    for index in feeders.indices {
      aggregates.append(try feeders[index].finish(groupCount: count).taking(positions))
    }
    return Folded(count: count, keys: values.map { $0.taking(positions) }, aggregates: aggregates)
  }

  /// What an aggregate gives over no rows.
  static func nothing(
    _ aggregate: BoundAggregate, _ context: RunContext
  ) throws(Diagnostic) -> Vector {
    var feeder = AggregateFeeder(aggregate, context.evaluator)
    return try feeder.finish(groupCount: 1)
  }
}
