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
      (
        "dates = day-month-year\ndates = day-month-year",
        "our.map, line 2, column 1: 'dates' is said twice"
      ),
      (
        "collection = -\ncollection = bills",
        "our.map, line 2, column 1: 'collection' is said twice"
      ),
      (
        "[a.csv]\nx = net\n [A.CSV]",
        "our.map, line 3, column 3: there are two sections for 'A.CSV'"
      ),
      ("[a.csv", "our.map, line 1, column 1: a section is written: [file name]"),
      ("[ ] -- none", "our.map, line 1, column 1: a section is written: [file name]"),
      (
        "[a]\ncollection = -\nx = net",
        "our.map, line 3, column 1: the file is left out, so its headings mean nothing"
      ),
      (
        "[a]\nx = net\ncollection = -",
        "our.map, line 3, column 14: the file is left out, but line 2 maps a heading of it"
      ),
      (
        "Ort = \"Mein Ort\"",
        "our.map, line 1, column 7: a name is written in small letters, digits and underscores"
      ),
      ("Ort = my \"place\"", "our.map, line 1, column 10: a name in quotes stands alone"),
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

  // MARK: Sections

  @Test func aSectionHoldsForItsFileOnly() throws {
    let mapping = try FieldMappingTests.parsed(
      """
      dates = day-month-year
      [Jan/items.csv]   -- one of two
      decimal = comma
      [stock]
      collection = -
      """)
    #expect(mapping.dates == .dayMonthYear)
    #expect(mapping.decimal == nil)
    #expect(mapping.sections.map(\.file) == ["Jan/items.csv", "stock"])
    #expect(mapping.sections.map(\.line) == [2, 4])
    #expect(mapping.sections.map(\.mapping.leavesOut) == [false, true])
    let holds = ["x/jan/Items.CSV", "jan/items", "items.csv", "xjan/items.csv"].map {
      mapping.sections[0].holds(for: $0)
    }
    #expect(holds == [true, true, false, false])
  }

  /// The two files of a folder, read with a mapping.
  static func folder(_ mapping: String) throws -> (draft: BookDraft, report: ImportReport) {
    let files = [
      ("export/Kopf.csv", "Nr,Wer,Datum,Betrag,Rest\n1,Acme,01/02/2026,\"1,5\",x\n"),
      ("export/Zahlung.csv", "Nr,Wer,Datum,Betrag,Rest\n9,Acme,02/01/2026,\"1,500\",y\n"),
    ]
    return try Importer.read(
      sources: files.map { ImportSource(name: $0.0, bytes: Array($0.1.utf8)) },
      options: options(mapping: mapping))
  }

  @Test func oneMappingServesAFolder() throws {
    let (draft, report) = try FieldMappingTests.folder(
      """
      currency = EUR
      Nr = number
      Wer = customer
      Datum = date
      [Kopf.csv]
      collection = invoices
      dates = day-month-year
      Betrag = total
      Rest = "remark"
      [Zahlung.csv]
      collection = payments
      dates = month-day-year
      decimal = point
      currency = JPY
      Betrag = amount
      Rest = -
      """)
    #expect(draft.tables.map(\.collection) == [.invoices, .payments])
    #expect(written(draft.tables[0], "total") == ["EUR 1.5"])
    #expect(written(draft.tables[0], "date") == ["2026-02-01"])
    #expect(written(draft.tables[0], "remark") == ["x"])
    #expect(written(draft.tables[1], "amount") == ["JPY 1500"])
    #expect(written(draft.tables[1], "date") == ["2026-02-01"])
    #expect(report.files[1].columns.map(\.use).last == .ignored)
  }

  @Test func aFileCanBeLeftOut() throws {
    let (draft, report) = try FieldMappingTests.folder(
      """
      collection = -
      [Kopf.csv]
      collection = invoices
      dates = day-month-year
      Nr = number
      """)
    #expect(draft.tables.map(\.collection) == [.invoices])
    #expect(report.leftOut == ["export/Zahlung.csv"])
  }

  @Test(
    "sections that fit nothing",
    arguments: [
      (
        "[Kopff.csv]\ncollection = -",
        "map, line 1, column 1: no file to open is called 'Kopff.csv'"
      ),
      (
        "collection = invoices\nNr = number\ndates = day-month-year\ndecimal = comma\n"
          + "[Kopf]\nMenge = net",
        "map, line 6, column 1: Kopf has no heading 'Menge'"
      ),
      (
        "[Kopf]\ncurrency = EUR\n[export/Kopf]\ncurrency = USD",
        "map, line 3, column 1: this section and that of line 1 both speak of export/Kopf.csv"
      ),
      ("collection = -", "there is no file of invoices to open"),
      (
        "[Kopf]\ncollection = invoices\nNr = number\nRest = \"owed\"",
        "map, line 4, column 8: invoices have a field 'owed' already"
      ),
    ])
  func misfitSections(_ mapping: String, _ message: String) throws {
    do throws(any Error) {
      _ = try FieldMappingTests.folder(mapping)
      Issue.record("no mistake in \(mapping)")
    } catch let fault as Diagnostic {
      #expect(fault.message == message)
    }
  }

  @Test func theMappingGoesBeforeTheFilesName() throws {
    let text = "number,vendor,total\n1,Acme,5\n"
    #expect(try Imported(text, mapping: "collection = bills").file.collection == .bills)
  }

  /// What is kept under a name of its own decides nothing about documents and lines.
  @Test func linesKeepColumnsUnderTheirNames() throws {
    let split = try LineExportTests.Split(
      """
      number,customer,date,total,item,quantity,Shop,Shelf
      1,Acme,2026-01-31,9.00,A,2,web,x1
      ,,,,B,1,web,x2
      """, mapping: "Shop = \"channel\"\nShelf = line.\"place\"")
    #expect(written(split.documents, "channel") == ["web"])
    #expect(written(split.lines, "place") == ["x1", "x2"])
  }
}
