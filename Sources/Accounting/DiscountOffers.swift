import Columns
import Model
import Storage

/// What each document's own terms take off for paying early.
struct DiscountOffers: Sendable {
  private let codes: Cells<UInt32>
  /// By the code of the terms' text; nil where it is no terms.
  private let terms: [PaymentTerms?]
  private let days: Cells<Int32>

  init(_ store: StoreView, _ documents: CollectionID) {
    guard case .text(let codes, let texts) = store.column("terms", of: documents),
      case .date(let days) = store.column("date", of: documents)
    else { preconditionFailure("a document has terms and a date") }
    self.codes = codes
    self.days = days
    terms = (0..<UInt32(texts.count)).map { PaymentTerms(texts[$0]) }
  }

  /// The discount that can be had on a day, or, when all have lapsed, the last one.
  func discount(
    of row: RowIndex, asOf day: Int32
  ) -> (rate: Decimal, until: CivilDate)? {
    let code = codes[Int(row)]
    guard code != Missing.text, days[Int(row)] != Missing.day else { return nil }
    return terms[Int(code)]?.discount(
      from: CivilDate(day: days[Int(row)]), on: CivilDate(day: day))
  }
}
