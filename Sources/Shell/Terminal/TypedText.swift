internal import Model

/// What may stand in a line that is being typed.
package enum TypedText {
  /// Whether a character is text.
  ///
  /// Control characters, line separators and marks that turn the direction of writing are not:
  /// with them a pasted statement could look different from what it does.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: false
    case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: false
    case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF: false
    case let value: value & 0xFFFE != 0xFFFE
    }
  }

  /// Whether a character is a mark on the letter before it.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
  }

  /// A pasted text: line breaks as LF, tabs as two spaces, the rest only if it is text, and a
  /// letter with its marks as one character.
  ///
  /// Breaks at the end are dropped: people copy whole lines, and Enter is theirs to press.
  package static func cleaned(_ bytes: some Collection<UInt8>) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\r": result.append("\n")
      case "\n": if previous != "\r" { result.append("\n") }
      case "\t": result.append(contentsOf: "  ".unicodeScalars)
      case "\u{FFFD}": break
      default: if isAllowed(scalar) { result.append(scalar) }
      }
      previous = scalar
    }
    while result.last == "\n" { result.removeLast() }
    return String(
      decoding: Normalization.nfc(Array(String(result).utf8)), as: UTF8.self)
  }
}
