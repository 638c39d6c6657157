/// A pattern with `*` for any run of characters and `?` for one, as `matches` takes it.
///
/// No regular expressions: their worst case is exponential. Here one star at a time is tried again,
/// the last; an earlier one never needs to be, as the last can take whatever it would.
package struct Glob: Sendable {
  private let pattern: [UInt8]

  /// A pattern as written; case and white space count as little as for `=`.
  package init(_ pattern: [UInt8]) {
    self.pattern = TextFolding.folded(pattern)
  }

  /// Whether the whole text fits the pattern.
  package func matches(_ text: some Collection<UInt8>) -> Bool {
    matches(folded: TextFolding.folded(text))
  }

  /// Whether a whole text fits that `TextFolding.folded` gave.
  package func matches(folded text: [UInt8]) -> Bool {
    var textPosition = 0
    var position = 0
    var lastStar: (position: Int, textPosition: Int)?
    while textPosition < text.count {
      if position < pattern.count {
        switch pattern[position] {
        case UInt8(ascii: "*"):
          lastStar = (position, textPosition)
          position += 1
          continue
        case UInt8(ascii: "?"):
          position += 1
          textPosition = end(ofCharacterAt: textPosition, in: text)
          continue
        case text[textPosition]:
          position += 1
          textPosition += 1
          continue
        default: break
        }
      }
      guard let star = lastStar else { return false }
      // The star takes one character more.
      textPosition = end(ofCharacterAt: star.textPosition, in: text)
      position = star.position + 1
      lastStar = (star.position, textPosition)
    }
    return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  private func end(ofCharacterAt position: Int, in text: [UInt8]) -> Int {
    var end = position + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
