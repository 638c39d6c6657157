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
    let counts = store.schema.collections.indices.compactMap { index -> String? in
      let id = CollectionID(index: index)
      let count = store.rowCount(of: id)
      guard count > 0 else { return nil }
      let collection = store.schema[id]
      // One of the `deliveries` is a delivery, one of the `invoice_lines` an invoice_line.
      let one =
        collection.plural == collection.name
        ? collection.singular : String(collection.name.dropLast())
      return "\(grouped(count)) \(count == 1 ? one : collection.name)"
    }
    var lines = counts.isEmpty ? ["an empty book"] : wrapped(counts)
    let read = book.report.rowsRead
    lines.append(
      "\(grouped(read)) \(read == 1 ? "row" : "rows") read = \(grouped(book.accepted)) accepted"
        + " + \(grouped(book.refusals.count)) refused")
    for refusal in book.refusals.prefix(toldRefusals) {
      lines.append("  " + VisibleText.visible(text(of: refusal).utf8))
    }
    if book.refusals.count > toldRefusals {
      lines.append("  … \(grouped(book.refusals.count - toldRefusals)) more refused rows")
    }
    for (collection, names) in book.unlistedParties.sorted(by: { $0.key.index < $1.key.index }) {
      lines.append(text(of: names, in: store.schema[collection]))
    }
    return lines
  }

  /// `1 customer is named by documents and listed nowhere: C-9`.
  private static func text(of names: [Text], in collection: CollectionSchema) -> String {
    let told = names.prefix(toldRefusals).map { VisibleText.visible($0.bytes) }
    let rest = names.count > told.count ? " …" : ""
    let isOne = names.count == 1
    return "\(grouped(names.count)) \(isOne ? collection.singular : collection.plural)"
      + " \(isOne ? "is" : "are") named by documents and listed nowhere: "
      + told.joined(separator: ", ") + rest
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

  private static func text(of refusal: Refusal) -> String {
    let place = "\(refusal.file):\(refusal.line)" + (refusal.column > 0 ? ":\(refusal.column)" : "")
    let heading = refusal.heading.isEmpty ? "" : " \(refusal.heading)"
    let field = refusal.text.isEmpty ? "" : " '\(refusal.text)'"
    return "\(place):\(heading)\(field) \(refusal.reason)"
  }

  private static func grouped(_ count: Int) -> String {
    var digits = Array(String(count))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return String(digits)
  }
}
