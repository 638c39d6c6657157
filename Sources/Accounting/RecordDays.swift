import Columns
import Model
import Storage

/// The day from which on each record of a collection is there.
package struct RecordDays: Sendable {
  private let days: Cells<Int32>
  /// The records whose days count instead: a line is there as soon as its document is.
  private let owners: Cells<RowIndex>?
  /// Records that are not known, so that no day has them.
  private let unknown: [Bool]?
  /// The latest of the days; the smallest of all where there are none.
  private let last: Late<Int32>

  /// To look at fewer records than these is faster than to look for the latest day once.
  private static let many = 1_024

  /// Days of the records' own, or of those that they belong to.
  init(_ days: Cells<Int32>, of owners: Cells<RowIndex>? = nil, unknown: [Bool]? = nil) {
    (self.days, self.owners, self.unknown) = (days, owners, unknown)
    last = Late { unknown == nil ? days.array.max() ?? Missing.day : .max }
  }

  /// The day of a record; `Missing.day`, the smallest of all, where it has none, so that it is
  /// always there.
  package subscript(row: Int) -> Int32 {
    if let unknown, unknown[row] { return .max }
    guard let owners else { return days[row] }
    let owner = owners[row]
    return owner >= 0 ? days[Int(owner)] : Missing.day
  }

  /// The days of some records that are there.
  func values(at rows: [RowIndex]) -> [Int32] {
    if unknown != nil { return rows.map { self[Int($0)] } }
    guard let owners else { return days.values(at: rows, missing: Missing.day) }
    return days.values(at: owners.values(at: rows, missing: Missing.row), missing: Missing.day)
  }

  /// Whether all records are there on a day.
  ///
  /// - Complexity: O(records) when it is asked first.
  func areAllThere(on day: Int32) -> Bool { last.value <= day }

  /// Of some records those that are there on a day; nil where all are.
  func places(of rows: [RowIndex], thereOn day: Int32) -> [Int]? {
    if rows.count >= RecordDays.many, areAllThere(on: day) { return nil }
    // `Missing.day` is the smallest number: a record without its date is always there.
    let firsts = values(at: rows)
    return firsts.allSatisfy { $0 <= day } ? nil : rows.indices.filter { firsts[$0] <= day }
  }

  /// The same days, later than all others for what is not known.
  func forgetting(_ unknown: [Bool]) -> RecordDays {
    RecordDays(days, of: owners, unknown: unknown)
  }
}
