/// How many columns of a terminal text takes.
///
/// An own table and not the C library's: answers look the same on every machine. The editor counts
/// with the library's; a test keeps the two together for the names that occur.
package enum DisplayWidth {
  private static let zeroRanges = ScalarTable.ranges(WidthTables.zero)
  private static let twoRanges = ScalarTable.ranges(WidthTables.two)

  /// Columns of a character: 0, 1 or 2; control characters take none.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    if ScalarTable.place(of: value, in: zeroRanges) != nil { return 0 }
    return ScalarTable.place(of: value, in: twoRanges) == nil ? 1 : 2
  }

  /// Columns of a text.
  package static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + of($1) }
  }
}
