/// Values in blocks, each as narrow as its own values need: bit by bit, above a base of its own.
///
///     palette    the values that there are, eight bytes each, where there are few
///     entries    for each block its base, and where its bits begin and how many a value has
///     bits       block after block, the first value the lowest
///
/// Amounts of one document, days of one week and records named in their order lie near each other,
/// and far from those at the other end of the column. Where there is a palette the numbers are
/// places in it. All ones of a block's width stand for the missing value; a block without bits has
/// its base in every row.
@usableFromInline
enum CellBlocks {
  /// Rows of a block, as a power of two.
  @usableFromInline static let shift = 7
  @usableFromInline static let rows = 1 << shift
  /// Bytes of the entry of a block: its base, and behind it place and width.
  @usableFromInline static let entrySize = 16
  /// Bits of the second half of an entry that hold the width.
  @usableFromInline static let widthBits: UInt64 = 6
  /// Most bits of a value: wherever they begin in a byte, one load has them all.
  static let mostBits = 56
  /// Most values of a palette.
  static let mostColors = 256

  @inlinable
  static func count(of rowCount: Int) -> Int { (rowCount + rows - 1) >> shift }

  /// The bits that numbers up to a span need, all ones left out.
  static func width(of span: UInt64) -> Int { 64 - (span &+ 1).leadingZeroBitCount }

  /// Whether so many bytes can hold that many rows.
  static func canHold(_ rowCount: Int, colors: Int, in byteCount: Int) -> Bool {
    colors <= mostColors && byteCount >= 8 * colors + entrySize * count(of: rowCount)
  }
}

/// How a column would lie in blocks.
struct BlockPlan<Element: CellValue> {
  /// The base of each block, and the bits of its values.
  private var entries: [(base: Int64, width: Int)] = []
  private let palette: Palette?
  private let missing: Int64
  /// Bytes of all of it.
  private(set) var size = 0

  var colors: Int { palette?.colors.count ?? 0 }

  /// Nil where a block has values that are too far apart.
  init?(_ values: Span<Element>, missing: Int64, palette: Palette?) {
    self.missing = missing
    self.palette = palette
    entries.reserveCapacity(CellBlocks.count(of: values.count))
    let blocks = CellBlocks.count(of: values.count)
    size = 8 * (palette?.colors.count ?? 0) + CellBlocks.entrySize * blocks
    var start = 0
    while start < values.count {
      let end = Swift.min(start + CellBlocks.rows, values.count)
      guard let entry = entry(values, start..<end) else { return nil }
      entries.append(entry)
      size += CellBlocks.rows / 8 * entry.width
      start = end
    }
  }

  private func entry(_ values: Span<Element>, _ rows: Range<Int>) -> (base: Int64, width: Int)? {
    var (low, high) = (Int64.max, Int64.min)
    var missingCount = 0
    for row in rows {
      let value = values[row].cell
      if value == missing {
        missingCount += 1
      } else {
        let number = palette?.place(of: value) ?? value
        low = Swift.min(low, number)
        high = Swift.max(high, number)
      }
    }
    if missingCount == rows.count { return (missing, 0) }
    if missingCount == 0, low == high { return (palette?.colors[Int(low)] ?? low, 0) }
    let (span, overflow) = high.subtractingReportingOverflow(low)
    let width = CellBlocks.width(of: UInt64(bitPattern: span))
    return overflow || width > CellBlocks.mostBits ? nil : (low, width)
  }

