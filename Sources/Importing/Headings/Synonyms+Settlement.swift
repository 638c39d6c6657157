/// What other programs call the columns that tell how much of a document is settled.
extension Synonyms {
  /// Headings of what is left to settle of a document, or of what is settled, the surest first.
  ///
  /// Stripe's `amount_due` is what was asked for, whatever was paid: it comes last.
  static let settledAmounts: [(key: String, isRest: Bool)] = [
    ("amountremaining", true), ("outstandingamount", true), ("amountresidual", true),
    ("invoiceamountdue", true), ("balancedue", true), ("openbalance", true), ("openamount", true),
    ("amountoutstanding", true), ("outstanding", true), ("unpaidamount", true),
    ("dueamount", true), ("amountduesigned", true), ("amountdueincurrencysigned", true),
    ("offenerbetrag", true), ("restbetrag", true), ("remaining", true), ("remainingamount", true),
    ("remainingbalance", true), ("outstandingbalance", true), ("amountopen", true),
    ("amountowing", true), ("amountowed", true), ("owing", true), ("open", true), ("unpaid", true),
    ("offen", true), ("offenerposten", true), ("resteapayer", true), ("restedu", true),
    ("soldedu", true), ("montantrestant", true), ("openstaand", true), ("openstaandbedrag", true),
    ("saldopendiente", true), ("importependiente", true), ("pendiente", true),
    ("importoresiduo", true), ("balance", true), ("saldo", true), ("o/s", true),
    ("invoiceamountpaid", false), ("amountpaid", false), ("paidamount", false),
    ("amountreceived", false), ("receivedamount", false), ("totalpaid", false),
    ("paidtodate", false), ("amountsettled", false), ("settledamount", false),
    ("totalpayments", false), ("paid", false), ("bezahlt", false), ("gezahlt", false),
    ("gezahlterbetrag", false), ("bezahlterbetrag", false), ("montantpaye", false),
    ("montantregle", false), ("paye", false), ("regle", false), ("betaald", false),
    ("betaaldbedrag", false), ("importepagado", false), ("pagado", false),
    ("importopagato", false), ("pagato", false), ("amountdue", true),
  ]

  /// Headings of payments that name the document which each pays.
  static let paidDocuments: Set<String> = [
    "invoice", "invoicenumber", "invoiceno", "invoicenum", "invoiceid", "invoice#", "invno",
    "bill", "billnumber", "billno", "billid", "appliedto", "appliestodocno", "paidinvoice",
    "rechnung", "rechnungsnummer", "rechnungsnr", "facture", "numerofacture", "factura",
    "numerofactura", "factuur", "factuurnummer",
  ]

  /// What some call the rest of a document, and others the balance of an account behind it.
  static let runningBalances: Set<String> = ["balance", "saldo"]
}
