import Columns
import Model

/// A word that is looked for, and how well a text answers to it.
struct TextNeedle {
  /// How a text has the word: the whole text, its beginning, a word's beginning, or inside a word.
  enum Fit {
    static let whole: UInt8 = 100
    static let beginning: UInt8 = 80
    static let word: UInt8 = 60
    static let inside: UInt8 = 40
    /// The number in another spelling.
    static let spelling: UInt8 = 90
    /// The amount itself.
    static let amount: UInt8 = 50
  }

  /// Folded, letters without their marks.
  private let folded: [UInt8]
  private let isASCII: Bool
  /// The word as it was typed.
  let typed: Text

  init(_ word: Text) {
    typed = word
    folded = TextFolding.foldedIgnoringAccents(word.bytes)
    isASCII = folded.allSatisfy { $0 < 0x80 }
  }

  /// The amount that the word is, whatever its separators: `3,427.20`, `3.427,20`, `95,467`.
  var amount: Decimal? {
    let isPart = { (byte: UInt8) in byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }
    let bytes = typed.bytes
    guard let mark = bytes.lastIndex(where: isPart) else { return Decimal(bytes) }
    // Three digits behind a separator are thousands.
    guard (1...2).contains(bytes.count - mark - 1) else {
      return bytes.count - mark - 1 == 3 ? Decimal(bytes.filter { !isPart($0) }) : nil
    }
    let whole = bytes[..<mark].filter { !isPart($0) || $0 == bytes[mark] }
    return Decimal(Array(whole) + [UInt8(ascii: ".")] + bytes[(mark + 1)...])
  }

  /// Whether there is anything to look for.
  var isEmpty: Bool { folded.isEmpty }

  /// Whether it may be a number in another spelling.
  var hasDigit: Bool { folded.contains { $0 &- UInt8(ascii: "0") < 10 } }

  /// How well a text has the word, 0 where it does not; what is not folded must be ASCII.
  func fit(_ text: Span<UInt8>, isFolded: Bool) -> UInt8 {
    guard isFolded || isASCII, let first = folded.first, text.count >= folded.count else {
      return 0
    }
    var found: UInt8 = 0
    var place = 0
    let last = text.count - folded.count
    while place <= last {
      if lower(text[place]) == first, isThere(text, place) {
        if place == 0 { return text.count == folded.count ? Fit.whole : Fit.beginning }
        if !isWordByte(text[place - 1]) { return Fit.word }
        found = Fit.inside
      }
      place += 1
    }
    return found
  }

  private func isThere(_ text: Span<UInt8>, _ start: Int) -> Bool {
    for offset in folded.indices where lower(text[start + offset]) != folded[offset] {
      return false
    }
    return true
  }

  private func lower(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte &- UInt8(ascii: "0") < 10 || lower(byte) &- UInt8(ascii: "a") < 26
  }
}
