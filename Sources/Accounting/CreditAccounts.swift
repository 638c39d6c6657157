import Columns
import Model
import Storage

/// What each payment or credit note has settled by a day, and what is left of it.
struct CreditAccounts: Sendable {
  let collection: CollectionID
  /// Digits behind the point of every amount here.
  let scale: Int
  let currencies: Cells<UInt16>
  let days: Cells<Int32>
  /// The day from which on each is there.
  let firstDays: RecordDays
  private let amounts: Cells<Int64>
  private let amountFactor: Int128
  private let appliedFactor: Int128
  private let settlements: Settlements?

  init(
    _ store: StoreView, _ collection: CollectionID, _ knowledge: Knowledge,
    _ firstDays: [CollectionID: RecordDays]
  ) {
    self.collection = collection
    guard
      case .money(let amounts, let amountScale, let currencies) = store.column(
        "amount", of: collection),
      case .date(let days) = store.column("date", of: collection)
    else { preconditionFailure("a payment has an amount and a day") }
    settlements = knowledge.settlements(of: collection)
    self.firstDays = firstDays[collection] ?? RecordDays(days)
    scale = max(amountScale, settlements?.scale ?? 0)
    amountFactor = Decimal.powersOfTen[scale - amountScale]
    appliedFactor = Decimal.powersOfTen[scale - (settlements?.scale ?? 0)]
    (self.amounts, self.currencies, self.days) = (amounts, currencies, days)
  }

  /// The part that settles documents by a day, at `scale`.
  func applied(_ row: RowIndex, asOf day: Int32) -> Int128 {
    guard let settlements else { return 0 }
    return settlements.settled(row, asOf: day).all * appliedFactor
  }

  /// What it came to, at `scale`; nil where that is missing.
  func amount(_ row: RowIndex) -> Int128? {
    let amount = amounts[Int(row)]
    return amount == Missing.stored ? nil : Int128(amount) * amountFactor
  }

  /// The part that settles nothing yet, at `scale`; nil where the amount is missing.
  func unapplied(_ row: RowIndex, asOf day: Int32) -> Int128? {
    amount(row).map { $0 - applied(row, asOf: day) }
  }

  /// The values of a derived field.
  func vector(of field: DerivedField, at rows: [RowIndex], asOf day: Int32) -> Vector {
    precondition(field == .applied || field == .unapplied, "payments derive no \(field)")
    let coefficients = rows.map { row -> Int128 in
      if row < 0 { return Missing.coefficient }
      if field == .applied { return applied(row, asOf: day) }
      return unapplied(row, asOf: day) ?? Missing.coefficient
    }
    return .money(
      MoneyVector(
        coefficients, scale: scale,
        currencies: rows.map { $0 < 0 ? Missing.currency : currencies[Int($0)] }))
  }
}
