import Columns
package import Model
import Storage

extension BookView {
  /// The documents that are settled with more than they are worth, and the payments and credit
  /// notes of which more is used than there is.
  ///
  /// No sentence makes one, but files may bring them, so that they are no damage.
  package func overSettled() -> [RecordID] {
    var found: [RecordID] = []
    let kinds: [(CollectionID, String)] = [
      (.invoices, "owed"), (.bills, "owed"), (.payments, "unapplied"), (.credits, "unapplied"),
      (.billPayments, "unapplied"), (.vendorCredits, "unapplied"),
    ]
    for (collection, name) in kinds {
      guard let field = store.schema.field(named: name, of: collection) else { continue }
      let rows = (0..<RowIndex(store.rowCount(of: collection)))
        .filter { !store.log.isRemoved(RecordID(collection, $0)) }
      guard case .money(let rest) = vector(of: field, at: rows, asOf: .last),
        case .money(let worth, let scale, _) = store.column(
          documents[collection] == nil ? "amount" : "total", of: collection)
      else { continue }
      for (place, row) in rows.enumerated()
      where rest.coefficients[place] != Missing.coefficient && worth[Int(row)] != Missing.stored {
        let total = Decimal(Int128(worth[Int(row)]), scale: scale)
        let left = Decimal(rest.coefficients[place], scale: rest.scale)
        // What is below zero itself, like money that was given back, is used up from below.
        guard !left.isZero, left.isNegative != total.isNegative else { continue }
        found.append(RecordID(collection, row))
      }
    }
    return found
  }
}
