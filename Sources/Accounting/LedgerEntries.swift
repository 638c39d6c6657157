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

  private var days: [Int32] = []
  private var kinds: [UInt8] = []
  private var parties: [RowIndex] = []
  private var coefficients: [Int128] = []
  private var scales: [Int8] = []
  private var currencies: [UInt16] = []
  private var documents: [RowIndex] = []
  private var credits: [RowIndex] = []
  private var payments: [RowIndex] = []
  private var recorded: [Int32] = []

  /// Adds an entry about a document, a credit note or a payment: the last that is named.
  ///
  /// Party and day of entry are those of the record, where nothing else is said.
  mutating func add(
    _ kind: EntryKind, on day: Int32, _ amount: Amount, _ about: LedgerSource,
    document: RowIndex = .missing, credit: RowIndex = .missing, payment: RowIndex = .missing,
    party: RowIndex? = nil, recorded: Int32? = nil
  ) {
    let row = payment >= 0 ? payment : credit >= 0 ? credit : document
    days.append(day)
    kinds.append(kind.rawValue)
    parties.append(party ?? about.parties[Int(row)])
    coefficients.append(amount.coefficient)
    scales.append(Int8(amount.scale))
    currencies.append(amount.currency)
    documents.append(document)
    credits.append(credit)
    payments.append(payment)
    self.recorded.append(recorded ?? about.recorded[Int(row)])
  }

  /// The entries by day; those of a day by kind, and those of a kind in the order of their records.
  private func order() -> [Int32] {
    // Day, kind and place in one number each: numbers sort many times faster than entries.
    precondition(days.count < 1 << 29, "a ledger has fewer than half a billion entries")
    var keys = days.indices.map { place in
      UInt64(UInt32(bitPattern: days[place]) ^ 1 << 31) << 32 | UInt64(kinds[place]) << 29
        | UInt64(place)
    }
    keys.sort()
    return keys.map { Int32($0 & (1 << 29 - 1)) }
  }

  /// The entries in order, as records.
  consuming func rows(
    of collection: CollectionID, in store: StoreView, document: CollectionSchema
  ) -> DerivedRows {
    let order = order()
    let scale = Int(scales.max() ?? 0)
    let amounts = order.map { place in
      coefficients[Int(place)] * Decimal.powersOfTen[scale - Int(scales[Int(place)])]
    }
    func sorted<Element>(_ values: [Element]) -> [Element] { order.map { values[Int($0)] } }
    func link(_ name: String, _ rows: [RowIndex]) -> Vector {
      guard let field = store.schema.field(named: name, of: collection),
        case .record(let target) = store.schema[field].type
      else { preconditionFailure("an entry leads to a \(name)") }
      return .record(target, sorted(rows))
    }
    let currencies = sorted(self.currencies)
    return DerivedRows(
      collection, count: order.count,
      [
        "date": .date(sorted(days)),
        "kind": .enumeration(.entryKind, sorted(kinds)),
        "amount": .money(MoneyVector(amounts, scale: scale, currencies: currencies)),
        "currency": .currency(currencies),
        "recorded": .date(sorted(recorded)),
        document.singular: link(document.singular, documents),
        "credit": link("credit", credits),
        "payment": link("payment", payments),
        collection == .ledger ? "customer" : "vendor": link("party", parties),
      ], in: store,
      computed: [
        "document": LedgerEntries.numbers(
          ["payment", "credit", document.singular], of: collection, in: store)
      ])
  }

  /// The number of what each entry is about: the first of some links that leads anywhere.
  ///
  /// A ledger repeats the numbers of all documents; few questions ask for more than some of them.
  private static func numbers(
    _ links: [String], of collection: CollectionID, in store: StoreView
  ) -> DerivedRows.Computation {
    let fields = links.compactMap { store.schema.field(named: $0, of: collection) }
    return { entries, rows in
      var texts = TextDictionaryBuilder()
      var codes = [UInt32](repeating: Missing.text, count: rows.count)
      var isOpen = [Bool](repeating: true, count: rows.count)
      for field in fields {
        guard case .record(let target, let records) = entries.vector(of: field, at: rows),
          case .text(let numbers, let dictionary) = store.column("number", of: target)
        else { preconditionFailure("an entry leads to records with numbers") }
        let found = numbers.values(at: records, missing: Missing.text)
        let places = rows.indices.filter { isOpen[$0] && records[$0] >= 0 }
        for place in places { isOpen[place] = false }
        let named = places.filter { found[$0] != Missing.text }
        var next = 0
        dictionary.visit(named.map { found[$0] }) { _, text in
          codes[named[next]] = texts.intern(text)
          next += 1
        }
      }
      return .text(TextVector(codes, texts.finish()))
    }
  }
}
