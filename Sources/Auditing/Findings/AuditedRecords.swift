import Accounting
import Columns
import Model
import Storage

/// The records of a collection as rules see them: those that were entered by the day, also if they
/// are dated later.
struct AuditedRecords: Sendable {
  /// What the rules must know of a collection.
  struct Kind: Sendable {
    let collection: CollectionID
    let party: String
    let parties: CollectionID
    /// The field of a finding that leads to the record.
    let link: String
    /// What the record comes to.
    let amount: String
    var lines: CollectionID?
    /// Where its order is looked for.
    var orders: AuditedOrders.Kind?
    /// What takes back a part of it.
    var credits: CollectionID?
    /// The field that leads to the document which it corrects.
    var original: String?
  }

  let kind: Kind
  let reader: FieldReader
  let day: CivilDate
  /// The rows to check: neither drafts nor void.
  let rows: [RowIndex]
  /// The rows of all that were entered, drafts and void ones too.
  let entered: [RowIndex]
  /// The orders that the records name; nil where the kind has none, or the book.
  let orders: AuditedOrders?
  private let isChecked: [Bool]

  init(_ view: BookView, _ kind: Kind, asOf day: CivilDate) {
    self.kind = kind
    self.day = day
    let reader = FieldReader(view, kind.collection, asOf: day)
    self.reader = reader
    // Where a file does not say when a record was entered, it is always there.
    let recorded = reader.days("recorded")
    entered = reader.all.filter {
      recorded[Int($0)] <= day.day && view.isKnown($0, of: kind.collection)
    }
    var rows = entered
    if reader.hasField("status") {
      let status = reader.words("status")
      let off = ["draft", "void"].compactMap { InvoiceSchema.statuses.firstIndex(of: $0) }
      rows.removeAll { off.contains(Int(status[Int($0)])) }
    }
    self.rows = rows
    var isChecked = [Bool](repeating: false, count: reader.all.count)
    for row in rows { isChecked[Int(row)] = true }
    self.isChecked = isChecked
    orders = kind.orders.flatMap { AuditedOrders($0, of: reader, party: kind.party) }
  }

  /// What a clerk calls one of the records.
  var singular: String { reader.view.store.schema[kind.collection].singular }

  /// The lines of the records to check; nil where the kind has none.
  var lines: AuditedLines? {
    kind.lines.map { AuditedLines(FieldReader(reader.view, $0, asOf: day), of: isChecked) }
  }

  /// The kinds of records that have rules, in the order in which findings are told.
  static let kinds = [
    Kind(
      collection: .invoices, party: "customer", parties: .customers, link: "invoice",
      amount: "total", lines: .invoiceLines, orders: .ofCustomers, credits: .credits),
    Kind(
      collection: .bills, party: "vendor", parties: .vendors, link: "bill", amount: "total",
      lines: .billLines, orders: .ours, credits: .vendorCredits),
    Kind(
      collection: .credits, party: "customer", parties: .customers, link: "credit",
      amount: "amount", lines: .creditLines, original: "invoice"),
    Kind(
      collection: .vendorCredits, party: "vendor", parties: .vendors, link: "vendor_credit",
      amount: "amount", lines: .vendorCreditLines, original: "bill"),
    Kind(
      collection: .payments, party: "customer", parties: .customers, link: "payment",
      amount: "amount"),
    Kind(
      collection: .billPayments, party: "vendor", parties: .vendors, link: "bill_payment",
      amount: "amount"),
  ]
}

/// The lines of the records that are checked.
struct AuditedLines {
  let reader: FieldReader
  /// The rows of the lines.
  let rows: [RowIndex]
  /// By line: the row of its record.
  let documents: [RowIndex]

  init(_ reader: FieldReader, of isChecked: [Bool]) {
    self.reader = reader
    documents = reader.records("document")
    let documents = self.documents
    rows = reader.all.filter { documents[Int($0)] >= 0 && isChecked[Int(documents[Int($0)])] }
  }
}

extension MoneyVector {
  /// The amount of a row; nil where there is none.
  func money(_ row: RowIndex) -> Money? {
    let coefficient = coefficients[Int(row)]
    guard coefficient != Missing.coefficient else { return nil }
    return Money(Decimal(coefficient, scale: scale), Currency(code: currencies[Int(row)]))
  }
}

extension NumberVector {
  /// The number of a row; nil where there is none.
  func decimal(_ row: RowIndex) -> Decimal? {
    let coefficient = coefficients[Int(row)]
    return coefficient == Missing.coefficient ? nil : Decimal(coefficient, scale: scale)
  }
}

extension TextVector {
  /// The text of a row; nil where there is none.
  func string(_ row: RowIndex) -> String? {
    let code = codes[Int(row)]
    return code == Missing.text ? nil : String(decoding: dictionary[code], as: UTF8.self)
  }
}
