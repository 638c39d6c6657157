/// Text from a book as a terminal may see it: nothing in it can move the cursor, hide or reorder.
///
/// Whoever sends an invoice chooses its text, and a terminal obeys what it reads. Every text that
/// comes from a file or a user passes here before it is shown. Harmless characters stay as they
/// are; the others are told by their code, `<U+001B>`, and a byte that is no UTF-8 by its digits,
/// `<FF>`. The end of a line, which addresses often have, becomes `⏎`.
package enum VisibleText {
  /// The text with every unsafe character told by its code.
  package static func visible(_ bytes: some Collection<UInt8>) -> String {
    var result: [UInt8] = []
    append(visible: bytes, to: &result)
    return String(decoding: result, as: UTF8.self)
  }

  /// Adds the text, with every unsafe character told by its code, to bytes to be shown.
  package static func append(visible bytes: some Collection<UInt8>, to output: inout [UInt8]) {
    append(visible: Array(bytes)[...], to: &output)
  }

  /// Adds text as it lies in a dictionary; spares a million cells the cost of a generic call.
  package static func append(visible bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    if bytes.allSatisfy({ $0 &- 0x20 < 0x5F }) {
      output.append(contentsOf: bytes)
    } else {
      append(slowly: Array(bytes), to: &output)
    }
  }

  private static func append(slowly bytes: [UInt8], to output: inout [UInt8]) {
    var reader = ScalarReader(bytes)
    var pending = reader.next()
    while let step = pending {
      pending = reader.next()
      switch step {
      case .stray(let byte): appendCode(UInt32(byte), prefix: "<", digits: 2, to: &output)
      case .scalar("\r"):
        // The two characters that end a line in files from Windows are one end of a line.
        if case .scalar("\n")? = pending { continue }
        appendCode(0x0D, prefix: "<U+", digits: 4, to: &output)
      case .scalar("\n"): output.append(contentsOf: "⏎".utf8)
      case .scalar(let scalar) where isHarmless(scalar): output.append(utf8: scalar)
      case .scalar(let scalar):
        appendCode(scalar.value, prefix: "<U+", digits: 4, to: &output)
      }
    }
  }

  private static func appendCode(
    _ value: UInt32, prefix: String, digits: Int, to output: inout [UInt8]
  ) {
    let code = String(value, radix: 16, uppercase: true)
    output.append(contentsOf: prefix.utf8)
    output.append(
      contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, digits - code.utf8.count)))
    output.append(contentsOf: code.utf8)
    output.append(UInt8(ascii: ">"))
  }

  /// Whether a character shows itself and does nothing else.
  package static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x20 || (0x7F..<0xA0).contains(value) { return false }
    // Latin letters but for one, and the scripts of East Asia, have nothing to hide.
    if value < 0x034F { return value != 0x00AD }
    if (0x3165..<0xFDD0).contains(value) { return true }
    if value & 0xFFFE == 0xFFFE { return false }
    return !unsafeRanges.contains { $0.contains(value) }
  }

  /// Characters without a look of their own, apart from controls and the soft hyphen.
  private static let unsafeRanges: [ClosedRange<UInt32>] = [
    0x034F...0x034F,  // grapheme joiner
    0x061C...0x061C,  // Arabic letter mark
    0x115F...0x1160,  // Hangul fillers
    0x17B4...0x17B5,  // Khmer vowels that are never seen
    0x180B...0x180F,  // Mongolian selectors and separator
    0x200B...0x200F,  // zero width, marks of direction
    0x2028...0x202E,  // separators of lines, embeddings and overrides of direction
    0x2060...0x206F,  // joiners, isolates of direction, old format characters
    0x2800...0x2800,  // Braille without a dot
    0x3164...0x3164,  // Hangul filler
    0xFDD0...0xFDEF,  // no characters
    0xFE00...0xFE0F,  // variation selectors
    0xFEFF...0xFEFF,  // byte order mark
    0xFFA0...0xFFA0,  // Hangul filler of half width
    0xFFF0...0xFFFB,  // reserved, annotations
    0x1_3430...0x1_343F,  // hieroglyph format controls
    0x1_BCA0...0x1_BCA3,  // shorthand format controls
    0x1_D173...0x1_D17A,  // musical format controls
    0xE_0000...0xE_0FFF,  // tags and further selectors
  ]
}
