/// A mistake that the sample book contains on purpose.
package struct Planted: Sendable, Hashable {
  /// What is wrong; the words are the names of the clerk rules, where there is one.
  package enum Kind: String, Sendable, CaseIterable {
    // On invoices
    case lineAmount = "line-amount"
    case netOfLines = "BR-CO-10"
    case totalOfNetAndTax = "BR-CO-15"
    case taxRate = "tax-rate"
    case dueTerms = "due-terms"
    case sequenceGap = "sequence-gap"
    case missingField = "missing-field"
    case wrongPayer = "wrong-payer"
    case overpaidInvoice = "overpaid-invoice"
    // On bills
    case duplicateExact = "duplicate-exact"
    case duplicateNormalized = "duplicate-normalized"
    case duplicateTransposed = "duplicate-transposed"
    case duplicateVendor = "duplicate-vendor"
    case priceOrder = "price-order"
    case quantityOrder = "quantity-order"
    case currencyMismatch = "currency-mismatch"
    case futureDate = "future-date"
    case overpaidBill = "overpaid-bill"

    /// The kinds that are planted on what we bill.
    static let onInvoices: [Kind] = [
      .lineAmount, .netOfLines, .totalOfNetAndTax, .taxRate, .dueTerms, .sequenceGap,
      .missingField, .wrongPayer, .overpaidInvoice,
    ]
    /// The kinds that are planted on what we are billed.
    static let onBills: [Kind] = [
      .duplicateExact, .duplicateNormalized, .duplicateTransposed, .duplicateVendor, .priceOrder,
      .quantityOrder, .currencyMismatch, .futureDate, .overpaidBill,
    ]
  }

  /// What is wrong.
  package let kind: Kind
  /// The number of the document that is wrong; for a gap, the number that is missing.
  package let number: String
  /// One sentence that says what a clerk should find.
  package let sentence: String
}
