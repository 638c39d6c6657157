extension InvoiceSchema {
  /// The collections that no file holds: worked out when somebody asks, like derived fields.
  static let derivedPlans: [CollectionPlan] = [
    ledger(
      "ledger", party: "customer", of: "customers", document: "invoice", in: "invoices",
      credits: "credits", payments: "payments"),
    ledger(
      "vendor_ledger", party: "vendor", of: "vendors", document: "bill", in: "bills",
      credits: "vendor_credits", payments: "bill_payments"),
    duplicates("bill_duplicates", of: "bills"),
    duplicates("invoice_duplicates", of: "invoices"),
    duplicates("bill_payment_duplicates", of: "bill_payments", called: "payments"),
    duplicates("payment_duplicates", of: "payments"),
  ]

  private static func duplicates(_ name: String, of records: String, called what: String? = nil)
    -> CollectionPlan
  {
    CollectionPlan(
      name, plural: "duplicates", singular: "duplicate",
      meaning: "pairs of \(what ?? records) that look like one entered twice",
      labels: [], dateField: nil, isDerived: true,
      shown: ["first", "second", "score", "reasons", "days_apart", "amount"],
      fields: [
        .one("first", records, "the one that was there first"),
        .one("second", records, "the one that repeats it"),
        .stored("score", .number, "how surely, up to 1; pairs below 0.70 are left out"),
        .stored("reasons", .text, "what both have in common"),
        .stored("days_apart", .number, "days between their dates"),
        .stored("amount", .money, "what the second comes to"),
      ])
  }

  private static func ledger(
    _ name: String, party: String, of parties: String, document: String, in documents: String,
    credits: String, payments: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: "entries", singular: "entry",
      meaning: "every dated event that changed a \(party)'s balance",
      labels: [], isDerived: true, shown: ["date", party, "kind", "document", "amount"],
      fields: [
        .stored("date", .date, "day from which on it counts"),
        .one(party, parties, "whose balance it changed", or: ["party"]),
        .stored("kind", .enumeration(.entryKind), "what happened"),
        .stored("document", .text, "number of the document or payment"),
        .stored("amount", .money, "by how much the balance rose; negative where it fell"),
        .stored("currency", .currency, "currency of the amount"),
        .one(document, documents, "the \(document), if it is about one"),
        .one("credit", credits, "the credit note, if it is about one"),
        .one("payment", payments, "the payment, if it is about one"),
        .stored("recorded", .date, "day on which it was entered"),
        .derived("age", .number, .age, "days since its date"),
      ])
  }
}
