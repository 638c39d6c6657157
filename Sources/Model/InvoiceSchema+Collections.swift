extension InvoiceSchema {
  /// Every collection, receivable beside payable; a collection's place here is its identifier.
  static let plans: [CollectionPlan] =
    [
      party(
        "customers", "customer", documents: "invoices", credits: "credits",
        payments: "payments", orders: "orders"),
      party(
        "vendors", "vendor", documents: "bills", credits: "vendor_credits",
        payments: "bill_payments", orders: "purchase_orders"),
      document(
        "invoices", "invoice", party: "customer", of: "customers", lines: "invoice_lines",
        allocations: "allocations", disputes: "disputes", credits: "credits"),
      document(
        "bills", "bill", party: "vendor", of: "vendors", lines: "bill_lines",
        allocations: "bill_allocations", disputes: "bill_disputes", credits: "vendor_credits"),
      credit(
        "credits", party: "customer", of: "customers", document: "invoice", in: "invoices",
        lines: "credit_lines", allocations: "allocations"),
      credit(
        "vendor_credits", party: "vendor", of: "vendors", document: "bill", in: "bills",
        lines: "vendor_credit_lines", allocations: "bill_allocations"),
      payment("payments", party: "customer", of: "customers", allocations: "allocations"),
      payment("bill_payments", party: "vendor", of: "vendors", allocations: "bill_allocations"),
      order(
        "orders", party: "customer", of: "customers", lines: "order_lines",
        arrivals: "deliveries"),
      order(
        "purchase_orders", party: "vendor", of: "vendors", lines: "purchase_order_lines",
        arrivals: "receipts"),
      lines("invoice_lines", of: "invoices", singular: "invoice"),
      lines("bill_lines", of: "bills", singular: "bill"),
      lines("credit_lines", of: "credits", singular: "credit"),
      lines("vendor_credit_lines", of: "vendor_credits", singular: "vendor_credit"),
      lines("order_lines", of: "orders", singular: "order"),
      lines("purchase_order_lines", of: "purchase_orders", singular: "purchase_order"),
      allocations(
        "allocations", payments: "payments", credits: "credits", documents: "invoices",
        singular: "invoice"),
      allocations(
        "bill_allocations", payments: "bill_payments", credits: "vendor_credits",
        documents: "bills", singular: "bill"),
      disputes("disputes", of: "invoices", singular: "invoice"),
      disputes("bill_disputes", of: "bills", singular: "bill"),
      promises,
      notes,
      receipts(
        "receipts", "receipt", party: "vendor", of: "vendors", orders: "purchase_orders",
        lines: "receipt_lines"),
      receipts(
        "deliveries", "delivery", party: "customer", of: "customers", orders: "orders",
        lines: "delivery_lines"),
      receiptLines(
        "receipt_lines", of: "receipts", singular: "receipt", orders: "purchase_orders",
        orderLines: "purchase_order_lines"),
      receiptLines(
        "delivery_lines", of: "deliveries", singular: "delivery", orders: "orders",
        orderLines: "order_lines"),
      rates,
      bankLines,
      book,
    ] + derivedPlans

  private static func party(
    _ name: String, _ singular: String, documents: String, credits: String, payments: String,
    orders: String
  ) -> CollectionPlan {
    let whom = name == "customers" ? "whom we invoice" : "whose bills we pay"
    let fields: [FieldPlan] = [
      .stored("number", .text, "account number", or: ["id"]),
      .stored("name", .text, "legal or trading name", norm: "BT-27, BT-44"),
      .stored("contact", .text, "person to ask for", norm: "BT-41, BT-56"),
      .stored("phone", .text, "telephone number", norm: "BT-42, BT-57"),
      .stored("email", .text, "e-mail address", norm: "BT-43, BT-58"),
      .stored("address", .text, "street, place and postal code", norm: "BG-5, BG-8"),
      .stored("country", .text, "country as the file writes it", norm: "BT-40, BT-55"),
      .stored("currency", .currency, "usual currency"),
      .stored("terms", .text, "usual payment terms", norm: "BT-20"),
      .stored("credit_limit", .money, "most that may be owed"),
      .stored("tax_id", .text, "tax or VAT number", norm: "BT-31, BT-48"),
      .stored("iban", .text, "bank account", norm: "BT-84"),
      .stored("po_required", .boolean, "whether an order number must be on each document"),
      .stored("tags", .text, "words of your own"),
      .derived("owed", .money, .partyOwed, "sum of owed over its documents"),
      .derived("overdue_owed", .money, .partyOverdueOwed, "the part of owed that is overdue"),
      .derived("unapplied", .money, .partyUnapplied, "money and credits not yet applied"),
      .derived("balance", .money, .partyBalance, "owed less unapplied"),
      .derived("last_payment", .date, .partyLastPayment, "day of the last payment"),
      .many(documents, documents, by: singular, "its \(documents)"),
      .many("credits", credits, by: singular, "its credit notes"),
      .many("payments", payments, by: singular, "its payments"),
      .many("orders", orders, by: singular, "its orders"),
      .many(
        "ledger", name == "customers" ? "ledger" : "vendor_ledger", by: singular,
        "what changed its balance"),
      .many("findings", "findings", by: singular, "what is wrong with its documents"),
      .many(
        "duplicates", "\(singular)_duplicates", by: "first", "second",
        meaning: "pairs that it is one of"),
      .many("notes", "notes", by: singular, "what was noted about it"),
    ]
    return CollectionPlan(
      name, singular: singular, meaning: whom, labels: ["name", "number"], dateField: nil,
      shown: ["number", "name", "country", "owed", "overdue_owed", "balance"], fields: fields)
  }

  private static func document(
    _ name: String, _ singular: String, party: String, of parties: String, lines: String,
    allocations: String, disputes: String, credits: String
  ) -> CollectionPlan {
    let isBill = name == "bills"
    let stored: [FieldPlan] = [
      .stored("number", .text, isBill ? "our number" : "invoice number", norm: "BT-1"),
      .stored("vendor_number", .text, "the vendor's own number", norm: "BT-1"),
      .one(party, parties, "who owes it or is owed", norm: isBill ? "BG-4" : "BG-7"),
      .stored("date", .date, "day of issue", norm: "BT-2"),
      .stored("due", .date, "day by which to pay", norm: "BT-9"),
      .stored("terms", .text, "payment terms", norm: "BT-20"),
      .stored("currency", .currency, "currency of its amounts", norm: "BT-5"),
      .stored("net", .money, "total without tax", norm: "BT-109"),
      .stored("discount", .money, "discount on the whole document", norm: "BT-107"),
      .stored("charges", .money, "charges on the whole document, like freight", norm: "BT-108"),
      .stored("tax", .money, "total tax", norm: "BT-110"),
      .stored("total", .money, "total with tax", norm: "BT-112"),
      .stored("po", .text, "order number", norm: "BT-13"),
      .stored("reference", .text, "the other side's reference", norm: "BT-10"),
      .stored("address", .text, "address on the document", norm: "BG-8"),
      .stored("tags", .text, "words of your own"),
      .stored("sent", .boolean, "whether it was sent"),
      .stored("approved", .boolean, "whether it may be paid"),
      .stored("flagged", .boolean, "whether somebody marked it"),
      .stored("held", .boolean, "whether payment is held back"),
      .stored("draft", .boolean, "whether it is not issued yet"),
      .stored("void_on", .date, "day on which it was voided"),
      .stored("marked_disputed", .boolean, "whether the file calls it disputed"),
      .stored("document_country", .text, "country on the document itself"),
      .stored("recorded", .date, "day on which it was entered"),
      .stored("recorded_by", .text, "who entered it"),
    ]
    let marks = InvoiceSchema.states.flatMap { marked($0) }
    let links: [FieldPlan] = [
      .many("lines", lines, by: "document", "its lines"),
      .many("allocations", allocations, by: "document", "what settled it"),
      .many("credits", credits, by: singular, "credit notes that name it"),
      .many("disputes", disputes, by: "document", "its disputes"),
      .many(
        "duplicates", "\(singular)_duplicates", by: "first", "second",
        meaning: "pairs that it is one of"),
      .many("findings", "findings", by: singular, "what is wrong with it"),
      .many(
        "matches", isBill ? "bill_matches" : "matches", by: "document",
        "what came or went that probably pays it"),
      .many("notes", "notes", by: isBill ? "bill" : "document", "what was noted about it"),
    ]
    let promises: [FieldPlan] =
      isBill
      ? [] : [.many("promises", "promises", by: "document", "promises to pay it")]
    return CollectionPlan(
      name, singular: singular, meaning: isBill ? "what vendors bill us" : "what we bill customers",
      shown: ["number", party, "date", "due", "total", "owed", "status"],
      fields: (isBill ? stored : stored.filter { $0.name != "vendor_number" }) + marks
        + derivedOfDocument(isBill: isBill) + links + promises)
  }

  /// When, by whom and why a yes or no became what it is.
  private static func marked(_ state: String) -> [FieldPlan] {
    [
      .stored("\(state)_on", .date, "day on which \(state) was last said"),
      .stored("\(state)_by", .text, "who said it"),
      .stored("\(state)_because", .text, "why, if that was said"),
    ]
  }

  private static func derivedOfDocument(isBill: Bool) -> [FieldPlan] {
    [
      .derived(
        "status", .enumeration(.status), .status,
        "void, draft, paid, overdue, part_paid or unpaid"),
      .derived("open", .boolean, .isOpen, "owed is not zero, and neither draft nor void"),
      .derived("paid", .boolean, .isPaid, "issued and not open"),
      .derived("overdue", .boolean, .isOverdue, "open, something owed, and due before the day"),
      .derived(
        "disputed", .boolean, .isDisputed, "marked as disputed, or in a dispute not resolved"),
      .derived("disputed_on", .date, .disputedOn, "day of its last dispute"),
      .derived("disputed_by", .text, .disputedBy, "who entered that"),
      .derived("disputed_because", .text, .disputedBecause, "what is contested, and why"),
      .derived("country", .text, .country, "the document's country, else its party's"),
      .derived(isBill ? "paid_out" : "received", .money, .received, "settled by payments"),
      .derived("credited", .money, .credited, "settled by credit notes"),
      .derived("written_off", .money, .writtenOff, "written off"),
      .derived("owed", .money, .owed, "total less payments, credits and write-offs"),
      .derived("age", .number, .age, "days since its date"),
      .derived("days_overdue", .number, .daysOverdue, "days since it fell due; negative before"),
      .derived("aging", .enumeration(.aging), .aging, "bucket of days_overdue"),
      .derived(
        "days_to_pay", .number, .daysToPay, "from its date to the last settlement, when paid"),
      .derived("discount_due", .date, .discountDue, "last day of the discount in its terms"),
      .derived(
        "early_discount", .money, .earlyDiscount, "what its terms take off until discount_due"),
    ]
  }

  private static func credit(
    _ name: String, party: String, of parties: String, document: String, in documents: String,
    lines: String, allocations: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: "credits", singular: "credit", meaning: "credit notes",
      shown: ["number", party, "date", "amount", "unapplied", "reason"],
      fields: [
        .stored("number", .text, "credit note number", norm: "BT-1"),
        .one(party, parties, "whose credit it is"),
        .one(document, documents, "the document that it corrects", norm: "BT-25"),
        .stored("date", .date, "day of issue", norm: "BT-2"),
        .stored("currency", .currency, "currency of its amounts", norm: "BT-5"),
        .stored("net", .money, "amount without tax", norm: "BT-109"),
        .stored("tax", .money, "tax", norm: "BT-110"),
        .stored("amount", .money, "amount with tax", norm: "BT-112", or: ["total"]),
        .stored("reason", .text, "why it was given"),
        .stored("document_country", .text, "country on the credit note itself"),
        .stored("void_on", .date, "day on which it was voided"),
        .stored("recorded", .date, "day on which it was entered"),
        .derived("applied", .money, .applied, "the part that settles documents or was given back"),
        .derived("unapplied", .money, .unapplied, "amount less applied"),
        .derived("age", .number, .age, "days since its date"),
        .many("lines", lines, by: "document", "its lines"),
        .many("allocations", allocations, by: "credit", "what it settled"),
        .many(
          "notes", "notes", by: name == "credits" ? "credit" : "vendor_credit",
          "what was noted about it"),
        .many(
          "findings", "findings", by: name == "credits" ? "credit" : "vendor_credit",
          "what is wrong with it"),
      ])
  }

  private static func payment(
    _ name: String, party: String, of parties: String, allocations: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: "payments", singular: "payment",
      meaning: name == "payments" ? "money received" : "money paid out",
      shown: ["number", party, "date", "amount", "unapplied", "method", "reference"],
      fields: [
        .stored("number", .text, "payment number"),
        .one(party, parties, "who paid, or was paid"),
        .stored("date", .date, "day of the payment"),
        .stored("amount", .money, "amount", or: ["total"]),
        .stored("currency", .currency, "currency of the amount"),
        .stored("method", .text, "how it was paid", norm: "BT-81"),
        .stored("reference", .text, "remittance text", norm: "BT-83"),
        .stored("payer", .text, "name on the bank statement"),
        .stored("rate", .number, "rate at which it was exchanged, where it comes from another"),
        .stored(
          "exchange_difference", .money, "what that rate brought more than the book's own"),
        .stored("returned_on", .date, "day on which the bank took it back"),
        .stored("void_on", .date, "day on which it was voided"),
        .stored("recorded", .date, "day on which it was entered"),
        .derived("applied", .money, .applied, "the part that settles documents or was given back"),
        .derived("unapplied", .money, .unapplied, "amount less applied"),
        .derived("age", .number, .age, "days since its date"),
        .many("allocations", allocations, by: "payment", "what it settled"),
        .many(
          "duplicates", "\(name.dropLast())_duplicates", by: "first", "second",
          meaning: "pairs that it is one of"),
        .many("findings", "findings", by: String(name.dropLast()), "what is wrong with it"),
        .many("notes", "notes", by: String(name.dropLast()), "what was noted about it"),
        .many(
          "matches", name == "payments" ? "matches" : "bill_matches", by: "payment",
          "what it probably pays, where it is not applied"),
      ])
  }

  private static func order(
    _ name: String, party: String, of parties: String, lines: String, arrivals: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: "orders", singular: "order",
      meaning: name == "orders" ? "what customers ordered" : "what we ordered",
      shown: ["number", party, "date", "po", "total"],
      fields: [
        .stored("number", .text, "order number", norm: "BT-14"),
        .one(party, parties, "who ordered, or delivers"),
        .stored("date", .date, "day of the order"),
        .stored("po", .text, "the buyer's order number", norm: "BT-13"),
        .stored("currency", .currency, "currency of its amounts"),
        .stored("net", .money, "total without tax"),
        .stored("charges", .money, "charges on the whole order, like freight"),
        .stored("tax", .money, "tax"),
        .stored("total", .money, "total with tax"),
        .derived("age", .number, .age, "days since its date"),
        .many("lines", lines, by: "document", "its lines"),
        .many(arrivals, arrivals, by: "order", "its \(arrivals)"),
        .many("notes", "notes", by: String(name.dropLast()), "what was noted about it"),
      ])
  }

  private static func lines(
    _ name: String, of documents: String, singular: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: "lines", singular: "line", meaning: "lines of \(documents)",
      labels: ["line"], dateField: nil,
      shown: ["document", "line", "item", "description", "quantity", "unit_price", "amount"],
      fields: [
        .one("document", documents, "the document that the line belongs to", or: [singular]),
        .stored("line", .number, "its number on the document", norm: "BT-126"),
        .stored("item", .text, "article number", norm: "BT-155"),
        .stored("description", .text, "what is charged", norm: "BT-153"),
        .stored("quantity", .number, "how many", norm: "BT-129"),
        .stored("unit_price", .money, "price of one", norm: "BT-146"),
        .stored(
          "discount_rate", .number, "discount as a part of the price: 0.05 for 5%",
          norm: "BT-138"),
        .stored("discount", .money, "discount in money", norm: "BT-136"),
        .stored("amount", .money, "amount after discount, without tax", norm: "BT-131"),
        .stored("tax_rate", .number, "0.20 for 20%", norm: "BT-152"),
        .stored("tax", .money, "tax of the line"),
      ] + arrivedOfLine(of: documents))
  }

  /// What an order's line says of the goods themselves, and the lines that tell each arrival.
  private static func arrivedOfLine(of documents: String) -> [FieldPlan] {
    switch documents {
    case "orders":
      [
        .stored("delivered", .number, "how many were delivered, as the file says"),
        .many("deliveries", "delivery_lines", by: "order_line", "the lines that delivered it"),
      ]
    case "purchase_orders":
      [
        .stored("received", .number, "how many came in, as the file says"),
        .stored("rejected", .number, "how many of them were sent back, as the file says"),
        .many("receipts", "receipt_lines", by: "order_line", "the lines that received it"),
      ]
    default: []
    }
  }

  private static func receipts(
    _ name: String, _ singular: String, party: String, of parties: String, orders: String,
    lines: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, singular: singular,
      meaning: name == "receipts" ? "goods that came in" : "goods that we delivered",
      shown: ["number", party, "date", "order", "reference"],
      fields: [
        .stored("number", .text, "number of the delivery note", norm: "BT-16"),
        .one(party, parties, "who delivers, or is delivered to"),
        .stored("date", .date, "day on which the goods came", norm: "BT-72"),
        .one("order", orders, "the order that it fulfils"),
        .stored("reference", .text, "the other side's reference"),
        .derived("age", .number, .age, "days since its date"),
        .many("lines", lines, by: "document", "its lines"),
      ])
  }

  private static func receiptLines(
    _ name: String, of documents: String, singular: String, orders: String, orderLines: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: "lines", singular: "line", meaning: "lines of \(documents)",
      labels: ["line"], dateField: nil,
      shown: ["document", "line", "order_line", "item", "quantity", "rejected"],
      fields: [
        .one("document", documents, "the delivery that the line belongs to", or: [singular]),
        .stored("line", .number, "its number there"),
        .one("order", orders, "the order, where the delivery names none or another"),
        .one("order_line", orderLines, "the order's line of that number"),
        .stored("item", .text, "article number"),
        .stored("description", .text, "what came"),
        .stored("quantity", .number, "how many came"),
        .stored("rejected", .number, "how many of them were sent back"),
      ])
  }

  private static func allocations(
    _ name: String, payments: String, credits: String, documents: String, singular: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: "allocations", singular: "allocation",
      meaning: "which payment or credit settled how much of which document, and when",
      labels: [], dateField: "date",
      shown: ["date", "document", "payment", "credit", "amount"],
      fields: [
        .one("payment", payments, "the payment"),
        .one("credit", credits, "the credit note"),
        .one("document", documents, "the document settled", or: [singular]),
        .stored("date", .date, "the latest of payment, document and its own day"),
        .stored("amount", .money, "how much was settled"),
        .stored("currency", .currency, "currency of the amount"),
        .stored("recorded", .date, "day on which it was entered"),
        .derived("age", .number, .age, "days since its date"),
      ])
  }

  private static func disputes(
    _ name: String, of documents: String, singular: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: "disputes", singular: "dispute", meaning: "what is contested, and why",
      labels: [], shown: ["document", "date", "amount", "reason", "resolved"],
      fields: [
        .one("document", documents, "the document contested", or: [singular]),
        .stored("date", .date, "day on which it was raised"),
        .stored("amount", .money, "how much is contested"),
        .stored("reason", .text, "why"),
        .stored("resolved_on", .date, "day on which it was settled"),
        .stored("recorded", .date, "day on which it was entered"),
        .stored("recorded_by", .text, "who entered it"),
        .derived("resolved", .boolean, .isResolved, "whether it was settled by the day"),
        .derived("age", .number, .age, "days since its date"),
      ])
  }

  private static let promises = CollectionPlan(
    "promises", singular: "promise", meaning: "what customers promised to pay, and when",
    labels: [], shown: ["document", "date", "due", "amount"],
    fields: [
      .one("document", "invoices", "the invoice", or: ["invoice"]),
      .stored("date", .date, "day on which it was made"),
      .stored("due", .date, "day promised"),
      .stored("amount", .money, "amount promised"),
      .stored("text", .text, "what was said"),
      .stored("resolved_on", .date, "day on which it was kept or given up"),
      .stored("recorded", .date, "day on which it was entered"),
      .derived("resolved", .boolean, .isResolved, "whether that has happened by the day"),
      .derived("age", .number, .age, "days since its date"),
    ])

  private static let notes = CollectionPlan(
    "notes", singular: "note", meaning: "what was noted about a party, a document or a payment",
    labels: [], shown: ["date", "customer", "document", "text", "recorded_by"],
    fields: [
      .one("customer", "customers", "the customer"),
      .one("document", "invoices", "the invoice", or: ["invoice"]),
      .one("vendor", "vendors", "the vendor"),
      .one("bill", "bills", "the bill"),
      .one("credit", "credits", "the credit note"),
      .one("vendor_credit", "vendor_credits", "the vendor's credit note"),
      .one("payment", "payments", "the payment"),
      .one("bill_payment", "bill_payments", "the payment to a vendor"),
      .one("order", "orders", "the order"),
      .one("purchase_order", "purchase_orders", "our order"),
      .stored("date", .date, "day of the note"),
      .stored("text", .text, "what was noted"),
      .stored("recorded", .date, "day on which it was entered"),
      .stored("recorded_by", .text, "who noted it"),
      .derived("age", .number, .age, "days since its date"),
    ])

  private static let book = CollectionPlan(
    "book", singular: "book", meaning: "what the book holds for right, set by 'change book'",
    labels: [], dateField: nil, shown: ["closed_until", "write_off_limit"],
    fields: [
      .stored("closed_until", .date, "last day of the periods that are closed"),
      .stored("write_off_limit", .money, "most that is written off without a warning"),
    ])

  private static let bankLines = CollectionPlan(
    "bank_lines", plural: "bank lines", singular: "bank_line",
    meaning: "what the bank says came in and went out",
    shown: ["number", "date", "amount", "payer", "text", "payment"],
    fields: [
      .stored("number", .text, "the bank's number of the line"),
      .stored("date", .date, "day of the booking"),
      .stored("amount", .money, "what came in; below zero what went out"),
      .stored("currency", .currency, "currency of the amount"),
      .stored("payer", .text, "name of who paid, or was paid"),
      .stored("iban", .text, "the other side's bank account"),
      .stored("text", .text, "what was written on the transfer", norm: "BT-83"),
      .one("payment", "payments", "the payment that was entered for it"),
      .stored("recorded", .date, "day on which it was entered"),
      .derived("age", .number, .age, "days since its date"),
      .many("matches", "matches", by: "bank_line", "the invoices that it probably pays"),
      .many("bill_matches", "bill_matches", by: "bank_line", "the bills that it probably pays"),
    ])

  private static let rates = CollectionPlan(
    "rates", singular: "rate", meaning: "what one unit of a currency comes to in another",
    labels: [], shown: ["date", "from_currency", "to_currency", "rate"],
    fields: [
      .stored("date", .date, "the day of the rate; missing where it holds for any day"),
      .stored("from_currency", .currency, "the currency of which it is one unit", or: ["from"]),
      .stored("to_currency", .currency, "the currency that it comes to", or: ["to"]),
      .stored("rate", .number, "how many of to_currency for one of from_currency"),
      .derived("age", .number, .age, "days since its date"),
    ])
}
