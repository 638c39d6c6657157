/// How the characters of a file are written as bytes; anything but UTF-8 must be declared.
package enum TextEncoding: Sendable, Equatable, CaseIterable {
  case utf8
  /// Either order of bytes, which the mark at the start of the file tells.
  case utf16
  case utf16LittleEndian
  case utf16BigEndian
  /// ISO 8859-1: each byte is the character of its number.
  case latin1
  /// Latin-1 with letters and signs where that has controls, as Windows wrote it.
  case windows1252

  /// The name that messages and the manual use.
  package var name: String {
    switch self {
    case .utf8: "utf-8"
    case .utf16: "utf-16"
    case .utf16LittleEndian: "utf-16le"
    case .utf16BigEndian: "utf-16be"
    case .latin1: "latin-1"
    case .windows1252: "windows-1252"
    }
  }

  /// All names, for messages.
  package static var names: String { allCases.map(\.name).joined(separator: ", ") }

  /// The encoding that a name means, its case and marks ignored; nil for any other.
  package init?(named name: String) {
    let letters = name.lowercased().utf8.filter { $0.isDigit || $0.isLetter }
    switch String(decoding: letters, as: UTF8.self) {
    case "utf8", "utf8bom", "ascii", "usascii": self = .utf8
    case "utf16", "ucs2", "unicode": self = .utf16
    case "utf16le", "ucs2le": self = .utf16LittleEndian
    case "utf16be", "ucs2be": self = .utf16BigEndian
    case "latin1", "iso88591", "l1": self = .latin1
    case "windows1252", "cp1252", "win1252", "ansi", "1252": self = .windows1252
    default: return nil
    }
  }
}

// MARK: - What bytes look like

extension TextEncoding {
  /// The encoding whose byte order mark stands at the start of some bytes.
  static func marked(by bytes: ArraySlice<UInt8>) -> TextEncoding? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    return nil
  }

  /// What bytes that are not UTF-8 most likely are, to be proposed and never taken for granted.
  static func likely(of bytes: ArraySlice<UInt8>) -> TextEncoding {
    if let marked = marked(by: bytes), marked != .utf8 { return .utf16 }
    var zeros = (even: 0, odd: 0)
    var hasUndefined = false
    for (place, byte) in bytes.enumerated() {
      if byte == 0 { if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 } }
      if byte >= 0x80, byte < 0xA0, Transcoder.windows1252[Int(byte) - 0x80] == 0 {
        hasUndefined = true
      }
    }
    let many = bytes.count / 4
    if zeros.odd > many, zeros.even < many { return .utf16LittleEndian }
    if zeros.even > many, zeros.odd < many { return .utf16BigEndian }
    return hasUndefined ? .latin1 : .windows1252
  }
}