  /// Lays the blocks down.
  func write(_ values: Span<Element>, to memory: UnsafeMutableRawBufferPointer) {
    guard let start = memory.baseAddress else { return }
    for (place, color) in (palette?.colors ?? []).enumerated() {
      unsafe start.storeBytes(of: color, toByteOffset: 8 * place, as: Int64.self)
    }
    var entryPlace = 8 * colors
    var place = entryPlace + CellBlocks.entrySize * entries.count
    for (block, entry) in entries.enumerated() {
      unsafe start.storeBytes(of: entry.base, toByteOffset: entryPlace, as: Int64.self)
      unsafe start.storeBytes(
        of: UInt64(place) << CellBlocks.widthBits | UInt64(entry.width),
        toByteOffset: entryPlace + 8, as: UInt64.self)
      entryPlace += CellBlocks.entrySize
      guard entry.width > 0 else { continue }
      let first = block << CellBlocks.shift
      unsafe write(
        values, first..<Swift.min(first + CellBlocks.rows, values.count), entry, to: start + place)
      place += CellBlocks.rows / 8 * entry.width
    }
  }

  /// The numbers of a block, eight bytes at a time; behind the last row of a column are zeros.
  private func write(
    _ values: Span<Element>, _ rows: Range<Int>, _ entry: (base: Int64, width: Int),
    to start: UnsafeMutableRawPointer
  ) {
    let ones: UInt64 = (1 << UInt64(entry.width)) - 1
    var (word, used, place) = (UInt64(0), 0, 0)
    for index in 0..<CellBlocks.rows {
      var number: UInt64 = 0
      if index < rows.count {
        let value = values[rows.lowerBound + index].cell
        number =
          value == missing
          ? ones : UInt64(bitPattern: (palette?.place(of: value) ?? value) &- entry.base)
      }
      word |= number << UInt64(used)
      used += entry.width
      if used >= 64 {
        unsafe start.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
        place += 8
        used -= 64
        word = used == 0 ? 0 : number >> UInt64(entry.width - used)
      }
    }
  }
}

/// The values of a column that has few, and where each stands among them.
struct Palette {
  private(set) var colors: [Int64] = []
  /// Open addressing: a color and its place + 1 in each used slot.
  private var slots = [(color: Int64, place: Int)](repeating: (0, 0), count: 1024)

  /// Nil where there are more values than a palette has.
  init?<Element: CellValue>(_ values: Span<Element>, missing: Int64) {
    var last = missing
    for row in values.indices {
      let value = values[row].cell
      if value == last || value == missing { continue }
      last = value
      let slot = slot(of: value)
      if slots[slot].place > 0 { continue }
      if colors.count == CellBlocks.mostColors { return nil }
      colors.append(value)
      slots[slot] = (value, colors.count)
    }
  }

  func place(of value: Int64) -> Int64 { Int64(slots[slot(of: value)].place) - 1 }

  private func slot(of value: Int64) -> Int {
    let hash = UInt64(bitPattern: value) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: hash >> 54)
    while slots[slot].place > 0, slots[slot].color != value { slot = (slot + 1) & 1023 }
    return slot
  }
}

// MARK: - Reading

/// Where the numbers of a block lie.
@usableFromInline
struct CellBlock {
  @usableFromInline let base: Int64
  /// Where they begin, in bytes from the column's first.
  @usableFromInline let place: Int
  /// Bits of a number.
  @usableFromInline let width: Int

  @inlinable @inline(__always)
  init(base: Int64, place: Int, width: Int) {
    (self.base, self.place, self.width) = (base, place, width)
  }

  /// Bytes of all its numbers.
  @inlinable var size: Int { CellBlocks.rows / 8 * width }
}

extension CellReader {
  /// A block by its place among all.
  ///
  /// Its bits lie within the column, whatever a file says.
  @inlinable @inline(__always)
  func block(_ block: Int) -> CellBlock {
    let entry = 8 * colors + CellBlocks.entrySize * block
    let base = unsafe start.loadUnaligned(fromByteOffset: entry, as: Int64.self)
    let second = unsafe start.loadUnaligned(fromByteOffset: entry + 8, as: UInt64.self)
    let width = Int(truncatingIfNeeded: second & ((1 << CellBlocks.widthBits) - 1))
    let place = Int(truncatingIfNeeded: second >> CellBlocks.widthBits)
    precondition(place &+ CellBlocks.rows / 8 &* width <= byteCount, "bits of the column")
    return CellBlock(base: base, place: place, width: width)
  }

