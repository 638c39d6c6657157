import Columns
import Model
import Planning

/// What was worked out of some rows already: fields of their records, the records behind their
/// lists, and amounts in other currencies.
///
/// A question mostly names one twice.
final class KnownRows {
  private var fields: [FieldKey: Vector] = [:]
  private var lists: [ListKey: ListedRows] = [:]
  private var conversions: [(expression: BoundExpression, values: Vector)] = []
  /// The rows that these were taken from, by their positions there.
  private let source: (rows: KnownRows, positions: [Int32])?

  init(takenFrom source: (rows: KnownRows, positions: [Int32])? = nil) {
    self.source = source
  }

  /// A field's values, where they were worked out for these rows or for those they were taken from.
  func values(of field: FieldKey) -> Vector? {
    if let own = fields[field] { return own }
    guard let source, let all = source.rows.values(of: field) else { return nil }
    let taken = all.taking(source.positions)
    fields[field] = taken
    return taken
  }

  func keep(_ values: Vector, as field: FieldKey) { fields[field] = values }

  /// The records behind lists, where they were looked up for these rows or for more rows, of which
  /// these are many.
  func list(_ key: ListKey) -> ListedRows? {
    if let own = lists[key] { return own }
    guard let source, let all = source.rows.list(key),
      KnownRows.fewest * source.positions.count >= all.ownerCount
    else { return nil }
    let taken = all.taking(owners: source.positions)
    lists[key] = taken
    return taken
  }

  func keep(_ list: ListedRows, as key: ListKey) { lists[key] = list }

  /// What a conversion came to, where it was worked out for these rows or for those they were taken
  /// from: who sums up amounts in a currency mostly asks for some of them as well.
  func conversion(_ expression: BoundExpression) -> Vector? {
    if let own = conversions.first(where: { $0.expression.means(expression) }) {
      return own.values
    }
    guard let source, let all = source.rows.conversion(expression) else { return nil }
    let taken = all.taking(source.positions)
    conversions.append((expression, taken))
    return taken
  }

  func keep(_ values: Vector, ofConversion expression: BoundExpression) {
    conversions.append((expression, values))
  }

  /// To take a list apart costs as much as to look up so many times fewer.
  private static let fewest = 4
}

/// A field of the records in a column.
struct FieldKey: Hashable {
  let field: FieldID
  let column: Int
}

/// The lists behind the records in a column: links that follow each other.
struct ListKey: Hashable {
  private let column: Int
  private let links: [FieldID]

  /// Nil where a link stands behind something else than the records of the rows.
  init?(_ expansions: [Expansion]) {
    guard let first = expansions.first, case .column(let column, depth: 0) = first.base.kind,
      expansions.dropFirst().allSatisfy({ $0.base.kind == .column(0, depth: 0) })
    else { return nil }
    self.column = column
    links = expansions.map(\.link)
  }
}

/// The records behind the lists of some rows.
struct ListedRows {
  let batch: Batch
  /// The position of the row whose list each is in, ascending.
  let owners: [Int32]
  /// Number of rows that have lists.
  let ownerCount: Int
  /// What is known of the records.
  let known: KnownRows

  /// The lists of some of the rows.
  func taking(owners taken: [Int32]) -> ListedRows {
    var places = [Int32](repeating: -1, count: ownerCount)
    for (place, owner) in taken.enumerated() { places[Int(owner)] = Int32(place) }
    let newOwners = RowLoops.gather(places, at: owners)
    let positions = RowLoops.positions(where: RowLoops.map(newOwners) { $0 >= 0 })
    return ListedRows(
      batch: batch.taking(positions), owners: RowLoops.gather(newOwners, at: positions),
      ownerCount: taken.count,
      known: KnownRows(takenFrom: (known, positions)))
  }
}

extension BoundExpression {
  /// Whether another expression asks for the same, wherever it is written; only of plain ones that
  /// is known.
  fileprivate func means(_ other: BoundExpression) -> Bool {
    switch (kind, other.kind) {
    case (.constant(let a), .constant(let b)): a == b
    case (.column(let a, let depth), .column(let b, let otherDepth)):
      a == b && depth == otherDepth
    case (.field(let a, let base), .field(let b, let otherBase)): a == b && base.means(otherBase)
    case (.arithmetic(let a, let operation, let b), .arithmetic(let x, let other, let y)):
      operation == other && a.means(x) && b.means(y)
    case (.call(let function, let values), .call(let other, let otherValues)):
      function == other && values.count == otherValues.count
        && zip(values, otherValues).allSatisfy { $0.means($1) }
    default: false
    }
  }
}
