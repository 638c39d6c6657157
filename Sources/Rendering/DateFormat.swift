import Model

/// Days as ISO 8601 writes them.
enum DateFormat {
  /// Adds `2026-03-31`.
  static func append(day: Int32, to output: inout [UInt8]) {
    let (year, month, dayOfMonth) = CivilDate(day: day).parts
    append(digits: 4, of: year, to: &output)
    output.append(UInt8(ascii: "-"))
    append(digits: 2, of: month, to: &output)
    output.append(UInt8(ascii: "-"))
    append(digits: 2, of: dayOfMonth, to: &output)
  }

  private static func append(digits count: Int, of number: Int, to output: inout [UInt8]) {
    var divisor = count == 4 ? 1000 : 10
    while divisor > 0 {
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }
}
