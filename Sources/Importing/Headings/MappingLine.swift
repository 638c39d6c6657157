import Diagnostics

/// One line of a mapping file.
struct MappingLine {
  /// What stands left and right of `=`.
  struct Statement {
    let heading: String
    let isHeadingQuoted: Bool
    let value: String
    let isValueQuoted: Bool
    /// Column in which the value starts.
    let column: Int
  }

  let number: Int
  private let bytes: [UInt8]
  private let name: String

  init(_ bytes: ArraySlice<UInt8>, number: Int, name: String) {
    self.bytes = Array(bytes)
    self.number = number
    self.name = name
  }

  /// The name in brackets and its column; nil for a line that starts no section.
  func section() throws(Diagnostic) -> (file: String, column: Int)? {
    let first = firstIndex
    guard first < bytes.count, bytes[first] == UInt8(ascii: "[") else { return nil }
    var end = bytes.count
    for index in first..<bytes.count where startsComment(index) {
      end = index
      break
    }
    let content = Blank.trimmed(bytes, first..<end)
    let inside = Blank.trimmed(bytes, (first + 1)..<Swift.max(first + 1, content.upperBound - 1))
    if !inside.isEmpty, bytes[inside.lowerBound] == UInt8(ascii: "\"") {
      let (name, next) = try quoted(at: inside.lowerBound)
      if next < bytes.count, bytes[next] == UInt8(ascii: "]") {
        return (name, column(of: inside.lowerBound))
      }
    }
    guard bytes[content.upperBound - 1] == UInt8(ascii: "]"), !inside.isEmpty else {
      throw fault(
        at: column(of: first), "a section is written: [file name]", help: "[invoices.csv]")
    }
    return (text(inside), column(of: inside.lowerBound))
  }

  /// The statement of the line; nil for a line without one.
  func statement() throws(Diagnostic) -> Statement? {
    let first = firstIndex
    guard first < bytes.count, !startsComment(first) else { return nil }
    var index = first
    var heading: String
    let isQuoted = bytes[first] == UInt8(ascii: "\"")
    if isQuoted {
      (heading, index) = try quoted(at: first)
      while index < bytes.count, MappingLine.isBlank(bytes[index]) { index += 1 }
    } else {
      while index < bytes.count, bytes[index] != UInt8(ascii: "="), !startsComment(index) {
        index += 1
      }
      heading = text(Blank.trimmed(bytes, first..<index))
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "="), !heading.isEmpty else {
      throw fault(at: column(of: index), "a line is written: heading = field")
    }
    return try statement(heading, isQuoted, valueAfter: index)
  }

  private func statement(
    _ heading: String, _ isQuoted: Bool, valueAfter equals: Int
  ) throws(Diagnostic) -> Statement {
    var end = equals + 1
    while end < bytes.count, !startsComment(end) { end += 1 }
    let value = Blank.trimmed(bytes, (equals + 1)..<end)
    guard !value.isEmpty else {
      throw fault(
        at: column(of: equals + 1), "there is nothing behind the =", help: "\(heading) = -")
    }
    let start = column(of: value.lowerBound)
    // `line."shelf"` is the line's as `line.amount` is.
    guard let quote = bytes[value].firstIndex(of: UInt8(ascii: "\"")) else {
      return Statement(
        heading: heading, isHeadingQuoted: isQuoted, value: text(value), isValueQuoted: false,
        column: start)
    }
    let (name, next) = try quoted(at: quote)
    let prefix = text(value.lowerBound..<quote)
    guard prefix.isEmpty || prefix == "line.", next == value.upperBound else {
      throw fault(
        at: column(of: quote), "a name in quotes stands alone",
        help: "\(heading) = \"\(Heading.name(name))\"")
    }
    return Statement(
      heading: heading, isHeadingQuoted: isQuoted, value: prefix + name, isValueQuoted: true,
      column: start)
  }

  func fault(at column: Int, _ reason: String, help: String = "") -> Diagnostic {
    .malformedMapping(name, line: number, column: column, reason, help: help)
  }

  private var firstIndex: Int {
    (bytes.firstIndex { !MappingLine.isBlank($0) }) ?? bytes.count
  }

  /// The text between quotes, in which `""` is one, and the place behind it.
  private func quoted(at start: Int) throws(Diagnostic) -> (text: String, next: Int) {
    var content: [UInt8] = []
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") {
        guard index + 1 < bytes.count, bytes[index + 1] == bytes[index] else {
          return (String(decoding: content, as: UTF8.self), index + 1)
        }
        index += 1
      }
      content.append(bytes[index])
      index += 1
    }
    throw fault(at: column(of: start), "the quote is not closed")
  }

  /// Whether a comment starts here: two hyphens at the start of the line or behind a blank.
  private func startsComment(_ index: Int) -> Bool {
    bytes[index...].starts(with: "--".utf8)
      && (index == 0 || MappingLine.isBlank(bytes[index - 1]))
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func column(of index: Int) -> Int {
    bytes[..<Swift.min(index, bytes.count)].count { $0 & 0xC0 != 0x80 } + 1
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }
}
