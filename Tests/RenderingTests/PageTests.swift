import Columns
import Model
import Rendering
import Testing

/// Answers as pages.
@Suite struct PageTests {
  private func page(
    _ table: ResultTable, _ style: RenderingStyle = RenderingStyle(), title: String? = nil
  ) -> String {
    var bytes: [UInt8] = []
    let from = Provenance(
      title: title, question: "invoices where \"<b>\"", book: "R&D", made: "20 May 2026, 14:05")
    Rendering.render(table, as: FileFormat.html, style: style, from: from) {
      bytes += $0
      return true
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func amounts() -> ResultTable {
    let money = SampleAnswer.money("days_owed", ["EUR 1200.5", "EUR 0", "JPY 7"])
    let sums = ["EUR 1200.5", "JPY 7"].compactMap { SampleAnswer.amount($0) }
    let owed = ResultTable.Column("days_owed", .money, money.values, total: .bag(Bag(sums)))
    return SampleAnswer.table(
      [SampleAnswer.text("who", ["<i>&\"'", nil, "a\u{202E}b"]), owed], notes: ["a <note>"])
  }

  @Test func textIsNeverMarkup() {
    let text = page(amounts(), title: "A < B")
    #expect(text.contains("<h1>A &lt; B</h1>") && text.contains("<title>A &lt; B</title>"))
    #expect(text.contains("<td>&lt;i&gt;&amp;&quot;&#39;</td>"))
    #expect(text.contains("<td>a&lt;U+202E&gt;b</td>"))
    #expect(text.contains("<li>a &lt;note&gt;</li>"))
    #expect(text.contains("R&amp;D · 20 May 2026, 14:05") && text.contains("&quot;&lt;b&gt;&quot;"))
  }

  @Test func totalsStandBelowACurrencyEach() {
    let text = page(amounts())
    #expect(text.contains("<th class=\"n\">Days owed</th>"))
    #expect(text.contains("<tr><td>Total EUR</td><td class=\"n\">EUR 1,200.50</td></tr>"))
    #expect(
      text.contains("<tr><td>Total JPY</td><td class=\"n\">JPY 7\u{2008}\u{2007}\u{2007}</td>"))
    #expect(text.contains("<span class=\"x\">0.00</span>"))
    var german = RenderingStyle()
    german.hasDecimalComma = true
    #expect(page(amounts(), german).contains(">EUR 1.200,50<"))
  }

  @Test func nothingIsLoadedAndNothingRuns() {
    let text = page(amounts())
    #expect(text.contains("Content-Security-Policy\" content=\"default-src 'none';"))
    for word in ["<script", "<img", "<link", "http:", "https:", "url(", "@import", "javascript"] {
      #expect(!text.contains(word), "\(word)")
    }
  }
}
