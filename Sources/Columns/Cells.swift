package import Model

/// What a cell of a stored column can be.
package protocol CellValue: Sendable, Equatable, BitwiseCopyable {
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
///     width 1-6  base + unsigned number       all ones stand for a missing value
///     width 8    the value itself
///     in blocks  as narrow as some rows need, each some on their own (`CellBlocks`)
@frozen
package struct CellCoding: Sendable, Equatable {
  /// Bytes of a value: 0 to 6, or 8; `blocked` for a column in blocks.
  package var width: Int
  /// What is added to each number.
  package var base: Int64
  /// By how much values of width 0 grow from row to row.
  package var step: Int64
  /// The value that is written as all ones, where there is one.
  package var missing: Int64
  /// Number of values in the palette of a column in blocks; 0 where it has none.
  package var colors: Int

  /// The width of columns in blocks, which no value has.
  @inlinable package static var blocked: Int { 7 }

  /// A coding by its parts.
  package init(width: Int, base: Int64, step: Int64 = 0, missing: Int64, colors: Int = 0) {
    (self.width, self.base, self.step, self.missing) = (width, base, step, missing)
    self.colors = colors
  }

  /// The number that stands for the missing value.
  @inlinable
  package var missingCode: UInt64 {
    width == 8 || width == 0 ? .max : (1 << UInt64(8 * width)) - 1
  }

  /// Whether so many bytes can be that many rows; nobody else has to look before they are read.
  package func fits(_ rowCount: Int, in byteCount: Int) -> Bool {
    if width == CellCoding.blocked {
      return CellBlocks.canHold(rowCount, colors: colors, in: byteCount)
    }
    return colors == 0 && (width <= 6 || width == 8) && byteCount == rowCount * width
  }
}

/// The values of a stored column, in row order: packed, and never changed.
///
/// Behind the packed ones may stand some that were added since, and some of them may have been
/// replaced (`CellChanges`); who reads does not notice.
///
/// What an element must be is said where it is used: a type whose own parameters must conform is
/// looked up among all conformances of the program when it starts.
@frozen
package struct Cells<Element: Sendable>: Sendable {
  @usableFromInline let packed: ByteRange
  @usableFromInline let packedCount: Int
  /// How the packed values are written.
  package let coding: CellCoding
  @usableFromInline let changes: CellChanges<Element>?
}

extension Cells where Element: CellValue {
  /// Values that lie packed in a store.
  ///
  /// - Precondition: the bytes hold `count` values of the coding.
  package init(_ packed: ByteRange, count: Int, coding: CellCoding) {
    precondition(coding.fits(count, in: packed.count), "the bytes hold the cells")
    self.init(packed, count, coding, nil)
  }

  @usableFromInline
  init(
    _ packed: ByteRange, _ count: Int, _ coding: CellCoding, _ changes: CellChanges<Element>?
  ) {
    (self.packed, packedCount, self.coding, self.changes) = (packed, count, coding, changes)
  }

  /// The same value in so many rows, which is the missing one unless another is.
  package init(repeating value: Element, count: Int, missing: Element? = nil) {
    let coding = CellCoding(width: 0, base: value.cell, missing: (missing ?? value).cell)
    self.init(ByteRange(.empty), count, coding, nil)
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

  @inlinable
  func packedValue(_ row: Int) -> Element {
    precondition(row >= 0 && row < packedCount, "a row of the column")
    touch(row..<(row + 1))
    return reader[row]
  }

  /// Has the bytes of some packed rows checked, where nobody has used them yet.
  @inlinable @inline(__always)
  func touch(_ rows: Range<Int>) {
    guard packed.store.blocks != nil, coding.width > 0, !rows.isEmpty else { return }
    if coding.width == CellCoding.blocked {
      touchBlocks(rows)
    } else {
      packed.store.touch(packed.offset + rows.lowerBound * coding.width, rows.count * coding.width)
    }
  }

  @usableFromInline
  func touchBlocks(_ rows: Range<Int>) {
    let first = rows.lowerBound >> CellBlocks.shift
    let last = (rows.upperBound - 1) >> CellBlocks.shift
    let entries = packed.offset + 8 * coding.colors
    if coding.colors > 0 { packed.store.touch(packed.offset, 8 * coding.colors) }
    packed.store.touch(
      entries + CellBlocks.entrySize * first, CellBlocks.entrySize * (last - first + 1))
    let (start, end) = (reader.block(first), reader.block(last))
    let count = end.place + end.size - start.place
    if count > 0 { packed.store.touch(packed.offset + start.place, count) }
  }

  /// What loads packed values whose blocks were checked.
  @inlinable @inline(__always)
  var reader: CellReader<Element> {
    unsafe CellReader(
      start: packed.store.start + packed.offset, byteCount: packed.count, coding)
  }
}

extension Cells: Sequence, Collection, BidirectionalCollection, RandomAccessCollection
where Element: CellValue {
  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }
}

// MARK: - Many at once

extension Cells where Element: CellValue {
  /// The values of a stretch of rows.
  ///
  /// - Complexity: O(rows), a load and an addition each.
  @_specialize(where Element == Int64)
  @_specialize(where Element == Int32)
  @_specialize(where Element == UInt32)
  @_specialize(where Element == UInt16)
  @_specialize(where Element == Bool)
  package func values(in rows: Range<Int>) -> [Element] {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= count, "rows of the column")
    if let changes {
      let whole = rows.clamped(to: 0..<packedCount)
      return changes.values(in: rows, over: unchanged.values(in: whole))
    }
    touch(rows)
    let reader = reader
    return unsafe Array(unsafeUninitializedCapacity: rows.count) { values, made in
      made = rows.count
      unsafe reader.unpack(rows, to: values)
    }
  }

  /// The values of some rows, in their order; `Missing.row` gives the last argument.
  ///
  /// - Complexity: O(rows), a load and an addition each.
  @_specialize(where Element == Int64)
  @_specialize(where Element == Int32)
  @_specialize(where Element == UInt32)
  @_specialize(where Element == UInt16)
  @_specialize(where Element == Bool)
  package func values(at rows: [RowIndex], missing: Element) -> [Element] {
    if let changes {
      let count = RowIndex(packedCount)
      let before = rows.map { $0 < count ? $0 : Missing.row }
      return changes.values(at: rows, over: unchanged.values(at: before, missing: missing))
    }
    if rows.count >= 64, let stretches = Stretches.of(rows) {
      return values(in: stretches, count: rows.count)
    }
    let reach = prepare(rows)
    if rows.count >= 64, reach.count <= 2 * rows.count {
      // Rows near each other: all between them are unpacked, which is faster than one by one.
      return RowLoops.gather(
        values(in: reach), at: rows, from: RowIndex(reach.lowerBound), missing: missing)
    }
    let reader = reader
    return unsafe Array(unsafeUninitializedCapacity: rows.count) { values, made in
      made = rows.count
      if coding.width == CellCoding.blocked {
        unsafe reader.gatherBlocks(rows.span, missing: missing, to: values)
        return
      }
      unsafe rows.withUnsafeBufferPointer { rows in
        for index in 0..<rows.count {
          let row = unsafe rows[index]
          unsafe values.initializeElement(at: index, to: row >= 0 ? reader[Int(row)] : missing)
        }
      }
    }
  }

  /// The values of some stretches behind each other, which has them unpacked and not looked up one
  /// by one.
  private func values(in stretches: [Range<Int>], count: Int) -> [Element] {
    for stretch in stretches {
      precondition(stretch.upperBound <= packedCount, "rows of the column")
      touch(stretch)
    }
    let reader = reader
    return unsafe Array(unsafeUninitializedCapacity: count) { values, made in
      for stretch in stretches {
        let part = unsafe UnsafeMutableBufferPointer(rebasing: values[made..<made + stretch.count])
        unsafe reader.unpack(stretch, to: part)
        made += stretch.count
      }
    }
  }

  /// The values as they were packed.
  private var unchanged: Cells { Cells(packed, packedCount, coding, nil) }

  /// All values.
  package var array: [Element] { values(in: 0..<count) }

  /// Makes sure that rows are there, and that the blocks that hold them were checked: of many rows
  /// all blocks between the first and the last, of a few only their own.
  ///
  /// - Returns: the rows from the first of them to the last.
  private func prepare(_ rows: [RowIndex]) -> Range<Int> {
    // A missing row is the largest of all without a sign.
    var (least, highest) = (UInt32.max, RowIndex.missing)
    for row in rows {
      least = Swift.min(least, UInt32(bitPattern: row))
      highest = Swift.max(highest, row)
    }
    let lowest = RowIndex(truncatingIfNeeded: least)
    precondition(Int(highest) < packedCount, "rows of the column")
    guard highest >= 0 else { return 0..<0 }
    let reach = Int(lowest)..<Int(highest) + 1
    if coding.width > 0 {
      if rows.count >= 64 {
        touch(reach)
      } else {
        for row in rows where row >= 0 { touch(Int(row)..<(Int(row) + 1)) }
      }
    }
    return reach
  }

  /// Calls a function with what loads values fast, for many rows in no order.
  ///
  /// The rows that it asks for lie among those that are named, and it must not keep what it is
  /// given.
  @inlinable @inline(__always)
  package func withReader<Result>(
    _ rows: Range<Int>, _ body: (CellReader<Element>) -> Result
  ) -> Result {
    precondition(changes == nil && rows.lowerBound >= 0 && rows.upperBound <= packedCount)
    touch(rows)
    return withExtendedLifetime(packed.store) { body(reader) }
  }

  /// Whether no value was added or replaced since they were packed.
  @inlinable
  package var isUnchanged: Bool { changes == nil }
}

