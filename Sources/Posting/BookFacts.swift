import Accounting
import Columns
import Diagnostics
import Model
import Storage

/// What a book says about single records on one day, read value by value: changes are few.
struct BookFacts {
  let view: BookView
  let day: CivilDate

  var schema: Schema { view.store.schema }

  /// The same book at the end of all days: what is promised to the future counts too.
  var atLast: BookFacts { BookFacts(view: view, day: .last) }

  /// The record of what the book holds for right; nil where nobody has set anything.
  var book: RecordID? {
    (0..<RowIndex(view.store.rowCount(of: .book))).reversed().lazy
      .map { RecordID(.book, $0) }.first { !view.store.log.isRemoved($0) }
  }

  func value(_ name: String, of record: RecordID) -> Value {
    guard let field = schema.field(named: name, of: record.collection) else { return .missing }
    return view.vector(of: field, at: [record.row], asOf: day)[0]
  }

  func money(_ name: String, of record: RecordID) -> Money? {
    if case .money(let money) = value(name, of: record) { return money }
    return nil
  }

  func amount(_ name: String, of record: RecordID) -> Decimal {
    money(name, of: record)?.amount.normalized ?? .zero
  }

  func date(_ name: String, of record: RecordID) -> CivilDate? {
    if case .date(let date) = value(name, of: record) { return date }
    return nil
  }

  func text(_ name: String, of record: RecordID) -> String? {
    if case .text(let text) = value(name, of: record) { return text.string }
    return nil
  }

  func isSo(_ name: String, of record: RecordID) -> Bool {
    value(name, of: record) == .boolean(true)
  }

  func record(_ name: String, of record: RecordID) -> RecordID? {
    if case .record(let found) = value(name, of: record) { return found }
    return nil
  }

  func currency(of record: RecordID) -> Currency? {
    if case .currency(let currency) = value("currency", of: record) { return currency }
    return nil
  }

  /// The records that lead to one by a link.
  func records(of collection: CollectionID, by link: String, to record: RecordID) -> [RecordID] {
    guard let field = schema.field(named: link, of: collection) else { return [] }
    return view.store.rows(behind: field, of: record.row).map { RecordID(collection, $0) }
  }

  /// What a record is called, with its kind: `invoice INV-00346`.
  func called(_ record: RecordID) -> String {
    let kind = schema[record.collection].singular
    let label = schema[record.collection].labels.lazy.compactMap { text($0, of: record) }.first
    if let label { return "\(kind) \(label)" }
    let owner = BookFacts.owners.lazy.compactMap { self.record($0, of: record) }.first
    return owner.map { "\(kind) on \(self.label(of: $0))" } ?? "\(kind) \(record.row + 1)"
  }

  /// The links to what a record without a name of its own is about, the closest first.
  private static let owners = [
    "document", "bill", "payment", "bill_payment", "credit", "vendor_credit", "order",
    "purchase_order", "customer", "vendor",
  ]

  /// The number or name alone.
  func label(of record: RecordID) -> String {
    text("number", of: record) ?? text("name", of: record) ?? "\(record.row + 1)"
  }
}

/// One side of a book: what is owed, by whom, and what settles it.
struct BookSide {
  let documents: CollectionID
  let party: String
  let parties: CollectionID
  let payments: CollectionID
  let credits: CollectionID
  let allocations: CollectionID
  let disputes: CollectionID

  static let receivable = BookSide(
    documents: .invoices, party: "customer", parties: .customers, payments: .payments,
    credits: .credits, allocations: .allocations, disputes: .disputes)
  static let payable = BookSide(
    documents: .bills, party: "vendor", parties: .vendors, payments: .billPayments,
    credits: .vendorCredits, allocations: .billAllocations, disputes: .billDisputes)

  /// The side that a document is on.
  init?(ofDocument record: RecordID) {
    switch record.collection {
    case .invoices: self = .receivable
    case .bills: self = .payable
    default: return nil
    }
  }

  /// The side that a payment or credit note is on.
  init?(ofMoney record: RecordID) {
    switch record.collection {
    case .payments, .credits: self = .receivable
    case .billPayments, .vendorCredits: self = .payable
    default: return nil
    }
  }

  private init(
    documents: CollectionID, party: String, parties: CollectionID, payments: CollectionID,
    credits: CollectionID, allocations: CollectionID, disputes: CollectionID
  ) {
    (self.documents, self.party, self.parties) = (documents, party, parties)
    (self.payments, self.credits) = (payments, credits)
    (self.allocations, self.disputes) = (allocations, disputes)
  }
}
