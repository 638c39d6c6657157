import Model

/// One thing that can be wrong with a record.
///
/// A rule looks at all records of a kind at once and reports what it finds; it knows nothing of the
/// others. A new one is a file in `Sources/Auditing/Findings/Rules` and a line in `all`.
protocol FindingRule: Sendable {
  /// What the rule is called: its official name, or a clerk's.
  var name: String { get }
  /// Who asks for it.
  var level: FindingLevel { get }
  /// Reports what breaks the rule among the records of one kind.
  func check(_ records: AuditedRecords, _ report: inout FindingReport)
}

/// Whose rule it is, by its place among `InvoiceSchema.findingLevels`.
enum FindingLevel: UInt8 {
  case standard, peppol, clerk
}

extension FindingReport {
  /// Every rule, in the order in which findings are told.
  static let rules: [any FindingRule] = [
    LineAmount(), NetOfLines(), TotalOfNetAndTax(), TaxRate(), Overpaid(), FutureDate(),
    MissingField(), SequenceGap(), CurrencyMismatch(), DueTerms(), PriceOfOrder(),
    QuantityOfOrder(), BilledAndReceived(), LastPrice(), CreditWithoutOriginal(),
  ]
}
