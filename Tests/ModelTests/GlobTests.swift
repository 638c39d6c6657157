import Model
import Testing

/// Patterns with stars.
@Suite struct GlobTests {
  @Test(arguments: [
    ("INV-00*", "inv-0042", true), ("INV-00*", "INV-0", false), ("*", "", true),
    ("", "", true), ("", "a", false), ("a*b*c", "a-b-b-c", true), ("a*b*c", "acb", false),
    ("?", "東", true), ("??", "東", false), ("?*", "é", true), ("*京", "東京", true),
    ("M?ller*", "Müller & Co", true), ("a**b", "ab", true), ("*ab", "aab", true),
    ("*a?c", "abcabd", false), ("*a?c", "abdabc", true), ("**", "x", true), ("a?", "a", false),
    ("a.c", "abc", false), ("[a]", "a", false),
  ])
  func `matches whole texts`(pattern: String, text: String, expected: Bool) {
    #expect(Glob(Array(pattern.utf8)).matches(text.utf8) == expected)
  }

  @Test(.timeLimit(.minutes(1)))
  func `stays quick where backtracking explodes`() {
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
    let pattern = String(repeating: "*a", count: 50) + "*b"
    #expect(!Glob(Array(pattern.utf8)).matches(text))
    #expect(Glob(Array((pattern + "*").utf8)).matches(text + [UInt8(ascii: "b")]))
  }

  /// The obvious recursive definition, on short texts.
  private func fits(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == UInt8(ascii: "*") {
      return fits(pattern.dropFirst(), text)
        || (!text.isEmpty && fits(pattern, text.dropFirst()))
    }
    guard let byte = text.first, first == UInt8(ascii: "?") || first == byte else { return false }
    return fits(pattern.dropFirst(), text.dropFirst())
  }

  @Test func `agrees with its definition on every short pattern`() {
    let patterns = words(over: Array("ab*?".utf8), upTo: 5)
    let texts = words(over: Array("ab".utf8), upTo: 5)
    for pattern in patterns {
      let glob = Glob(pattern)
      for text in texts where glob.matches(folded: text) != fits(pattern[...], text[...]) {
        Issue.record("\(pattern) on \(text)")
      }
    }
  }

  private func words(over letters: [UInt8], upTo length: Int) -> [[UInt8]] {
    var all: [[UInt8]] = [[]]
    var longest: [[UInt8]] = [[]]
    for _ in 1...length {
      longest = longest.flatMap { word in letters.map { word + [$0] } }
      all += longest
    }
    return all
  }
}
