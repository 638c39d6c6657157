/// One line of the history file.
///
///     {"time":"2026-05-20T09:31:07Z","book":"/books/acme","text":"invoices where open"}
///
/// JSON, because a statement may hold line breaks and a person should be able to read the file;
/// written and read here, because a damaged line must never be more than skipped.
package struct HistoryLine: Equatable, Sendable {
  /// When the statement was given, in UTC.
  package let time: String
  /// The book it was given to.
  package let book: String
  /// The statement.
  package let text: String

  /// A line with its three values.
  package init(time: String, book: String, text: String) {
    self.time = time
    self.book = book
    self.text = text
  }

  /// The line as written, with its line break.
  package var bytes: [UInt8] {
    var bytes = Array("{\"time\":".utf8)
    Self.appendQuoted(time, to: &bytes)
    bytes += ",\"book\":".utf8
    Self.appendQuoted(book, to: &bytes)
    bytes += ",\"text\":".utf8
    Self.appendQuoted(text, to: &bytes)
    bytes += "}\n".utf8
    return bytes
  }

  /// The values of a line without its line break; nil when it is damaged.
  package init?(parsing bytes: ArraySlice<UInt8>) {
    var reader = JSONLineReader(bytes: bytes)
    guard let values = reader.readObject(), let text = values["text"] else { return nil }
    self.init(time: values["time"] ?? "", book: values["book"] ?? "", text: text)
  }

  private static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += "\\n".utf8
      case 0x09: bytes += "\\t".utf8
      case 0..<0x20, 0x7F:
        bytes += "\\u00".utf8
        let digits = Array("0123456789abcdef".utf8)
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// Reads one flat JSON object whose values are strings.
private struct JSONLineReader {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The members; of a repeated key the last one, as JSON readers do.
  mutating func readObject() -> [String: String]? {
    var members: [String: String] = [:]
    guard take("{") else { return nil }
    if !take("}") {
      repeat {
        guard let key = readString(), take(":"), let value = readString() else { return nil }
        members[key] = value
      } while take(",")
      guard take("}") else { return nil }
    }
    skipBlanks()
    return index == bytes.endIndex ? members : nil
  }

  private mutating func readString() -> String? {
    guard take("\"") else { return nil }
    var content: [UInt8] = []
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\""):
        return String(validating: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = readEscape() else { return nil }
        content += String(Character(scalar)).utf8
      case 0..<0x20:
        return nil
      default:
        content.append(byte)
      }
    }
    return nil
  }

  private mutating func readEscape() -> Unicode.Scalar? {
    switch next() {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return readCodePoint()
    default: return nil
    }
  }

  /// Beyond U+FFFF a character is written as two halves.
  private mutating func readCodePoint() -> Unicode.Scalar? {
    guard let high = readFourDigits() else { return nil }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
    guard next() == UInt8(ascii: "\\"), next() == UInt8(ascii: "u"),
      let low = readFourDigits(), (0xDC00..<0xE000).contains(low)
    else { return nil }
    return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
  }

  private mutating func readFourDigits() -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private mutating func next() -> UInt8? {
    guard index < bytes.endIndex else { return nil }
    defer { index += 1 }
    return bytes[index]
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard index < bytes.endIndex, bytes[index] == UInt8(ascii: mark) else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }
}
