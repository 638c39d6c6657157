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

  /// What each came to, at `scale`; `Missing.coefficient` where that is missing.
  func allAmounts() -> [Int128] {
    amounts.array.map { $0 == Missing.stored ? Missing.coefficient : Int128($0) * amountFactor }
  }

  /// The values of a derived field.
  func vector(of field: DerivedField, at rows: [RowIndex], asOf day: Int32) -> Vector {
    precondition(field == .applied || field == .unapplied, "payments derive no \(field)")
    let amounts = amounts.values(at: rows, missing: Missing.stored)
    let sums = settlements?.sums(at: rows, asOf: day)
    let coefficients = rows.indices.map { index -> Int128 in
      if rows[index] < 0 { return Missing.coefficient }
      let applied = (sums?[index] ?? 0) * appliedFactor
      if field == .applied { return applied }
      guard amounts[index] != Missing.stored else { return Missing.coefficient }
      return Int128(amounts[index]) * amountFactor - applied
    }
    return .money(
      MoneyVector(
        coefficients, scale: scale,
        currencies: currencies.values(at: rows, missing: Missing.currency)))
  }
}
