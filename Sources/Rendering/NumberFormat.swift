import Model

/// Decimal digits of exact numbers.
enum NumberFormat {
  /// Adds a number with at least `places` digits behind the point and no further zeros.
  ///
  /// `isGrouped` sets a comma after each thousand, as people read it; machines get plain digits.
  static func append(
    _ coefficient: Int128, scale: Int, places: Int, isGrouped: Bool, to output: inout [UInt8]
  ) {
    let start = output.count
    // Divisions of 128 bits cost many times those of 64, and nearly every amount fits those.
    if let small = UInt64(exactly: coefficient.magnitude) {
      appendReversed(small, scale: scale, places: places, isGrouped: isGrouped, to: &output)
    } else {
      appendReversed(
        coefficient.magnitude, scale: scale, places: places, isGrouped: isGrouped, to: &output)
    }
    if coefficient < 0 { output.append(UInt8(ascii: "-")) }
    var (low, high) = (start, output.count - 1)
    while low < high {
      output.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// Adds a number.
  static func append(
    _ number: Decimal, places: Int, isGrouped: Bool, to output: inout [UInt8]
  ) {
    append(
      number.coefficient, scale: number.scale, places: places, isGrouped: isGrouped, to: &output)
  }

  /// Adds a count with its thousands grouped.
  static func append(count: Int, to output: inout [UInt8]) {
    append(Int128(count), scale: 0, places: 0, isGrouped: true, to: &output)
  }

  /// Adds the digits from the last to the first, as division gives them.
  private static func appendReversed<Magnitude: FixedWidthInteger & UnsignedInteger>(
    _ magnitude: Magnitude, scale: Int, places: Int, isGrouped: Bool, to output: inout [UInt8]
  ) {
    var rest = magnitude
    var fraction = scale
    while fraction > places {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      if digit != 0 { break }
      rest = quotient
      fraction -= 1
    }
    let zero = UInt8(ascii: "0")
    for _ in 0..<max(0, places - fraction) { output.append(zero) }
    for _ in 0..<fraction {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      output.append(zero + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    }
    if max(fraction, places) > 0 { output.append(UInt8(ascii: ".")) }
    var digitCount = 0
    repeat {
      if isGrouped, digitCount > 0, digitCount % 3 == 0 { output.append(UInt8(ascii: ",")) }
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      output.append(zero + UInt8(truncatingIfNeeded: digit))
      rest = quotient
      digitCount += 1
    } while rest != 0
  }
}
