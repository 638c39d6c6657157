internal import CBytes

/// Tells quickly of most texts whether they hold a pattern: eight bytes at a time, nothing is
/// folded.
///
/// A text of ASCII alone that holds a pattern, case and spaces folded, holds its longest word in
/// capitals or not; and where its spaces are single ones, the pattern as it stands. Of any other
/// text the slow way decides.
package struct WordScan: Sendable {
  /// Where in a text the pattern is looked for.
  package enum Place: Sendable {
    case anywhere
    case start
    /// Elsewhere, or in pieces: its words are there all the same.
    case other
  }

  private let pattern: [UInt8]
  /// The longest word of the pattern, in small letters, and where it begins.
  private let word: Range<Int>
  /// The place in the pattern of the letter that is looked for first: one that few words have.
  private let place: Int
  private let letters: UInt64
  private let wanted: Place

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  /// Letters from the rarest to the commonest, as texts in many languages have them.
  private static let byRarity = Array("qxjzwkyvbfgphmucdloitsrnae".utf8)

  /// A scan for a folded pattern; nil where that has no word of ASCII alone.
  ///
  /// - Parameters:
  ///   - pattern: what texts are tested for, folded.
  ///   - wanted: where they are to have it.
  package init?(_ pattern: [UInt8], _ wanted: Place) {
    let words = pattern.split(separator: UInt8(ascii: " "))
    guard pattern.allSatisfy({ $0 < 0x80 }),
      let word = words.max(by: { $0.count < $1.count })
    else { return nil }
    (self.pattern, self.wanted) = (pattern, wanted)
    self.word = word.startIndex..<word.endIndex
    func rank(_ place: Int) -> Int {
      WordScan.byRarity.firstIndex(of: pattern[place]) ?? WordScan.byRarity.count
    }
    place = self.word.min { rank($0) < rank($1) } ?? word.startIndex
    letters = UInt64(pattern[place] | 0x20) &* WordScan.ones
  }

  /// Whether a text passes the test; nil where only the slow way can tell.
  package func verdict(on text: Span<UInt8>) -> Bool? {
    if wanted == .start { return begins(text) }
    var start = 0
    var seen: UInt64 = 0
    var found = Found.nothing
    while start + 8 <= text.count {
      let bytes = TextHash.word(text, at: start)
      seen |= bytes
      let differing = (bytes | 0x2020_2020_2020_2020) ^ letters
      var hits = (differing &- WordScan.ones) & ~differing & WordScan.highs
      while hits != 0 {
        look(at: start + hits.trailingZeroBitCount / 8 - place, in: text, &found)
        hits &= hits - 1
      }
      start += 8
    }
    while start < text.count {
      let byte = text[start]
      seen |= UInt64(byte)
      if byte | 0x20 == UInt8(truncatingIfNeeded: letters) {
        look(at: start - place, in: text, &found)
      }
      start += 1
    }
    if found == .pattern { return wanted == .anywhere ? true : nil }
    let isASCII = seen & WordScan.highs == 0
    if isASCII, found == .nothing { return false }
    if !hasPlainSpaces(text) { return nil }
    return isASCII || !mayCrossOtherLetters(text) ? false : nil
  }

  /// The most that was found of a pattern.
  private enum Found {
    case nothing, word, pattern
  }

  @inline(__always)
  private func look(at start: Int, in text: Span<UInt8>, _ found: inout Found) {
    guard found != .pattern, matches(word, in: text, at: start) else { return }
    found = matches(0..<pattern.count, in: text, at: start) ? .pattern : .word
  }

  /// Whether a part of the pattern stands in a text of which the whole would begin at a place.
  @inline(__always)
  private func matches(_ part: Range<Int>, in text: Span<UInt8>, at start: Int) -> Bool {
    guard start + part.lowerBound >= 0, start + part.upperBound <= text.count else { return false }
    for index in part {
      let byte = text[start + index]
      let isUpper = byte &- UInt8(ascii: "A") < 26
      if (isUpper ? byte | 0x20 : byte) != pattern[index] { return false }
    }
    return true
  }

  /// Whether a text begins with the pattern; nil where letters beyond ASCII or spaces that folding
  /// collapses stand before the first difference.
  private func begins(_ text: Span<UInt8>) -> Bool? {
    for index in pattern.indices {
      guard index < text.count else { return false }
      let byte = text[index]
      let isSpace = byte <= 0x20
      if byte >= 0x80 || byte < 0x20 { return nil }
      if isSpace, index == 0 || text[index - 1] == 0x20 { return nil }
      let isUpper = byte &- UInt8(ascii: "A") < 26
      if (isUpper ? byte | 0x20 : byte) != pattern[index] { return false }
    }
    return true
  }

  /// Whether the pattern may lie across letters beyond ASCII, which fold to nobody here knows what,
  /// though to no more letters of ASCII than they have bytes.
  private func mayCrossOtherLetters(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      guard text[index] >= 0x80 else {
        index += 1
        continue
      }
      let start = index
      while index < text.count, text[index] >= 0x80 { index += 1 }
      if holdSpace(text, start..<index)
        || mayCross(start..<index, of: text, 0..<pattern.count)
      {
        return true
      }
    }
    return false
  }

  /// Whether a part of the pattern that begins in front of some other letters, or with them, goes
  /// on behind.
  private func mayCross(
    _ others: Range<Int>, of text: Span<UInt8>, _ part: Range<Int>
  ) -> Bool {
    for front in 0..<min(part.count, others.lowerBound + 1) {
      let met = part.lowerBound..<(part.lowerBound + front)
      guard matches(met, in: text, at: others.lowerBound - met.upperBound) else { continue }
      for back in met.upperBound...min(part.upperBound, met.upperBound + others.count)
      where goesOn(text, at: others.upperBound, back..<part.upperBound) {
        return true
      }
    }
    return false
  }

  /// Whether a part of the pattern stands at a place of a text, up to the next letter beyond ASCII.
  private func goesOn(_ text: Span<UInt8>, at start: Int, _ part: Range<Int>) -> Bool {
    for index in part {
      let position = start + index - part.lowerBound
      guard position < text.count else { return false }
      let byte = text[position]
      if byte >= 0x80 { return true }
      let isUpper = byte &- UInt8(ascii: "A") < 26
      if (isUpper ? byte | 0x20 : byte) != pattern[index] { return false }
    }
    return true
  }

  /// Whether some bytes beyond ASCII hold white space, which folding collapses: U+0085, U+00A0,
  /// U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F or U+3000.
  private func holdSpace(_ text: Span<UInt8>, _ bytes: Range<Int>) -> Bool {
    for index in bytes {
      switch (text[index], index + 1 < bytes.upperBound ? text[index + 1] : 0) {
      case (0xC2, 0x85), (0xC2, 0xA0), (0xE1, 0x9A), (0xE2, 0x81), (0xE3, 0x80): return true
      case (0xE2, 0x80):
        switch index + 2 < bytes.upperBound ? text[index + 2] : 0 {
        case 0...0x8A, 0xA8, 0xA9, 0xAF: return true
        default: continue
        }
      default: continue
      }
    }
    return false
  }

  /// Whether folding leaves the spaces of a text of ASCII alone as they are.
  private func hasPlainSpaces(_ text: Span<UInt8>) -> Bool {
    var wasSpace = true
    for index in text.indices {
      let byte = text[index]
      if byte < 0x20 || (wasSpace && byte == 0x20) { return false }
      wasSpace = byte == 0x20
    }
    return true
  }
}

