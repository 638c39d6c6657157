import Columns
import Model
import Testing

@testable import Sampling

/// The quick look at a text never disagrees with the slow one.
struct WordScanTests {
  private static let pieces = [
    "dock", "DOCK", "dOcK", " ", "  ", "17", "1", "7", "é", "É", "ß", "æ", "Æ", "e\u{301}",
    "\u{301}",
    "\u{A0}", "\u{2003}", "–", "“", "\u{3000}", "№", "K", "ﬃ", "o", "ö", "c", "k", "d", "-", "\t",
    "日本", "@", "`", "{", "[",
  ]
  private static let patterns = [
    "dock", "dock 17", "ck", "e", "ss", "ae", "kelvin", "o-d", "17 d", "ffi", "`", "[o", "k 1",
  ]

  @Test func theQuickLookAgreesWithTheSlowOne() throws {
    var random = SplitMix64(seed: 17)
    var decided = (yes: 0, no: 0, open: 0)
    for _ in 0..<40_000 {
      let text = (0..<random.below(10)).map { _ in random.pick(WordScanTests.pieces) }.joined()
      let pattern = random.pick(WordScanTests.patterns)
      let bytes = Array(text.utf8)
      let folded = String(decoding: TextFolding.foldedIgnoringAccents(bytes), as: UTF8.self)
      for place in [WordScan.Place.anywhere, .start, .other] {
        let scan = try #require(WordScan(Array(pattern.utf8), place))
        let truth =
          place == .start ? folded.utf8.starts(with: pattern.utf8) : contains(folded, pattern)
        switch scan.verdict(on: bytes.span) {
        case true?:
          decided.yes += 1
          #expect(truth && place != .other, "\(text.debugDescription) has no \(pattern)")
        case false?:
          decided.no += 1
          #expect(!truth, "\(text.debugDescription) has \(pattern), \(place)")
        case nil: decided.open += 1
        }
      }
    }
    #expect(decided.yes > 1_000 && decided.no > 3 * decided.yes, "\(decided)")
  }

  /// Texts that lie one behind the other are told as each on its own, wherever pairs of letters
  /// begin and end.
  @Test func manyTextsAreToldAsEachOnItsOwn() throws {
    var random = SplitMix64(seed: 23)
    var found = 0
    for _ in 0..<200 {
      var builder = TextDictionaryBuilder()
      for _ in 0..<(1 + random.below(60)) {
        let text = (0..<(1 + random.below(9))).map { _ in random.pick(WordScanTests.pieces) }
        _ = builder.intern(Array(text.joined().utf8))
      }
      let dictionary = builder.finish()
      let pattern = random.pick(WordScanTests.patterns)
      for place in [WordScan.Place.anywhere, .start, .other] {
        let scan = try #require(WordScan(Array(pattern.utf8), place))
        let start = UInt32(random.below(dictionary.count))
        let codes = start..<UInt32(dictionary.count)
        let alone = codes.map { code -> UInt8 in
          dictionary.withText(code) { scan.verdict(on: $0) }.map { $0 ? 2 : 1 } ?? 0
        }
        let together = dictionary.verdicts(of: scan, on: codes)
        // What has no pair of letters and only ASCII is a no, which alone may be left open.
        #expect(zip(alone, together).allSatisfy { $0 == $1 || ($0 == 0 && $1 == 1) })
        found += together.count { $0 == 2 }
      }
    }
    #expect(found > 200, "\(found)")
  }

  /// What the quick look relies on: no letter folds to more of ASCII than it has bytes.
  @Test func lettersFoldToFewLetters() throws {
    for value in UInt32(0x80)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      let folded = TextFolding.foldedIgnoringAccents(bytes)
      if folded.count(where: { $0 < 0x80 }) > bytes.count {
        Issue.record("U+\(String(value, radix: 16))")
      }
    }
  }

  private func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0..<$0 + part.count] == part[...] }
  }
}
