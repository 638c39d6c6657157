package import Model

/// What the user says about the files to import.
package struct ImportOptions: Sendable {
  /// The currency of amounts for which neither row nor amount names one.
  package var currency: Currency?
  /// What the headings mean, and how dates and numbers are written.
  package var mapping: FieldMapping?
  /// Brings text to Unicode's form NFC; called only for text that is not plain ASCII.
  package var normalize: @Sendable ([UInt8]) -> [UInt8]

  /// Options, with the normalization of text that the program uses.
  package init(
    currency: Currency? = nil, mapping: FieldMapping? = nil,
    normalize: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) {
    self.currency = currency
    self.mapping = mapping
    self.normalize = normalize
  }
}
