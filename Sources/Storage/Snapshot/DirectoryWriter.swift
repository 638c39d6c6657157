/// Writes the directory of a snapshot: numbers and names, one behind the other.
struct DirectoryWriter {
  var bytes: [UInt8] = []

  /// A whole number, seven bits a byte, the lowest first.
  mutating func number(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Eight bytes.
  mutating func fixed(_ value: UInt64) {
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * shift))) }
  }

  /// A name, behind its length.
  mutating func text(_ text: String) {
    number(text.utf8.count)
    bytes += text.utf8
  }
}
