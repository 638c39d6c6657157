package import Model
import Storage

/// The records that lead to others by a link, as of a day: a to-many link, ready to be followed.
package struct BackLinks: Sendable {
  /// One for each field that leads back.
  let indexes: [LinkIndex]
  /// The day from which on each record exists; nil where all exist on any day.
  let days: RecordDays?
  let day: Int32

  /// Appends the rows that lead to a record and exist on the day, ascending, each once.
  package func append(rowsBehind target: RowIndex, to rows: inout [RowIndex]) {
    if let index = indexes.first, indexes.count == 1 {
      guard let days else { return rows.append(contentsOf: index[target]) }
      // `Missing.day` is the smallest number: a record without its date is always there.
      for row in index[target] where days[Int(row)] <= day { rows.append(row) }
    } else {
      let all = Set(indexes.flatMap { $0[target] }).sorted()
      rows += all.filter { row in days.map { $0[Int(row)] <= day } ?? true }
    }
  }
}
