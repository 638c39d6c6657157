/// The one value of each type that stands for `missing` in columns and vectors.
///
/// A reserved value costs no second array, moves with its row for free, and none of them can
/// occur in a book: amounts stay within ±(2^63 - 1), days within the calendar. They are public and
/// computed where they are used: loops of other modules would else call a function for each row.
public enum Missing {
  /// In stored numbers and amounts.
  @inlinable @inline(__always) public static var stored: Int64 { .min }
  /// In numbers and amounts on their way through a question.
  @inlinable @inline(__always) public static var coefficient: Int128 { .min }
  /// In days.
  @inlinable @inline(__always) public static var day: Int32 { .min }
  /// In codes of a text dictionary.
  @inlinable @inline(__always) public static var text: UInt32 { .max }
  /// In words of an enumeration.
  @inlinable @inline(__always) public static var word: UInt8 { .max }
  /// In links.
  @inlinable @inline(__always) public static var row: Int32 { -1 }
  /// In currencies: the code of `Currency.unnamed`.
  @inlinable @inline(__always) public static var currency: UInt16 { 0 }
}
