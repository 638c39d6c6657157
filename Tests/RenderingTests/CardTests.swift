import Columns
import Rendering
import Testing

/// One record on one screen.
@Suite struct CardTests {
  private func text(
    _ sections: [Card.Section], as format: OutputFormat = .table, width: Int? = nil
  ) -> String {
    let facts = SampleAnswer.table([
      SampleAnswer.text("number", ["INV-1"]), SampleAnswer.money("total", ["EUR 1200.5"]),
      SampleAnswer.text("memo", ["a text that is longer than half of the screen has columns"]),
      SampleAnswer.dates("due", ["2026-05-20"]),
    ])
    var bytes: [UInt8] = []
    Rendering.render(
      Card(title: "invoice INV-1", facts: facts, sections: sections),
      as: format, style: RenderingStyle(width: width), elapsed: nil
    ) {
      bytes += $0
      return true
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func fieldsStandInTwoColumnsWhereThereIsRoom() {
    let lines = Card.Section("lines", SampleAnswer.table([SampleAnswer.numbers("n", ["1", "22"])]))
    #expect(
      text([lines], width: 80) == """
        invoice INV-1
        number  INV-1                            due     2026-05-20
        total   EUR 1,200.50
        memo    a text that is longer than half of the screen has columns

        lines
         n
         1
        22

        1 invoice · as of 20 May 2026

        """)
    let narrow = text([], width: 40)
    #expect(narrow.contains("number  INV-1\ntotal   EUR 1,200.50\n"))
    #expect(narrow.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 40 })
  }

  @Test func longSectionsSayWhatIsLeft() {
    let many = SampleAnswer.numbers("n", (1...30).map { String($0) })
    let said = text([Card.Section("lines", SampleAnswer.table([many]))], width: 80)
    #expect(said.contains("\n 8\n… 22 more\n") && !said.contains("\n 9\n"))
  }

  @Test func inMarkdownEachSectionIsATable() {
    let lines = Card.Section("lines", SampleAnswer.table([SampleAnswer.text("a|b", ["x*"])]))
    #expect(
      text([lines], as: .md) == """
        # invoice INV-1

        | field | |
        | :-- | :-- |
        | number | INV-1 |
        | total | EUR 1,200.50 |
        | memo | a text that is longer than half of the screen has columns |
        | due | 2026-05-20 |

        ## lines

        | a\\|b |
        | :-- |
        | x\\* |

        """)
  }

  /// No line is left out of what is sent on.
  @Test func aPageHasAllOfEachSection() {
    let many = SampleAnswer.numbers("days_late", (1...30).map { String($0) })
    let page = text([Card.Section("lines <1>", SampleAnswer.table([many]))], as: .html)
    #expect(page.contains("<h1>Invoice INV-1</h1>\n<p>As of 20 May 2026</p>"))
    #expect(page.contains("<tr><th>Total (EUR)</th><td>1,200.50</td></tr>"))
    #expect(page.contains("<h2>Lines &lt;1&gt;</h2>\n<table>"))
    #expect(page.contains(">Days late</th>") && page.contains(">30</td>"))
  }
}
