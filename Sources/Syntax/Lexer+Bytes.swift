import Diagnostics

extension Lexer {
  /// Takes note of a mistake; more than are ever told need not be kept.
  mutating func complain(_ mistake: Diagnostic) {
    if mistakes.count < Mistakes.limit { mistakes.append(mistake) }
  }

  /// The byte at an offset, nil outside the piece that is read.
  func byte(at offset: Int) -> UInt8? {
    offset < end ? bytes[offset] : nil
  }

  /// How many ASCII digits stand at an offset.
  func digits(at offset: Int) -> Int {
    var count = 0
    while let byte = byte(at: offset + count), isDigit(byte) { count += 1 }
    return count
  }

  /// The scalar at an offset and its bytes; nil where the bytes are not valid UTF-8.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, width: Int)? {
    guard let first = byte(at: offset) else { return nil }
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, offset + width <= end else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(width))
    for index in offset + 1..<offset + width {
      guard bytes[index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    // Overlong forms spell a smaller value than their length allows.
    let least: [UInt32] = [0x80, 0x800, 0x10000]
    guard value >= least[width - 2], let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, width)
  }

  /// The end of the word that stands at an offset.
  func endOfWord(at offset: Int) -> Int {
    var index = offset
    while let (scalar, width) = scalar(at: index), isWordScalar(scalar) { index += width }
    return index
  }
}

/// Whether a byte is an ASCII digit.
func isDigit(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}

/// Whether a byte may stand in a word; those outside ASCII are taken to.
func isWordByte(_ byte: UInt8) -> Bool {
  isDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "_")
    || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
}

/// Whether a scalar may stand in a word: letters and their marks, ASCII digits, `_`.
func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return isWordByte(UInt8(scalar.value)) }
  if scalar.properties.isAlphabetic { return true }
  let category = scalar.properties.generalCategory
  return category == .nonspacingMark || category == .spacingMark
}
