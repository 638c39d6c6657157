import Columns
import Model
import Rendering
import Testing

/// Answers as a table of Markdown.
@Suite struct MarkdownTests {
  @Test func `aligns numbers and escapes markup`() {
    let table = SampleAnswer.table([
      SampleAnswer.text(
        "a_b", ["x|y", "*b* _i_ `c` [l](u) <b>", "http://x.y www.z.de", "l1\nl2", nil]),
      SampleAnswer.money("owed", ["EUR 1200.5", nil, "EUR 1 + JPY 7", "EUR 1", "EUR 2"]),
    ])
    SampleAnswer.expect(
      table, as: .md,
      is: #"""
        | a\_b | owed |
        | :-- | --: |
        | x\|y | EUR 1,200.50 |
        | \*b\* \_i\_ \`c\` \[l\](u) \<b\> | — |
        | http\://x.y www\.z.de | EUR 1.00 + JPY 7 |
        | l1⏎l2 | EUR 1.00 |
        | — | EUR 2.00 |

        """#)
  }
}
