import Columns
import Model
import Rendering
import Testing

/// Answers as columns for people.
@Suite struct TableTests {
  @Test func `aligns amounts on the point and text by its width`() {
    let table = SampleAnswer.table(
      [
        SampleAnswer.text("number", ["R-1", "R-1007", "R-2", "R-3"]),
        SampleAnswer.text("customer", ["東京商事", "Mu\u{0308}ller & Co", "", nil]),
        SampleAnswer.dates("due", ["2026-01-03", nil, "2026-12-31", "2026-02-01"]),
        SampleAnswer.money("owed", ["EUR 312440.18", "EUR -5", "EUR 0.125", nil]),
        SampleAnswer.numbers("quantity", ["1200", "0.5", nil, "-3"]),
      ],
      totals: [(.money(SampleAnswer.amount("EUR 312440.18") ?? .init(.zero, .unnamed)), "owed")])
    SampleAnswer.expect(
      table, as: .table, elapsed: .milliseconds(3),
      is: """
        number  customer     due          owed (EUR)  quantity
        R-1     東京商事     2026-01-03  312,440.18    1,200
        R-1007  Mu\u{0308}ller & Co  —                -5.00        0.5
        R-2     ""           2026-12-31        0.125         —
        R-3     —            2026-02-01            —      -3
        4 invoices · EUR 312,440.18 owed · as of 20 May 2026 · 3 ms

        """)
  }

  @Test func `names the currency in each cell where there are several`() {
    let table = SampleAnswer.table(
      [
        SampleAnswer.text("country", ["DE", "JP", "KW", "all", "none"]),
        SampleAnswer.money(
          "total", ["EUR 1200.5", "JPY 120000", "KWD 12.3", "EUR 10 + KWD 1 + JPY 7", "7"]),
        SampleAnswer.text("note", ["a", "b", "c", "d", "e"]),
      ], noun: ("row", "rows"),
      totals: [
        (.bag(Bag(["EUR 1", "USD 2"].compactMap(SampleAnswer.amount))), "owed"),
        (.missing, "late"),
      ], notes: ["amounts in 3 currencies"], hasSeveralCurrencies: true)
    SampleAnswer.expect(
      table, as: .table,
      is: """
        country            total  note
        DE         EUR 1,200.50   a
        JP       JPY 120,000      b
        KW            KWD 12.300  c
        all           EUR 10.00   d
                       JPY 7
                       KWD 1.000
        none               7.00   e
        note: amounts in 3 currencies
        5 rows · EUR 1.00 + USD 2.00 owed · as of 20 May 2026

        """)
  }

  @Test(arguments: [("JPY 5", "JPY", "5"), ("KWD 5", "KWD", "5.000"), ("EUR 5", "EUR", "5.00")])
  func `shows at least the decimals of the currency`(
    amount: String, currency: String, shown: String
  ) {
    let text = Rendering.text(
      of: SampleAnswer.table([SampleAnswer.money("x", [amount])]), as: .table,
      style: RenderingStyle())
    let lines = text.split(separator: "\n").map { $0.trimmingBlanks }
    #expect(lines.prefix(2) == ["x (\(currency))", shown])
  }

  @Test func `shows every type, and what is missing`() throws {
    SampleAnswer.expect(
      try SampleAnswer.everyType(), as: .table,
      is: """
        text      number  money (EUR)  date        boolean  period   duration  currency  \
        status     list         nothing
        Müller  12,345.5     1,200.50  2026-05-20  yes      2026-05  60 days   EUR       \
        part_paid  a, —, 1,200  —
        —              —            —  —           no       —        —         —         \
        —          —            —
        2 invoices · as of 20 May 2026

        """)
  }

  @Test func `tells an answer without rows in one line`() {
    SampleAnswer.expect(
      SampleAnswer.table([SampleAnswer.text("number", [])]), as: .table,
      is: "no invoices · as of 20 May 2026\n")
  }

  @Test func `tells a single figure simply`() {
    SampleAnswer.expect(
      SampleAnswer.table(
        [SampleAnswer.money("sum owed", ["EUR 312440.18"])], noun: ("row", "rows")),
      as: .table,
      is: """
        sum owed (EUR)
            312,440.18
        1 row · as of 20 May 2026

        """)
  }

  @Test func `sets headings off by color alone`() {
    let table = SampleAnswer.table([SampleAnswer.text("a", ["x"])])
    SampleAnswer.expect(
      table, as: .table, RenderingStyle(color: true),
      is: "\u{1B}[1ma\u{1B}[0m\nx\n\u{1B}[2m1 invoice · as of 20 May 2026\u{1B}[0m\n")
  }

  @Test(arguments: [
    (Swift.Duration.microseconds(400), "<1 ms"), (.milliseconds(999), "999 ms"),
    (.milliseconds(1250), "1.2 s"), (.seconds(75), "75 s"),
  ])
  func `tells the time`(elapsed: Swift.Duration, expected: String) {
    let text = Rendering.text(
      of: SampleAnswer.table([SampleAnswer.text("a", [])]), as: .table, style: RenderingStyle(),
      elapsed: elapsed)
    #expect(text == "no invoices · as of 20 May 2026 · \(expected)\n")
  }

  @Test func `writes the largest figures`() {
    let largest = "170141183460469231731687303715884105727"
    let table = SampleAnswer.table([SampleAnswer.numbers("x", [largest, "-0"])])
    #expect(
      Rendering.text(of: table, as: .csv, style: RenderingStyle()) == "x\n\(largest)\n0\n")
    #expect(
      Rendering.text(of: table, as: .table, style: RenderingStyle()).contains(
        "170,141,183,460,469,231,731,687,303,715,884,105,727"))
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " })
  }
}
