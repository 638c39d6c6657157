import Columns
import Model

extension BookBuilder {
  /// The collections whose rows say in which currency their amounts are.
  private static let withCurrency: [CollectionID] = [
    .customers, .vendors, .invoices, .bills, .credits, .vendorCredits, .payments, .billPayments,
    .orders, .purchaseOrders, .bankLines,
  ]

  /// The collections whose amounts are in the currency of the document that they belong to.
  private static let inCurrencyOf: [(CollectionID, documents: CollectionID)] = [
    (.invoiceLines, .invoices), (.billLines, .bills), (.creditLines, .credits),
    (.vendorCreditLines, .vendorCredits), (.orderLines, .orders),
    (.purchaseOrderLines, .purchaseOrders), (.disputes, .invoices), (.billDisputes, .bills),
    (.promises, .invoices), (.allocations, .invoices), (.billAllocations, .bills),
  ]

  /// Gives each amount the currency of its row, of its document, or of the book.
  mutating func fillCurrencies() {
    for collection in BookBuilder.withCurrency where tables[collection.index].rowCount > 0 {
      let own = ownCurrencies(of: collection)
      set("currency", of: collection, to: .currency(own))
      fill(collection, with: own)
    }
    for (collection, _) in BookBuilder.inCurrencyOf {
      guard let inherited = inheritedCurrencies(of: collection) else { continue }
      fill(collection, with: inherited)
      fillDiscounts(of: collection, in: inherited)
      if schema.field(named: "currency", of: collection) != nil,
        column("currency", of: collection) == nil
      {
        set("currency", of: collection, to: .currency(inherited))
      }
    }
  }

  /// The currency of each row: as it says itself, as one of its amounts says, that of the document
  /// that it corrects, that of its party, or the book's.
  private func ownCurrencies(of collection: CollectionID) -> [UInt16] {
    let home = (settings.homeCurrency ?? .unnamed).code
    let count = tables[collection.index].rowCount
    var codes = [UInt16](repeating: Missing.currency, count: count)
    if case .currency(let written)? = column("currency", of: collection) { codes = written }
    for case .money(let amounts, _, let currencies) in tables[collection.index].columns.values {
      for row in 0..<count where codes[row] == Missing.currency && amounts[row] != Missing.stored {
        codes[row] = currencies[row]
      }
    }
    for link in ["invoice", "bill", "customer", "vendor"] {
      inherit(&codes, of: collection, along: link)
    }
    if !codes.contains(Missing.currency) { return codes }
    return codes.map { $0 == Missing.currency ? home : $0 }
  }

  /// Fills missing currencies with those of the records that a link leads to.
  private func inherit(
    _ codes: inout [UInt16], of collection: CollectionID, along link: String
  ) {
    guard schema.field(named: link, of: collection) != nil,
      case .record(let target, let rows)? = column(link, of: collection),
      case .currency(let theirs)? = column("currency", of: target)
    else { return }
    for row in codes.indices where codes[row] == Missing.currency && rows[row] >= 0 {
      codes[row] = theirs[Int(rows[row])]
    }
  }

  /// The discounts of lines of which none has any, as they are packed: zeros in the currency of
  /// each line's document; nil for other fields.
  func noDiscounts(_ field: FieldID) -> StoredColumn? {
    guard schema[field].name == "discount", column("discount", of: field.collection) == nil,
      let currencies = inheritedCurrencies(of: field.collection), !currencies.isEmpty
    else { return nil }
    return .money(
      Cells(repeating: 0, count: currencies.count, missing: Missing.stored), scale: 0,
      currencies: Cells(packing: currencies, missing: Missing.currency))
  }

  /// The currency of each row's document; nil where rows have none.
  private func inheritedCurrencies(of collection: CollectionID) -> [UInt16]? {
    guard
      let (_, documents) = BookBuilder.inCurrencyOf.first(where: { $0.0 == collection }),
      case .record(_, let rows)? = column("document", of: collection),
      case .currency(let codes)? = column("currency", of: documents)
    else { return nil }
    return rows.map { $0 >= 0 ? codes[Int($0)] : Missing.currency }
  }

  /// Zeros as the discounts of lines of which none has any, where others are to be added to them.
  mutating func makeDiscounts(of lines: CollectionID) {
    guard schema.field(named: "discount", of: lines) != nil, column("discount", of: lines) == nil,
      let currencies = inheritedCurrencies(of: lines)
    else { return }
    let none = [Int64](repeating: 0, count: currencies.count)
    set("discount", of: lines, to: .money(none, scale: 0, currencies: currencies))
  }

  /// A line without a discount has one of zero.
  private mutating func fillDiscounts(of collection: CollectionID, in codes: [UInt16]) {
    guard schema.field(named: "discount", of: collection) != nil else { return }
    // Where no line has one, nobody needs the zeros before they are packed.
    guard case .money(let amounts, let scale, let currencies)? = column("discount", of: collection)
    else { return }
    let filled = amounts.map { $0 == Missing.stored ? 0 : $0 }
    set("discount", of: collection, to: .money(filled, scale: scale, currencies: currencies))
  }

  private mutating func fill(_ collection: CollectionID, with codes: [UInt16]) {
    for (index, column) in tables[collection.index].columns {
      guard case .money(let amounts, let scale, let currencies) = column else { continue }
      if !currencies.contains(Missing.currency) { continue }
      // Amounts that share their currencies go on to do so.
      let filled =
        currencies.allSatisfy { $0 == Missing.currency }
        ? codes : zip(currencies, codes).map { $0 == Missing.currency ? $1 : $0 }
      tables[collection.index].columns[index] = .money(amounts, scale: scale, currencies: filled)
    }
  }
}
