package import Model

/// What a cell of a stored column can be.
package protocol CellValue: Sendable, Equatable {
  /// The value of a whole number.
  init(cell: Int64)
  /// The value as a whole number.
  var cell: Int64 { get }
}

extension Int64: CellValue {
  @inlinable package init(cell: Int64) { self = cell }
  @inlinable package var cell: Int64 { self }
}

extension Int32: CellValue {
  @inlinable package init(cell: Int64) { self.init(truncatingIfNeeded: cell) }
  @inlinable package var cell: Int64 { Int64(self) }
}

extension UInt32: CellValue {
  @inlinable package init(cell: Int64) { self.init(truncatingIfNeeded: cell) }
  @inlinable package var cell: Int64 { Int64(self) }
}

extension UInt16: CellValue {
  @inlinable package init(cell: Int64) { self.init(truncatingIfNeeded: cell) }
  @inlinable package var cell: Int64 { Int64(self) }
}

extension Bool: CellValue {
  @inlinable package init(cell: Int64) { self = cell != 0 }
  @inlinable package var cell: Int64 { self ? 1 : 0 }
}

/// How the values of a column are written: as what they are above a base, in as few bytes as
/// they need.
///
///     width 0    base + step × row            what is the same in all rows, or counts them
///     width 1-4  base + unsigned number       all ones stand for a missing value
///     width 8    the value itself
@frozen
package struct CellCoding: Sendable, Equatable {
  /// Bytes of a value: 0, 1, 2, 3, 4 or 8.
  package var width: Int
  /// What is added to each number.
  package var base: Int64
  /// By how much values of width 0 grow from row to row.
  package var step: Int64
  /// The value that is written as all ones, where there is one.
  package var missing: Int64

  /// A coding by its parts.
  package init(width: Int, base: Int64, step: Int64 = 0, missing: Int64) {
    (self.width, self.base, self.step, self.missing) = (width, base, step, missing)
  }

  /// The number that stands for the missing value.
  @inlinable
  package var missingCode: UInt64 {
    width == 8 || width == 0 ? .max : (1 << UInt64(8 * width)) - 1
  }
}

/// The values of a stored column, in row order: packed, and never changed.
///
/// Behind the packed ones may stand some that were added since, and some of them may have been
/// replaced (`CellChanges`); who reads does not notice.
@frozen
package struct Cells<Element: CellValue>: Sendable {
  @usableFromInline let packed: ByteRange
  @usableFromInline let packedCount: Int
  /// How the packed values are written.
  package let coding: CellCoding
  @usableFromInline let changes: CellChanges<Element>?

  /// Values that lie packed in a store.
  ///
  /// - Precondition: the bytes hold `count` values of the coding.
  package init(_ packed: ByteRange, count: Int, coding: CellCoding) {
    precondition(packed.count >= count * coding.width, "the bytes hold the cells")
    self.init(packed, count, coding, nil)
  }

  @usableFromInline
  init(
    _ packed: ByteRange, _ count: Int, _ coding: CellCoding, _ changes: CellChanges<Element>?
  ) {
    (self.packed, packedCount, self.coding, self.changes) = (packed, count, coding, changes)
  }

  /// The same value in so many rows.
  package init(repeating value: Element, count: Int) {
    self.init(
      ByteRange(.empty), count, CellCoding(width: 0, base: value.cell, missing: value.cell), nil)
  }

  /// Number of values.
  @inlinable
  package var count: Int { changes?.count ?? packedCount }

  /// The value of one row.
  @inlinable
  package subscript(row: Int) -> Element {
    if let changes { return changes.value(at: row) ?? packedValue(row) }
    return packedValue(row)
  }

  @inlinable @inline(__always)
  func packedValue(_ row: Int) -> Element {
    precondition(row >= 0 && row < packedCount, "a row of the column")
    let start = unsafe packed.store.start + packed.offset
    if coding.width > 0 { packed.store.touch(packed.offset + row * coding.width, coding.width) }
    let code: UInt64
    switch coding.width {
    case 0: return Element(cell: coding.base &+ coding.step &* Int64(row))
    case 1: code = UInt64(unsafe start.load(fromByteOffset: row, as: UInt8.self))
    case 2: code = UInt64(unsafe start.loadUnaligned(fromByteOffset: 2 * row, as: UInt16.self))
    case 3:
      code =
        UInt64(unsafe start.loadUnaligned(fromByteOffset: 3 * row, as: UInt32.self)) & 0xFF_FFFF
    case 4: code = UInt64(unsafe start.loadUnaligned(fromByteOffset: 4 * row, as: UInt32.self))
    default:
      return Element(cell: unsafe start.loadUnaligned(fromByteOffset: 8 * row, as: Int64.self))
    }
    return Element(
      cell: code == coding.missingCode ? coding.missing : coding.base &+ Int64(code))
  }
}

extension Cells: RandomAccessCollection {
  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }
}

// MARK: - Many at once

extension Cells {
  /// The values of a stretch of rows.
  ///
  /// - Complexity: O(rows), a load and an addition each.
  @inlinable
  package func values(in rows: Range<Int>) -> [Element] {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= count, "rows of the column")
    if changes != nil { return rows.map { self[$0] } }
    packed.store.touch(packed.offset + rows.lowerBound * coding.width, rows.count * coding.width)
    return unsafe Array(unsafeUninitializedCapacity: rows.count) { values, made in
      let start = unsafe packed.store.start + packed.offset + rows.lowerBound * coding.width
      let (base, missing, missingCode) = (coding.base, coding.missing, coding.missingCode)
      @inline(__always)
      func fill(_ code: (Int) -> UInt64) {
        for index in 0..<rows.count {
          let code = code(index)
          unsafe values.initializeElement(
            at: index,
            to: Element(
              cell: code == missingCode ? missing : base &+ Int64(truncatingIfNeeded: code)))
        }
      }
      switch coding.width {
      case 0:
        let step = coding.step
        for index in 0..<rows.count {
          unsafe values.initializeElement(
            at: index, to: Element(cell: base &+ step &* Int64(rows.lowerBound + index)))
        }
      case 1: fill { UInt64(unsafe start.load(fromByteOffset: $0, as: UInt8.self)) }
      case 2: fill { UInt64(unsafe start.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)) }
      case 3:
        fill {
          UInt64(unsafe start.loadUnaligned(fromByteOffset: 3 * $0, as: UInt32.self)) & 0xFF_FFFF
        }
      case 4: fill { UInt64(unsafe start.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)) }
      default:
        for index in 0..<rows.count {
          unsafe values.initializeElement(
            at: index,
            to: Element(cell: start.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self)))
        }
      }
      made = rows.count
    }
  }

  /// The values of some rows, in their order; `Missing.row` gives the last argument.
  @inlinable
  package func values(at rows: [RowIndex], missing: Element) -> [Element] {
    unsafe Array(unsafeUninitializedCapacity: rows.count) { values, made in
      for index in rows.indices {
        let row = Int(rows[index])
        unsafe values.initializeElement(at: index, to: row >= 0 ? self[row] : missing)
      }
      made = rows.count
    }
  }

  /// All values.
  package var array: [Element] { values(in: 0..<count) }
}
