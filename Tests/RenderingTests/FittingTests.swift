import Columns
import Model
import Rendering
import Testing

/// Answers that are longer or wider than the screen.
@Suite struct FittingTests {
  private func lines(
    _ table: ResultTable, _ format: OutputFormat = .table, _ style: RenderingStyle
  ) -> [String] {
    Rendering.text(of: table, as: format, style: style).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
  }

  private func counted(_ count: Int) -> ResultTable {
    SampleAnswer.table([SampleAnswer.numbers("n", (1...count).map(String.init))])
  }

  @Test func `shows the first rows and the last of a long answer`() {
    let shown = lines(counted(971), .table, RenderingStyle(height: 40))
    #expect(shown.count == 1 + 20 + 1 + 5 + 1)
    #expect(shown[1] == "  1" && shown[20] == " 20")
    #expect(shown[21] == "… 946 more rows (more shows all)")
    #expect(shown[22] == "967" && shown[26] == "971")
    #expect(shown[27] == "971 invoices · as of 20 May 2026")
  }

  @Test(arguments: 1...60)
  func `never exceeds the screen, nor loses a row`(height: Int) {
    for count in [1, 2, 3, 5, 10, 25, 26, 27, height, height + 1, 70] {
      let shown = lines(counted(count), .table, RenderingStyle(height: height))
      if height > 8 { #expect(shown.count < height) }
      let hidden =
        shown.first { $0.hasPrefix("…") }.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
      let remarks = hidden > 0 ? 3 : 2
      #expect(shown.count - remarks + hidden == count)
    }
  }

  @Test func `shows all rows where no height is given`() {
    #expect(lines(counted(5000), .table, RenderingStyle()).count == 5002)
  }

  @Test func `shows the first and last records of a long vertical answer`() {
    let shown = lines(counted(1000), .vertical, RenderingStyle(height: 24))
    #expect(shown.count < 24)
    #expect(shown.contains("… 990 more rows (more shows all)"))
    #expect(shown.first == "n  1" && shown.contains("n  1,000"))
  }

  private func wide() -> ResultTable {
    SampleAnswer.table([
      SampleAnswer.text("number", ["R-1", "R-2", "R-3", "R-4"]),
      SampleAnswer.text(
        "customer",
        [
          "Müller & Söhne Großhandel", "株式会社東京商事貿易部", "short",
          "e\u{0301}e\u{0301}e\u{0301}e\u{0301}",
        ]),
      SampleAnswer.text("address", ["a very long street 12345 Berlin", "b", "c", "d"]),
      SampleAnswer.money("owed", ["EUR 1", "EUR 22", "EUR 333", "EUR 4444"]),
    ])
  }

  @Test func `shrinks texts before it leaves columns out`() {
    #expect(
      lines(wide(), .table, RenderingStyle(width: 50)) == [
        "number  customer        address         owed (EUR)",
        "R-1     Müller & Söhn…  a very long s…        1.00",
        "R-2     株式会社東京…   b                    22.00",
        "R-3     short           c                   333.00",
        "R-4     e\u{0301}e\u{0301}e\u{0301}e\u{0301}            d                 4,444.00",
        "4 invoices · as of 20 May 2026",
      ])
  }

  @Test func `leaves columns out from the right and says which`() {
    #expect(
      lines(wide(), .table, RenderingStyle(width: 34)) == [
        "number  customer      address",
        "R-1     Müller & Sö…  a very long…",
        "R-2     株式会社東…   b",
        "R-3     short         c",
        "R-4     e\u{0301}e\u{0301}e\u{0301}e\u{0301}          d",
        "… 1 more column (wide shows all):…",
        "4 invoices · as of 20 May 2026",
      ])
    #expect(
      lines(wide(), .table, RenderingStyle(width: 33)).contains("… 2 more columns (wide shows all…")
    )
  }

  @Test func `turns a few wide records upright`() {
    let table = SampleAnswer.table([
      SampleAnswer.text("name", ["Acme"]), SampleAnswer.money("owed", ["EUR 1200"]),
      SampleAnswer.dates("due", ["2026-01-03"]),
    ])
    #expect(
      lines(table, .table, RenderingStyle(width: 20)) == [
        "name  Acme", "owed  EUR 1,200.00", "due   2026-01-03", "", "1 invoice",
        "  as of 20 May 2026",
      ])
  }

  @Test(arguments: [1, 2, 5, 12, 13, 20, 33, 34, 41, 60, 79])
  func `keeps every line of rows within the width`(width: Int) {
    let shown = lines(wide(), .table, RenderingStyle(width: width))
    for line in shown.dropLast() where width >= 6 {
      #expect(DisplayWidth.of(line) <= width, "\(line)")
    }
  }

  @Test func `does not blow up all rows for one long text`() {
    let long = String(repeating: "x", count: 100_000)
    let table = SampleAnswer.table([
      SampleAnswer.text("a", [long] + (0..<100).map { "short\($0)" }),
      SampleAnswer.text("b", (0...100).map(String.init)),
    ])
    let text = Rendering.text(of: table, as: .table, style: RenderingStyle())
    #expect(text.contains(long))
    #expect(text.utf8.count < 200_000)
  }
}
