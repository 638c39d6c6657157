/// How alike two names are, as a part of 1.
///
/// The texts are compared without case, accents and punctuation. It is 1 less the slips over the
/// letters of the longer text, where a slip is a letter too much, too few or another one, or two
/// neighbors exchanged (the optimal string alignment of Damerau and Levenshtein). Of three
/// readings the best counts: the words as they stand; without legal forms at the end (GmbH,
/// Ltd); and those in the order of the alphabet.
package struct TextCloseness: Sendable {
  /// The readings of the text, as scalars; those that say the same once.
  private let readings: [[UInt32]]

  /// Prepares a text that others are held against.
  package init(_ bytes: some Collection<UInt8>) {
    let words = TextCloseness.words(of: Array(bytes))
    var core = words
    while let last = core.last, TextCloseness.legalForms.contains(last) { core.removeLast() }
    if core.isEmpty { core = words }
    readings = [words, core, TextCloseness.sorted(core)].map(TextCloseness.joined)
  }

  /// The closeness of two texts, from 0 to 1, rounded half to even behind six digits.
  package func closeness(to other: TextCloseness) -> Decimal {
    var best = Decimal.zero
    for (mine, its) in zip(readings, other.readings) {
      let length = max(mine.count, its.count)
      if length == 0 { return .one }
      let slips = TextCloseness.slips(mine, its, atMost: length) ?? length
      if let part = Decimal(length - slips).divided(by: Decimal(length)) { best = max(best, part) }
    }
    return best
  }

  /// Whether there is at most one slip for each four letters, which is what `~` asks.
  package func isClose(to other: TextCloseness) -> Bool {
    for (mine, its) in zip(readings, other.readings) {
      let most = max(mine.count, its.count) / 4
      if TextCloseness.slips(mine, its, atMost: most) != nil { return true }
    }
    return false
  }
}

// MARK: - Words

extension TextCloseness {
  /// Legal forms as their words are folded, without points.
  private static let legalForms: Set<[UInt8]> = Set(
    """
    ab ag aps as asa bv cc co company corp corporation doo dd eg ek eood et ev \
    eurl gbr gmbh inc incorporated kft kg kgaa kk limited llc llp lp ltd ltda mbh nv oao ohg oo \
    ooo oy oyj partg plc pte pty sa sarl sas sasu sc sca se sl slu snc sp spa spzoo srl sro \
    ug vof z zao zrt αε οε εε επε ικε
    """.split(separator: " ").map { TextFolding.foldedIgnoringAccents(Array($0.utf8)) })

  /// Words of folded letters and digits; points and apostrophes join, all else separates.
  private static func words(of bytes: [UInt8]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    for byte in TextFolding.foldedIgnoringAccents(withoutTypography(bytes)) {
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "'"): continue
      case 0x80..., UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        word.append(byte)
      default:
        if !word.isEmpty { words.append(word) }
        word = []
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// The text with spaces in place of typographic quotes and dashes (U+2010 to U+201F).
  private static func withoutTypography(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0xE2) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x80,
        (0x90...0x9F).contains(bytes[index + 2])
      {
        // The right single quote is an apostrophe.
        result.append(bytes[index + 2] == 0x99 ? UInt8(ascii: "'") : 0x20)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func sorted(_ words: [[UInt8]]) -> [[UInt8]] {
    words.count < 2 ? words : words.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func joined(_ words: [[UInt8]]) -> [UInt32] {
    var scalars: [UInt32] = []
    for word in words {
      if !scalars.isEmpty { scalars.append(0x20) }
      if word.allSatisfy({ $0 < 0x80 }) {
        for byte in word { scalars.append(UInt32(byte)) }
      } else {
        scalars += String(decoding: word, as: UTF8.self).unicodeScalars.map(\.value)
      }
    }
    return scalars
  }
}

// MARK: - Slips

extension TextCloseness {
  /// The number of slips between two texts; nil where there are more than wanted.
  ///
  /// - Complexity: O(length × most), since only alignments that are off by at most that count.
  static func slips(_ a: [UInt32], _ b: [UInt32], atMost most: Int) -> Int? {
    if abs(a.count - b.count) > most { return nil }
    if a == b { return 0 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    let far = a.count + b.count + 1
    var beforeLast = [Int](repeating: far, count: b.count + 1)
    var last = (0...b.count).map { $0 <= most ? $0 : far }
    var current = [Int](repeating: far, count: b.count + 1)
    var leastBefore = 0
    for i in 1...a.count {
      let (from, to) = (max(1, i - most), min(b.count, i + most))
      if from > to { return nil }
      current[0] = i <= most ? i : far
      if from > 1 { current[from - 1] = far }
      var least = current[0]
      for j in from...to {
        var cost = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        cost = min(cost, last[j] + 1, current[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          cost = min(cost, beforeLast[j - 2] + 1)
        }
        current[j] = cost
        least = min(least, cost)
      }
      if to < b.count { current[to + 1] = far }
      // An exchange can reach back two rows, so both must be lost.
      if least > most, leastBefore > most { return nil }
      leastBefore = least
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[b.count] <= most ? last[b.count] : nil
  }
}