/// Loads packed values without asking whether they are there; it owns nothing.
///
/// A loop over a column would else count references for each value.
@frozen
@safe
package struct CellReader<Element: CellValue> {
  @usableFromInline let start: UnsafeRawPointer
  @usableFromInline var width: Int
  @usableFromInline let base: Int64
  @usableFromInline let step: Int64
  @usableFromInline let missing: Int64
  @usableFromInline let missingCode: UInt64
  @usableFromInline let colors: Int
  @usableFromInline let byteCount: Int

  @inlinable @inline(__always)
  init(start: UnsafeRawPointer, byteCount: Int, _ coding: CellCoding) {
    unsafe self.start = start
    (colors, self.byteCount) = (coding.colors, byteCount)
    (width, base, step) = (coding.width, coding.base, coding.step)
    (missing, missingCode) = (coding.missing, coding.missingCode)
  }

  /// The value of a row that the column has.
  @inlinable @inline(__always)
  package subscript(row: Int) -> Element {
    let code: UInt64
    switch width {
    case 0: return Element(cell: base &+ step &* Int64(row))
    case 1: code = UInt64(unsafe start.load(fromByteOffset: row, as: UInt8.self))
    case 2: code = UInt64(unsafe start.loadUnaligned(fromByteOffset: 2 * row, as: UInt16.self))
    case 3:
      code =
        UInt64(unsafe start.loadUnaligned(fromByteOffset: 3 * row, as: UInt32.self)) & 0xFF_FFFF
    case 4: code = UInt64(unsafe start.loadUnaligned(fromByteOffset: 4 * row, as: UInt32.self))
    case 5:
      code =
        unsafe start.loadUnaligned(fromByteOffset: 5 * row, as: UInt64.self) & 0xFF_FFFF_FFFF
    case 6:
      code =
        unsafe start.loadUnaligned(fromByteOffset: 6 * row, as: UInt64.self) & 0xFFFF_FFFF_FFFF
    case CellCoding.blocked: return blockedValue(row)
    default:
      return Element(cell: unsafe start.loadUnaligned(fromByteOffset: 8 * row, as: Int64.self))
    }
    return Element(
      cell: code == missingCode ? missing : base &+ Int64(truncatingIfNeeded: code))
  }

  /// Writes the values of some rows behind each other.
  ///
  /// The width is asked for once, not for each value.
  @inlinable @inline(__always)
  func unpack(_ rows: Range<Int>, to values: UnsafeMutableBufferPointer<Element>) {
    switch width {
    case CellCoding.blocked: unsafe unpackBlocks(rows, to: values)
    case 1:
      unsafe unpack(rows, to: values) {
        UInt64(unsafe start.load(fromByteOffset: $0, as: UInt8.self))
      }
    case 2:
      unsafe unpack(rows, to: values) {
        UInt64(unsafe start.loadUnaligned(fromByteOffset: 2 &* $0, as: UInt16.self))
      }
    case 3:
      unsafe unpack(rows, to: values) {
        UInt64(unsafe start.loadUnaligned(fromByteOffset: 3 &* $0, as: UInt32.self)) & 0xFF_FFFF
      }
    default:
      for index in 0..<rows.count {
        unsafe values.initializeElement(at: index, to: self[rows.lowerBound + index])
      }
    }
  }

  @inlinable @inline(__always)
  func unpack(
    _ rows: Range<Int>, to values: UnsafeMutableBufferPointer<Element>, _ code: (Int) -> UInt64
  ) {
    for index in 0..<rows.count {
      let code = code(rows.lowerBound &+ index)
      let cell = code == missingCode ? missing : base &+ Int64(truncatingIfNeeded: code)
      unsafe values.initializeElement(at: index, to: Element(cell: cell))
    }
  }
}
