import Model

/// Which groups of texts may hold a pattern: for each kind of three letters the groups of 32 texts
/// that have some of this kind.
///
///     kind 17    groups 0 3 4 9 …        kind of "doc"
///     kind 90    groups 3 4 7 …          kind of "ock"        so "dock" is looked for in 3 and 4
///
/// Texts are folded as `has` compares them. A group that is told may still hold nothing, since
/// kinds are shared and letters stand in several texts; one that is not told holds nothing. Such
/// files of bits are known as bit-sliced signature files (Faloutsos and Christodoulakis, 1984).
package struct TextSignatures: Sendable {
  /// A bit a group, kind after kind; each kind begins at a multiple of eight bytes.
  package let bits: ByteRange
  /// Number of texts, in the order of their codes.
  package let textCount: Int

  private static let kinds = 1_024
  /// Texts of a group, as a power of two.
  private static let shift = 5
  /// Groups whose bits make a word, as a power of two.
  private static let wordShift = 6

  /// Whether it takes longer to look through a dictionary than to ask its signatures: it has many
  /// texts, and they are longer than numbers of documents are.
  package static func areWorthIt(for dictionary: TextDictionary) -> Bool {
    guard dictionary.count >= fewest else { return false }
    let some = stride(from: 0, to: dictionary.count, by: dictionary.count / 64)
    let lengths = some.map { dictionary.withText(UInt32($0)) { $0.count } }
    return lengths.reduce(0, +) >= shortest * lengths.count
  }

  private static let fewest = 4_096
  /// Bytes of a text on the average.
  private static let shortest = 16

  private static func words(for textCount: Int) -> Int {
    (textCount + (1 << (shift + wordShift)) - 1) >> (shift + wordShift)
  }

  /// Signatures that lie in a store; nil where the bytes are not as many as so many texts need.
  package init?(_ bits: ByteRange, textCount: Int) {
    guard textCount >= 0,
      bits.count == 8 * TextSignatures.kinds * TextSignatures.words(for: textCount)
    else { return nil }
    (self.bits, self.textCount) = (bits, textCount)
  }

  /// The signatures of a dictionary.
  ///
  /// - Complexity: folds each text once, on all processors.
  package init(_ dictionary: TextDictionary) {
    textCount = dictionary.count
    let (count, words) = (dictionary.count, TextSignatures.words(for: dictionary.count))
    let parts = Workers.map(words, rows: count) { word in
      let first = word << (TextSignatures.shift + TextSignatures.wordShift)
      let end = min(count, (word + 1) << (TextSignatures.shift + TextSignatures.wordShift))
      var part = [UInt64](repeating: 0, count: TextSignatures.kinds)
      var text: [UInt8] = []
      for code in first..<end {
        let bit = UInt64(1) << UInt64((code - first) >> TextSignatures.shift)
        text.removeAll(keepingCapacity: true)
        dictionary.withText(UInt32(code)) {
          TextFolding.append(foldedIgnoringAccents: $0, to: &text)
        }
        TextSignatures.visitKinds(of: text) { part[$0] |= bit }
      }
      return part
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * TextSignatures.kinds * words)
    for kind in 0..<TextSignatures.kinds {
      for part in parts {
        for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: part[kind] >> (8 * shift))) }
      }
    }
    bits = ByteRange(ByteStore(bytes))
  }

  private static func visitKinds(of text: [UInt8], _ visit: (Int) -> Void) {
    guard text.count >= 3 else { return }
    var letters = UInt32(text[0]) << 8 | UInt32(text[1]) << 16
    for byte in text[2...] {
      letters = letters >> 8 | UInt32(byte) << 16
      visit(Int((letters &* 0x9E37_79B1) >> 22))
    }
  }

  /// The codes of the texts that may hold a pattern, in stretches.
  ///
  /// - Parameters:
  ///   - pattern: what is looked for, folded without accents.
  ///   - count: number of texts of the dictionary by now; of those that came later all may hold it.
  /// - Returns: nil for a pattern that is too short to tell.
  package func candidates(for pattern: [UInt8], of count: Int) -> [Range<UInt32>]? {
    guard pattern.count >= 3 else { return nil }
    let words = TextSignatures.words(for: textCount)
    var groups = [UInt64](repeating: .max, count: words)
    TextSignatures.visitKinds(of: pattern) { kind in
      let place = 8 * words * kind
      bits.withSpan(place..<(place + 8 * words)) { bytes in
        for word in groups.indices { groups[word] &= TextHash.word(bytes, at: 8 * word) }
      }
    }
    var found: [Range<UInt32>] = []
    func add(_ codes: Range<Int>) {
      let codes = codes.clamped(to: 0..<count)
      if codes.isEmpty { return }
      if let last = found.last, Int(last.upperBound) == codes.lowerBound {
        found[found.count - 1] = last.lowerBound..<UInt32(codes.upperBound)
      } else {
        found.append(UInt32(codes.lowerBound)..<UInt32(codes.upperBound))
      }
    }
    for (word, bits) in groups.enumerated() where bits != 0 {
      for bit in 0..<(1 << TextSignatures.wordShift) where bits >> UInt64(bit) & 1 == 1 {
        let first = (word << TextSignatures.wordShift + bit) << TextSignatures.shift
        add(first..<max(first, min(first + 1 << TextSignatures.shift, textCount)))
      }
    }
    add(textCount..<max(count, textCount))
    return found
  }

  /// Whether others say the same.
  package func says(_ other: TextSignatures) -> Bool {
    textCount == other.textCount && bits.holdsSame(as: other.bits)
  }
}
