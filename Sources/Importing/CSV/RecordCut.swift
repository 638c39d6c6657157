import Columns

/// Where the last whole record of some bytes ends that begin with a record.
struct RecordCut {
  /// Behind the last line end that stands in no quoted field; nil where there is none.
  let boundary: Int?
  /// The quote of the field that is open at the end.
  let openQuote: Int?

  /// Looks at the quotes only, and from the last of them at the line ends before it.
  init(_ bytes: [UInt8], end: Int, delimiter: UInt8, isLast: Bool) {
    var openQuote: Int?
    // The last stretch between two quoted fields that may hold a line end.
    var plain = 0..<0
    var start = 0
    var index = 0
    let text = bytes.span
    while let quote = ByteSearch.first(UInt8(ascii: "\""), in: text, index..<end) {
      index = quote + 1
      let opens = quote == 0 || RecordCut.endsField(text[quote - 1], delimiter)
      guard opens else { continue }
      if RecordCut.lineEnd(text, start..<quote, isLast: true) != nil { plain = start..<quote }
      guard let close = RecordCut.closing(text, from: index, end, isLast: isLast) else {
        openQuote = quote
        break
      }
      index = close + 1
      start = index
    }
    self.openQuote = openQuote
    if openQuote == nil {
      if isLast {
        boundary = end
        return
      }
      if let found = RecordCut.lineEnd(text, start..<end, isLast: false) {
        boundary = found
        return
      }
    }
    boundary = RecordCut.lineEnd(text, plain, isLast: true)
  }

  private static func endsField(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// The quote that closes a field; nil where it, or what follows it, is not there yet.
  private static func closing(
    _ text: Span<UInt8>, from start: Int, _ end: Int, isLast: Bool
  ) -> Int? {
    var index = start
    while let quote = ByteSearch.first(UInt8(ascii: "\""), in: text, index..<end) {
      if quote + 1 == end { return isLast ? quote : nil }
      if text[quote + 1] != UInt8(ascii: "\"") { return quote }
      index = quote + 2
    }
    return nil
  }

  /// Behind the last line end of a range; a `\r` at its end may be half of one.
  private static func lineEnd(_ text: Span<UInt8>, _ range: Range<Int>, isLast: Bool) -> Int? {
    var index = range.upperBound
    while index > range.lowerBound {
      while index - 8 >= range.lowerBound,
        !ByteMask.hasLineEnd(ByteWord.load(text, at: index - 8))
      {
        index -= 8
      }
      guard index > range.lowerBound else { return nil }
      index -= 1
      if text[index] == UInt8(ascii: "\n") { return index + 1 }
      if text[index] == UInt8(ascii: "\r"), isLast || index + 1 < range.upperBound {
        return index + 1
      }
    }
    return nil
  }
}
