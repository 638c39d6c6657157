import Columns
package import Model

/// What the user says about the files to import.
package struct ImportOptions: Sendable {
  /// The currency of amounts for which neither row nor amount names one.
  package var currency: Currency?
  /// What the headings mean, and how dates and numbers are written.
  package var mapping: FieldMapping?
  /// The encoding of files that do not tell it; UTF-8 if not said.
  package var encoding: TextEncoding?
  /// Brings text to Unicode's form NFC; called only for text that is not plain ASCII.
  package var normalize: @Sendable ([UInt8]) -> [UInt8]
  /// Told ten times a second how much of a file was read; false stops the import.
  package var progress: Progress?
  /// Bytes that a thread takes at a time; memory is a few of these and the columns.
  package var blockSize = 1 << 20
  /// Threads that read at the same time; the answer does not depend on it.
  package var threads = Workers.processors

  /// Bytes read, and bytes of the file.
  package typealias Progress = @Sendable (_ read: Int, _ total: Int) -> Bool

  /// Options, with the normalization of text that the program uses.
  package init(
    currency: Currency? = nil, mapping: FieldMapping? = nil, encoding: TextEncoding? = nil,
    normalize: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) {
    self.currency = currency
    self.mapping = mapping
    self.encoding = encoding
    self.normalize = normalize
  }

  /// The options for a file of which a mapping speaks; the command line goes before it.
  func reading(by mapping: FieldMapping?) -> ImportOptions {
    var options = self
    options.encoding = encoding ?? mapping?.encoding
    return options
  }
}