  /// The value of a row in blocks.
  @inlinable @inline(__always)
  func blockedValue(_ row: Int) -> Element {
    let block = block(row >> CellBlocks.shift)
    if block.width == 0 { return Element(cell: block.base) }
    return value(row & (CellBlocks.rows - 1), in: block, ones: (1 << UInt64(block.width)) - 1)
  }

  @inlinable @inline(__always)
  func value(_ index: Int, in block: CellBlock, ones: UInt64) -> Element {
    let bit = index &* block.width
    let word = unsafe start.loadUnaligned(
      fromByteOffset: block.place &+ bit &>> 3, as: UInt64.self)
    let number = word &>> UInt64(truncatingIfNeeded: bit & 7) & ones
    if number == ones { return Element(cell: missing) }
    let value = block.base &+ Int64(truncatingIfNeeded: number)
    return Element(cell: colors == 0 ? value : color(value))
  }

  @inlinable @inline(__always)
  func color(_ place: Int64) -> Int64 {
    precondition(place >= 0 && place < colors, "a color of the palette")
    return unsafe start.loadUnaligned(fromByteOffset: 8 &* Int(place), as: Int64.self)
  }

  /// Writes the values of some rows in their order; of a missing row the last argument but one.
  ///
  /// Rows mostly stand by those before them, so that a block is looked up once for several.
  @inlinable
  func gatherBlocks(
    _ rows: Span<Int32>, missing: Element, to values: UnsafeMutableBufferPointer<Element>
  ) {
    var (number, ones) = (-1, UInt64(0))
    var block = CellBlock(base: 0, place: 0, width: 0)
    for index in rows.indices {
      let row = Int(rows[index])
      if row < 0 {
        unsafe values.initializeElement(at: index, to: missing)
        continue
      }
      if row >> CellBlocks.shift != number {
        number = row >> CellBlocks.shift
        block = self.block(number)
        ones = (1 << UInt64(block.width)) - 1
      }
      let value =
        block.width == 0
        ? Element(cell: block.base)
        : self.value(row & (CellBlocks.rows - 1), in: block, ones: ones)
      unsafe values.initializeElement(at: index, to: value)
    }
  }

  /// Writes the values of some rows of a block, counted from its first, where there is no palette.
  @inlinable @inline(__always)
  func unpackNumbers(
    _ rows: Range<Int>, of block: CellBlock, to values: UnsafeMutableBufferPointer<Element>,
    at target: Int
  ) {
    let ones: UInt64 = (1 << UInt64(block.width)) - 1
    let missing = Element(cell: missing)
    var bit = rows.lowerBound &* block.width
    for index in target..<target + rows.count {
      let word = unsafe start.loadUnaligned(
        fromByteOffset: block.place &+ bit &>> 3, as: UInt64.self)
      let number = word &>> UInt64(truncatingIfNeeded: bit & 7) & ones
      let value = Element(cell: block.base &+ Int64(truncatingIfNeeded: number))
      unsafe values.initializeElement(at: index, to: number == ones ? missing : value)
      bit &+= block.width
    }
  }

  /// Writes the values of some rows behind each other.
  @inlinable
  func unpackBlocks(_ rows: Range<Int>, to values: UnsafeMutableBufferPointer<Element>) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      let block = block(row >> CellBlocks.shift)
      let first = row & ~(CellBlocks.rows - 1)
      let end = Swift.min(first + CellBlocks.rows, rows.upperBound)
      let target = row - rows.lowerBound
      if block.width == 0 {
        let same = Element(cell: block.base)
        for index in row..<end {
          unsafe values.initializeElement(at: target + index - row, to: same)
        }
      } else if colors == 0 {
        unsafe unpackNumbers(row - first..<end - first, of: block, to: values, at: target)
      } else {
        let ones: UInt64 = (1 << UInt64(block.width)) - 1
        for index in row..<end {
          unsafe values.initializeElement(
            at: target + index - row, to: value(index - first, in: block, ones: ones))
        }
      }
      row = end
    }
  }
}
