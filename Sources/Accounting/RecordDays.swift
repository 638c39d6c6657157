import Columns
import Model

/// The day from which on each record of a collection is there.
package struct RecordDays: Sendable {
  private let days: Cells<Int32>
  /// The records whose days count instead: a line is there as soon as its document is.
  private let owners: Cells<RowIndex>?
  /// Records that are not known, so that no day has them.
  private let unknown: [Bool]?

  /// Days of the records' own, or of those that they belong to.
  init(_ days: Cells<Int32>, of owners: Cells<RowIndex>? = nil, unknown: [Bool]? = nil) {
    (self.days, self.owners, self.unknown) = (days, owners, unknown)
  }

  /// The day of a record; `Missing.day`, the smallest of all, where it has none, so that it is
  /// always there.
  package subscript(row: Int) -> Int32 {
    if let unknown, unknown[row] { return .max }
    guard let owners else { return days[row] }
    let owner = owners[row]
    return owner >= 0 ? days[Int(owner)] : Missing.day
  }

  /// The same days, later than all others for what is not known.
  func forgetting(_ unknown: [Bool]) -> RecordDays {
    RecordDays(days, of: owners, unknown: unknown)
  }
}
