import Columns
import Model
import Rendering
import Testing

/// Bank accounts and tax numbers are shortened, and nothing else is.
@Suite struct ConcealmentTests {
  @Test(
    arguments: [
      // Numbers of ISO 13616's own registry, whose check digits are right.
      ("DE89370400440532013000", "DE89 **** 3000"),
      ("DE89 3704 0044 0532 0130 00", "DE89 **** 3000"),
      ("to GB29 NWBK 6016 1331 9268 19, please", "to GB29 **** 6819, please"),
      ("NO9386011117947", "NO93 **** 7947"),
      ("a/fr1420041010050500013M02606.", "a/fr14 **** 2606."),
      ("(MT84MALT011000012345MTLCAST001S)", "(MT84 **** 001S)"),
      ("NO9386011117947 DE89370400440532013000", "NO93 **** 7947 DE89 **** 3000"),
      // One digit is wrong, or it is part of something longer.
      ("DE89370400440532013001", nil), ("XDE89370400440532013000", nil),
      ("DE893704004405320130005", nil), ("INV-2026-00017 of 12.03.2026", nil),
      ("DE89  3704  0044  0532  0130  00", nil), ("", nil), ("DE", nil), ("東京", nil),
    ] as [(String, String?)])
  func accountsInTexts(_ text: String, _ expected: String?) {
    #expect(Concealment.concealed(text) == expected ?? text)
    let table = SampleAnswer.table([SampleAnswer.text("note", [text, nil, text])])
    let (safe, isChanged) = Concealment.concealed(table)
    #expect(isChanged == (expected != nil))
    #expect(safe.columns[0].values[2] == .text(Text(expected ?? text)))
    #expect(safe.columns[0].values[1] == .missing)
  }

  @Test(
    arguments: [
      ("DE123456789", "DE **** 89"), ("GB999 9999 73", "GB **** 73"), ("12345", "****"),
      ("ATU12345678901", "ATU1 **** 8901"), ("東京-1", "****"),
    ])
  func wholeColumns(_ text: String, _ expected: String) {
    let plain = SampleAnswer.text("x", [text])
    let column = ResultTable.Column("x", .text, plain.values, isConfidential: true)
    let lists = ResultTable.Column(
      "l", .list(.text), .list([[.text(Text(text)), .missing]]), isConfidential: true)
    let (safe, isChanged) = Concealment.concealed(SampleAnswer.table([column, lists]))
    #expect(isChanged && safe.columns[0].values[0] == .text(Text(expected)))
    #expect(safe.columns[1].values[0] == .list([.text(Text(expected)), .missing]))
    // The same text elsewhere is nobody's number.
    #expect(!Concealment.concealed(SampleAnswer.table([plain])).isChanged)
  }
}
