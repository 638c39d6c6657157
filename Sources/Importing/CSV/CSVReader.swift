package import Diagnostics

/// Reads a CSV file record by record (RFC 4180 and what real files make of it).
///
/// The bytes of the record at hand stand in one buffer and its fields are ranges of it: nothing is
/// copied until a column keeps it, and memory is bounded by the longest line allowed.
package struct CSVReader {
  /// Most bytes of one field.
  package static let fieldLimit = 1 << 20
  /// Most bytes of one record with its line breaks.
  package static let lineLimit = 16 << 20

  /// What the file is called in messages.
  package let name: String
  /// What stands between two fields.
  package internal(set) var delimiter = UInt8(ascii: ",")
  /// The fields of the record at hand, as ranges of `buffer`.
  package internal(set) var fields: [Range<Int>] = []
  /// The line on which the record at hand starts, from 1.
  package internal(set) var line = 1
  /// The first field in which text follows the closing quote, if the record has one.
  package internal(set) var strayField: Int?

  var buffer: [UInt8]
  /// Where the record at hand, or the next, starts in the buffer.
  var start = 0
  /// Where the bytes read so far end in the buffer.
  var end = 0
  var isAtEnd = false
  /// Line breaks in the record at hand, its own end included.
  var lineBreaks = 0
  var hasHighBytes = false
  /// Quoted fields with doubled quotes, which are not yet made single.
  var doubled: [Int] = []
  /// Where the record behind the one at hand starts.
  var next = 0
  private var input: ByteInput

  /// A reader of bytes at hand; the chunk size is for tests of records that cross chunks.
  package init(bytes: [UInt8], name: String, chunkSize: Int = 1 << 18) throws(Diagnostic) {
    try self.init(.memory(bytes, position: 0), name: name, chunkSize: chunkSize)
  }

  init(_ input: ByteInput, name: String, chunkSize: Int = 1 << 18) throws(Diagnostic) {
    self.input = input
    self.name = name
    buffer = [UInt8](repeating: 0, count: Swift.max(chunkSize, 4))
    try skipByteOrderMark()
    try sniffDelimiter()
  }

  /// The bytes of a field of the record at hand.
  package func bytes(of field: Int) -> ArraySlice<UInt8> {
    buffer[fields[field]]
  }

  /// Moves to the next record that is not a blank line; false at the end of the file.
  package mutating func advance() throws(Diagnostic) -> Bool {
    repeat {
      start = next
      line += lineBreaks
      lineBreaks = 0
      while true {
        if start == end, isAtEnd {
          try input.finish()
          return false
        }
        if let following = try scanRecord() {
          next = following
          break
        }
        try readMore()
      }
    } while isBlankLine
    if hasHighBytes { try checkUTF8() }
    joinDoubledQuotes()
    return true
  }

  private var isBlankLine: Bool {
    fields.count == 1 && fields[0].isEmpty
  }

  // MARK: - Bytes

  /// Reads on, keeping the record at hand whole.
  mutating func readMore() throws(Diagnostic) {
    if start > 0 {
      buffer.replaceSubrange(0..<(end - start), with: buffer[start..<end])
      end -= start
      next -= start
      start = 0
    }
    if end > CSVReader.lineLimit { throw .lineTooLong(name, line: line) }
    if end == buffer.count {
      buffer.append(contentsOf: [UInt8](repeating: 0, count: buffer.count))
    }
    let count = try input.read(into: &buffer, from: end)
    end += count
    if count == 0 { isAtEnd = true }
  }

  private mutating func skipByteOrderMark() throws(Diagnostic) {
    while end < 3, !isAtEnd { try readMore() }
    if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF {
      start = 3
      next = 3
    }
  }

  /// Takes the most frequent candidate of the heading line; the first of equals.
  private mutating func sniffDelimiter() throws(Diagnostic) {
    let candidates = [",", ";", "\t", "|"].flatMap { Array($0.utf8) }
    var counts = candidates.map { _ in 0 }
    var offset = 0
    var isQuoted = false
    var isBlank = true
    while true {
      if start + offset == end {
        if isAtEnd { break }
        try readMore()
        continue
      }
      let byte = buffer[start + offset]
      offset += 1
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      if isLineEnd, !isQuoted {
        if isBlank { continue }
        break
      }
      isBlank = false
      if !isQuoted, let candidate = candidates.firstIndex(of: byte) { counts[candidate] += 1 }
    }
    // Reading on may have moved the heading line to the front of the buffer.
    next = start
    let most = counts.max() ?? 0
    if most > 0, let best = counts.firstIndex(of: most) { delimiter = candidates[best] }
  }
}
