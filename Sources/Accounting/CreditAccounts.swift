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
  private let amountScale: Int
  private let amountFactor: Int128
  private let settlements: Settlements?
  private let clearings: Late<ClearingDays>?
  private let knowledge: Knowledge
  /// The days on which each was voided, or taken back by the bank.
  private let ends: [(kind: EntryKind, days: Cells<Int32>)]

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
    clearings = knowledge.clearingDays(of: collection)
    self.knowledge = knowledge
    ends = [(EntryKind.void, "void_on"), (.returned, "returned_on")].compactMap { kind, name in
      guard let field = store.schema.field(named: name, of: collection),
        case .date(let days) = store.column(field), days.hasValues
      else { return nil }
      return (kind, days)
    }
    self.firstDays = firstDays[collection] ?? RecordDays(days)
    scale = max(amountScale, settlements?.scale ?? 0)
    self.amountScale = amountScale
    amountFactor = Decimal.powersOfTen[scale - amountScale]
    (self.amounts, self.currencies, self.days) = (amounts, currencies, days)
  }

  /// What each came to, at `scale`; `Missing.coefficient` where that is missing.
  func allAmounts() -> [Int128] {
    amounts.array.map { $0 == Missing.stored ? Missing.coefficient : Int128($0) * amountFactor }
  }

  /// From which day on it is worth nothing any more, and why; nil while nobody knows such a day.
  func end(of row: RowIndex) -> (kind: EntryKind, day: Int32)? {
    let known = ends.map { (kind: $0.kind, day: $0.days[Int(row)]) }
      .filter { $0.day != Missing.day && $0.day <= knowledge.last(.max) }
    return known.min { $0.day < $1.day }.map { ($0.kind, max($0.day, days[Int(row)])) }
  }

  /// Whether it counts on a day: neither void nor returned.
  func counts(_ row: RowIndex, asOf day: Int32) -> Bool {
    ends.isEmpty || end(of: row).map { $0.day > day } ?? true
  }

  /// Whether it is money that came in, and not money that was given back.
  func isReceipt(_ row: RowIndex) -> Bool { amounts[Int(row)] >= 0 }

  /// The values of a derived field.
  func vector(of field: DerivedField, at rows: [RowIndex], asOf day: Int32) -> Vector {
    precondition(field == .applied || field == .unapplied, "payments derive no \(field)")
    let currencies = currencies.values(at: rows, missing: Missing.currency)
    let cleared = field == .unapplied ? clearings?.value : nil
    let coefficients =
      cleared?.left(of: rows, asOf: day) { self.coefficients(of: field, at: $0, asOf: day) }
      ?? self.coefficients(of: field, at: rows, asOf: day)
    return .money(MoneyVector(coefficients, scale: scale, currencies: currencies))
  }

  private func coefficients(
    of field: DerivedField, at rows: [RowIndex], asOf day: Int32
  ) -> Figures {
    let nothing = Figures(narrow: [Int64](repeating: 0, count: rows.count))
    let applied =
      settlements.map { $0.sums(at: rows, asOf: day).scaled(up: scale - $0.scale) } ?? nothing
    guard field == .unapplied else {
      return applied.less(Figures(narrow: RowLoops.map(rows) { $0 < 0 ? Missing.stored : 0 }))
    }
    var worth = amounts.values(at: rows, missing: Missing.stored)
    if !ends.isEmpty {
      for index in rows.indices
      where worth[index] != Missing.stored && !counts(rows[index], asOf: day) {
        worth[index] = 0
      }
    }
    return Figures(narrow: worth).scaled(up: scale - amountScale).less(applied)
  }
}
