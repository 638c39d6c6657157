import Columns
import Diagnostics
import Importing
import Model

/// A table of text as the reader sees it, its headings first, or the diagnostic of its refusal.
func records(
  _ text: String, blockSize: Int = 4 << 20, threads: Int = 1
) throws(Diagnostic) -> [[String]] {
  try rows(of: rawTable(Array(text.utf8), blockSize: blockSize, threads: threads))
}

/// Bytes as a table of text.
func rawTable(
  _ bytes: [UInt8], encoding: TextEncoding? = nil, blockSize: Int = 4 << 20, threads: Int = 1
) throws(Diagnostic) -> RawTable {
  var options = ImportOptions(encoding: encoding, normalize: { $0 })
  options.blockSize = blockSize
  options.threads = threads
  return try RawTable.read(ImportSource(name: "x.csv", bytes: bytes), options)
}

/// The rows of a table, its headings first.
func rows(of table: RawTable) -> [[String]] {
  [table.columns.map(\.heading)]
    + table.lines.indices.map { row in table.columns.map { $0.text(row) } }
}

/// Options whose text is in its normal form already.
func options(
  currency: String? = nil, mapping: String? = nil
) throws(Diagnostic) -> ImportOptions {
  var parsed: FieldMapping?
  if let mapping { parsed = try FieldMapping.parse(SourceText(mapping, name: "map")) }
  return ImportOptions(
    currency: currency.flatMap { Currency($0) }, mapping: parsed, normalize: { $0 })
}

/// One file, imported.
struct Imported {
  let table: TableDraft
  let file: FileReport
  let refusals: [Refusal]
  let settings: [String: String]

  init(
    _ text: String, name: String = "invoices.csv", currency: String? = nil,
    mapping: String? = nil, settings: String? = nil
  ) throws(Diagnostic) {
    var sources = [ImportSource(name: name, bytes: Array(text.utf8))]
    if let settings {
      sources.append(ImportSource(name: "settings.csv", bytes: Array(settings.utf8)))
    }
    let (draft, report) = try Importer.read(
      sources: sources, options: options(currency: currency, mapping: mapping))
    table = draft.tables[0]
    file = report.files[0]
    refusals = report.refusals
    self.settings = draft.settings
  }

  /// A column's values, written out; missing as `—`.
  func values(_ name: String) -> [String] {
    written(table, name)
  }

  /// Reasons of the refusals with their places.
  var reasons: [String] {
    refusals.map { "\($0.line):\($0.column) \($0.heading) '\($0.text)': \($0.reason)" }
  }

  /// How a column was read.
  func column(_ heading: String) -> ColumnReport? {
    file.columns.first { $0.heading == heading }
  }
}

/// A column's values, written out; missing as `—`.
func written(_ table: TableDraft, _ name: String) -> [String] {
  guard let column = table.columns.first(where: { $0.name == name }) else { return ["no column"] }
  return (0..<column.values.count).map { row in
    written(StoredColumn(column.values).vector(at: [Int32(row)])[0])
  }
}

private func written(_ value: Value) -> String {
  switch value {
  case .boolean(let value): return value ? "yes" : "no"
  case .number(let number): return number.text(places: number.scale)
  case .money(let money):
    let amount = money.amount.text(places: money.amount.scale)
    let code = money.currency.text
    return code.isEmpty ? amount : "\(code) \(amount)"
  case .date(let day): return day.description
  case .text(let text): return text.string
  case .currency(let currency): return currency.text
  default: return "—"
  }
}

/// The code of the error that an import ends with, or `none`.
func code(of body: () throws -> Void) -> String {
  do {
    try body()
    return "none"
  } catch let fault as Diagnostic {
    return fault.code.rawValue
  } catch {
    return "another error"
  }
}
