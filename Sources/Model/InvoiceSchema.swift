/// The built-in collections, as data; the words are those of LANGUAGE.md, section 4.
package enum InvoiceSchema {
  /// The schema of a book before any file has added fields of its own.
  package static let standard: Schema = {
    let collections = plans.map { plan in
      CollectionSchema(
        plan.name, plural: plan.plural, singular: plan.singular, meaning: plan.meaning,
        labels: plan.labels, dateField: plan.dateField, isDerived: plan.isDerived,
        shown: plan.shown,
        fields: plan.fields.map { field($0) })
    }
    return Schema(
      collections,
      words: [
        .status: statuses, .aging: agingBuckets(edges: [30, 60, 90]), .entryKind: entryKinds,
        .findingLevel: findingLevels,
      ])
  }()

  /// The statuses in the order of a document's life.
  package static let statuses = ["draft", "unpaid", "part_paid", "overdue", "paid", "void"]
  /// The places among them of those in which something is left of a document.
  package static let openStatuses: Set<Int> = [1, 2, 3]

  /// What a ledger's entries may be, in the order in which those of a day stand.
  package static let entryKinds = [
    "invoice", "bill", "void", "credit", "payment", "transfer", "write_off", "returned",
  ]

  /// The field of a note that leads to a record of some collection; nil where nothing is noted.
  package static func noteLink(to collection: CollectionID) -> String? {
    let links: [CollectionID: String] = [
      .customers: "customer", .vendors: "vendor", .invoices: "document", .bills: "bill",
      .credits: "credit", .vendorCredits: "vendor_credit", .payments: "payment",
      .billPayments: "bill_payment", .orders: "order", .purchaseOrders: "purchase_order",
    ]
    return links[collection]
  }

  /// The yes and no of documents that verbs of their own set, each with its day, user and reason.
  package static let states = ["sent", "approved", "flagged", "held"]
  /// What is kept beside each.
  package static let stateParts = ["on", "by", "because"]

  /// Who asks for what a finding says is broken: the norm, Peppol, or a clerk's own sense.
  package static let findingLevels = ["standard", "peppol", "clerk"]

  /// The names of the aging buckets, each closed on the right; the last one is "no due date".
  package static func agingBuckets(edges: [Int]) -> [String] {
    var names = ["not due"]
    var first = 1
    for edge in edges {
      names.append("\(first)-\(edge)")
      first = edge + 1
    }
    return names + ["over \(first - 1)", "no due date"]
  }

  private static func field(_ plan: FieldPlan) -> FieldSchema {
    var type = plan.type
    var origin = plan.derived.map { FieldSchema.Origin.derived($0) } ?? .stored
    if let target = plan.target, let place = plans.firstIndex(where: { $0.name == target }) {
      let id = CollectionID(index: place)
      if !plan.via.isEmpty {
        type = .list(.record(id))
        let fields = plans[place].fields
        let places = plan.via.compactMap { name in fields.firstIndex { $0.name == name } }
        origin = .toMany(id, via: places.map { FieldID(id, index: $0) })
      } else {
        type = .record(id)
      }
    }
    return FieldSchema(
      plan.name, type, origin, meaning: plan.meaning, norm: plan.norm, otherNames: plan.otherNames)
  }
}

