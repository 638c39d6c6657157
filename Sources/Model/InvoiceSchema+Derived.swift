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
    possibleDuplicates("possible_bill_duplicates", of: "bills"),
    possibleDuplicates("possible_invoice_duplicates", of: "invoices"),
    possibleDuplicates("possible_bill_payment_duplicates", of: "bill_payments", called: "payments"),
    possibleDuplicates("possible_payment_duplicates", of: "payments"),
    findings,
    partyDuplicates("customer_duplicates", of: "customers"),
    partyDuplicates("vendor_duplicates", of: "vendors"),
    matches("matches", of: "invoices", payments: "payments"),
    matches("bill_matches", of: "bills", payments: "bill_payments"),
    imports,
    refusals,
    events,
  ]

  private static let events = CollectionPlan(
    "events", singular: "event", meaning: "what was done to the book, by whom and when",
    labels: [], isDerived: true,
    shown: ["event", "date", "user", "record", "before", "after", "sentence"],
    fields: [
      .stored("event", .text, "E and its number, by which it is undone"),
      .stored("date", .date, "day on which it was recorded"),
      .stored("time", .text, "time of the clock, UTC"),
      .stored("user", .text, "login name of whoever did it", or: ["who"]),
      .stored("sentence", .text, "what was said, as written", or: ["what"]),
      .stored("record", .text, "what it changed"),
      .stored("before", .text, "what fields were"),
      .stored("after", .text, "what they became"),
      .stored("undoes", .text, "the event that it took back"),
      .stored("undone_by", .text, "the event that took it back"),
      .stored("recorded", .date, "day on which it was recorded"),
      .derived("age", .number, .age, "days since its date"),
    ])

  private static let findings = CollectionPlan(
    "findings", singular: "finding", meaning: "what does not add up, is missing or cannot be",
    labels: [], dateField: nil, isDerived: true,
    shown: ["rule", "document", "line", "expected", "found", "difference"],
    fields: [
      .stored("rule", .text, "the rule that is broken: official name, or a clerk's"),
      .stored(
        "level", .enumeration(.findingLevel), "standard (EN 16931), peppol, or clerk: our own"),
      .stored("document", .text, "number of the document or payment"),
      .stored("line", .number, "number of the line, if it is about one"),
      .stored("expected", .text, "what follows from the other figures, or is required"),
      .stored("found", .text, "what is there instead"),
      .stored("difference", .money, "found less expected, where that is money"),
      .stored("message", .text, "the same in a sentence"),
      .stored("date", .date, "date of the document; it may be after the day"),
      .one("customer", "customers", "the customer that it is about"),
      .one("vendor", "vendors", "the vendor that it is about"),
      .one("invoice", "invoices", "the invoice, if it is about one"),
      .one("bill", "bills", "the bill, if it is about one"),
      .one("credit", "credits", "the credit note, if it is about one"),
      .one("vendor_credit", "vendor_credits", "the vendor's credit note, if it is about one"),
      .one("payment", "payments", "the payment, if it is about one"),
      .one("bill_payment", "bill_payments", "the payment to a vendor, if it is about one"),
    ])

  private static func duplicates(_ name: String, of records: String, called what: String? = nil)
    -> CollectionPlan
  {
    pairs(
      name, plural: "duplicates", singular: "duplicate",
      meaning: "pairs of \(what ?? records) that look like one entered twice", of: records,
      score: "how surely, up to 1; pairs below 0.70 are left out")
  }

  private static func possibleDuplicates(
    _ name: String, of records: String, called what: String? = nil
  ) -> CollectionPlan {
    pairs(
      name, plural: "possible_duplicates", singular: "possible_duplicate",
      meaning: "pairs of \(what ?? records) compared, unlikely ones too", of: records,
      score: "how surely, up to 1; from 0.70 on a pair is among the duplicates")
  }

  private static func pairs(
    _ name: String, plural: String, singular: String, meaning: String, of records: String,
    score: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: plural, singular: singular, meaning: meaning, labels: [], dateField: nil,
      isDerived: true, shown: ["first", "second", "score", "reasons", "days_apart", "amount"],
      fields: [
        .one("first", records, "the one that was there first"),
        .one("second", records, "the one that repeats it"),
        .stored("score", .number, score),
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

  private static func partyDuplicates(_ name: String, of parties: String) -> CollectionPlan {
    CollectionPlan(
      name, plural: "duplicates", singular: "duplicate",
      meaning: "pairs of \(parties) that look like one entered twice",
      labels: [], dateField: nil, isDerived: true, shown: ["first", "second", "score", "reasons"],
      fields: [
        .one("first", parties, "the one that was there first"),
        .one("second", parties, "the one that repeats it"),
        .stored("score", .number, "how surely, up to 1; pairs below 0.50 are left out"),
        .stored("reasons", .text, "what both have in common"),
      ])
  }

  private static func matches(
    _ name: String, of documents: String, payments: String
  ) -> CollectionPlan {
    CollectionPlan(
      name, plural: "matches", singular: "match",
      meaning: "which open \(documents) a bank line or payment probably pays",
      labels: [], isDerived: true,
      shown: ["bank_line", "payment", "date", "amount", "document", "score", "reasons"],
      fields: [
        .one("bank_line", "bank_lines", "the line of the bank that no payment was entered for"),
        .one("payment", payments, "the payment of which something is not applied"),
        .stored("date", .date, "day of the line or payment"),
        .stored("amount", .money, "its amount, or what of it is not applied"),
        .one("document", documents, "the open document"),
        .stored("score", .number, "how surely, up to 1; those below 0.45 are left out"),
        .stored("reasons", .text, "what both have in common"),
      ])
  }

  private static let imports = CollectionPlan(
    "imports", singular: "import", meaning: "the files that the book was opened from",
    labels: ["file"], dateField: nil, isDerived: true,
    shown: ["file", "collection", "rows", "accepted", "refused"],
    fields: [
      .stored("file", .text, "name of the file"),
      .stored("collection", .text, "what its rows are"),
      .stored("rows", .number, "how many it has, headings not counted"),
      .stored("accepted", .number, "how many of them became records"),
      .stored("refused", .number, "how many did not"),
      .stored("notes", .text, "what was decided about the file as a whole"),
      .many("refusals", "refusals", by: "import", "its rows that were refused"),
    ])

  private static let refusals = CollectionPlan(
    "refusals", singular: "refusal", meaning: "rows of files that did not become records",
    labels: [], dateField: nil, isDerived: true,
    shown: ["import", "line", "column", "text", "reason"],
    fields: [
      .one("import", "imports", "the file"),
      .stored("line", .number, "the line on which the row begins"),
      .stored("column", .number, "the column; missing where the whole row is meant"),
      .stored("heading", .text, "that column's heading"),
      .stored("text", .text, "what stands there"),
      .stored("reason", .text, "why the row was refused"),
    ])
}
