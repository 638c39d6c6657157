import Accounting
import Columns
import Importing
import Model
import Storage

/// What opening a book came to, in full: for `status` and `import --dry-run`.
struct BookReport {
  /// The amounts of a collection's documents, added up currency by currency.
  struct Sum {
    let collection: CollectionID
    /// The field that was added up.
    let field: String
    /// One amount a currency; those of no named currency last.
    let amounts: [Money]
  }

  /// Parties whose names are nearly equal.
  struct NearParties {
    let collection: CollectionID
    let pairs: [(first: String, second: String)]
  }

  /// What was read of each file.
  let report: ImportReport
  /// Rows that became records.
  let accepted: Int
  /// How many records each collection has, where it has any.
  let counts: [(collection: CollectionID, count: Int)]
  let sums: [Sum]
  /// Parties that documents name and that a file of parties does not list.
  let newParties: [(collection: CollectionID, names: [String])]
  let nearParties: [NearParties]
  /// How many credit notes settle what they name, as no file tells how they were used.
  let creditsSettlingNamed: [CollectionID: Int]
  /// Every row that did not become a record.
  let refusals: [Refusal]
  let schema: Schema

  /// Collects what there is to tell of a book.
  init(_ book: OpenBook) {
    let store = book.view.store
    schema = store.schema
    report = book.report
    accepted = book.accepted
    refusals = book.refusals
    creditsSettlingNamed = book.creditsSettlingNamed
    let collections = store.schema.collections.indices.map { CollectionID(index: $0) }
    counts = collections.map { ($0, store.rowCount(of: $0)) }.filter { $0.1 > 0 }
    sums = collections.compactMap { BookReport.sum(of: $0, in: store) }
    newParties = book.unlistedParties.sorted { $0.key.index < $1.key.index }
      .map { ($0.key, $0.value.map(\.string)) }
    nearParties = [CollectionID.customers, .vendors].compactMap {
      BookReport.nearParties(of: $0, in: store)
    }
  }

  /// Whether every amount has a currency.
  var namesCurrencies: Bool {
    !sums.contains { $0.amounts.contains { $0.currency == .unnamed } }
  }

  // MARK: - Figures

  /// Collections whose amounts are told; lines and allocations only say them again.
  private static func sum(of collection: CollectionID, in store: StoreView) -> Sum? {
    let names = ["total", "amount"]
    guard store.rowCount(of: collection) > 0,
      store.schema.field(named: "number", of: collection) != nil,
      let name = names.first(where: { name in
        store.schema[collection].fields.contains { $0.name == name && $0.origin == .stored }
      }),
      case .money(let values, let scale, let currencies) = store.column(name, of: collection)
    else { return nil }
    // By the code of the currency, so that a million rows look up nothing.
    var sums = [Int128](repeating: 0, count: Int(UInt16.max) + 1)
    var isFound = [Bool](repeating: false, count: sums.count)
    for (value, currency) in zip(values.array, currencies.array) where value != Missing.stored {
      sums[Int(currency)] += Int128(value)
      isFound[Int(currency)] = true
    }
    let amounts = sums.indices.filter { isFound[$0] }.map {
      Money(Decimal(sums[$0], scale: scale), Currency(code: UInt16($0)))
    }
    return Sum(
      collection: collection, field: name,
      amounts: amounts.sorted {
        ($0.currency == .unnamed ? 1 : 0, $0.currency) < (
          $1.currency == .unnamed ? 1 : 0, $1.currency
        )
      })
  }

  private static func nearParties(
    of collection: CollectionID, in store: StoreView
  ) -> NearParties? {
    guard store.rowCount(of: collection) > 1,
      case .text(let codes, let texts) = store.column("name", of: collection),
      case .text(let numbers, let numberTexts) = store.column("number", of: collection)
    else { return nil }
    let empty: ArraySlice<UInt8> = []
    let pairs = NearNames.pairs(of: codes.map { $0 == Missing.text ? empty : texts[$0] })
    guard !pairs.isEmpty else { return nil }
    /// A name, with its number where that is another.
    func told(_ row: Int) -> String {
      let name = String(decoding: texts[codes[row]], as: UTF8.self)
      guard numbers[row] != Missing.text else { return name }
      let number = String(decoding: numberTexts[numbers[row]], as: UTF8.self)
      return number == name ? name : "\(name) (\(number))"
    }
    return NearParties(
      collection: collection, pairs: pairs.map { (told($0.first), told($0.second)) })
  }
}