extension CollectionID {
  /// The collections, by name.
  package static let customers = named("customers")
  package static let vendors = named("vendors")
  package static let invoices = named("invoices")
  package static let bills = named("bills")
  package static let credits = named("credits")
  package static let vendorCredits = named("vendor_credits")
  package static let payments = named("payments")
  package static let billPayments = named("bill_payments")
  package static let orders = named("orders")
  package static let purchaseOrders = named("purchase_orders")
  package static let invoiceLines = named("invoice_lines")
  package static let billLines = named("bill_lines")
  package static let creditLines = named("credit_lines")
  package static let vendorCreditLines = named("vendor_credit_lines")
  package static let orderLines = named("order_lines")
  package static let purchaseOrderLines = named("purchase_order_lines")
  package static let allocations = named("allocations")
  package static let billAllocations = named("bill_allocations")
  package static let disputes = named("disputes")
  package static let billDisputes = named("bill_disputes")
  package static let promises = named("promises")
  package static let notes = named("notes")
  package static let book = named("book")
  package static let receipts = named("receipts")
  package static let deliveries = named("deliveries")
  package static let receiptLines = named("receipt_lines")
  package static let deliveryLines = named("delivery_lines")
  package static let rates = named("rates")
  package static let ledger = named("ledger")
  package static let vendorLedger = named("vendor_ledger")
  package static let billDuplicates = named("bill_duplicates")
  package static let invoiceDuplicates = named("invoice_duplicates")
  package static let billPaymentDuplicates = named("bill_payment_duplicates")
  package static let paymentDuplicates = named("payment_duplicates")
  package static let possibleBillDuplicates = named("possible_bill_duplicates")
  package static let possibleInvoiceDuplicates = named("possible_invoice_duplicates")
  package static let possibleBillPaymentDuplicates = named("possible_bill_payment_duplicates")
  package static let possiblePaymentDuplicates = named("possible_payment_duplicates")
  package static let findings = named("findings")
  package static let bankLines = named("bank_lines")
  package static let customerDuplicates = named("customer_duplicates")
  package static let vendorDuplicates = named("vendor_duplicates")
  package static let matches = named("matches")
  package static let billMatches = named("bill_matches")
  package static let imports = named("imports")
  package static let refusals = named("refusals")
  package static let events = named("events")

  private static func named(_ name: String) -> CollectionID {
    guard let index = InvoiceSchema.plans.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("the schema lacks the collection \(name)")
    }
    return CollectionID(index: index)
  }
}

/// A collection as it is written down below, its links still names.
struct CollectionPlan {
  let name: String
  let plural: String
  let singular: String
  let meaning: String
  let labels: [String]
  let dateField: String?
  let isDerived: Bool
  let shown: [String]
  let fields: [FieldPlan]

  init(
    _ name: String, plural: String? = nil, singular: String, meaning: String,
    labels: [String] = ["number"], dateField: String? = "date", isDerived: Bool = false,
    shown: [String], fields: [FieldPlan]
  ) {
    self.name = name
    self.plural = plural ?? name
    self.singular = singular
    self.meaning = meaning
    self.labels = labels
    self.dateField = dateField
    self.isDerived = isDerived
    self.shown = shown
    self.fields = fields
  }
}

/// A field as it is written down below.
struct FieldPlan {
  let name: String
  var type: DataType = .missing
  var derived: DerivedField?
  var target: String?
  /// The fields of the target that lead back, for a link to many.
  var via: [String] = []
  var meaning = ""
  var norm = ""
  var otherNames: [String] = []

  /// A stored field.
  static func stored(
    _ name: String, _ type: DataType, _ meaning: String, norm: String = "", or: [String] = []
  ) -> FieldPlan {
    FieldPlan(name: name, type: type, meaning: meaning, norm: norm, otherNames: or)
  }

  /// A link to one record.
  static func one(
    _ name: String, _ target: String, _ meaning: String, norm: String = "", or: [String] = []
  ) -> FieldPlan {
    FieldPlan(name: name, target: target, meaning: meaning, norm: norm, otherNames: or)
  }

  /// A link to the records that lead back here by one of these fields of theirs.
  static func many(
    _ name: String, _ target: String, by via: String..., meaning: String
  ) -> FieldPlan {
    FieldPlan(name: name, target: target, via: via, meaning: meaning)
  }

  /// A link to the records that lead back here by a field of theirs.
  static func many(
    _ name: String, _ target: String, by via: String, _ meaning: String
  ) -> FieldPlan {
    many(name, target, by: via, meaning: meaning)
  }

  /// A field that Accounting works out.
  static func derived(
    _ name: String, _ type: DataType, _ field: DerivedField, _ meaning: String
  ) -> FieldPlan {
    FieldPlan(name: name, type: type, derived: field, meaning: meaning)
  }
}

extension Schema {
  /// Whether a field tells when, by whom or why a state of a document was said.
  package func isAboutState(_ field: FieldID) -> Bool {
    guard field.collection == .invoices || field.collection == .bills else { return false }
    return InvoiceSchema.states.contains { state in
      InvoiceSchema.stateParts.contains { self[field].name == "\(state)_\($0)" }
    }
  }
}
