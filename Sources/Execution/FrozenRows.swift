import Columns
package import Model
package import Planning

/// The rows of an answer, kept as they were given.
package struct FrozenRows: Sendable {
  private let columns: [PlanColumn]
  private let traits: [ColumnTraits]
  private let record: RecordColumn?
  private let countsRecords: Bool
  private let days: AskedDays
  /// The rows themselves.
  package let rows: Batch

  init(
    columns: [PlanColumn], traits: [ColumnTraits], record: RecordColumn?, countsRecords: Bool,
    days: AskedDays, rows: Batch
  ) {
    self.columns = columns
    self.traits = traits
    self.record = record
    self.countsRecords = countsRecords
    self.days = days
    self.rows = rows
  }

  /// What a question may know of them, under a number.
  package func named(_ id: Int) -> Frozen {
    Frozen(
      id: id, rowCount: rows.count, columns: columns, traits: traits, record: record,
      countsRecords: countsRecords, days: days)
  }

  /// Whether each row stands for a record.
  package var standsForRecords: Bool { record != nil }

  /// The one value that they are; nil where they are more or less.
  package var value: (value: Value, type: DataType)? {
    let shown = columns.indices.filter { columns[$0].isShown }
    guard rows.count == 1, shown.count == 1 else { return nil }
    return (rows.columns[shown[0]][0], columns[shown[0]].type)
  }
}
