import Columns
import Model
import Rendering
import Testing

/// Answers one field a line.
@Suite struct VerticalTests {
  @Test func `tells each field by its name`() {
    let table = SampleAnswer.table(
      [
        SampleAnswer.text("number", ["R-1", "R-2"]),
        SampleAnswer.money("total amount", ["EUR 1200.5", "EUR 10 + JPY 7"]),
        SampleAnswer.text("address", ["Street 1\nBerlin", ""]),
      ], notes: ["a note"])
    SampleAnswer.expect(
      table, as: .vertical, elapsed: .zero,
      is: """
        number        R-1
        total amount  EUR 1,200.50
        address       Street 1⏎Berlin

        number        R-2
        total amount  EUR 10.00
                      JPY 7
        address       ""

        note: a note
        2 invoices · as of 20 May 2026 · <1 ms

        """)
  }
}
