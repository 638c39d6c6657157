import Accounting
import Columns
import Importing
import Model
import Storage

/// What opening a book came to, in a few lines.
package enum BookSummary {
  /// How many refused rows are told one by one.
  private static let toldRefusals = 5
  private static let widestLine = 78

  /// Counts of records, and the first rows that were refused.
  package static func lines(of book: OpenBook?) -> [String] {
    guard let book else { return ["no book is open"] }
    let store = book.view.store
    let collections = store.schema.collections.indices.map { CollectionID(index: $0) }
    return mainRecords(collections.map { ($0, store.rowCount(of: $0)) }, store.schema)
      + remarks(on: book)
  }

  /// What there is to say about the files, beside the counts of records.
  static func remarks(on book: OpenBook) -> [String] {
    let store = book.view.store
    var lines: [String] = []
    if book.isFromFiles {
      lines.append(rowsLine(read: book.report.rowsRead, accepted: book.accepted))
    }
    for refusal in book.refusals.prefix(toldRefusals) {
      lines.append("  " + VisibleText.visible(text(of: refusal).utf8))
    }
    if book.refusals.count > toldRefusals {
      lines.append("  … \(grouped(book.refusals.count - toldRefusals)) more refused rows")
    }
    for file in book.report.files {
      for note in file.notes {
        lines.append("  \(VisibleText.visible(file.name.utf8)): \(VisibleText.visible(note.utf8))")
      }
    }
    lines += foreign(book.report.foreign)
    for (collection, names) in book.unlistedParties.sorted(by: { $0.key.index < $1.key.index }) {
      lines.append(text(of: names, in: store.schema[collection]))
    }
    return lines + settling(book.creditsSettlingNamed, store.schema)
  }

  /// Parties, documents and money; the others are counted together where there are any of these.
  private static let main: Set<CollectionID> = [
    .customers, .vendors, .invoices, .bills, .credits, .vendorCredits, .payments, .billPayments,
    .orders, .purchaseOrders,
  ]

  private static func mainRecords(
    _ counts: [(collection: CollectionID, count: Int)], _ schema: Schema
  ) -> [String] {
    let told = counts.filter { main.contains($0.collection) && $0.count > 0 }
    let others = counts.filter { !main.contains($0.collection) && $0.count > 0 }
    guard !told.isEmpty, others.count > 1 else { return records(counts, schema) }
    let rest = others.reduce(0) { $0 + $1.count }
    return records(told, schema)
      + ["and \(grouped(rest)) more records of \(others.count) kinds; 'status' tells them"]
  }

  /// `60 customers, 400 invoices`, as many lines as that takes.
  static func records(
    _ counts: [(collection: CollectionID, count: Int)], _ schema: Schema
  ) -> [String] {
    let counts = counts.compactMap { id, count -> String? in
      guard count > 0 else { return nil }
      let collection = schema[id]
      // One of the `deliveries` is a delivery, one of the `invoice_lines` an invoice_line.
      let one =
        collection.plural == collection.name
        ? collection.singular : String(collection.name.dropLast())
      return "\(grouped(count)) \(count == 1 ? one : collection.name)"
    }
    return counts.isEmpty ? ["an empty book"] : wrapped(counts)
  }

  /// `3 rows read = 2 accepted + 1 refused`.
  static func rowsLine(read: Int, accepted: Int) -> String {
    "\(grouped(read)) \(read == 1 ? "row" : "rows") read = \(grouped(accepted)) accepted"
      + " + \(grouped(read - accepted)) refused"
  }

  /// `1 customer`, `1,200 customers`.
  static func counted(_ count: Int, _ collection: CollectionSchema) -> String {
    "\(grouped(count)) \(count == 1 ? collection.singular : collection.plural)"
  }

  /// `left out, as nothing in it is ours: employees.csv`.
  private static func foreign(_ files: [String]) -> [String] {
    guard !files.isEmpty else { return [] }
    let told = files.map { VisibleText.visible($0.utf8) }.joined(separator: ", ")
    return ["left out, as nothing in \(files.count == 1 ? "it" : "them") is ours: \(told)"]
  }

  /// `1 customer is named by documents and listed nowhere: C-9`.
  private static func text(of names: [Text], in collection: CollectionSchema) -> String {
    let told = names.prefix(toldRefusals).map { VisibleText.visible($0.bytes) }
    let rest = names.count > told.count ? " …" : ""
    return "\(counted(names.count, collection))"
      + " \(names.count == 1 ? "is" : "are") named by documents and listed nowhere: "
      + told.joined(separator: ", ") + rest
  }

  /// `12 credits settle the invoices that they name: no file tells how they were used`.
  static func settling(_ credits: [CollectionID: Int], _ schema: Schema) -> [String] {
    credits.sorted { $0.key.index < $1.key.index }.map { collection, count in
      let documents = collection == .credits ? "invoice" : "bill"
      let what = counted(count, schema[collection])
      return count == 1
        ? "\(what) settles the \(documents) that it names: no file tells how it was used"
        : "\(what) settle the \(documents)s that they name: no file tells how they were used"
    }
  }

  /// Items with commas between them, in lines that fit any usual screen.
  private static func wrapped(_ items: [String]) -> [String] {
    var lines: [String] = []
    var line = ""
    for (index, item) in items.enumerated() {
      let told = item + (index + 1 < items.count ? "," : "")
      if !line.isEmpty, line.utf8.count + 1 + told.utf8.count > widestLine {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + told
    }
    return lines + [line]
  }

  static func text(of refusal: Refusal) -> String {
    let place = "\(refusal.file):\(refusal.line)" + (refusal.column > 0 ? ":\(refusal.column)" : "")
    let heading = refusal.heading.isEmpty ? "" : " \(refusal.heading)"
    let field = refusal.text.isEmpty ? "" : " '\(refusal.text)'"
    return "\(place):\(heading)\(field) \(refusal.reason)"
  }

  static func grouped(_ count: Int) -> String {
    var digits = Array(String(count))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return String(digits)
  }
}
