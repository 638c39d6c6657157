import Columns
import Diagnostics
import Importing
import Model
import Testing

@Suite struct FieldMappingTests {
  static func parsed(_ text: String) throws(Diagnostic) -> FieldMapping {
    try FieldMapping.parse(SourceText(text, name: "our.map"))
  }

  @Test func settingsHeadingsAndComments() throws {
    let mapping = try FieldMappingTests.parsed(
      """
      -- how our bank writes
      collection = invoices -- always
      dates = day-month-year
      decimal = comma
      currency = EUR

      Beleg-Nr = number
        "Bezahlt = am" = settled
      Currency = currency
      Bemerkung = -
      """)
    #expect(mapping.collection == .invoices)
    #expect(mapping.dates == .dayMonthYear)
    #expect(mapping.decimal == .comma)
    #expect(mapping.currency == Currency("EUR"))
    #expect(
      mapping.entries.map(\.heading) == ["Beleg-Nr", "Bezahlt = am", "Currency", "Bemerkung"])
    #expect(mapping.entries.map(\.field) == ["number", "settled", "currency", nil])
    #expect(mapping.entries.map(\.line) == [7, 8, 9, 10])
    #expect(mapping.entries[1].column == 20)
  }

  @Test(
    "mistakes name their place",
    arguments: [
      ("x\n", "our.map, line 1, column 2: a line is written: heading = field"),
      ("a = b\nÄ  = -- c\n", "our.map, line 2, column 5: there is nothing behind the ="),
      ("\"a = b\n", "our.map, line 1, column 1: the quote is not closed"),
      (
        "dates = american",
        "our.map, line 1, column 9: dates are day-month-year, month-day-year or year-month-day"
      ),
      ("decimal = dot", "our.map, line 1, column 11: the decimal mark is point or comma"),
      ("collection = invices", "our.map, line 1, column 14: there is no collection 'invices'"),
      ("currency = EUO", "our.map, line 1, column 12: no currency is called EUO"),
      ("A b = number\na_B = total", "our.map, line 2, column 1: the heading 'a_B' is mapped twice"),
    ])
  func mistakes(_ text: String, _ message: String) {
    do {
      _ = try FieldMappingTests.parsed(text)
      Issue.record("no mistake in \(text)")
    } catch {
      #expect(error.code == .malformedMapping)
      #expect(error.message == message)
    }
  }

  @Test func aMappingGoesBeforeNames() throws {
    let text = "number;Beleg;Betrag;Bezahlt;Rest\n1;R7;5,00;03.04.2026;q\n"
    let mapping = """
      Beleg = number
      Betrag = total
      Bezahlt = settled
      Rest = -
      dates = day-month-year
      currency = EUR
      """
    let imported = try Imported(text, mapping: mapping)
    #expect(imported.values("number") == ["R7"])
    #expect(imported.values("total") == ["EUR 5.00"])
    #expect(imported.values("file_number") == ["1"])
    #expect(imported.table.settledDays == [20_546])
    #expect(
      imported.file.columns.map(\.use) == [
        .extra("file_number", .number), .field("number"), .field("total"), .settledDay, .ignored,
      ])
  }

  @Test(
    "a mapping that fits no file or field",
    arguments: [
      ("Totl = total", "I108"), ("total = totel", "I109"), ("total = owed", "I109"),
      ("total = net\nnumber = net", "I111"),
    ])
  func misfits(_ mapping: String, _ expected: String) {
    #expect(code { _ = try Imported("number,total\n1,2\n", mapping: mapping) } == expected)
  }
}
