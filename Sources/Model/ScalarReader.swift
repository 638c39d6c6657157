/// Reads the characters of UTF-8 bytes one after the other; a byte that is not part of any comes
/// alone.
///
/// Swift's own decoding repairs such bytes silently, so that whoever shows them cannot say what
/// they were.
struct ScalarReader {
  /// What stands next in the bytes.
  enum Step {
    case scalar(Unicode.Scalar)
    case stray(UInt8)
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next character or stray byte; nil at the end.
  mutating func next() -> Step? {
    guard position < bytes.count else { return nil }
    let lead = bytes[position]
    position += 1
    if lead < 0x80 { return .scalar(Unicode.Scalar(lead)) }
    let length: Int
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (length, value) = (1, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, value) = (2, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, value) = (3, UInt32(lead & 0x07))
    default: return .stray(lead)
    }
    guard position + length <= bytes.count else { return .stray(lead) }
    for byte in bytes[position..<(position + length)] {
      guard byte & 0xC0 == 0x80 else { return .stray(lead) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // Longer forms than needed and halves of surrogate pairs are not UTF-8.
    let smallest: UInt32 = length == 1 ? 0x80 : length == 2 ? 0x800 : 0x1_0000
    guard value >= smallest, let scalar = Unicode.Scalar(value) else { return .stray(lead) }
    position += length
    return .scalar(scalar)
  }
}

extension [UInt8] {
  /// Adds the UTF-8 bytes of a character.
  @inline(__always)
  mutating func append(utf8 scalar: Unicode.Scalar) {
    if scalar.value < 0x80 {
      append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
