import Columns
import Diagnostics
import Model

/// A file taken apart by its columns that tell what each row is.
///
/// A row that is blank there and has no number belongs to the document above it; one that has the
/// number of an earlier row is as that row.
struct KindSplit {
  /// Rows of one kind.
  struct Part {
    let collection: CollectionID
    let table: RawTable
  }

  /// The parts, that of the file's own collection first.
  private(set) var parts: [Part] = []
  /// Rows of no kind that has a collection, and with them those whose form is wrong.
  private(set) var refusals: [Refusal]
  /// Whether the columns tell invoices from credit notes.
  var tellsForm: Bool { columns.contains { $0.tellsForm } }
  /// What the columns tell, as a clause; nil where all rows are what the file is.
  private(set) var note: String?

  private let table: RawTable
  private let own: CollectionID
  private let columns: [KindColumn]
  private let number: Int?

  /// Takes a file apart; one without such a column stays whole.
  init(
    _ table: RawTable, _ own: CollectionID, _ mapping: FieldMapping?
  ) throws(Diagnostic) {
    self.table = table
    self.own = own
    // Those of a table that stays whole come back with it.
    refusals = []
    columns = KindColumn.columns(of: table, own, mapping)
    guard !columns.isEmpty else {
      number = nil
      parts = [Part(collection: own, table: table)]
      return
    }
    let fields = try HeadingResolver.fields(
      of: table, own, mapping?.entries ?? [], mapping?.name ?? "")
    number = fields.firstIndex { $0?.name == "number" || $0?.name == "document" }
    split()
  }

  private mutating func split() {
    var rowsOf = [[Int]](repeating: [], count: InvoiceSchema.standard.collections.count)
    let numbers = number.map { table.columns[$0] }
    var kindOfNumber = [CollectionID?](repeating: nil, count: numbers?.texts.count ?? 0)
    var verdicts: [UInt32: Verdict] = [:]
    // The row above: its collection, or the line of its refusal.
    var above: CollectionID?
    var refusedLine: Int32?
    for row in table.lines.indices {
      let code = numbers?.codes[row] ?? Missing.text
      switch verdict(row, &verdicts) {
      case .collection(let collection):
        (above, refusedLine) = (collection, nil)
      case .fault(let column, let reason):
        refusals.append(table.refusal(of: row, column, reason))
        (above, refusedLine) = (nil, table.lines[row])
      case .unsaid(let column):
        if code != Missing.text {
          (above, refusedLine) = (kindOfNumber[Int(code)], nil)
        } else if let line = refusedLine {
          refusals.append(table.refusal(of: row, column, "line \(line) is refused"))
        }
        if above == nil, refusedLine == nil {
          refusals.append(table.refusal(of: row, column, "the row does not say of what kind it is"))
          refusedLine = code == Missing.text ? nil : table.lines[row]
        }
      }
      guard let collection = above else { continue }
      if code != Missing.text, kindOfNumber[Int(code)] == nil {
        kindOfNumber[Int(code)] = collection
      }
      rowsOf[collection.index].append(row)
    }
    finish(rowsOf)
  }

  private enum Verdict {
    case collection(CollectionID)
    case fault(column: Int, String)
    case unsaid(column: Int)
  }

  /// What the columns say of a row; where there is but one, a text of it says always the same.
  private func verdict(_ row: Int, _ known: inout [UInt32: Verdict]) -> Verdict {
    guard columns.count == 1 else { return verdict(row) }
    let code = table.columns[columns[0].place].codes[row]
    if let verdict = known[code] { return verdict }
    let verdict = verdict(row)
    known[code] = verdict
    return verdict
  }

  /// What the columns say of a row, the first before the others.
  private func verdict(_ row: Int) -> Verdict {
    var kind = RecordKind(side: nil, form: nil)
    var isSaid = false
    for column in columns {
      let code = table.columns[column.place].codes[row]
      if code == Missing.text {
        // A blank is a no where only yes and no are said.
        isSaid = isSaid || column.isYesNo
        continue
      }
      guard let said = column.kinds[Int(code)] else {
        return .fault(column: column.place, "is no kind of \(InvoiceSchema.standard[own].singular)")
      }
      kind = kind.completed(by: said)
      isSaid = true
    }
    guard isSaid else { return .unsaid(column: columns[0].place) }
    guard let collection = kind.collection(inFileOf: own) else {
      return .fault(
        column: columns[0].place, "does not go with a file of \(InvoiceSchema.standard[own].name)")
    }
    return .collection(collection)
  }

