/// The text being edited and the cursor in it, as it is at one moment.
struct EditedText: Equatable {
  /// The characters; libedit counts in them.
  let scalars: [Unicode.Scalar]
  /// How many characters stand before the cursor.
  let cursor: Int

  private static let rowBreak: Unicode.Scalar = "\n"

  /// The text of UTF-8 bytes with a cursor at a byte offset.
  init(bytes: [UInt8], cursorByteOffset: Int) {
    cursor = String(decoding: bytes.prefix(cursorByteOffset), as: UTF8.self).unicodeScalars.count
    scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  }

  var text: String { String(String.UnicodeScalarView(scalars)) }

  var cursorByteOffset: Int { scalars[..<cursor].reduce(0) { $0 + UTF8.width($1) } }

  /// At which byte each character begins.
  var byteOffsets: [Int] {
    var offsets: [Int] = []
    offsets.reserveCapacity(scalars.count)
    var bytes = 0
    for scalar in scalars {
      offsets.append(bytes)
      bytes += UTF8.width(scalar)
    }
    return offsets
  }

  /// How many characters the given number of bytes is; nil inside a character or beyond the end.
  func characterOffset(ofByte offset: Int) -> Int? {
    var bytes = 0
    for (index, scalar) in scalars.enumerated() {
      if bytes == offset { return index }
      bytes += UTF8.width(scalar)
    }
    return bytes == offset ? scalars.count : nil
  }

  /// Where the row of the cursor begins.
  var rowStart: Int {
    scalars[..<cursor].lastIndex(of: Self.rowBreak).map { $0 + 1 } ?? 0
  }

  /// Where the row of the cursor ends, before its break.
  var rowEnd: Int {
    scalars[cursor...].firstIndex(of: Self.rowBreak) ?? scalars.count
  }

  /// Behind the word at the cursor or after it.
  var wordEnd: Int {
    let rest = scalars[cursor...]
    guard let start = rest.firstIndex(where: Self.isOfWord) else { return scalars.count }
    return scalars[start...].firstIndex { !Self.isOfWord($0) } ?? scalars.count
  }

  /// Whether a character is part of a word.
  static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// The place above the cursor; nil in the first row.
  var above: Int? {
    guard rowStart > 0 else { return nil }
    let end = rowStart - 1
    let start = scalars[..<end].lastIndex(of: Self.rowBreak).map { $0 + 1 } ?? 0
    return place(in: start..<end)
  }

  /// The place below the cursor; nil in the last row.
  var below: Int? {
    guard rowEnd < scalars.count else { return nil }
    let start = rowEnd + 1
    let end = scalars[start...].firstIndex(of: Self.rowBreak) ?? scalars.count
    return place(in: start..<end)
  }

  /// The place in another row that stands in the cursor's column, or the end of a shorter row.
  private func place(in row: Range<Int>) -> Int {
    let wanted = scalars[rowStart..<cursor].reduce(0) { $0 + CellWidth.of($1) }
    var column = 0
    for index in row {
      if column >= wanted { return index }
      column += CellWidth.of(scalars[index])
    }
    return row.upperBound
  }
}
