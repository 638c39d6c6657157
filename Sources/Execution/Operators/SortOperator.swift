import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage

/// Hands out all rows in the order of some keys, or the first of them.
final class SortOperator: Operator {
  private let input: any Operator
  private let keys: [PlanSortKey]
  /// How many rows are wanted; nil for all.
  private let count: Int?
  private let types: [DataType]
  private let context: RunContext
  private var isDone = false

  init(
    _ input: any Operator, _ keys: [PlanSortKey], count: Int?, types: [DataType],
    _ context: RunContext
  ) {
    (self.input, self.keys, self.count) = (input, keys, count)
    (self.types, self.context) = (types, context)
  }

  func next() throws(Diagnostic) -> Batch? {
    if isDone { return nil }
    isDone = true
    guard let count else {
      let all = try input.drain(types: types, day: context.day, context.evaluator)
      return try keys.sorted(Frame(all), context.evaluator)
    }
    return try best(count)
  }

  /// Of each batch the wanted rows, on all processors; and of all of these again, whenever they
  /// have become several times as many.
  private func best(_ count: Int) throws(Diagnostic) -> Batch {
    var kept: [Batch] = []
    var keptCount = 0
    let (keys, budget) = (self.keys, context.evaluator.options.budget)
    try input.forEach(
      context.evaluator,
      make: { (frame, evaluator) throws(Diagnostic) in
        frame.batch.count == 0 ? frame.batch : try keys.sorted(frame, first: count, evaluator)
      },
      take: { (batch) throws(Diagnostic) in
        guard batch.count > 0 else { return true }
        try budget.take(2 * batch.byteCount)
        kept.append(batch)
        keptCount += batch.count
        if keptCount > 4 * (count + self.context.rowsPerBatch) {
          budget.give(kept.reduce(0) { $0 + 2 * $1.byteCount })
          kept = [try self.firsts(of: kept, count)]
          try budget.take(2 * kept[0].byteCount)
          keptCount = kept[0].count
        }
        return true
      })
    return try firsts(of: kept, count)
  }

  private func firsts(of batches: [Batch], _ count: Int) throws(Diagnostic) -> Batch {
    let all = Batch.joined(batches, types: types, day: context.day)
    return try keys.sorted(Frame(all), first: count, context.evaluator)
  }
}

extension [PlanSortKey] {
  /// The rows of a batch in the order of the keys, or only the first of them.
  fileprivate func sorted(
    _ frame: Frame, first count: Int? = nil, _ evaluator: Evaluator
  ) throws(Diagnostic) -> Batch {
    if count == nil { evaluator.options.headway?.begin(.sorting) }
    var order = SortOrder(count: frame.batch.count)
    for key in self {
      let values = try evaluator.evaluate(key.expression, in: frame)
      try order.add(
        values, isDescending: key.isDescending, isAsked: true, evaluator, at: key.expression.span)
    }
    let positions =
      if let count { try order.firstPositions(count, evaluator) } else {
        try order.positions(evaluator)
      }
    return frame.batch.taking(positions)
  }
}

/// The order of rows by several keys; rows that compare equal keep their order.
struct SortOrder {
  private let count: Int
  /// One rank a row for each key; a smaller rank comes first.
  private var ranks: [[Int128]] = []

  init(count: Int) {
    self.count = count
  }

  /// Adds a key behind those that are there; missing values come last both ways.
  ///
  /// Whoever asked for the order is told that currencies stay apart.
  mutating func add(
    _ values: Vector, isDescending: Bool, isAsked: Bool, _ evaluator: Evaluator,
    at span: SourceSpan
  ) throws(Diagnostic) {
    if case .money(let money) = values {
      // Amounts have an order only within their currency.
      if !money.bags.isEmpty { throw .currenciesCompared(at: span) }
      if Set(money.currencies).subtracting([Missing.currency]).count > 1 {
        ranks.append(
          zip(money.currencies, money.coefficients).map {
            $1 == Missing.coefficient ? .max : Int128($0)
          })
        if isAsked {
          evaluator.scratch.note("sorted within each currency: amounts of several have no order")
        }
      }
    }
    let ascending = try SortOrder.ranks(values, evaluator)
    ranks.append(
      isDescending
        ? ascending.map { $0 == .max ? .max : -$0 } : ascending)
  }

  /// The positions of the rows that come first, in order.
  ///
  /// Where they are a few of many, nearly all rows are compared with the last of them alone.
  func firstPositions(_ wanted: Int, _ evaluator: Evaluator) throws(Diagnostic) -> [Int32] {
    guard SortOrder.many * wanted < count, wanted > 0, !ranks.isEmpty else {
      return Array(try positions(evaluator).prefix(wanted))
    }
    var firsts: [Int32] = []
    for row in 0..<Int32(count) {
      if Int(row) % Evaluator.rowsBetweenChecks == 0 { try evaluator.checkInterruption() }
      if firsts.count == wanted {
        guard precedes(row, firsts[wanted - 1]) else { continue }
        firsts.removeLast()
      }
      var (low, high) = (0, firsts.count)
      while low < high {
        let middle = (low + high) / 2
        if precedes(row, firsts[middle]) { high = middle } else { low = middle + 1 }
      }
      firsts.insert(row, at: low)
    }
    return firsts
  }

  /// So many times more rows than are wanted are not sorted.
  private static let many = 16