  private mutating func finish(_ rowsOf: [[Int]]) {
    let all = rowsOf.indices.filter { !rowsOf[$0].isEmpty }.map { CollectionID(index: $0) }
    if all.count == 1, rowsOf[all[0].index].count == table.lines.count {
      parts = [Part(collection: all[0], table: table)]
    } else {
      refusals += table.refusals
      parts = (all.filter { $0 == own } + all.filter { $0 != own }).map { collection in
        Part(collection: collection, table: table.taking(rowsOf[collection.index]))
      }
    }
    // A file without rows is still of its kind.
    if parts.isEmpty { parts = [Part(collection: own, table: table.taking([]))] }
    let told = parts.map { InvoiceSchema.standard[$0.collection].name }
    guard told != [InvoiceSchema.standard[own].name] else { return }
    let headings = columns.map { "'\(table.columns[$0.place].heading)'" }
    note = "\(headings.joined(separator: " and ")) tells \(told.joined(separator: ", ")) apart"
  }
}

/// A column that tells what each row is.
struct KindColumn {
  /// Which column of the file.
  let place: Int
  let isYesNo: Bool
  /// The kind that each distinct text means; nil for a text that means none.
  let kinds: [RecordKind?]
  /// Whether some text means an invoice or a credit note, and not just a side.
  var tellsForm: Bool { isYesNo || kinds.contains { $0?.form != nil } }

  /// The columns of a file that tell kinds, those that are asked first before the others.
  ///
  /// A column whose texts all mean nothing is none, unless the mapping says that it is.
  static func columns(
    of table: RawTable, _ own: CollectionID, _ mapping: FieldMapping?
  ) -> [KindColumn] {
    let keys = table.columns.map { Heading.key($0.heading) }
    var mapped: [Int] = []
    var others: Set<Int> = []
    for entry in mapping?.entries ?? [] {
      guard let place = keys.firstIndex(of: Heading.key(entry.heading)) else { continue }
      if entry.field == Synonyms.kind { mapped.append(place) } else { others.insert(place) }
    }
    let known = RecordKind.headings.compactMap { keys.firstIndex(of: $0) }
    let places = mapped + known.filter { !mapped.contains($0) && !others.contains($0) }
    guard RecordKind(side: nil, form: nil).collection(inFileOf: own) != nil else { return [] }
    return places.compactMap { place in
      let column = KindColumn(table.columns[place], place, isYesNo: RecordKind.isYesNo(keys[place]))
      let isTelling = mapped.contains(place) || column.kinds.contains { $0 != nil }
      return isTelling ? column : nil
    }
  }

  private init(_ column: RawColumn, _ place: Int, isYesNo: Bool) {
    self.place = place
    self.isYesNo = isYesNo
    kinds = (0..<UInt32(column.texts.count)).map {
      RecordKind(column.texts[$0], isYesNo: isYesNo)
    }
  }
}

extension RawTable {
  /// Some of the rows, without refusals; they share the texts of all.
  func taking(_ rows: [Int]) -> RawTable {
    RawTable(
      file: file,
      columns: Workers.map(columns.count, rows: rows.count) { [columns] place in
        let column = columns[place]
        return RawColumn(
          heading: column.heading, place: column.place, codes: rows.map { column.codes[$0] },
          texts: column.texts, mayLackTexts: true)
      },
      lines: rows.map { lines[$0] }, refusals: [])
  }

  /// Some of the columns, without refusals.
  func taking(columns places: [Int]) -> RawTable {
    RawTable(file: file, columns: places.map { columns[$0] }, lines: lines, refusals: [])
  }

  /// The refusal of a row for what one of its columns says.
  func refusal(of row: Int, _ column: Int, _ reason: String) -> Refusal {
    let raw = columns[column]
    let code = raw.codes[row]
    return Refusal(
      file: file, line: Int(lines[row]), column: raw.place + 1, heading: raw.heading,
      text: code == Missing.text ? "" : String(decoding: raw.texts[code], as: UTF8.self),
      reason: reason)
  }
}
