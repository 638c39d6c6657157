import Columns

/// One column of a block: codes of its distinct texts, in the order in which they first stand.
///
/// The table of a block is small and stays in the cache; its texts stand in the block's bytes until
/// the block is done.
struct BlockColumn {
  /// A code for each row, `Missing.text` for an empty field.
  private(set) var codes: [UInt32] = []
  private var texts = BlockTexts()

  /// Appends one field of each record; the fields of a record stand together in the list.
  mutating func append(
    _ fields: Span<FieldRange>, column: Int, of width: Int, in text: Span<UInt8>
  ) {
    var row = codes.count
    var appended: [UInt32] = []
    // Two owners would mean a copy.
    swap(&appended, &codes)
    appended.append(contentsOf: repeatElement(Missing.text, count: fields.count / width))
    var written = appended.mutableSpan
    var above = BlockField()
    var aboveCode = Missing.text
    var place = column
    while place < fields.count {
      let field = BlockField(fields[place], in: text)
      place += width
      if field.length != 0 {
        if !field.equals(above, in: text) {
          aboveCode = texts.intern(field, in: text)
          above = field
        }
        written[row] = aboveCode
      }
      row += 1
    }
    swap(&appended, &codes)
  }

  /// The column without its block; this one is empty then, to be used for the next block.
  mutating func finish(in text: Span<UInt8>) -> TextColumn {
    let (pool, ends) = texts.packed(in: text)
    texts.removeAll()
    var finished: [UInt32] = []
    swap(&finished, &codes)
    // The next block has about as many rows.
    codes.reserveCapacity(finished.count + finished.count / 16)
    return TextColumn(codes: finished, pool: pool, ends: ends)
  }
}

/// A field of a block without the blanks around it, with its first bytes at hand: behind a block
/// there is room to look at eight.
struct BlockField {
  fileprivate(set) var start = 0
  /// Number of its bytes.
  private(set) var length = 0
  /// Its first eight bytes, the first the lowest, zero behind its end, as no byte of a text is.
  fileprivate private(set) var head: UInt64 = 0

  fileprivate init() {}

  @inline(__always)
  fileprivate init(_ field: FieldRange, in text: Span<UInt8>) {
    if field.isEmpty { return }
    start = Int(field.start)
    length = Int(field.end) - start
    head = ByteWord.load(text, at: start)
    // Most fields have no blanks around them, which two bytes tell.
    let first = UInt8(truncatingIfNeeded: head)
    if first &- 0x21 >= 0x5F || text[start + length - 1] &- 0x21 >= 0x5F {
      let range = Blank.trimmed(text, field.range)
      start = range.lowerBound
      length = range.count
      if length == 0 { return }
      head = ByteWord.load(text, at: start)
    }
    if length < 8 { head &= ~0 >> UInt64(64 - 8 * length) }
  }

  /// Whether two fields have the same bytes.
  @inline(__always)
  fileprivate func equals(_ other: BlockField, in text: Span<UInt8>) -> Bool {
    head == other.head && length == other.length && hasTail(at: other.start, in: text)
  }

  /// Whether the bytes behind the first eight stand behind those of another place as well.
  @inline(__always)
  fileprivate func hasTail(at place: Int, in text: Span<UInt8>) -> Bool {
    var index = 8
    while index < length {
      // The last word may begin among bytes that were compared.
      let offset = Swift.min(index, length - 8)
      if ByteWord.load(text, at: start + offset) != ByteWord.load(text, at: place + offset) {
        return false
      }
      index += 8
    }
    return true
  }

  /// 24 bits of a hash, and below them the length up to 255.
  @inline(__always)
  fileprivate func tag(in text: Span<UInt8>) -> UInt64 {
    var state = BlockField.mixed(head ^ UInt64(truncatingIfNeeded: length))
    var index = 8
    while index < length {
      state = BlockField.mixed(
        state ^ ByteWord.load(text, at: start + Swift.min(index, length - 8)))
      index += 8
    }
    return (state >> 40) << 8 | UInt64(Swift.min(length, 255))
  }

  @inline(__always)
  private static func mixed(_ state: UInt64) -> UInt64 {
    let (high, low) = state.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}

/// The distinct texts of a column of a block.
private struct BlockTexts {
  private var fields: [FieldRange] = []
  /// Open addressing, two words a slot: tag and code + 1, and the head.
  ///
  /// A text of up to eight bytes is known by these alone.
  private var slots = [UInt64](repeating: 0, count: 2 * 64)
  private var mask = 63

  mutating func intern(_ field: BlockField, in text: Span<UInt8>) -> UInt32 {
    let tag = field.tag(in: text)
    var slot = Int(truncatingIfNeeded: tag >> 8) & mask
    while true {
      let used = slots[2 * slot]
      if used == 0 { break }
      if used >> 32 == tag, slots[2 * slot + 1] == field.head {
        let code = UInt32(truncatingIfNeeded: used) - 1
        if field.length <= 8 || isLong(code, field, in: text) { return code }
      }
      slot = (slot + 1) & mask
    }
    let code = UInt32(fields.count)
    fields.append(FieldRange(field.start, field.start + field.length))
    slots[2 * slot] = tag << 32 | UInt64(code + 1)
    slots[2 * slot + 1] = field.head
    if fields.count * 2 > mask { grow() }
    return code
  }

  /// Keeps the memory, which the next block needs as much of.
  mutating func removeAll() {
    if fields.isEmpty { return }
    fields.removeAll(keepingCapacity: true)
    var cleared = slots.mutableSpan
    for index in cleared.indices { cleared[index] = 0 }
  }

  @inline(__always)
  private func isLong(_ code: UInt32, _ field: BlockField, in text: Span<UInt8>) -> Bool {
    let known = fields[Int(code)]
    guard Int(known.end - known.start) == field.length else { return false }
    return field.hasTail(at: Int(known.start), in: text)
  }

  private mutating func grow() {
    let larger = (mask + 1) * 2
    var moved = [UInt64](repeating: 0, count: 2 * larger)
    mask = larger - 1
    for old in 0..<(slots.count / 2) where slots[2 * old] != 0 {
      var slot = Int(truncatingIfNeeded: slots[2 * old] >> 40) & mask
      while moved[2 * slot] != 0 { slot = (slot + 1) & mask }
      moved[2 * slot] = slots[2 * old]
      moved[2 * slot + 1] = slots[2 * old + 1]
    }
    slots = moved
  }

  /// The texts one behind the other, and where each ends.
  func packed(in text: Span<UInt8>) -> (pool: [UInt8], ends: [UInt32]) {
    var pool: [UInt8] = []
    var ends: [UInt32] = []
    pool.reserveCapacity(fields.reduce(0) { $0 + $1.range.count })
    ends.reserveCapacity(fields.count)
    for field in fields {
      ByteWord.append(text, field.range, to: &pool)
      ends.append(UInt32(pool.count))
    }
    return (pool, ends)
  }
}

/// A column of a block on its own.
struct TextColumn: Sendable {
  let codes: [UInt32]
  /// The distinct texts, one behind the other, and where each ends.
  let pool: [UInt8]
  let ends: [UInt32]

  /// Whether all texts are ASCII, and none begins with an apostrophe.
  var isPlain: Bool {
    if ByteMask.survey(pool.span, pool.count).high { return false }
    var start = 0
    for end in ends {
      if start < Int(end), pool[start] == UInt8(ascii: "'") { return false }
      start = Int(end)
    }
    return true
  }
}
