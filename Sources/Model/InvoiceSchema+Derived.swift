extension InvoiceSchema {
  /// The collections that no file holds: worked out when somebody asks, like derived fields.
  static let derivedPlans: [CollectionPlan] = [
    ledger(
      "ledger", party: "customer", of: "customers", document: "invoice", in: "invoices",
      credits: "credits", payments: "payments"),
    ledger(
      "vendor_ledger", party: "vendor", of: "vendors", document: "bill", in: "bills",
      credits: "vendor_credits", payments: "bill_payments"),
  ]

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
