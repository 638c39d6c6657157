import Accounting
import Columns
import Model
import Storage

/// Which payments were needed: all of them is applied, and to documents that are not overpaid.
///
/// Two equal halves of an invoice look like one payment made twice, but both were needed.
enum NeededPayments {
  /// By row of the payments, as of a day.
  static func areNeeded(
    _ reader: FieldReader, allocations: CollectionID, documents: CollectionID
  ) -> [Bool] {
    let owed = FieldReader(reader.view, documents, asOf: reader.day).money("owed")
    let unapplied = reader.money("unapplied").coefficients
    var areNeeded = unapplied.map { $0 == 0 }
    let store = reader.view.store
    guard case .record(_, let payments) = store.column("payment", of: allocations),
      case .record(_, let settled) = store.column("document", of: allocations)
    else { return areNeeded }
    // What was given back, or exchanged, settles no document.
    for (payment, document) in zip(payments, settled) where payment >= 0 && document >= 0 {
      let left = owed.coefficients[Int(document)]
      if left < 0, left != Missing.coefficient { areNeeded[Int(payment)] = false }
    }
    return areNeeded
  }
}
