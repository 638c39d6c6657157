import Columns
package import Model

/// For each record of one collection, the rows of another that lead to it, ascending.
///
///     ends   2 2 5          record 0 ← rows 0..<2, record 1 ← none, record 2 ← rows 2..<5
///     rows   4 7 1 3 9
package struct LinkIndex: Sendable {
  /// Where the rows of each record end; they begin where those of the record before end.
  let ends: Cells<Int32>
  let rows: Cells<RowIndex>
  /// The rows of records to which others lead since the index was made.
  private var changed: [RowIndex: [RowIndex]] = [:]

  /// An index by its parts.
  init(ends: Cells<Int32>, rows: Cells<RowIndex>) {
    (self.ends, self.rows) = (ends, rows)
  }

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
    ends = Cells(packing: Array(counts.dropFirst()), missing: -1)
    self.rows = Cells(packing: rows, missing: .missing)
  }

  /// The rows that lead to a record, ascending.
  package subscript(target: RowIndex) -> [RowIndex] {
    if !changed.isEmpty, let rows = changed[target] { return rows }
    return rows.values(in: places(of: target))
  }

  private static let many = 32

  /// Appends the rows that lead to some records, and for each the place of its record among these.
  package func append(
    rowsBehind targets: ArraySlice<RowIndex>, to rows: inout [RowIndex], _ places: inout [Int32]
  ) {
    // Of a few records only what they need is looked at: the rest may not have been read yet.
    let known = RowIndex(ends.count)
    let isPlain =
      targets.count >= LinkIndex.many
      && (changed.isEmpty || targets.allSatisfy { $0 < known && changed[$0] == nil })
    guard isPlain else {
      for (place, target) in zip(targets.indices, targets) where target >= 0 {
        rows += self[target]
        while places.count < rows.count { places.append(Int32(place)) }
      }
      return
    }
    let starts = ends.values(at: targets.map { $0 < known ? $0 - 1 : .missing }, missing: 0)
    let stops = ends.values(at: targets.map { $0 < known ? $0 : .missing }, missing: 0)
    let (wanted, owners) = RowLoops.stretches(starts, stops)
    let first = Int32(targets.startIndex)
    places += RowLoops.map(owners) { first &+ $0 }
    rows += isInOrder ? wanted : self.rows.values(at: wanted, missing: .missing)
  }

  /// Whether the rows stand in the order of the records that they lead to.
  private var isInOrder: Bool {
    rows.isUnchanged
      && rows.coding == CellCoding(width: 0, base: 0, step: 1, missing: Int64(RowIndex.missing))
  }

  /// Whether so many rows all lead somewhere, those before others to no record behind theirs.
  func isInOrder(of rowCount: Int) -> Bool {
    changed.isEmpty && rows.count == rowCount && isInOrder
  }

  /// How many rows lead to a record.
  package func count(of target: RowIndex) -> Int {
    if !changed.isEmpty, let rows = changed[target] { return rows.count }
    return places(of: target).count
  }

  private func places(of target: RowIndex) -> Range<Int> {
    let index = Int(target)
    // Records that were added since have only what is among the changes.
    guard index < ends.count else { return 0..<0 }
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// The same index without changes beside it, for so many records.
  func remade(targetCount: Int) -> LinkIndex {
    guard !changed.isEmpty || ends.count < targetCount else { return self }
    var (ends, rows): ([Int32], [RowIndex]) = ([], [])
    for target in 0..<RowIndex(targetCount) {
      rows += self[target]
      ends.append(Int32(rows.count))
    }
    return LinkIndex(
      ends: Cells(packing: ends, missing: -1), rows: Cells(packing: rows, missing: .missing))
  }

  /// Whether another index of so many records says the same.
  func says(_ other: LinkIndex, of targetCount: Int) -> Bool {
    (0..<RowIndex(targetCount)).allSatisfy { self[$0] == other[$0] }
  }

  /// The index once a row leads to another record, or to one for the first time.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - old: the record that it has led to so far; `Missing.row` for none.
  ///   - new: the record that it leads to from now on; `Missing.row` for none.
  mutating func move(_ row: RowIndex, from old: RowIndex, to new: RowIndex) {
    guard old != new else { return }
    if old >= 0 { changed[old] = self[old].filter { $0 != row } }
    guard new >= 0 else { return }
    let own = self[new]
    let place = own.firstIndex { $0 > row } ?? own.endIndex
    changed[new] = own[..<place] + [row] + own[place...]
  }
}
