import Columns
import Diagnostics
import Model

/// A file with one row a line, taken apart into its documents and their lines.
///
/// The document's columns are repeated on each of its rows, or blank below the first. Rows with the
/// same number are one document, wherever they stand; a row without a number continues the document
/// above it if it says nothing else about a document. A document takes the first text that its rows
/// have in each of its columns.
///
/// A heading that could be either's, like `Amount`, is the line's if it differs among the rows of
/// some document, else the document's; the same goes for columns that fit no field.
struct LineExport {
  private let documents: CollectionID
  private let lines: CollectionID
  private let table: RawTable
  private let documentPlans: [ColumnPlan?]
  private let linePlans: [ColumnPlan?]
  private let number: Int
  private let rows: DocumentRows

  /// The documents that have lines, and their lines.
  private static let kinds: [(documents: CollectionID, lines: CollectionID, party: String)] = [
    (.invoices, .invoiceLines, "customer"), (.bills, .billLines, "vendor"),
    (.credits, .creditLines, "customer"), (.vendorCredits, .vendorCreditLines, "vendor"),
    (.orders, .orderLines, "customer"), (.purchaseOrders, .purchaseOrderLines, "vendor"),
  ]

  /// What makes a row a line rather than a document.
  private static let signs: Set<String> = [
    "item", "description", "quantity", "unit_price", "amount",
  ]

  /// Whether the headings of a file show documents of a kind with their lines.
  static func shows(_ table: RawTable, _ collection: CollectionID) -> Bool {
    guard let kind = kinds.first(where: { $0.documents == collection }),
      let split = try? LineExport(table, collection, nil)
    else { return false }
    // Without a vendor a file is not known to be of bills.
    let names = split.documentPlans.compactMap { $0?.name }
    return collection == .invoices || names.contains(kind.party)
  }

  /// A file taken apart; nil if its rows are no lines.
  init?(
    _ table: RawTable, _ collection: CollectionID, _ mapping: FieldMapping?
  ) throws(Diagnostic) {
    guard let kind = LineExport.kinds.first(where: { $0.documents == collection }) else {
      return nil
    }
    let sides = LineExport.sides(of: mapping, kind.documents, kind.lines)
    let name = mapping?.name ?? ""
    let found = try HeadingResolver.fields(of: table, kind.documents, sides.documents, name)
    var foundLines = try HeadingResolver.fields(of: table, kind.lines, sides.lines, name)
    guard let number = found.firstIndex(where: { $0?.name == "number" }),
      found.contains(where: { $0?.name == kind.party || $0?.name == "date" })
    else { return nil }
    for (column, plan) in foundLines.enumerated() where plan?.name == "document" {
      foundLines[column] = nil
    }
    foundLines[number] = nil

    let shown = foundLines.compactMap { $0?.name }.filter { LineExport.signs.contains($0) }
    guard shown.count >= 2 else { return nil }
    let rows = DocumentRows(
      table, number: number,
      own: found.indices.filter {
        found[$0].map { $0.target != .ignored && $0.target != .extra } == true
          && foundLines[$0] == nil
      })
    // Two invoices of one number with a description each are a mistake to find, not two lines.
    let isCounted = shown.contains("quantity") || shown.contains("unit_price")
    let hasItems = shown.contains("item") && rows.firstRows.count < table.lines.count
    guard isCounted || hasItems || rows.hasContinuations else { return nil }

    let mapped = Set(sides.lines.map { Heading.key($0.heading) })
    let mappedToDocument = Set(sides.documents.map { Heading.key($0.heading) })
    var documentPlans = found
    for column in table.columns.indices {
      let key = Heading.key(table.columns[column].heading)
      if found[column]?.target == .ignored { foundLines[column] = nil }
      guard found[column] != nil, foundLines[column] != nil else { continue }
      let isLine =
        !mappedToDocument.contains(key)
        && (mapped.contains(key) || rows.differ(in: table.columns[column].codes))
      if isLine { documentPlans[column] = nil } else { foundLines[column] = nil }
    }
    self.documents = kind.documents
    self.lines = kind.lines
    self.table = table
    self.documentPlans = documentPlans
    linePlans = foundLines
    self.number = number
    self.rows = rows
  }

