import Diagnostics

/// What makes a file as a whole unreadable, at a place counted from the start of a block.
struct ScanFault: Error {
  /// What is wrong with the bytes.
  enum Reason: Equatable {
    case zeroByte(likely: TextEncoding)
    case notUTF8(UInt8, likely: TextEncoding)
    /// A byte that the declared encoding does not define.
    case undefinedByte(UInt8)
    /// Half of a pair of surrogates in UTF-16, or half of a unit.
    case brokenPair
    case unclosedField
    case fieldTooLong
    case lineTooLong
  }

  let reason: Reason
  /// Where it stands in the block, in bytes.
  let offset: Int
  /// Line breaks of the block before it.
  let line: Int
  /// Its place in its line, from 1, in characters of Unicode.
  let column: Int

  /// A fault at an offset of a block; `start` is the beginning of its record or of the block, and
  /// `line` counts the line breaks before that.
  init(
    _ reason: Reason, at offset: Int, in bytes: [UInt8], from start: Int = 0, line: Int = 0
  ) {
    self.reason = reason
    self.offset = offset
    var line = line
    var first = start
    for index in start..<offset where ScanFault.isLineBreak(index, bytes) {
      line += 1
      first = index + 1
    }
    self.line = line
    column = bytes[first..<offset].count { $0 & 0xC0 != 0x80 } + 1
  }

  private static func isLineBreak(_ index: Int, _ bytes: [UInt8]) -> Bool {
    if bytes[index] == UInt8(ascii: "\n") { return true }
    guard bytes[index] == UInt8(ascii: "\r") else { return false }
    return index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n")
  }

  /// The message, once it is known on which line the block starts.
  func diagnostic(_ file: String, firstLine: Int) -> Diagnostic {
    let line = firstLine + line
    switch reason {
    case .zeroByte(let likely):
      return .zeroByte(file, line: line, column: column, likely: likely)
    case .notUTF8(let byte, let likely):
      return .notUTF8(file, byte: byte, line: line, column: column, likely: likely)
    case .undefinedByte(let byte):
      return .undefinedByte(file, byte: byte, line: line, column: column)
    case .brokenPair: return .brokenPair(file, line: line, column: column)
    case .unclosedField: return .unclosedField(file, line: line, column: column)
    case .fieldTooLong: return .fieldTooLong(file, line: line, column: column)
    case .lineTooLong: return .lineTooLong(file, line: line)
    }
  }
}
