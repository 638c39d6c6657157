import Columns
import Foundation
import Model
import Rendering
import Testing

/// Answers as JSON; Foundation's reader is the outside judge.
@Suite struct JSONTests {
  @Test func `writes every type`() throws {
    SampleAnswer.expect(
      try SampleAnswer.everyType(), as: .json,
      is: """
        [
          {"text":"Müller","number":12345.5,"money":"1200.50","date":"2026-05-20","boolean":true,\
        "period":"2026-05","duration":"60 days","currency":"EUR","status":"part_paid",\
        "list":["a",null,1200],"nothing":null},
          {"text":null,"number":null,"money":null,"date":null,"boolean":false,"period":null,\
        "duration":null,"currency":null,"status":null,"list":[],"nothing":null}
        ]

        """)
  }

  @Test func `tells currencies beside amounts and within sums`() throws {
    let one = try #require(SampleAnswer.amount("EUR 1"))
    let table = SampleAnswer.table(
      [
        SampleAnswer.money("owed", ["EUR 1200.5", "JPY 7 + KWD 1", nil]),
        SampleAnswer.lists("list", of: .money, [[.money(one)], [], []]),
      ], hasSeveralCurrencies: true)
    SampleAnswer.expect(
      table, as: .jsonl,
      is: """
        {"owed":"1200.50","owed_currency":"EUR","list":[{"EUR":"1.00"}]}
        {"owed":{"JPY":"7","KWD":"1.000"},"owed_currency":null,"list":[]}
        {"owed":null,"owed_currency":null,"list":[]}

        """)
  }

  @Test func `is an empty array without rows, and no line`() {
    let table = SampleAnswer.table([SampleAnswer.text("a", [])])
    SampleAnswer.expect(table, as: .json, is: "[]\n")
    SampleAnswer.expect(table, as: .jsonl, is: "")
  }

  @Test func `names every field once`() {
    let table = SampleAnswer.table([
      SampleAnswer.text("a", ["1"]), SampleAnswer.text("a", ["2"]), SampleAnswer.text("a_2", ["3"]),
    ])
    SampleAnswer.expect(table, as: .jsonl, is: "{\"a\":\"1\",\"a_3\":\"2\",\"a_2\":\"3\"}\n")
  }

  @Test func `every character comes back through another reader`() throws {
    var texts: [String] = []
    for start in stride(from: UInt32(0), to: 0x11_0000, by: 64) {
      let scalars = (start..<start + 64).compactMap(Unicode.Scalar.init)
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      texts.append("\"" + String(view) + "\\")
    }
    let table = SampleAnswer.table([SampleAnswer.text("a", texts)])
    let text = Rendering.text(of: table, as: .json, style: RenderingStyle(isTerminal: true))
    let rows = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: String]])
    #expect(rows.count == texts.count)
    for (row, original) in zip(rows, texts)
    where row["a"].map({ Array($0.utf8) }) != Array(original.utf8) {
      Issue.record("\(original.unicodeScalars.map(\.value))")
    }
  }
}
