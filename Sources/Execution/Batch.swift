package import Columns
package import Model

/// Some rows on their way through a plan: vectors of equal length, and the day that each row is
/// asked about.
package struct Batch: Sendable {
  /// The moment as of which the rows' derived fields are worked out.
  package enum Days: Sendable {
    case one(Moment)
    /// One a row, where `as of each` asked about several, or sets of several days were joined.
    case each([Moment])
  }

  /// Number of rows.
  package let count: Int
  /// The values, a vector for each column.
  package let columns: [Vector]
  /// Behind `across` the columns that it made, which the plan does not know.
  package let spread: [Vector]
  /// The day or days that its rows are asked about.
  package let days: Days

  init(count: Int, columns: [Vector], spread: [Vector] = [], days: Days) {
    assert(
      (columns + spread).allSatisfy { $0.count == count },
      "columns of a batch are of equal length")
    self.count = count
    self.columns = columns
    self.spread = spread
    self.days = days
  }

  /// The rows at some positions, in their order.
  func taking(_ positions: [Int32]) -> Batch {
    Batch(
      count: positions.count, columns: columns.map { $0.taking(positions) },
      spread: spread.map { $0.taking(positions) }, days: days.taking(positions))
  }

  /// Batches of the same columns behind each other.
  static func joined(_ batches: [Batch], types: [DataType], day: Moment) -> Batch {
    if batches.count == 1 { return batches[0] }
    guard let first = batches.first else {
      return Batch(count: 0, columns: types.map { Vector([], $0) }, days: .one(day))
    }
    let columns = types.indices.map { index in
      Vector.joined(batches.map { $0.columns[index] }, types[index])
    }
    let spread = first.spread.indices.map { index in
      Vector.joined(batches.map { $0.spread[index] }, first.spread[index].type)
    }
    return Batch(
      count: batches.reduce(0) { $0 + $1.count }, columns: columns, spread: spread,
      days: Days.joined(batches, day: day))
  }
}

extension Batch.Days {
  func taking(_ positions: [Int32]) -> Batch.Days {
    switch self {
    case .one: self
    case .each(let days): .each(positions.map { days[Int($0)] })
    }
  }

  fileprivate static func joined(_ batches: [Batch], day: Moment) -> Batch.Days {
    var distinct: Set<Moment> = []
    for batch in batches {
      guard case .one(let day) = batch.days else { return .each(perRow(batches)) }
      distinct.insert(day)
    }
    return distinct.count > 1 ? .each(perRow(batches)) : .one(distinct.first ?? day)
  }

  private static func perRow(_ batches: [Batch]) -> [Moment] {
    batches.flatMap { batch in
      switch batch.days {
      case .one(let day): [Moment](repeating: day, count: batch.count)
      case .each(let days): days
      }
    }
  }

  /// The moment of one row.
  func moment(at position: Int) -> Moment {
    switch self {
    case .one(let day): day
    case .each(let days): days[position]
    }
  }

  /// The stretches of rows that are asked about the same moment.
  func runs(count: Int) -> [(rows: Range<Int>, day: Moment)] {
    switch self {
    case .one(let day): return [(0..<count, day)]
    case .each(let days):
      var runs: [(rows: Range<Int>, day: Moment)] = []
      var start = 0
      for index in 0..<count where index + 1 == count || days[index + 1] != days[index] {
        runs.append((start..<index + 1, days[index]))
        start = index + 1
      }
      return runs
    }
  }
}

/// A batch as an expression sees it, with the rows around it.
final class Frame {
  let batch: Batch
  /// The row around each row of this batch, by its position there.
  let outer: (frame: Frame, positions: [Int32])?
  /// What was worked out of the rows already.
  let known: KnownRows

  init(
    _ batch: Batch, outer: (frame: Frame, positions: [Int32])? = nil,
    known: KnownRows = KnownRows()
  ) {
    self.batch = batch
    self.outer = outer
    self.known = known
  }

  /// A column of the rows here, or of the rows so many levels around them.
  func column(_ index: Int, depth: Int) -> Vector {
    if depth == 0 { return batch.columns[index] }
    guard let outer else { preconditionFailure("a name reaches outside of all rows") }
    return outer.frame.column(index, depth: depth - 1).taking(outer.positions)
  }
}