  /// The lines of a mapping that speak of documents, and those that speak of lines.
  ///
  /// A field that both have is the document's, unless it is written `line.amount`.
  private static func sides(
    of mapping: FieldMapping?, _ documents: CollectionID, _ lines: CollectionID
  ) -> (documents: [FieldMapping.Entry], lines: [FieldMapping.Entry]) {
    var sides: (documents: [FieldMapping.Entry], lines: [FieldMapping.Entry]) = ([], [])
    let schema = InvoiceSchema.standard
    for entry in mapping?.entries ?? [] {
      guard let field = entry.field else {
        sides.documents.append(entry)
        continue
      }
      let prefix = "line."
      if field.hasPrefix(prefix) {
        sides.lines.append(entry.naming(String(field.dropFirst(prefix.count))))
      } else if !entry.isOwnName, schema.field(named: field, of: documents) == nil,
        schema.field(named: field, of: lines) != nil
      {
        sides.lines.append(entry)
      } else {
        sides.documents.append(entry)
      }
    }
    return sides
  }
}

// MARK: - Conversion

extension LineExport {
  /// The documents and the lines as records, and one report on their file.
  func converted(
    mapping: FieldMapping?, _ context: CurrencyContext
  ) throws(Diagnostic) -> (drafts: [TableDraft], report: FileReport, refusals: [Refusal]) {
    let (documentColumns, lineColumns) = columns()
    let documentTable = RawTable(
      file: table.file,
      columns: documentColumns.map { rows.firstTexts(of: table.columns[$0]) },
      lines: rows.firstRows.map { table.lines[$0] }, refusals: [])
    let upper = try TableConversion(
      documentTable, documents,
      HeadingResolver.completed(
        documentColumns.map { documentPlans[$0] }, for: documentTable, documents),
      mapping: mapping, context
    ).result()

    let lineTable = lineTable(lineColumns, refused: upper.refusals)
    let link = ColumnPlan(target: .field, name: "document", kind: .text)
    let lower = try TableConversion(
      lineTable, lines,
      HeadingResolver.completed(
        lineColumns.map { $0 == number ? link : linePlans[$0] }, for: lineTable, lines),
      mapping: mapping, context
    ).result()
    // The column of numbers is told once, as the document's.
    let lineReports = zip(lineColumns, lower.report.columns).filter { $0.0 != number }
    let reports = (zip(documentColumns, upper.report.columns) + lineReports).sorted { $0.0 < $1.0 }
    let report = FileReport(
      name: table.file, collection: documents, rowsRead: lower.report.rowsRead,
      accepted: lower.report.accepted, refused: lower.report.refused, columns: reports.map(\.1))
    var documentDraft = upper.draft
    let incomplete = documentsWithout(lower.refusals)
    documentDraft.hasAllLines = documentDraft.lines.map { !incomplete.contains($0) }
    return ([documentDraft, lower.draft], report, lower.refusals)
  }

  /// The lines of the file on which documents begin that lack a line, because it was refused.
  private func documentsWithout(_ refusals: [Refusal]) -> Set<Int32> {
    let refused = Set(refusals.map { Int32(clamping: $0.line) })
    var found: Set<Int32> = []
    for (row, document) in rows.documentOfRow.enumerated()
    where document >= 0 && refused.contains(table.lines[row]) {
      found.insert(table.lines[rows.firstRows[document]])
    }
    return found
  }

  /// The columns of the documents and those of the lines; the number belongs to both.
  private func columns() -> (documents: [Int], lines: [Int]) {
    var columns: (documents: [Int], lines: [Int]) = ([], [])
    for column in table.columns.indices {
      if column == number { columns.lines.append(column) }
      let isLine =
        documentPlans[column] == nil
        && (linePlans[column] != nil || rows.differ(in: table.columns[column].codes))
      if isLine { columns.lines.append(column) } else { columns.documents.append(column) }
    }
    return columns
  }

