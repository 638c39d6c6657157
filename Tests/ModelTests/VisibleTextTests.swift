import Model
import Testing

/// Text on its way to a terminal.
@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("Müller 東京 ₹", "Müller 東京 ₹"), ("e\u{0301}", "e\u{0301}"),
    ("\u{1B}[31mred", "<U+001B>[31mred"), ("a\u{7F}", "a<U+007F>"), ("\u{9B}2J", "<U+009B>2J"),
    ("a\tb", "a<U+0009>b"), ("a\nb", "a⏎b"), ("a\r\nb", "a⏎b"), ("a\rb", "a<U+000D>b"),
    ("\r", "<U+000D>"),
    ("\u{202E}gpj.exe", "<U+202E>gpj.exe"), ("a\u{200B}b", "a<U+200B>b"),
    ("\u{FEFF}x", "<U+FEFF>x"), ("so\u{AD}ft", "so<U+00AD>ft"), ("\u{E0041}", "<U+E0041>"),
    ("\u{3164}", "<U+3164>"), ("\u{2028}", "<U+2028>"), ("", ""), ("<U+001B>", "<U+001B>"),
  ])
  func `tells what cannot be seen`(text: String, expected: String) {
    #expect(Array(VisibleText.visible(text.utf8).utf8) == Array(expected.utf8))
  }

  @Test(
    arguments: [
      ([0xFF], "<FF>"), ([0x41, 0x9B, 0x42], "A<9B>B"), ([0xC3], "<C3>"),
      ([0xC0, 0x9B], "<C0><9B>"),
      ([0xED, 0xA0, 0x80], "<ED><A0><80>"), ([0xE2, 0x82], "<E2><82>"),
      ([0xF0, 0x80, 0x80, 0x9B], "<F0><80><80><9B>"), ([0xF5, 0x41], "<F5>A"),
      ([0xC3, 0x1B], "<C3><U+001B>"),
    ] as [([UInt8], String)])
  func `tells bytes that are no text`(bytes: [UInt8], expected: String) {
    #expect(VisibleText.visible(bytes) == expected)
  }

  /// Whether a terminal would do more than show the character.
  private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return properties.isDefaultIgnorableCodePoint || properties.isBidiControl
    default: return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
    }
  }

  @Test func `lets no unsafe character pass, and all others`() {
    var wrong: [String] = []
    for value in UInt32(0)..<0x11_0000 {
      guard let scalar = Unicode.Scalar(value), value != 0x0A else { continue }
      let shown = VisibleText.visible(String(scalar).utf8)
      let isKept = shown.unicodeScalars.elementsEqual([scalar])
      let isTold = shown == "<U+" + hexadecimal(value) + ">"
      let mayDiffer =
        value == 0x2800 || (0x1_3430...0x1_343F).contains(value)
        || (0xFFF0...0xFFFB).contains(value)
      if mayDiffer ? !isTold : isUnsafe(scalar) ? !isTold : !isKept {
        wrong.append(hexadecimal(value))
      }
    }
    #expect(wrong == [])
  }

  @Test func `lets no unsafe bytes pass`() {
    var count = 0
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        for third: [UInt8] in [[], [0x1B], [0x41], [0x80], [0x9B], [0xAE]] {
          let shown = VisibleText.visible([first, second] + third)
          let isClean = shown.unicodeScalars.allSatisfy { !isUnsafe($0) && $0 != "\u{FFFD}" }
          if !isClean { Issue.record("\(first) \(second) \(third)") }
          count += 1
        }
      }
    }
    #expect(count == 6 * 65_536)
  }

  private func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
