import Model

/// What has changed in a column since its values were packed: a few values replaced, some added.
///
/// Each change makes another; those who read an earlier one are not disturbed.
package final class CellChanges<Element: Sendable>: Sendable {
  /// Number of values with those added.
  @usableFromInline let count: Int
  private let packedCount: Int
  private let added: [Element]
  private let replaced: [Int: Element]

  init(packedCount: Int, added: [Element], replaced: [Int: Element]) {
    count = packedCount + added.count
    self.packedCount = packedCount
    self.added = added
    self.replaced = replaced
  }

  /// The value of a row that was added or replaced; nil where the packed one holds.
  @usableFromInline
  func value(at row: Int) -> Element? {
    if row >= packedCount { return added[row - packedCount] }
    return replaced.isEmpty ? nil : replaced[row]
  }

  /// Values of a stretch of rows, of which those that were packed are there.
  func values(in rows: Range<Int>, over packed: [Element]) -> [Element] {
    let first = Swift.max(rows.lowerBound, packedCount)
    var values = packed
    if first < rows.upperBound {
      values += added[(first - packedCount)..<(rows.upperBound - packedCount)]
    }
    for (row, value) in replaced where rows.contains(row) {
      values[row - rows.lowerBound] = value
    }
    return values
  }

  /// Values of some rows, of which those that were packed are there.
  func values(at rows: [RowIndex], over packed: [Element]) -> [Element] {
    var values = packed
    let (lowest, highest) = (replaced.keys.min() ?? 0, replaced.keys.max() ?? -1)
    for (index, row) in rows.enumerated() where row >= 0 {
      let row = Int(row)
      if row >= packedCount {
        values[index] = added[row - packedCount]
      } else if row >= lowest, row <= highest, let value = replaced[row] {
        values[index] = value
      }
    }
    return values
  }

  fileprivate func contains(where meets: (Element) -> Bool) -> Bool {
    added.contains(where: meets) || replaced.values.contains(where: meets)
  }

  fileprivate func adding(_ values: [Element]) -> CellChanges {
    CellChanges(packedCount: packedCount, added: added + values, replaced: replaced)
  }

  fileprivate func replacing(_ row: Int, with value: Element) -> CellChanges {
    var (added, replaced) = (added, replaced)
    if row >= packedCount { added[row - packedCount] = value } else { replaced[row] = value }
    return CellChanges(packedCount: packedCount, added: added, replaced: replaced)
  }
}

extension Cells where Element: CellValue {
  /// The same values with more behind them.
  ///
  /// - Complexity: O(values added since the column was packed).
  package func appending(_ values: [Element]) -> Cells {
    changed { $0.adding(values) }
  }

  /// The same values but for one.
  ///
  /// - Complexity: O(values added or replaced since the column was packed).
  package func replacing(_ row: Int, with value: Element) -> Cells {
    precondition(row >= 0 && row < count, "a row of the column")
    return changed { $0.replacing(row, with: value) }
  }

  private func changed(_ change: (CellChanges<Element>) -> CellChanges<Element>) -> Cells {
    let before = changes ?? CellChanges(packedCount: packedCount, added: [], replaced: [:])
    return Cells(packed, packedCount, coding, change(before))
  }

  /// Whether any value is not the missing one, or was not when the values were packed.
  ///
  /// - Complexity: O(values added or replaced): where all are missing they have no width.
  package var hasValues: Bool {
    let areAllMissing = coding.width == 0 && coding.step == 0 && coding.base == coding.missing
    if packedCount > 0, !areAllMissing { return true }
    return changes?.contains { $0.cell != coding.missing } ?? false
  }

  /// Whether any value is not zero, or was not when the values were packed.
  package var hasAny: Bool {
    coding.width > 0 || coding.base != 0 || coding.step != 0 || changes != nil
  }

  /// The bytes and the coding, where nothing has changed since the values were packed.
  package var packing: (bytes: ByteRange, coding: CellCoding)? {
    changes == nil ? (packed, coding) : nil
  }

  /// The same values, all of them packed.
  package func repacked(missing: Element) -> Cells {
    changes == nil ? self : Cells(packing: array, missing: missing)
  }
}
