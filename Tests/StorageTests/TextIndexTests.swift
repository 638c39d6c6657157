import Columns
import Model
import Storage
import Testing

/// What indexes of texts tell, against texts looked through one by one.
@Suite struct TextIndexTests {
  private static let words = [
    "dock", "Dock", "DOCK", "dökk", "gearbox", "kit", "Ångström", "10mm", "1 0", "№", "œuvre",
    "\u{301}", "Straße", "日本", "do", "ck",
  ]

  /// Texts of a few words, more than a group has.
  private static func texts(_ count: Int, _ random: inout SplitMix) -> [String] {
    (0..<count).map { index in
      let length = 1 + Int(random.next(4))
      return (0..<length).map { _ in words[Int(random.next(Int64(words.count)))] }
        .joined(separator: ["", " ", "  "][Int(random.next(3))]) + " \(index % 97)"
    }
  }

  private static func dictionary(_ texts: [String]) -> (TextDictionary, codes: [UInt32]) {
    var builder = TextDictionaryBuilder()
    let codes = texts.map { builder.intern(Array($0.utf8)) }
    return (builder.finish(), codes)
  }

  private static func holds(_ text: some Collection<UInt8>, _ pattern: [UInt8]) -> Bool {
    let text = TextFolding.foldedIgnoringAccents(text)
    return pattern.isEmpty
      || text.indices.contains { text[$0...].starts(with: pattern) }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func noTextThatHoldsAPatternIsLeftOut(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let (dictionary, _) = Self.dictionary(Self.texts(700, &random))
    let signatures = TextSignatures(dictionary)
    let added = ["a new dock", "nothing"].map { Array($0.utf8)[...] }
    let (grown, _) = dictionary.extended(with: added)
    for pattern in ["dock", "k 1", "dokk", "gearbox kit", "angstrom", "œuv", "日本", "zzz", "10m"] {
      let folded = TextFolding.foldedIgnoringAccents(Array(pattern.utf8))
      let candidates = signatures.candidates(for: folded, of: grown.count) ?? []
      for code in 0..<UInt32(grown.count) where Self.holds(grown[code], folded) {
        #expect(candidates.contains { $0.contains(code) }, "\(pattern) in text \(code)")
      }
      #expect(zip(candidates, candidates.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
    }
    #expect(signatures.candidates(for: Array("do".utf8), of: 700) == nil)
  }

  @Test func aPatternThatIsNowhereIsLookedForInFewGroups() {
    let (dictionary, _) = Self.dictionary((0..<20_000).map { "part \($0 * 7919 % 20_011)" })
    let found = TextSignatures(dictionary).candidates(for: Array("gearbox".utf8), of: 20_000)
    #expect((found ?? []).reduce(0) { $0 + $1.count } <= 640)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func namesAreFoundByTheirBeginning(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let (dictionary, codes) = Self.dictionary(Self.texts(300, &random))
    let index = NameIndex(Cells(packing: codes, missing: Missing.text), dictionary)
    let prefixes = [
      "d", "dock", "DÖ", "dokk 1", "angst", "stra", "10", "1 ", "œ", "oeu", "日", "\u{301}",
    ]
    for prefix in prefixes {
      let plain = TextFolding.foldedIgnoringAccents(Array(prefix.utf8))
      let expected = codes.indices.filter {
        TextFolding.foldedIgnoringAccents(dictionary[codes[$0]]).starts(with: plain)
      }.map { RowIndex($0) }
      let found = index.rows(startingWith: Text(prefix), atMost: 1_000)
      #expect(found == (plain.isEmpty ? nil : expected), "\(prefix)")
      if !plain.isEmpty, expected.count > 1 {
        #expect(index.rows(startingWith: Text(prefix), atMost: expected.count - 1) == nil)
      }
    }
    for text in Self.texts(50, &random) + codes.prefix(50).map({ Text(dictionary[$0]).string }) {
      let folded = TextFolding.folded(Array(text.utf8))
      let expected = codes.indices.filter { TextFolding.folded(dictionary[codes[$0]]) == folded }
      #expect(index.rows(called: Text(text)) == expected.map { RowIndex($0) }, "\(text)")
    }
  }
}