  /// The rows as lines with their document's number, without those of refused documents.
  private func lineTable(_ columns: [Int], refused: [Refusal]) -> RawTable {
    var refusalOfLine: [Int32: Refusal] = [:]
    for refusal in refused { refusalOfLine[Int32(clamping: refusal.line)] = refusal }
    var refusals = table.refusals
    var kept: [Int] = []
    let numbers = table.columns[number]
    for (row, document) in rows.documentOfRow.enumerated() {
      guard document >= 0 else {
        let what = InvoiceSchema.standard[documents].singular
        refusals.append(refusal(of: row, text: "", "the \(what) has no number"))
        continue
      }
      let first = rows.firstRows[document]
      guard let cause = refusalOfLine[table.lines[first]] else {
        kept.append(row)
        continue
      }
      let text = String(decoding: numbers.texts[numbers.codes[first]], as: UTF8.self)
      refusals.append(
        row == first ? cause : refusal(of: row, text: text, "line \(cause.line) is refused"))
    }
    return RawTable(
      file: table.file,
      columns: columns.map { column in
        let raw = table.columns[column]
        if column == number {
          return raw.with(kept.map { raw.codes[rows.firstRows[rows.documentOfRow[$0]]] })
        }
        return kept.count == raw.codes.count ? raw : raw.with(kept.map { raw.codes[$0] })
      },
      lines: kept.map { table.lines[$0] }, refusals: refusals)
  }

  private func refusal(of row: Int, text: String, _ reason: String) -> Refusal {
    Refusal(
      file: table.file, line: Int(table.lines[row]), column: number + 1,
      heading: table.columns[number].heading, text: text, reason: reason)
  }
}

/// Which rows of a file belong to which document.
private struct DocumentRows {
  /// The document of each row, in order of first appearance; -1 for a row of none.
  let documentOfRow: [Int]
  /// The first row of each document.
  let firstRows: [Int]
  /// Whether a row carries the number itself.
  private let isNumbered: [Bool]

  /// Groups the rows by a column; one that is blank in all the documents' columns continues above.
  init(_ table: RawTable, number: Int, own: [Int]) {
    let numbers = table.columns[number]
    var documentOfCode = [Int](repeating: -1, count: numbers.texts.count)
    var documentOfRow: [Int] = []
    var firstRows: [Int] = []
    documentOfRow.reserveCapacity(numbers.codes.count)
    var above = -1
    for (row, code) in numbers.codes.enumerated() {
      if code == Missing.text {
        let isBlank = own.allSatisfy { table.columns[$0].codes[row] == Missing.text }
        if !isBlank { above = -1 }
      } else {
        if documentOfCode[Int(code)] < 0 {
          documentOfCode[Int(code)] = firstRows.count
          firstRows.append(row)
        }
        above = documentOfCode[Int(code)]
      }
      documentOfRow.append(above)
    }
    self.documentOfRow = documentOfRow
    self.firstRows = firstRows
    isNumbered = numbers.codes.map { $0 != Missing.text }
  }

  /// Whether a row without a number continues the document above it.
  var hasContinuations: Bool {
    zip(documentOfRow, isNumbered).contains { $0 >= 0 && !$1 }
  }

  /// Whether a column differs within a document; a blank is no difference below a blank number.
  func differ(in codes: [UInt32]) -> Bool {
    for (row, document) in documentOfRow.enumerated() where document >= 0 {
      let isSaid = codes[row] != Missing.text || isNumbered[row]
      if isSaid, codes[row] != codes[firstRows[document]] { return true }
    }
    return false
  }

  /// A column of the documents: the first text of each one's rows.
  func firstTexts(of column: RawColumn) -> RawColumn {
    var codes = [UInt32](repeating: Missing.text, count: firstRows.count)
    for (row, document) in documentOfRow.enumerated() where document >= 0 {
      if codes[document] == Missing.text { codes[document] = column.codes[row] }
    }
    return column.with(codes)
  }
}
