/// The parts of a payment's text that may be the number of a document.
enum RemittanceWords {
  /// Words with a digit in them, and pairs of neighbors of which one has: `INV 346` is a number.
  static func numbers(in text: ArraySlice<UInt8>) -> [[UInt8]] {
    let words = text.split { !isKept($0) }
    var found: [[UInt8]] = []
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : []
      if hasDigit(word) { found.append(Array(word)) }
      if !next.isEmpty, hasDigit(word) != hasDigit(next), word.count + next.count <= 24 {
        found.append(Array(word) + [0x20] + Array(next))
      }
    }
    return found
  }

  /// Four digits that are more likely the year.
  static func isYear(_ word: [UInt8]) -> Bool {
    word.count == 4 && (word.starts(with: "19".utf8) || word.starts(with: "20".utf8))
  }

  private static func hasDigit(_ word: ArraySlice<UInt8>) -> Bool {
    word.contains { $0 &- UInt8(ascii: "0") < 10 }
  }

  /// Letters, digits, and what stands inside numbers.
  private static func isKept(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80..., UInt8(ascii: "-"), UInt8(ascii: "/"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
