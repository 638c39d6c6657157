import Columns
import Model
import Rendering
import Testing

/// No byte of a book reaches a terminal as anything but text.
@Suite struct SafetyTests {
  /// The blocks in which unsafe characters are; the tests of `VisibleText` go through all others.
  private static let manyCharacters: ResultTable = {
    let blocks: [Range<UInt32>] = [
      0..<0x700, 0x1100..<0x1200, 0x1780..<0x1900, 0x2000..<0x2080, 0x2800..<0x2880,
      0x3100..<0x3180, 0xFD80..<0x1_0080, 0x1_3400..<0x1_3480, 0x1_BC80..<0x1_BD00,
      0x1_D100..<0x1_D180, 0xE_0000..<0xE_1000, 0x10_FF80..<0x11_0000,
    ]
    var texts: [String] = []
    for start in blocks.flatMap({ stride(from: $0.lowerBound, to: $0.upperBound, by: 128) }) {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: (start..<start + 128).compactMap(Unicode.Scalar.init))
      texts.append(String(view))
    }
    return SampleAnswer.table(
      [
        SampleAnswer.text("e\u{1B}[2J", texts),
        SampleAnswer.lists("list\u{202E}", of: .text, texts.map { [.text(Text($0))] }),
      ], noun: ("\u{9B}", "\u{9B}"), totals: [(.text(Text("\u{1B}")), "\u{1B}")],
      notes: ["\u{1B}]0;title\u{7}"])
  }()

  @Test(arguments: OutputFormat.allCases)
  func `no format lets an unsafe character pass to a terminal`(format: OutputFormat) {
    let style = RenderingStyle(isTerminal: true)
    let text = Rendering.text(of: Self.manyCharacters, as: format, style: style)
    var isClean = true
    for scalar in text.unicodeScalars where !VisibleText.isHarmless(scalar) {
      let isOwn = scalar == "\n" || (scalar == "\t" && format == .tsv)
      if !isOwn {
        isClean = false
        Issue.record("\(scalar.escaped(asASCII: true)) in \(format)")
        break
      }
    }
    #expect(isClean && text.utf8.count > 50_000)
  }

  /// Every character that there is, in texts of 128, with a picture of them.
  private static let allCharacters: ResultTable = {
    var texts: [String] = []
    for start in stride(from: UInt32(0), to: 0x11_0000, by: 128) {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: (start..<start + 128).compactMap(Unicode.Scalar.init))
      if !view.isEmpty { texts.append(String(view)) }
    }
    let values = SampleAnswer.numbers("\u{1B}[0m", texts.map { _ in "1" })
    let column = SampleAnswer.text("\u{202E}", texts)
    return ResultTable(
      columns: [column, values], rowCount: texts.count, words: [:], noun: ("\u{9B}", "\u{9B}"),
      totals: [], asOf: SampleAnswer.today, notes: ["\u{7}"], hasSeveralCurrencies: false,
      chart: ResultTable.Chart(.bars, labels: [0], value: 1))
  }()

  @Test(arguments: [FileFormat.html, .svg, .md])
  func `no file for people has an unsafe character`(format: FileFormat) {
    expectClean(format) { write in
      Rendering.render(
        Self.allCharacters, as: format, style: RenderingStyle(), from: nil, write: write)
    }
  }

  @Test func `no chart has an unsafe character`() {
    expectClean(.md) { write in
      Rendering.render(
        Self.allCharacters, as: OutputFormat.table, style: RenderingStyle(), elapsed: nil,
        write: write)
    }
  }

  @Test(arguments: [OutputFormat.table, .md, .html])
  func `no card has an unsafe character`(_ format: OutputFormat) {
    expectClean(.md) { write in
      let one = SampleAnswer.table([
        SampleAnswer.text("\u{1B}", ["\u{202E}\u{9B}x"]), SampleAnswer.text("b\u{7}", ["a\nb"]),
      ])
      let texts = Self.manyCharacters
      let card = Card(
        title: "\u{1B}]0;\u{7}", facts: one,
        sections: [Card.Section("\u{202E}", texts), Card.Section("\u{9B}", one)])
      Rendering.render(card, as: format, style: RenderingStyle(), elapsed: nil, write: write)
    }
  }

  private func expectClean(_ format: FileFormat, _ render: ((([UInt8]) -> Bool)) -> Void) {
    var count = 0
    render { chunk in
      for scalar in String(decoding: chunk, as: UTF8.self).unicodeScalars
      where scalar != "\n" && !VisibleText.isHarmless(scalar) {
        Issue.record("\(scalar.escaped(asASCII: true)) in \(format)")
        return false
      }
      count += chunk.count
      return true
    }
    #expect(count > 2_000)
  }

  @Test(arguments: [OutputFormat.csv, .tsv])
  func `files keep the characters as they are`(format: OutputFormat) {
    let text = Rendering.text(
      of: SampleAnswer.table([SampleAnswer.text("a", ["x\u{200B}\u{1B}y"])]), as: format,
      style: RenderingStyle())
    #expect(text == "a\nx\u{200B}\u{1B}y\n")
  }

  @Test func `ends of lines stand only between rows`() {
    let texts = ["a\nb", "c\r\nd", "e\u{2028}f", "g\u{85}h"]
    let table = SampleAnswer.table([SampleAnswer.text("a", texts)])
    for format in [OutputFormat.table, .md] {
      let text = Rendering.text(of: table, as: format, style: RenderingStyle())
      let lineCount = text.utf8.count { $0 == UInt8(ascii: "\n") }
      // A heading and a footer, or a heading and its line.
      #expect(lineCount == texts.count + 2)
    }
  }
}
