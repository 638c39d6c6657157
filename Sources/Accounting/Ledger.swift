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
      case .date(let voidDays) = view.store.column("void_on", of: documents)
    else { preconditionFailure("documents have accounts and a state") }
    let about = Sources(view.store, documents, party: party)
    let kind: EntryKind = documents == .invoices ? .invoice : .bill
    for row in 0..<RowIndex(about.parties.count) {
      if row % 16_384 == 0, isInterrupted() { throw Interruption() }
      guard view.knowledge.knows(row, of: documents), let charge = accounts.charge(row) else {
        continue
      }
      let amount = LedgerEntries.Amount(charge, accounts.scale, accounts.currencies[Int(row)])
      entries.add(
        kind, on: accounts.days[Int(row)], amount, about, document: row)
      if voidDays[Int(row)] != Missing.day, voidDays[Int(row)] <= view.knowledge.last(.max) {
        entries.add(
          .void, on: max(voidDays[Int(row)], accounts.days[Int(row)]), amount.negated, about,
          document: row, recorded: voidDays[Int(row)])
      }
    }
  }

  /// What payments or credit notes bring.
  private func addIncoming(
    _ collection: CollectionID, _ kind: EntryKind, of view: BookView,
    to entries: inout LedgerEntries, unless isInterrupted: () -> Bool
  ) throws(Interruption) {
    guard let accounts = view.credits[collection] else { preconditionFailure("credits count") }
    let about = Sources(view.store, collection, party: party)
    for row in 0..<RowIndex(about.parties.count) {
      if row % 16_384 == 0, isInterrupted() { throw Interruption() }
      guard view.knowledge.knows(row, of: collection), let amount = accounts.amount(row) else {
        continue
      }
      entries.add(
        kind, on: accounts.days[Int(row)],
        LedgerEntries.Amount(-amount, accounts.scale, accounts.currencies[Int(row)]), about,
        credit: kind == .credit ? row : .missing, payment: kind == .payment ? row : .missing)
      guard let end = accounts.end(of: row) else { continue }
      entries.add(
        end.kind, on: end.day,
        LedgerEntries.Amount(amount, accounts.scale, accounts.currencies[Int(row)]), about,
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
    let documents = Sources(store, self.documents, party: party)
    let payments = Sources(store, self.payments, party: party)
    let credits = Sources(store, self.credits, party: party)
    for row in targets.indices {
      if row % 16_384 == 0, isInterrupted() { throw Interruption() }
      guard view.knowledge.knows(RowIndex(row), of: allocations) else { continue }
      let (document, payment, credit) = (targets[row], fromPayments[row], fromCredits[row])
      let amount = LedgerEntries.Amount(Int128(amounts[row]), scale, currencies[row])
      if payment < 0, credit < 0 {
        entries.add(
          .writeOff, on: days[row], amount.negated, documents, document: document,
          recorded: recorded[row])
        continue
      }
      let hasTotal = document >= 0 && accounts.hasTotal(document)
      let to = hasTotal ? documents.parties[Int(document)] : nil
      let isPayment = payment >= 0
      let source = isPayment ? payments.parties[Int(payment)] : credits.parties[Int(credit)]
      let from = (isPayment ? paid.amount(payment) : credited.amount(credit)).map { _ in source }
      if to == from { continue }
      let about = isPayment ? payments : credits
      for (party, amount) in [(to, amount.negated), (from, amount)] {
        guard let party else { continue }
        entries.add(
          .transfer, on: days[row], amount, about, document: document, credit: credit,
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
struct Sources {
  let parties: Cells<RowIndex>
  let recorded: Cells<Int32>
  private let numbers: Cells<UInt32>
  private let dictionary: TextDictionary

  init(_ store: StoreView, _ collection: CollectionID, party: String) {
    guard case .record(_, let parties) = store.column(party, of: collection),
      case .date(let recorded) = store.column("recorded", of: collection),
      case .text(let numbers, let dictionary) = store.column("number", of: collection)
    else { preconditionFailure("\(store.schema[collection].name) have a \(party) and a number") }
    (self.parties, self.recorded) = (parties, recorded)
    (self.numbers, self.dictionary) = (numbers, dictionary)
  }

  /// The number of a record; nil where it has none.
  func number(_ row: RowIndex) -> ArraySlice<UInt8>? {
    let code = numbers[Int(row)]
    return code == Missing.text ? nil : dictionary[code]
  }
}
