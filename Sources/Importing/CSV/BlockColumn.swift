import Columns

/// One column of a block: codes of its distinct texts, in the order in which they first stand.
///
/// The table of a block is small and stays in the cache; its texts stand in the block's bytes until
/// the block is done.
struct BlockColumn {
  /// A code for each row, `Missing.text` for an empty field.
  private(set) var codes: [UInt32] = []
  private var texts: [FieldRange] = []
  /// Open addressing: half of the hash and code + 1 in each used slot.
  private var slots = [UInt64](repeating: 0, count: 64)
  private var slotMask: UInt64 = 63

  /// Appends one field of each record; the fields of a record stand together in the list.
  mutating func append(
    _ fields: Span<FieldRange>, column: Int, of width: Int, in text: Span<UInt8>
  ) {
    var above = FieldRange(0, 0)
    var aboveCode = Missing.text
    var place = column
    codes.reserveCapacity(codes.count + fields.count / width)
    while place < fields.count {
      let field = BlockColumn.trimmed(fields[place], in: text)
      place += width
      if BlockColumn.areEqual(field, above, in: text) {
        codes.append(aboveCode)
        continue
      }
      aboveCode = field.isEmpty ? Missing.text : intern(field, in: text)
      above = field
      codes.append(aboveCode)
    }
  }

  /// Most fields have no blanks around them, which two bytes tell.
  @inline(__always)
  private static func trimmed(_ field: FieldRange, in text: Span<UInt8>) -> FieldRange {
    if field.isEmpty { return field }
    let first = text[Int(field.start)]
    let last = text[Int(field.end) - 1]
    if first &- 0x21 < 0x5F, last &- 0x21 < 0x5F { return field }
    let range = Blank.trimmed(text, field.range)
    return FieldRange(range.lowerBound, range.upperBound)
  }

  private mutating func intern(_ field: FieldRange, in text: Span<UInt8>) -> UInt32 {
    if UInt64(texts.count + 1) * 2 > slotMask { grow() }
    let hash = TextHash.hash(text, field.range)
    var slot = hash & slotMask
    while slots[Int(slot)] != 0 {
      let used = slots[Int(slot)]
      let code = UInt32(truncatingIfNeeded: used) - 1
      if used >> 32 == hash, BlockColumn.areEqual(texts[Int(code)], field, in: text) {
        return code
      }
      slot = (slot + 1) & slotMask
    }
    let code = UInt32(texts.count)
    texts.append(field)
    slots[Int(slot)] = hash << 32 | UInt64(code + 1)
    return code
  }

  /// Whether two fields have the same bytes; behind a block there is room to look at eight.
  @inline(__always)
  private static func areEqual(
    _ one: FieldRange, _ other: FieldRange, in text: Span<UInt8>
  ) -> Bool {
    let count = Int(one.end &- one.start)
    guard count == Int(other.end &- other.start) else { return false }
    var index = 0
    while index < count {
      var difference =
        ByteWord.load(text, at: Int(one.start) + index)
        ^ ByteWord.load(text, at: Int(other.start) + index)
      if count - index < 8 { difference <<= UInt64(64 - 8 * (count - index)) }
      if difference != 0 { return false }
      index += 8
    }
    return true
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 4)
    let mask = UInt64(larger.count - 1)
    for used in slots where used != 0 {
      var slot = used >> 32 & mask
      while larger[Int(slot)] != 0 { slot = (slot + 1) & mask }
      larger[Int(slot)] = used
    }
    slots = larger
    slotMask = mask
  }

  /// The column without its block.
  consuming func finish(in text: Span<UInt8>) -> TextColumn {
    var pool: [UInt8] = []
    var ends: [UInt32] = []
    pool.reserveCapacity(texts.reduce(0) { $0 + $1.range.count })
    ends.reserveCapacity(texts.count)
    for field in texts {
      for index in field.range { pool.append(text[index]) }
      ends.append(UInt32(pool.count))
    }
    return TextColumn(codes: codes, pool: pool, ends: ends)
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