  /// The positions of the rows in order.
  ///
  /// Sorted run by run, and the runs merged: between them somebody may stop it.
  func positions(_ evaluator: Evaluator) throws(Diagnostic) -> [Int32] {
    let all = (0..<Int32(count)).map { $0 }
    if ranks.isEmpty { return all }
    var runs: [[Int32]] = []
    for start in stride(from: 0, to: count, by: Evaluator.rowsBetweenChecks) {
      try evaluator.checkInterruption()
      let end = min(start + Evaluator.rowsBetweenChecks, count)
      runs.append(sorted(Array(all[start..<end]), byKeysFrom: 0))
    }
    while runs.count > 1 {
      var merged: [[Int32]] = []
      for first in stride(from: 0, to: runs.count, by: 2) {
        merged.append(
          first + 1 < runs.count
            ? try merge(runs[first], runs[first + 1], evaluator) : runs[first])
      }
      runs = merged
    }
    return runs.first ?? []
  }

  /// Positions in order of a key, and where that is equal of those behind it.
  private func sorted(_ positions: [Int32], byKeysFrom key: Int) -> [Int32] {
    guard key < ranks.count, positions.count > 1 else { return positions }
    let ranks = ranks[key]
    var keyed = positions.map { (rank: ranks[Int($0)], position: $0) }
    keyed.sort { $0.rank != $1.rank ? $0.rank < $1.rank : $0.position < $1.position }
    let sorted = keyed.map(\.position)
    guard key + 1 < self.ranks.count else { return sorted }
    var result: [Int32] = []
    result.reserveCapacity(sorted.count)
    var start = 0
    for index in keyed.indices
    where index + 1 == keyed.count || keyed[index + 1].rank != keyed[start].rank {
      let equal = Array(sorted[start...index])
      result += equal.count > 1 ? self.sorted(equal, byKeysFrom: key + 1) : equal
      start = index + 1
    }
    return result
  }

  private func precedes(_ a: Int32, _ b: Int32) -> Bool {
    for key in ranks where key[Int(a)] != key[Int(b)] { return key[Int(a)] < key[Int(b)] }
    return a < b
  }

  private func merge(
    _ left: [Int32], _ right: [Int32], _ evaluator: Evaluator
  ) throws(Diagnostic) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(left.count + right.count)
    var (a, b) = (0, 0)
    while a < left.count, b < right.count {
      if result.count % Evaluator.rowsBetweenChecks == 0 { try evaluator.checkInterruption() }
      if precedes(right[b], left[a]) {
        result.append(right[b])
        b += 1
      } else {
        result.append(left[a])
        a += 1
      }
    }
    return result + left[a...] + right[b...]
  }

  /// A number for each value that has the order of the values; `max` for a missing one.
  private static func ranks(
    _ values: Vector, _ evaluator: Evaluator
  ) throws(Diagnostic) -> [Int128] {
    switch values {
    case .boolean(let tests): return tests.map { $0 ? 1 : 0 }
    case .number(let numbers):
      return numbers.coefficients.map { $0 == Missing.coefficient ? .max : $0 }
    case .money(let money):
      return money.coefficients.map { $0 == Missing.coefficient ? .max : $0 }
    case .date(let days): return days.map { $0 == Missing.day ? .max : Int128($0) }
    case .period(let periods):
      return periods.firsts.indices.map { index in
        let (first, last) = (periods.firsts[index], periods.lasts[index])
        return first == Missing.day ? .max : Int128(first) << 32 + Int128(last)
      }
    case .currency(let codes): return codes.map { $0 == Missing.currency ? .max : Int128($0) }
    case .enumeration(_, let words):
      return words.map { $0 == Missing.word ? .max : Int128($0) }
    case .text(let texts): return try ranks(texts, evaluator)
    case .record(let collection, let rows):
      guard case .text(let labels) = evaluator.labels(of: collection, rows) else {
        return rows.map { $0 == Missing.row ? .max : Int128($0) }
      }
      return try ranks(labels, evaluator)
    case .list, .duration, .missing:
      return [Int128](repeating: .max, count: values.count)
    }
  }

  /// Texts by their folded letters, then by their bytes: an order that no locale changes.
  private static func ranks(
    _ texts: TextVector, _ evaluator: Evaluator
  ) throws(Diagnostic) -> [Int128] {
    var rankOfCode: [UInt32: Int128] = [:]
    for (rank, code) in try TextOrder.sorted(texts, evaluator).enumerated() {
      rankOfCode[code] = Int128(rank)
    }
    return texts.codes.map { rankOfCode[$0] ?? .max }
  }
}

extension Evaluator {
  /// What records are called: the first of their labels that they have.
  func labels(of collection: CollectionID, _ rows: [RowIndex]) -> Vector {
    let schema = view.store.schema
    let fields = schema[collection].labels.compactMap { schema.field(named: $0, of: collection) }
    var result = Vector.constant(.missing, .text, count: rows.count)
    var open = (0..<Int32(rows.count)).filter { rows[Int($0)] >= 0 }
    for field in fields where schema[field].type == .text && !open.isEmpty {
      let found = view.vector(of: field, at: open.map { rows[Int($0)] }, asOf: .last)
      let missing = found.missing
      let both = Vector.joined([result, found], .text)
      var places = (0..<Int32(rows.count)).map { $0 }
      for (place, position) in open.enumerated() where !missing[place] {
        places[Int(position)] = Int32(rows.count + place)
      }
      result = both.taking(places)
      open = open.enumerated().filter { missing[$0.offset] }.map(\.element)
    }
    return result
  }
}
