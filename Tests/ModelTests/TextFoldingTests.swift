import Model
import Testing

/// What counts as the same text.
@Suite struct TextFoldingTests {
  private func folded(_ text: String) -> String {
    String(decoding: TextFolding.folded(text.utf8), as: UTF8.self)
  }

  private func plain(_ text: String) -> String {
    String(decoding: TextFolding.foldedIgnoringAccents(text.utf8), as: UTF8.self)
  }

  @Test(arguments: [
    ("ACME GmbH", "acme gmbh"),
    ("  Acme \t GmbH\u{A0}\u{A0} ", "acme gmbh"),
    ("Acme\u{3000}Tokyo", "acme tokyo"),
    ("a\r\n\u{2003}b", "a b"),
    ("ÄÖÜ", "äöü"), ("Straße", "straße"), ("STRAẞE", "straße"),
    ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("ς", "σ"), ("ЖЁЙ", "жёй"), ("ŁÓDŹ", "łódź"), ("Ǆ", "ǆ"),
    ("ǅ", "ǆ"), ("Ｔ", "ｔ"), ("𐐀", "𐐨"), ("İ", "İ"), ("", ""), (" \u{A0} ", ""), ("×÷", "×÷"),
  ])
  func `folds case and white space`(text: String, expected: String) {
    // Bytes, as strings would call different spellings equal.
    #expect(Array(folded(text).utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("Müller", "muller"), ("GROẞE STRASSE", "grosse strasse"), ("Œuvre Ægir", "oeuvre aegir"),
    ("Łódź", "lodz"), ("Đorđe", "dorde"), ("Ørsted", "orsted"), ("São Paulo", "sao paulo"),
    ("Nguyễn Thị Ưng", "nguyen thi ung"), ("İstanbul ıŞIK", "istanbul isik"), ("Þór", "thor"),
    ("e\u{0301}\u{0323}", "e"), ("Ёлка", "елка"), ("Ἀθῆναι", "αθηναι"), ("ﬁrma", "firma"),
    ("ＡＣＭＥ１", "acme1"), ("が", "が"), ("한국", "한국"), ("東京", "東京"), ("हिन्दी", "हिन्दी"),
    ("≠", "≠"), ("plain", "plain"),
  ])
  func `leaves accents out`(text: String, expected: String) {
    #expect(Array(plain(text).utf8) == Array(expected.utf8))
  }

  @Test func `changes nothing the second time`() {
    var wrong: [UInt32] = []
    // No letter has a case beyond the second plane.
    for value in UInt32(0)..<0x2_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "x" + String(scalar) + "x"
      let once = TextFolding.folded(text.utf8)
      let bare = TextFolding.foldedIgnoringAccents(text.utf8)
      if TextFolding.folded(once) != once || TextFolding.foldedIgnoringAccents(bare) != bare {
        wrong.append(value)
      }
    }
    #expect(wrong == [])
  }

  /// Swift's own lower case, where it is a single character, must fold to what its upper case does.
  @Test func `treats both cases of every letter alike`() {
    var wrong: [String] = []
    for value in UInt32(0x80)..<0x2_0000 {
      guard let scalar = Unicode.Scalar(value), scalar.properties.isUppercase else { continue }
      let lower = scalar.properties.lowercaseMapping
      guard lower.unicodeScalars.count == 1, scalar.properties.age?.major ?? 99 < 14 else {
        continue
      }
      if folded(String(scalar)) != folded(lower) { wrong.append(String(value, radix: 16)) }
    }
    #expect(wrong == [])
  }

  @Test func `keeps bytes that are no text`() {
    #expect(TextFolding.folded([0xFF, 0x41]) == [0xFF, 0x61])
  }
}
