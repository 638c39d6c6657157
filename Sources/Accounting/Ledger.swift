import Columns
import Model
import Storage

/// Every dated event that changes a party's balance; the entries of a period sum to its change.
///
///     balance = owed - unapplied = total - settled - (paid - applied)
///
/// So a document raises it from its date on, and falls out again when it is voided; a payment or
/// credit note lowers it, until it is voided or returned. What applies one to the other changes
/// nothing, unless they belong to different parties: then the balance moves from one to the other.
/// What is written off lowers it; what is given back, or exchanged into another currency, moves
/// from one payment to another.
struct Ledger: Derivation {
  let collection: CollectionID
  private let party: String
  private let documents: CollectionID
  private let credits: CollectionID
  private let payments: CollectionID
  private let allocations: CollectionID

  /// The ledgers of customers and of vendors.
  static let both: [any Derivation] = [
    Ledger(
      collection: .ledger, party: "customer", documents: .invoices, credits: .credits,
      payments: .payments, allocations: .allocations),
    Ledger(
      collection: .vendorLedger, party: "vendor", documents: .bills, credits: .vendorCredits,
      payments: .billPayments, allocations: .billAllocations),
  ]

  /// Entries are dated, and those of a day are the same ever after.
  var dependsOnDay: Bool { false }

  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) throws(Interruption) -> DerivedRows {
    var entries = LedgerEntries()
    try addDocuments(of: view, to: &entries, unless: isInterrupted)
    try addIncoming(credits, .credit, of: view, to: &entries, unless: isInterrupted)
    try addIncoming(payments, .payment, of: view, to: &entries, unless: isInterrupted)
    try addTransfers(of: view, to: &entries, unless: isInterrupted)
    return entries.rows(of: collection, in: view.store, document: view.store.schema[documents])
  }

  /// What each document charges, and takes back when it is voided.
  private func addDocuments(
    of view: BookView, to entries: inout LedgerEntries, unless isInterrupted: () -> Bool
  ) throws(Interruption) {
    guard let accounts = view.documents[documents],
      case .date(let voided) = view.store.column("void_on", of: documents)
    else { preconditionFailure("documents have accounts and a state") }
    let about = LedgerSource(view.store, documents, party: party)
    let (charges, days, voidDays) = (accounts.allCharges(), accounts.days.array, voided.array)
    let currencies = accounts.currencies.array
    let last = view.knowledge.last(.max)
    let kind: EntryKind = documents == .invoices ? .invoice : .bill
    for row in charges.indices {
      if row % 16_384 == 0, isInterrupted() { throw Interruption() }
      let document = RowIndex(row)
      guard charges[row] != Missing.coefficient, view.knowledge.knows(document, of: documents)
      else { continue }
      let amount = LedgerEntries.Amount(charges[row], accounts.scale, currencies[row])
      entries.add(kind, on: days[row], amount, about, document: document)
      if voidDays[row] != Missing.day, voidDays[row] <= last {
        entries.add(
          .void, on: max(voidDays[row], days[row]), amount.negated, about, document: document,
          recorded: voidDays[row])
      }
    }
  }

  /// What payments or credit notes bring.
  private func addIncoming(
    _ collection: CollectionID, _ kind: EntryKind, of view: BookView,
    to entries: inout LedgerEntries, unless isInterrupted: () -> Bool
  ) throws(Interruption) {
    guard let accounts = view.credits[collection] else { preconditionFailure("credits count") }
    let about = LedgerSource(view.store, collection, party: party)
    let (amounts, days) = (accounts.allAmounts(), accounts.days.array)
    let currencies = accounts.currencies.array
    for place in amounts.indices {
      if place % 16_384 == 0, isInterrupted() { throw Interruption() }
      let row = RowIndex(place)
      guard amounts[place] != Missing.coefficient, view.knowledge.knows(row, of: collection)
      else { continue }
      entries.add(
        kind, on: days[place],
        LedgerEntries.Amount(-amounts[place], accounts.scale, currencies[place]), about,
        credit: kind == .credit ? row : .missing, payment: kind == .payment ? row : .missing)
      guard let end = accounts.end(of: row) else { continue }
      entries.add(
        end.kind, on: end.day,
        LedgerEntries.Amount(amounts[place], accounts.scale, currencies[place]), about,
        credit: kind == .credit ? row : .missing, payment: kind == .payment ? row : .missing,
        recorded: end.day)
    }
  }

  /// What was written off, and what was applied to a document of another party, or where one of the
  /// two has no amount.
  private func addTransfers(
    of view: BookView, to entries: inout LedgerEntries, unless isInterrupted: () -> Bool
  ) throws(Interruption) {
    let store = view.store
    guard let accounts = view.documents[documents], let paid = view.credits[payments],
      let credited = view.credits[credits],
      case .record(_, let targets) = store.column("document", of: allocations),
      case .record(_, let fromPayments) = store.column("payment", of: allocations),
      case .record(_, let fromCredits) = store.column("credit", of: allocations),
      case .money(let amounts, let scale, let currencies) = store.column(
        "amount", of: allocations),
      case .date(let days) = store.column("date", of: allocations),
      case .date(let recorded) = store.column("recorded", of: allocations)
    else { preconditionFailure("an allocation has two ends and an amount") }
    let about = LedgerSource(store, documents, party: party)
    let sources = (
      payments: LedgerSource(store, payments, party: party, paid.allAmounts()),
      credits: LedgerSource(store, credits, party: party, credited.allAmounts())
    )
    let charges = accounts.allCharges(andDrafts: true)
    let (documentRows, paymentRows, creditRows) = (
      targets.array, fromPayments.array, fromCredits.array
    )
    for row in documentRows.indices {
      if row % 16_384 == 0, isInterrupted() { throw Interruption() }
      let (document, payment, credit) = (documentRows[row], paymentRows[row], creditRows[row])
      let hasTotal = document >= 0 && charges[Int(document)] != Missing.coefficient
      let to = hasTotal ? about.parties[Int(document)] : nil
      let from =
        payment >= 0
        ? sources.payments.payer(payment) : credit >= 0 ? sources.credits.payer(credit) : nil
      let isWrittenOff = payment < 0 && credit < 0
      if !isWrittenOff, to == from { continue }
      guard view.knowledge.knows(RowIndex(row), of: allocations) else { continue }
      let amount = LedgerEntries.Amount(Int128(amounts[row]), scale, currencies[row])
      if isWrittenOff {
        entries.add(
          .writeOff, on: days[row], amount.negated, about, document: document,
          recorded: recorded[row])
        continue
      }
      for (party, amount) in [(to, amount.negated), (from, amount)] {
        guard let party else { continue }
        entries.add(
          .transfer, on: days[row], amount,
          payment >= 0 ? sources.payments : sources.credits, document: document, credit: credit,
          payment: payment, party: party, recorded: recorded[row])
      }
    }
  }
}

/// What an entry is, by its place among `InvoiceSchema.entryKinds`.
enum EntryKind: UInt8 {
  case invoice, bill, void, credit, payment, transfer, writeOff, returned
}

/// What entries repeat of the records that they are about.
struct LedgerSource {
  let parties: [RowIndex]
  let recorded: [Int32]
  /// What each came to, where that was asked for.
  private let amounts: [Int128]

  init(_ store: StoreView, _ collection: CollectionID, party: String, _ amounts: [Int128] = []) {
    guard case .record(_, let parties) = store.column(party, of: collection),
      case .date(let recorded) = store.column("recorded", of: collection)
    else { preconditionFailure("\(store.schema[collection].name) have a \(party)") }
    (self.parties, self.recorded) = (parties.array, recorded.array)
    self.amounts = amounts
  }

  /// The party of a payment or credit note; nil where nobody knows what it came to.
  func payer(_ row: RowIndex) -> RowIndex? {
    amounts[Int(row)] == Missing.coefficient ? nil : parties[Int(row)]
  }
}
