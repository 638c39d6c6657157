import Model
import Testing

/// Canonical composition.
@Suite struct NormalizationTests {
  @Test func `agrees with another implementation`() {
    var count = 0
    for line in NormalizationCases.table.split(separator: "\n") {
      let sides = line.split(separator: "=").map { side in
        var view = String.UnicodeScalarView()
        for word in side.split(separator: " ") {
          if let scalar = UInt32(word, radix: 16).flatMap(Unicode.Scalar.init) {
            view.append(scalar)
          }
        }
        return Array(String(view).utf8)
      }
      #expect(Normalization.nfc(sides[0]) == sides[1], "\(line)")
      count += 1
    }
    #expect(count > 150)
  }

  /// Swift compares strings by canonical equivalence, which makes it a judge of every single
  /// mapping.
  @Test func `keeps every character canonically the same and settles at once`() {
    var wrong: [UInt32] = []
    for value in UInt32(0)..<0x11_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let original = String(Character(scalar))
      let composed = Normalization.nfc(Array(original.utf8))
      if composed.elementsEqual(original.utf8) { continue }
      let isSame = String(decoding: composed, as: UTF8.self) == original
      if !isSame || Normalization.nfc(composed) != composed { wrong.append(value) }
    }
    #expect(wrong == [])
  }

  @Test func `puts every Korean syllable together again`() {
    for value in UInt32(0xAC00)...0xD7A3 {
      let index = value - 0xAC00
      var view = String.UnicodeScalarView()
      let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + index % 28]
      for part in index % 28 == 0 ? parts.dropLast() : parts[...] {
        if let scalar = Unicode.Scalar(part) { view.append(scalar) }
      }
      let composed = Normalization.nfc(Array(String(view).utf8))
      let scalars = String(decoding: composed, as: UTF8.self).unicodeScalars.map(\.value)
      guard scalars == [value] else {
        Issue.record("U+\(String(value, radix: 16)) became \(scalars)")
        return
      }
    }
  }

  @Test func `leaves text alone that is composed`() {
    for text in ["", "plain", "Müller & Söhne", "東京商事", "Ελληνικά", "한국어", "“€”"] {
      #expect(Normalization.nfc(Array(text.utf8)) == Array(text.utf8))
    }
  }

  @Test func `takes a very long run of marks in reasonable time`() {
    let text = "a" + String(repeating: "\u{0301}\u{0323}", count: 50_000)
    let composed = Normalization.nfc(Array(text.utf8))
    #expect(Normalization.nfc(composed) == composed)
  }
}
