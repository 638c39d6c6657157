import Columns
import Model
import Rendering
import Testing

/// Answers as pictures.
@Suite struct ChartTests {
  private func lines(
    _ columns: [ResultTable.Column], _ style: ResultTable.Chart.Style, width: Int,
    height: Int? = nil
  ) -> [String] {
    let table = SampleAnswer.table(columns)
    let chart = ResultTable(
      columns: columns, rowCount: table.rowCount, words: table.words, noun: table.noun,
      totals: [], asOf: table.asOf, notes: [], hasSeveralCurrencies: false,
      chart: ResultTable.Chart(style, labels: [0], value: 1))
    let text = Rendering.text(
      of: chart, as: .table, style: RenderingStyle(width: width, height: height))
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2).map {
      String($0)
    }
  }

  @Test func barsAreAsLongAsTheirValues() {
    let said = lines(
      [
        SampleAnswer.text("who", ["Müller", "東京", nil, "d", "e"]),
        SampleAnswer.numbers("n", ["16", "8", "4.5", "0", nil]),
      ], .bars, width: 31)
    #expect(
      said == [
        "n",
        "Müller   16  ██████████████████",
        "東京      8  █████████",
        "—       4.5  █████",
        "d         0  ▏",
      ])
  }

  @Test func negativeBarsGrowToTheLeft() {
    let said = lines(
      [
        SampleAnswer.text("who", ["a", "b", "c"]),
        SampleAnswer.money("m", ["EUR 30", "EUR -10", "EUR -5"]),
      ], .bars, width: 32)
    #expect(
      said == [
        "m (EUR)",
        "a   30.00       ████████████████",
        "b  -10.00  █████",
        "c   -5.00    ▐██",
      ])
  }

  @Test func eachCurrencyHasItsOwnScale() {
    let said = lines(
      [
        SampleAnswer.text("who", ["a", "b"]),
        SampleAnswer.money("m", ["EUR 1 + JPY 900", "JPY 450"]),
      ], .bars, width: 25)
    #expect(
      said == [
        "m (EUR)", "a  1.00  ████████████████", "", "m (JPY)", "a  900  █████████████████",
        "b  450  ████████▌", "2 invoices",
      ])
  }

  @Test func aLineGoesUpAndDown() {
    let said = lines(
      [
        SampleAnswer.text("month", ["jan", "feb", "mar", "apr"]),
        SampleAnswer.numbers("n", ["0", "10", "-10", "5"]),
      ], .line, width: 34)
    #expect(said.count == 13)
    #expect(said.contains { $0.hasPrefix(" 10 ┤") && $0.contains("╭───") })
    #expect(said.contains { $0.hasPrefix("  0 ┤───") && $0.contains("┈") })
    #expect(said.contains { $0.hasPrefix("-10 ┤") && $0.contains("╰───") })
    #expect(said[12].contains("jan") && said[12].hasSuffix("apr"))
    #expect(said.allSatisfy { $0.unicodeScalars.count <= 34 })
  }

  @Test func nothingIsWiderThanTheScreenHoweverMuchThereIs() {
    let names: [String?] = (0..<300).map { "customer number \($0) with a long name" }
    let values: [String?] = (0..<300).map { "\($0 % 7 * ($0 % 2 == 0 ? 1 : -1))123456789" }
    let columns = [SampleAnswer.text("who", names), SampleAnswer.numbers("n", values)]
    for style in [ResultTable.Chart.Style.bars, .line] {
      for width in [40, 80, 200] {
        let said = lines(columns, style, width: width, height: 24)
        #expect(said.count < 24)
        #expect(said.allSatisfy { $0.unicodeScalars.count <= width || $0.hasPrefix("…") })
      }
    }
    #expect(lines(columns, .bars, width: 80, height: 24).contains { $0.hasPrefix("… 280 more") })
  }

  @Test func theLargestValuesHaveAPictureToo() {
    let most = "170141183460469231731687303715884105726"
    let said = lines(
      [
        SampleAnswer.text("who", ["a", "b"]),
        SampleAnswer.numbers("n", [most, "-" + most]),
      ], .bars, width: 100)
    #expect(said[1].count { $0 == "█" } > 10 && said[2].count { $0 == "█" } > 10)
  }
}
