import Columns
import Model
import Storage

/// The entries of a ledger while they are being collected.
struct LedgerEntries {
  /// An amount in a currency, at a scale of its own.
  struct Amount {
    let coefficient: Int128
    let scale: Int
    let currency: UInt16

    init(_ coefficient: Int128, _ scale: Int, _ currency: UInt16) {
      (self.coefficient, self.scale, self.currency) = (coefficient, scale, currency)
    }

    var negated: Amount { Amount(-coefficient, scale, currency) }
  }

  private struct Entry {
    let day: Int32
    let kind: EntryKind
    let party: RowIndex
    let amount: Amount
    let number: UInt32
    let document: RowIndex
    let credit: RowIndex
    let payment: RowIndex
    let recorded: Int32
  }

  private var entries: [Entry] = []
  private var numbers = TextDictionaryBuilder()

  /// Adds an entry about a document, a credit note or a payment: the last that is named.
  ///
  /// Party and day of entry are those of the record, where nothing else is said.
  mutating func add(
    _ kind: EntryKind, on day: Int32, _ amount: Amount, _ about: Sources,
    document: RowIndex = .missing, credit: RowIndex = .missing, payment: RowIndex = .missing,
    party: RowIndex? = nil, recorded: Int32? = nil
  ) {
    let row = payment >= 0 ? payment : credit >= 0 ? credit : document
    entries.append(
      Entry(
        day: day, kind: kind, party: party ?? about.parties[Int(row)], amount: amount,
        number: about.number(row).map { numbers.intern($0) } ?? Missing.text,
        document: document, credit: credit, payment: payment,
        recorded: recorded ?? about.recorded[Int(row)]))
  }

  /// The entries by day; those of a day by kind, and those of a kind in the order of their records.
  consuming func rows(
    of collection: CollectionID, in store: StoreView, document: CollectionSchema
  ) -> DerivedRows {
    let sorted = entries.enumerated().sorted {
      ($0.element.day, $0.element.kind.rawValue, $0.offset)
        < ($1.element.day, $1.element.kind.rawValue, $1.offset)
    }.map(\.element)
    let scale = sorted.map(\.amount.scale).max() ?? 0
    let currencies = sorted.map(\.amount.currency)
    let amounts = sorted.map { entry in
      entry.amount.coefficient * Decimal.powersOfTen[scale - entry.amount.scale]
    }
    func link(_ name: String, _ rows: [RowIndex]) -> Vector {
      guard let field = store.schema.field(named: name, of: collection),
        case .record(let target) = store.schema[field].type
      else { preconditionFailure("an entry leads to a \(name)") }
      return .record(target, rows)
    }
    return DerivedRows(
      collection, count: sorted.count,
      [
        "date": .date(sorted.map(\.day)),
        "kind": .enumeration(.entryKind, sorted.map(\.kind.rawValue)),
        "document": .text(TextVector(sorted.map(\.number), numbers.finish())),
        "amount": .money(MoneyVector(amounts, scale: scale, currencies: currencies)),
        "currency": .currency(currencies),
        "recorded": .date(sorted.map(\.recorded)),
        document.singular: link(document.singular, sorted.map(\.document)),
        "credit": link("credit", sorted.map(\.credit)),
        "payment": link("payment", sorted.map(\.payment)),
        collection == .ledger ? "customer" : "vendor": link("party", sorted.map(\.party)),
      ], in: store)
  }
}
