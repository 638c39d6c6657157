import Columns
import Model
import Storage

/// What each customer owes, or what each vendor is owed, on a day.
struct PartyAccounts: Sendable {
  private let store: StoreView
  private let documents: DocumentAccounts
  private let documentLink: FieldID
  /// Payments and credit notes, each with the link that leads to its party.
  private let incoming: [(accounts: CreditAccounts, link: FieldID)]
  private let scale: Int
  /// The usual currency of each party.
  private let currencies: Cells<UInt16>

  init(
    _ store: StoreView, documents: DocumentAccounts, payments: CreditAccounts?,
    credits: CreditAccounts?, link: String
  ) {
    func field(_ collection: CollectionID) -> FieldID {
      guard let field = store.schema.field(named: link, of: collection) else {
        preconditionFailure("\(store.schema[collection].name) have no \(link)")
      }
      return field
    }
    guard case .record(let parties, _) = store.column(field(documents.collection)),
      case .currency(let currencies) = store.column("currency", of: parties)
    else { preconditionFailure("documents lead to parties, and parties have a currency") }
    self.currencies = currencies
    self.store = store
    self.documents = documents
    documentLink = field(documents.collection)
    incoming = [payments, credits].compactMap { $0 }.map { ($0, field($0.collection)) }
    scale = ([documents.scale] + incoming.map(\.accounts.scale)).max() ?? documents.scale
  }

  /// The values of a derived field.
  func vector(
    of field: DerivedField, at rows: [RowIndex], asOf day: Int32, zero: Currency
  ) -> Vector {
    if field == .partyLastPayment { return .date(rows.map { lastPayment($0, asOf: day) }) }
    var amounts = MoneyVector(scale: scale)
    for row in rows {
      guard row >= 0 else {
        amounts.append(.missing)
        continue
      }
      var sums = CurrencySums()
      switch field {
      case .partyOwed: addOwed(row, asOf: day, to: &sums) { _ in true }
      case .partyOverdueOwed:
        addOwed(row, asOf: day, to: &sums) { documents.isOverdue($0, asOf: day) }
      case .partyUnapplied: addUnapplied(row, asOf: day, sign: 1, to: &sums)
      case .partyBalance:
        addOwed(row, asOf: day, to: &sums) { _ in true }
        addUnapplied(row, asOf: day, sign: -1, to: &sums)
      default: preconditionFailure("parties derive no \(field)")
      }
      let usual = currencies[Int(row)]
      amounts.append(
        sums.value(
          scale: scale, zero: usual == Missing.currency ? zero : Currency(code: usual)))
    }
    return .money(amounts)
  }

  private func addOwed(
    _ party: RowIndex, asOf day: Int32, to sums: inout CurrencySums,
    where counts: (RowIndex) -> Bool
  ) {
    let factor = Decimal.powersOfTen[scale - documents.scale]
    let all = store.rows(behind: documentLink, of: party)
    let firsts = documents.firstDays.values(at: all)
    let rows = zip(all, firsts).filter { $1 <= day }.map(\.0)
    let amounts = documents.owed(at: rows, asOf: day)
    let currencies = documents.currencies.values(at: rows, missing: Missing.currency)
    for (index, row) in rows.enumerated() where amounts[index] != Missing.coefficient {
      // What does not count still says in which currency nothing is.
      sums.add(counts(row) ? amounts[index] * factor : 0, currencies[index])
    }
  }

  private func addUnapplied(
    _ party: RowIndex, asOf day: Int32, sign: Int128, to sums: inout CurrencySums
  ) {
    for (accounts, link) in incoming {
      let factor = sign * Decimal.powersOfTen[scale - accounts.scale]
      let all = store.rows(behind: link, of: party)
      let firsts = accounts.firstDays.values(at: all)
      let rows = zip(all, firsts).filter { $1 <= day }.map(\.0)
      guard case .money(let rest) = accounts.vector(of: .unapplied, at: rows, asOf: day) else {
        continue
      }
      for index in rows.indices where rest.coefficients[index] != Missing.coefficient {
        sums.add(rest.coefficients[index] * factor, rest.currencies[index])
      }
    }
  }

  private func lastPayment(_ party: RowIndex, asOf day: Int32) -> Int32 {
    guard party >= 0, let (accounts, link) = incoming.first else { return Missing.day }
    var last = Missing.day
    for row in store.rows(behind: link, of: party)
    where accounts.firstDays[Int(row)] <= day && accounts.counts(row, asOf: day)
      && accounts.isReceipt(row)
    {
      last = max(last, accounts.days[Int(row)])
    }
    return last
  }
}
