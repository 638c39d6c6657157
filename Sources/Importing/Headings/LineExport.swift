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

  /// Whether the headings of a file show documents of a kind with their lines.
  static func shows(_ table: RawTable, _ collection: CollectionID) -> Bool {
    guard let columns = try? LineColumns(table, collection, nil) else { return false }
    // Without a vendor a file is not known to be of bills.
    if collection == .invoices || columns.namesParty == true {
      return columns.isCounted || columns.rows(of: table) != nil
    }
    guard columns.namesParty == nil, let split = try? LineExport(table, collection, nil) else {
      return false
    }
    return split.documentPlans.contains { $0?.name == columns.kind.party }
  }

  /// A file taken apart; nil if its rows are no lines.
  init?(
    _ table: RawTable, _ collection: CollectionID, _ mapping: FieldMapping?
  ) throws(Diagnostic) {
    guard let columns = try LineColumns(table, collection, mapping),
      let rows = columns.rows(of: table)
    else { return nil }
    let mapped = Set(columns.sides.lines.map { Heading.key($0.heading) })
    let mappedToDocument = Set(columns.sides.documents.map { Heading.key($0.heading) })
    var (documentPlans, linePlans) = (columns.documents, columns.lines)
    for column in table.columns.indices {
      let key = Heading.key(table.columns[column].heading)
      if documentPlans[column]?.target == .ignored { linePlans[column] = nil }
      guard documentPlans[column] != nil, linePlans[column] != nil else { continue }
      let isLine =
        !mappedToDocument.contains(key)
        && (mapped.contains(key) || rows.differ(in: table.columns[column].codes))
      if isLine { documentPlans[column] = nil } else { linePlans[column] = nil }
    }
    documents = columns.kind.documents
    lines = columns.kind.lines
    self.table = table
    self.documentPlans = documentPlans
    self.linePlans = linePlans
    number = columns.number
    self.rows = rows
  }
}

// MARK: - Conversion

extension LineExport {
  /// The documents and the lines as records, and one report on their file.
  ///
  /// These may be some rows of a whole, which decides how dates and numbers are written.
  func converted(
    of whole: RawTable, mapping: FieldMapping?, _ context: CurrencyContext
  ) throws(Diagnostic) -> (drafts: [TableDraft], report: FileReport, refusals: [Refusal]) {
    let (documentColumns, lineColumns) = columns()
    let documentTable = RawTable(
      file: table.file,
      columns: Workers.map(documentColumns.count, rows: table.lines.count) { [rows, table] in
        rows.firstTexts(of: table.columns[documentColumns[$0]])
      },
      lines: rows.firstRows.map { table.lines[$0] }, refusals: [])
    let upper = try TableConversion(
      documentTable, of: whole.taking(columns: documentColumns), documents,
      HeadingResolver.completed(
        documentColumns.map { documentPlans[$0] }, for: documentTable, documents),
      mapping: mapping, context
    ).result()

    let lineTable = lineTable(lineColumns, refused: upper.refusals)
    let link = ColumnPlan(target: .field, name: "document", kind: .text)
    let lower = try TableConversion(
      lineTable, of: whole.taking(columns: lineColumns), lines,
      HeadingResolver.completed(
        lineColumns.map { $0 == number ? link : linePlans[$0] }, for: lineTable, lines),
      mapping: mapping, context
    ).result()
    // The column of numbers is told once, as the document's.
    let lineReports = zip(lineColumns, lower.report.columns).filter { $0.0 != number }
    let reports = (zip(documentColumns, upper.report.columns) + lineReports).sorted { $0.0 < $1.0 }
    var report = FileReport(
      name: table.file, collection: documents, rowsRead: lower.report.rowsRead,
      accepted: lower.report.accepted, refused: lower.report.refused, columns: reports.map(\.1),
      areAmountsMinor: lower.report.areAmountsMinor)
    report.notes = upper.report.notes + differences()
    var documentDraft = upper.draft
    let incomplete = documentsWithout(lower.refusals)
    documentDraft.hasAllLines = documentDraft.lines.map { !incomplete.contains($0) }
    return ([documentDraft, lower.draft], report, lower.refusals)
  }

  /// Which of the documents' columns say different things on the rows of one document.
  private func differences() -> [String] {
    let columns = table.columns.indices.filter { column in
      documentPlans[column].map { $0.target != .ignored } ?? false
    }
    let counts = Workers.map(columns.count, rows: table.lines.count) { [rows, table] in
      rows.countOfDiffering(in: table.columns[columns[$0]].codes)
    }
    return zip(columns, counts).compactMap { column, count in
      guard count > 0 else { return nil }
      return "'\(table.columns[column].heading)' differs within \(count) "
        + "\(count == 1 ? "document, which keeps its first" : "documents, which keep their first")"
    }
  }

  /// The lines of the file on which documents begin that lack a line, because it was refused.
  private func documentsWithout(_ refusals: [Refusal]) -> Set<Int32> {
    let refused = Set(refusals.map { Int32(clamping: $0.line) })
    var found: Set<Int32> = []
    if refused.isEmpty { return found }
    for (row, document) in rows.documentOfRow.enumerated()
    where document >= 0 && refused.contains(table.lines[row]) {
      found.insert(table.lines[rows.firstRows[Int(document)]])
    }
    return found
  }

  /// The columns of the documents and those of the lines; the number belongs to both.
  private func columns() -> (documents: [Int], lines: [Int]) {
    var columns: (documents: [Int], lines: [Int]) = ([], [])
    let isLine = Workers.map(table.columns.count, rows: table.lines.count) {
      [rows, table, documentPlans, linePlans] column in
      documentPlans[column] == nil
        && (linePlans[column] != nil || rows.differ(in: table.columns[column].codes))
    }
    for column in table.columns.indices {
      if column == number { columns.lines.append(column) }
      if isLine[column] { columns.lines.append(column) } else { columns.documents.append(column) }
    }
    return columns
  }

  /// The rows as lines with their document's number, without those of refused documents.
  private func lineTable(_ columns: [Int], refused: [Refusal]) -> RawTable {
    var refusalOfLine: [Int32: Refusal] = [:]
    for refusal in refused { refusalOfLine[Int32(clamping: refusal.line)] = refusal }
    let numbers = table.columns[number]
    if refused.isEmpty, !rows.documentOfRow.contains(where: { $0 < 0 }) {
      let codes = rows.documentOfRow.map { numbers.codes[rows.firstRows[Int($0)]] }
      return RawTable(
        file: table.file,
        columns: columns.map { $0 == number ? numbers.with(codes) : table.columns[$0] },
        lines: table.lines, refusals: table.refusals)
    }
    var refusals = table.refusals
    var kept: [Int] = []
    for (row, document) in rows.documentOfRow.enumerated() {
      guard document >= 0 else {
        let what = InvoiceSchema.standard[documents].singular
        refusals.append(refusal(of: row, text: "", "the \(what) has no number"))
        continue
      }
      let first = rows.firstRows[Int(document)]
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
          return raw.with(kept.map { raw.codes[rows.firstRows[Int(rows.documentOfRow[$0])]] })
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
