import Accounting
import Columns
import Importing
import Model
import Storage

/// What opening a book came to, in a few lines.
package enum BookSummary {
  /// How many refused rows are told one by one.
  private static let toldRefusals = 5

  /// Counts of records, and the first rows that were refused.
  package static func lines(of book: OpenBook?) -> [String] {
    guard let book else { return ["no book is open"] }
    let store = book.view.store
    let counts = store.schema.collections.indices.compactMap { index -> String? in
      let id = CollectionID(index: index)
      let count = store.rowCount(of: id)
      guard count > 0 else { return nil }
      let schema = store.schema[id]
      let isOne = count == 1 && schema.name == schema.plural
      return "\(grouped(count)) \(isOne ? schema.singular : schema.name)"
    }
    var lines = [counts.isEmpty ? "an empty book" : counts.joined(separator: ", ")]
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
    return lines
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
