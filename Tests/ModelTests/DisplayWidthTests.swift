import Glibc
import Model
import Testing

/// Columns of a terminal.
@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("Müller", 6), ("u\u{0308}", 1), ("東京", 4), ("ｶﾅ", 2), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("🙂", 2), ("…", 1), ("—", 1), ("⏎", 1), ("हिन्दी", 5),
    ("Ａ", 2), ("€", 1), ("\u{200B}", 0), ("\u{1B}", 0),
  ])
  func `counts columns`(text: String, expected: Int) {
    #expect(DisplayWidth.of(text) == expected)
  }

  /// Names as they occur in books; the line editor measures them with the C library.
  @Test func `agrees with the C library on names`() throws {
    let names = [
      "Müller & Söhne GmbH", "Société Générale", "株式会社東京商事", "上海贸易有限公司", "한국무역",
      "ООО «Ромашка»", "Ελληνική Εταιρεία ΑΕ", "חברת ישראל בע״מ", "شركة الخليج", "บริษัท ไทย จำกัด",
      "भारत ट्रेडिंग", "Łódź Sp. z o.o.", "Đặng Văn Ưng", "İstanbul Ticaret A.Ş.", "ｱｸﾒ",
      "O’Neill — “Sons”",
    ]
    // The header declares it only for X/Open programs, which Swift's view of the library is not.
    let symbol = try unsafe #require(unsafe dlsym(nil, "wcwidth"))
    let wcwidth = unsafe unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> Int32).self)
    let original = unsafe setlocale(LC_CTYPE, nil).map { unsafe String(cString: $0) } ?? "C"
    guard unsafe setlocale(LC_CTYPE, "C.UTF-8") != nil else { return }
    defer { _ = unsafe setlocale(LC_CTYPE, original) }
    for name in names {
      for scalar in name.unicodeScalars {
        let theirs = Int(wcwidth(wchar_t(scalar.value)))
        #expect(DisplayWidth.of(scalar) == theirs, "\(scalar) in \(name)")
      }
    }
  }
}
