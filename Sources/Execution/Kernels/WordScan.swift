import Columns

/// Tells quickly of most texts that they cannot hold a pattern: eight bytes at a time, nothing is
/// folded.
///
/// A text of ASCII alone that holds a pattern, case and spaces folded, holds its longest word in
/// capitals or not. Of a text that does, and of any other, the slow way decides.
struct WordScan {
  /// The longest word of the pattern, in small letters.
  private let word: [UInt8]
  /// The place in it of the letter that is looked for first: one that few words have.
  private let place: Int
  private let letters: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  /// Letters from the rarest to the commonest, as texts in many languages have them.
  private static let byRarity = Array("qxjzwkyvbfgphmucdloitsrnae".utf8)

  /// A scan for a folded pattern; nil where that has no word of ASCII alone.
  init?(_ pattern: [UInt8]) {
    let words = pattern.split(separator: UInt8(ascii: " "))
    guard pattern.allSatisfy({ $0 < 0x80 }),
      let word = words.max(by: { $0.count < $1.count })
    else { return nil }
    self.word = Array(word)
    let ranks = word.map { byte in
      WordScan.byRarity.firstIndex(of: byte) ?? WordScan.byRarity.count
    }
    place = ranks.indices.min { ranks[$0] < ranks[$1] } ?? 0
    letters = UInt64(self.word[place] | 0x20) &* WordScan.ones
  }

  /// False only where a text does not hold the pattern.
  func mayBeIn(_ text: Span<UInt8>) -> Bool {
    var start = 0
    var seen: UInt64 = 0
    while start + 8 <= text.count {
      let bytes = TextHash.word(text, at: start)
      seen |= bytes
      let differing = (bytes | 0x2020_2020_2020_2020) ^ letters
      var hits = (differing &- WordScan.ones) & ~differing & WordScan.highs
      while hits != 0 {
        if isWord(in: text, at: start + hits.trailingZeroBitCount / 8 - place) { return true }
        hits &= hits - 1
      }
      start += 8
    }
    while start < text.count {
      let byte = text[start]
      seen |= UInt64(byte)
      if byte | 0x20 == UInt8(truncatingIfNeeded: letters), isWord(in: text, at: start - place) {
        return true
      }
      start += 1
    }
    return seen & WordScan.highs != 0
  }

  private func isWord(in text: Span<UInt8>, at start: Int) -> Bool {
    guard start >= 0, start + word.count <= text.count else { return false }
    for index in word.indices where text[start + index] | 0x20 != word[index] | 0x20 {
      return false
    }
    return true
  }
}
