package import Model
import Storage

/// The records that lead to others by a link, as of a day: a to-many link, ready to be followed.
package struct BackLinks: Sendable {
  /// One for each field that leads back.
  let indexes: [LinkIndex]
  /// The day from which on each record exists; nil where all exist on any day.
  let days: RecordDays?
  let day: Int32

  /// The same for who follows very many: where all records exist on the day, they are not looked at
  /// one by one.
  package var forMany: BackLinks {
    guard let days, days.areAllThere(on: day) else { return self }
    return BackLinks(indexes: indexes, days: nil, day: day)
  }

  /// Appends the rows that lead to some records and exist on the day, record by record, and for
  /// each the place of its record among these.
  package func append(
    rowsBehind targets: ArraySlice<RowIndex>, to rows: inout [RowIndex], _ places: inout [Int32]
  ) {
    guard let index = indexes.first, indexes.count == 1 else {
      for (place, target) in zip(targets.indices, targets) where target >= 0 {
        append(rowsBehind: target, to: &rows)
        while places.count < rows.count { places.append(Int32(place)) }
      }
      return
    }
    var (found, owners): ([RowIndex], [Int32]) = ([], [])
    index.append(rowsBehind: targets, to: &found, &owners)
    if let there = days?.places(of: found, thereOn: day) {
      rows += there.map { found[$0] }
      places += there.map { owners[$0] }
    } else {
      rows += found
      places += owners
    }
  }

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
