package import Model

/// For each record of one collection, the rows of another that lead to it, ascending.
///
///     ends   2 2 5          record 0 ← rows 0..<2, record 1 ← none, record 2 ← rows 2..<5
///     rows   4 7 1 3 9
package struct LinkIndex: Sendable {
  /// Where the rows of each record end; they begin where those of the record before end.
  private let ends: [Int32]
  private let rows: [RowIndex]

  /// Sorts rows by the record that each leads to.
  ///
  /// - Parameters:
  ///   - targets: the record of each row; rows that lead nowhere are left out.
  ///   - targetCount: number of records that can be led to.
  /// - Complexity: O(rows + records).
  package init(_ targets: [RowIndex], targetCount: Int) {
    var counts = [Int32](repeating: 0, count: targetCount + 1)
    for target in targets where target >= 0 { counts[Int(target) + 1] += 1 }
    for index in 0..<targetCount { counts[index + 1] += counts[index] }
    var next = counts
    var rows = [RowIndex](repeating: 0, count: Int(counts[targetCount]))
    for (row, target) in targets.enumerated() where target >= 0 {
      rows[Int(next[Int(target)])] = RowIndex(row)
      next[Int(target)] += 1
    }
    self.ends = Array(counts.dropFirst())
    self.rows = rows
  }

  /// The rows that lead to a record, ascending.
  package subscript(target: RowIndex) -> ArraySlice<RowIndex> {
    let index = Int(target)
    return rows[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }
}