// MARK: - Many texts

extension WordScan {
  /// Where two letters of the word stand beside each other, the rarest among them; nil where the
  /// word is one letter long.
  private var pair: Int? {
    if place + 1 < word.upperBound { return place }
    return place > word.lowerBound ? place - 1 : nil
  }

  /// The verdicts on texts that lie one behind the other: only those are looked at that hold the
  /// word, or may hold it across letters beyond ASCII.
  ///
  /// Where one text ends and the next begins is asked only then: what seems to be a word because
  /// it lies across is told by the verdict.
  fileprivate func verdicts(on bytes: Span<UInt8>, endingAt ends: [Int64]) -> [UInt8]? {
    // A beginning is told by fewer bytes than it takes to look for it.
    guard wanted != .start, let pair else { return nil }
    var verdicts = [UInt8](repeating: Verdict.no, count: ends.count)
    var (place, text) = (0, 0)
    while true {
      place = nextPlace(of: pair, in: bytes, from: place)
      if place == bytes.count { return verdicts }
      if bytes[place] >= 0x80 {
        let start = place
        while place < bytes.count, bytes[place] >= 0x80 { place += 1 }
        if !mayCross(start..<place, of: bytes, word) { continue }
        place = start
      } else if !matches(word, in: bytes, at: place - pair) {
        place += 1
        continue
      }
      while ends[text] <= place { text += 1 }
      let start = text == 0 ? 0 : Int(ends[text - 1])
      place = Int(ends[text])
      verdicts[text] = Verdict.code(verdict(on: bytes.extracting(start..<place)))
    }
  }

  private func nextPlace(of pair: Int, in bytes: Span<UInt8>, from start: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { all in
      guard let first = all.baseAddress else { return 0 }
      return unsafe Int(bytes_pair(first, start, all.count, pattern[pair], pattern[pair + 1]))
    }
  }
}

/// What a scan says of a text, in a byte.
private enum Verdict {
  static let no: UInt8 = 1

  static func code(_ verdict: Bool?) -> UInt8 {
    verdict.map { $0 ? 2 : no } ?? 0
  }
}

extension TextDictionary {
  /// What a scan says of a range of texts: 1 for no, 2 for yes, 0 where only the slow way can tell.
  package func verdicts(of scan: WordScan, on codes: Range<UInt32>) -> [UInt8] {
    if let verdicts = withBytes(of: codes, { scan.verdicts(on: $0, endingAt: $1) }) ?? nil {
      return verdicts
    }
    var verdicts = [UInt8](repeating: 0, count: codes.count)
    visit(Array(codes)) { code, text in
      verdicts[Int(code - codes.lowerBound)] = Verdict.code(scan.verdict(on: text))
    }
    return verdicts
  }
}
