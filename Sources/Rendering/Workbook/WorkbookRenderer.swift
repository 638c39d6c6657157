import Columns
import Model

/// A workbook of two sheets: the answer in cells that can be reckoned with, and what it is about.
struct WorkbookRenderer: Renderer {
  /// Rows of an answer that a sheet has room for below its heading.
  static let mostRows = 1_048_575

  private let table: ResultTable
  private let provenance: Provenance?
  private let columns: [SheetColumn]
  private let sheetName: String
  private var archive = ZipArchive()
  private var cells = CellMarkup()
  private var sheet: [UInt8] = []

  /// So much of a sheet is compressed at a time.
  private static let pieceBytes = 1 << 18

  init(_ table: ResultTable, provenance: Provenance?) {
    self.table = table
    self.provenance = provenance
    columns = SheetColumn.columns(of: table)
    sheetName = WorkbookRenderer.sheetName(table.noun.many)
  }

  /// The name that a sheet may have: letters, digits and blanks, and not that of the other one.
  private static func sheetName(_ noun: String) -> String {
    let safe = PageHeading.text(noun).unicodeScalars.filter {
      $0.isASCII && ($0.properties.isAlphabetic || $0 == " " || ("0"..."9").contains($0))
    }
    let name = String(String.UnicodeScalarView(safe.prefix(31)))
    return name.isEmpty || name == "About" || name == "History" ? "Answer" : name
  }

  mutating func begin(into output: inout [UInt8]) {
    archive.add("[Content_Types].xml", WorkbookParts.contentTypes, to: &output)
    archive.add("_rels/.rels", WorkbookParts.relations, to: &output)
    archive.add("xl/workbook.xml", WorkbookParts.workbook(sheetName), to: &output)
    archive.add("xl/_rels/workbook.xml.rels", WorkbookParts.workbookRelations, to: &output)
    archive.begin("xl/worksheets/sheet1.xml", in: &output)
    sheet = Array(WorkbookParts.head.utf8)
    sheet += "<worksheet xmlns=\"\(WorkbookParts.main)\">".utf8
    sheet += "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>".utf8
    sheet += "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\">".utf8
    sheet +=
      "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>".utf8
    sheet += "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>".utf8
    sheet += "<cols>".utf8
    for (index, column) in columns.enumerated() {
      sheet += "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(column.width)\"".utf8
      sheet += " customWidth=\"1\"/>".utf8
    }
    sheet += "</cols><sheetData><row r=\"1\">".utf8
    for (index, column) in columns.enumerated() {
      cells.append(
        text: column.name, column.isNumeric ? .numberHeading : .heading,
        at: CellPlace(column: index, row: 1), to: &sheet)
    }
    sheet += "</row>".utf8
  }

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {
    for row in rows {
      sheet += "<row r=\"\(row + 2)\">".utf8
      for (index, column) in columns.enumerated() {
        column.append(
          row: row, at: CellPlace(column: index, row: row + 2), with: &cells, to: &sheet)
      }
      sheet += "</row>".utf8
    }
    if sheet.count >= Self.pieceBytes {
      archive.append(sheet, to: &output)
      sheet.removeAll(keepingCapacity: true)
    }
  }

  mutating func end(into output: inout [UInt8]) {
    sheet += "</sheetData>".utf8
    if table.rowCount > 0, !columns.isEmpty {
      let last = CellPlace(column: columns.count - 1, row: table.rowCount + 1)
      sheet += "<autoFilter ref=\"A1:\(last.text)\"/>".utf8
    }
    sheet += "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>".utf8
    sheet += "</worksheet>".utf8
    archive.append(sheet, to: &output)
    archive.endEntry(in: &output)
    archive.add("xl/worksheets/sheet2.xml", about(), to: &output)
    archive.add("xl/styles.xml", cells.styles.part, to: &output)
    archive.finish(into: &output)
  }

  var isOverfull: Bool { archive.isOverfull }

  // MARK: The second sheet

  private mutating func about() -> [UInt8] {
    var page = Array(WorkbookParts.head.utf8)
    page += "<worksheet xmlns=\"\(WorkbookParts.main)\">".utf8
    page += "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols>".utf8
    page += "<col min=\"1\" max=\"1\" width=\"22\" customWidth=\"1\"/>".utf8
    page += "<col min=\"2\" max=\"2\" width=\"72\" customWidth=\"1\"/></cols><sheetData>".utf8
    var row = 0
    func begin(_ label: String, _ cells: CellMarkup) {
      row += 1
      page += "<row r=\"\(row)\">".utf8
      cells.append(
        text: label.utf8, .label, at: CellPlace(column: 0, row: row), to: &page)
    }
    func add(_ label: String, _ text: String, _ cells: CellMarkup) {
      begin(label, cells)
      cells.append(
        text: text.utf8, .wrapped, at: CellPlace(column: 1, row: row), to: &page)
      page += "</row>".utf8
    }
    if let provenance {
      if let title = provenance.title { add("Title", title, cells) }
      add("Question", provenance.question, cells)
      add("Book", provenance.book, cells)
      add("Made", provenance.made, cells)
    }
    begin("As of", cells)
    cells.append(day: table.asOf.day, at: CellPlace(column: 1, row: row), to: &page)
    page += "</row>".utf8
    begin(PageHeading.text(table.noun.many), cells)
    cells.append(
      Int128(table.rowCount), scale: 0, .told, at: CellPlace(column: 1, row: row), to: &page)
    page += "</row>".utf8
    for (name, money) in totals {
      begin(name, cells)
      cells.append(
        money.amount.coefficient, scale: money.amount.scale, money.currency, isTold: true,
        at: CellPlace(column: 1, row: row), to: &page)
      page += "</row>".utf8
    }
    for note in table.notes { add("Note", note, cells) }
    page += "</sheetData><pageSetup paperSize=\"9\" fitToHeight=\"0\"/>".utf8
    return page + "</worksheet>".utf8
  }

  /// What the answer's columns come to, currency by currency.
  private var totals: [(name: String, money: Money)] {
    table.columns.flatMap { column -> [(name: String, money: Money)] in
      switch column.total {
      case .money(let money): [("Sum of \(column.name)", money)]
      case .bag(let bag): bag.amounts.map { ("Sum of \(column.name)", $0) }
      default: []
      }
    }
  }
}
