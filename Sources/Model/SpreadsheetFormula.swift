/// Text that a spreadsheet would run when it opens a file (CWE-1236).
///
/// Whoever sends an invoice could let it send data away. An apostrophe before the text keeps it a
/// text; reading the file back drops one apostrophe from a text that is likely a formula behind it.
package enum SpreadsheetFormula {
  /// Whether the text begins like a formula, behind blanks and behind apostrophes of its own.
  ///
  /// Those count so that the apostrophe that is dropped is always the one that was added.
  package static func isLikely(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    // Nearly every text begins with a letter or a digit.
    if first &- UInt8(ascii: "A") < 58 || first &- UInt8(ascii: "0") < 10 { return false }
    let start = bytes.drop(while: isBlankOrApostrophe)
    switch start.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      return true
    case 0xEF: return fullWidth.contains { start.starts(with: $0.utf8) }
    default: return false
    }
  }

  /// A text without the apostrophe that was added; nil where none was.
  package static func unguarded(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard bytes.first == UInt8(ascii: "'"), isLikely(bytes.dropFirst()) else { return nil }
    return bytes.dropFirst()
  }

  private static let fullWidth = ["＝", "＋", "－", "＠"]

  private static func isBlankOrApostrophe(_ byte: UInt8) -> Bool {
    // The last two are the bytes of a no-break space; no sign that begins a formula has them.
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "'") || byte == 0xC2 || byte == 0xA0
  }
}
