/// A field as a range of its block's bytes.
struct FieldRange: Equatable {
  var start: UInt32
  var end: UInt32

  init(_ start: Int, _ end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  var isEmpty: Bool { start == end }
  var range: Range<Int> { Int(start)..<Int(end) }
}

/// Takes the records of a block apart (RFC 4180 and what real files make of it).
///
/// Delimiters, quotes and line ends are found sixty-four bytes at a time; fields are ranges of the
/// bytes, so nothing is copied. A quote opens a field only as its first byte, and text behind a
/// closing quote makes the field a stray one.
struct RecordScanner {
  private let delimiter: UInt8
  private let structure: ByteMask
  private let end: Int
  /// Where the record at hand ends and the next begins.
  private(set) var position = 0
  /// Line breaks of the block before the record at hand, and before the next.
  private(set) var line = 0
  private(set) var nextLine = 0
  /// Whether the record at hand ends with the bytes and not with a line end.
  private(set) var isCutOff = false
  /// The first field of the record at hand with text behind its closing quote.
  private(set) var strayField: Int?
  /// Fields of the record at hand in which quotes are doubled, as places in the list.
  private(set) var doubled: [Int] = []
  /// The structural bytes from `base` on that were not looked at yet.
  private var mask: UInt64 = 0
  private var base: Int

  /// A scanner of the first bytes of a block.
  init(delimiter: UInt8, end: Int) {
    self.delimiter = delimiter
    structure = ByteMask(delimiter: delimiter)
    self.end = end
    base = -64
  }

  /// Appends the fields of the next record to a list; false at the end of the block.
  ///
  /// - Throws: a field that is too long.
  mutating func next(
    in text: Span<UInt8>, into fields: inout [FieldRange]
  ) throws(FieldTooLong) -> Bool {
    guard position < end else { return false }
    line = nextLine
    strayField = nil
    if !doubled.isEmpty { doubled.removeAll(keepingCapacity: true) }
    let first = fields.count
    var start = position
    while true {
      let place = structural(in: text)
      // Already passed: the second half of a line end or of a doubled quote.
      if place < start { continue }
      let byte = place < end ? text[place] : UInt8(ascii: "\n")
      if byte == delimiter {
        try append(start, place, to: &fields)
        start = place + 1
      } else if byte != UInt8(ascii: "\"") {
        try append(start, place, to: &fields)
        passLineEnd(at: place, in: text)
        return true
      } else if place == start {
        start = try quoted(from: place, in: text, first, &fields)
        if start > end { return true }
      }
    }
  }

  /// Whether a field stands in quotes.
  func isQuoted(_ field: FieldRange, in text: Span<UInt8>) -> Bool {
    field.start > 0 && text[Int(field.start) - 1] == UInt8(ascii: "\"")
  }

  /// A field that is longer than the limit.
  struct FieldTooLong: Error {
    let offset: Int
  }

  /// The next structural byte; the end of the records where there is none.
  @inline(__always)
  private mutating func structural(in text: Span<UInt8>) -> Int {
    while mask == 0 {
      base += 64
      if base >= end { return end }
      mask = structure.structure(in: text, at: base)
    }
    let place = base + mask.trailingZeroBitCount
    mask &= mask &- 1
    return Swift.min(place, end)
  }

  @inline(__always)
  private func append(
    _ start: Int, _ end: Int, to fields: inout [FieldRange]
  ) throws(FieldTooLong) {
    if end - start > BlockReader.fieldLimit { throw FieldTooLong(offset: start) }
    fields.append(FieldRange(start, end))
  }

  private mutating func passLineEnd(at place: Int, in text: Span<UInt8>) {
    position = Swift.min(place + 1, end)
    isCutOff = place == end
    guard place < end else { return }
    nextLine += 1
    if text[place] == UInt8(ascii: "\r"), place + 1 < end, text[place + 1] == UInt8(ascii: "\n") {
      position += 1
    }
  }

  /// Takes a quoted field; where the next begins, beyond the end of the bytes behind the last field
  /// of a record.
  private mutating func quoted(
    from quote: Int, in text: Span<UInt8>, _ first: Int, _ fields: inout [FieldRange]
  ) throws(FieldTooLong) -> Int {
    var passed = quote + 1
    var close = end
    var hasDoubled = false
    while true {
      let place = structural(in: text)
      if place >= end { break }
      if place < passed { continue }
      switch text[place] {
      case UInt8(ascii: "\""):
        guard place + 1 < end, text[place + 1] == UInt8(ascii: "\"") else {
          close = place
          break
        }
        hasDoubled = true
        passed = place + 2
        continue
      case UInt8(ascii: "\n"):
        if text[place - 1] != UInt8(ascii: "\r") { nextLine += 1 }
        continue
      case UInt8(ascii: "\r"):
        nextLine += 1
        continue
      default:
        continue
      }
      break
    }
    if hasDoubled { doubled.append(fields.count) }
    try append(quote + 1, close, to: &fields)
    return finish(from: Swift.min(close + 1, end), in: text, fields.count - 1 - first)
  }

  /// Passes blanks behind a closing quote; anything else makes the field a stray one.
  private mutating func finish(from start: Int, in text: Span<UInt8>, _ field: Int) -> Int {
    while true {
      let place = structural(in: text)
      if place < start { continue }
      let byte = place < end ? text[place] : UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\"") { continue }
      for index in start..<place where text[index] != UInt8(ascii: " ") && text[index] != 0x09 {
        if strayField == nil { strayField = field }
      }
      if byte == delimiter { return place + 1 }
      passLineEnd(at: place, in: text)
      return end + 1
    }
  }
}
