package import Model

/// The one value of each type that stands for `missing` in columns and vectors.
///
/// A reserved value costs no second array, moves with its row for free, and none of them can occur
/// in a book: amounts stay within ±(2^63 - 1), days within the calendar.
package enum Missing {
  /// In stored numbers and amounts.
  package static let stored = Int64.min
  /// In numbers and amounts on their way through a question.
  package static let coefficient = Int128.min
  /// In days.
  package static let day = Int32.min
  /// In codes of a text dictionary.
  package static let text = UInt32.max
  /// In words of an enumeration.
  package static let word = UInt8.max
  /// In links.
  package static let row = RowIndex.missing
  /// In currencies.
  package static let currency = Currency.unnamed.code
}
