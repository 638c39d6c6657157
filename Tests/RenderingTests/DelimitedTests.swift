import Columns
import Model
import Rendering
import Testing

/// Answers for programs and spreadsheets, with commas or tabs.
@Suite struct DelimitedTests {
  private static let hostile: [String?] = [
    "plain", "a,b", "say \"hi\"", "line\nbreak", "cr\rlf\r\n", "", nil, "\"\u{0301}", ",\u{0301}",
    "tab\there", "back\\slash", " blank ", "=1+1", "+49 30 1", "-5", "@x", "\t=1", "\r=1", "＝1",
    "  =1", "\u{A0}=1", "'=1", "''=1", "' =1", "'quoted'", "it's", "©", "東京", "\u{1B}[2J", "'",
  ]

  @Test func `writes every type plainly`() throws {
    SampleAnswer.expect(
      try SampleAnswer.everyType(), as: .csv,
      is: """
        text,number,money,date,boolean,period,duration,currency,status,list,nothing
        Müller,12345.5,1200.50,2026-05-20,yes,2026-05,60 days,EUR,part_paid,"a, , 1200",
        ,,,,no,,,,,,

        """)
  }

  @Test func `gives the currency a column of its own`() {
    let table = SampleAnswer.table(
      [
        SampleAnswer.money("owed", ["EUR 1200.5", "JPY 7", "EUR 1 + USD -2.5", nil, "5"]),
        SampleAnswer.text("owed_currency", ["a", "b", "c", "d", "e"]),
      ], hasSeveralCurrencies: true)
    SampleAnswer.expect(
      table, as: .csv,
      is: """
        owed,owed_currency_2,owed_currency
        1200.50,EUR,a
        7,JPY,b
        EUR 1.00; USD -2.50,,c
        ,,d
        5.00,,e

        """)
  }

  @Test func `comes back as it was through a CSV reader`() {
    let table = SampleAnswer.table([
      SampleAnswer.text("=head,ing", Self.hostile),
      SampleAnswer.numbers("n", Self.hostile.indices.map { "-1\($0)" }),
    ])
    let bytes = Array(Rendering.text(of: table, as: .csv, style: RenderingStyle()).utf8)
    let records = CSVReading.records(bytes)
    #expect(records.count == Self.hostile.count + 1)
    #expect(records[0].map(\.text) == ["'=head,ing", "n"])
    for (index, original) in Self.hostile.enumerated() {
      let record = records[index + 1]
      #expect(record[1].text == "-1\(index)")
      // An empty field without quotes is missing.
      let isMissing = record[0].bytes.isEmpty && !record[0].isQuoted
      let read = isMissing ? nil : CSVReading.unguarded(record[0].bytes)
      #expect(read == original.map { Array($0.utf8) }, "\(original ?? "missing")")
      #expect(!CSVReading.isFormula(record[0].bytes))
    }
  }

  @Test func `leaves formulas alone where a program reads`() {
    let table = SampleAnswer.table([SampleAnswer.text("a", ["=1+1"])])
    SampleAnswer.expect(
      table, as: .csv, RenderingStyle(isSpreadsheetSafe: false), is: "a\n=1+1\n")
    SampleAnswer.expect(table, as: .csv, is: "a\n'=1+1\n")
    SampleAnswer.expect(table, as: .tsv, is: "a\n'=1+1\n")
  }

  @Test func `keeps a row that has but one missing value`() {
    SampleAnswer.expect(
      SampleAnswer.table([SampleAnswer.text("a", [nil, "x"])]), as: .csv, is: "a\n\"\"\nx\n")
  }

  @Test func `escapes what a line of tabs cannot hold`() {
    SampleAnswer.expect(
      SampleAnswer.table([
        SampleAnswer.text("a", ["x\ty", "l1\nl2\r", "back\\slash", nil]),
        SampleAnswer.text("b", ["\"q\"", "a,b", "", "z"]),
      ]), as: .tsv,
      is: "a\tb\nx\\ty\t\"q\"\nl1\\nl2\\r\ta,b\nback\\\\slash\t\n\tz\n")
  }

  @Test func `stops when its reader has gone`() {
    let table = SampleAnswer.table([
      SampleAnswer.text("a", (0..<50_000).map { "some text \($0)" })
    ])
    var chunkCount = 0
    Rendering.render(table, as: .csv, style: RenderingStyle(), elapsed: nil) { chunk in
      chunkCount += 1
      #expect(chunk.count >= 65_536)
      return false
    }
    #expect(chunkCount == 1)
  }
}

/// A reader of CSV as RFC 4180 describes it, written to be obviously right.
enum CSVReading {
  struct Field {
    var bytes: [UInt8] = []
    var isQuoted = false
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  static func records(_ bytes: [UInt8]) -> [[Field]] {
    var records: [[Field]] = []
    var record: [Field] = []
    var field = Field()
    var isInside = false
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\"") where isInside:
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
          field.bytes.append(byte)
          position += 1
        } else {
          isInside = false
        }
      case _ where isInside: field.bytes.append(byte)
      case UInt8(ascii: "\"") where field.bytes.isEmpty: (isInside, field.isQuoted) = (true, true)
      case UInt8(ascii: ","):
        record.append(field)
        field = Field()
      case UInt8(ascii: "\n"):
        records.append(record + [field])
        (record, field) = ([], Field())
      default: field.bytes.append(byte)
      }
    }
    return records
  }

  /// Whether a spreadsheet would take the cell for a formula.
  static func isFormula(_ bytes: [UInt8]) -> Bool {
    let text = bytes.drop { $0 == UInt8(ascii: " ") || $0 == 0xC2 || $0 == 0xA0 }
    return ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"].contains {
      text.starts(with: $0.utf8)
    }
  }

  /// The text without the apostrophe that the writer put before it.
  static func unguarded(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.first == UInt8(ascii: "'") else { return bytes }
    let rest = bytes.dropFirst()
    let behind = rest.drop { [0x20, 0x27, 0xC2, 0xA0].contains($0) }
    return isFormula(Array(behind)) ? Array(rest) : bytes
  }
}
