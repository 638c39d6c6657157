import Model

/// Whole numbers that count parts of a unit: cents, hundredths of a piece, percents.
enum FixedPoint {
  /// A quotient rounded to the nearest whole, a half away from zero, as invoices round.
  static func quotient(_ dividend: Int, _ divisor: Int) -> Int {
    Int(Decimal.quotient(Int128(dividend), Int128(divisor), rounding: .halfAwayFromZero))
  }

  /// Ten to a small power.
  static func powerOfTen(_ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// All digits behind the point: `1200.50`.
  static func text(_ digits: Int, scale: Int) -> String {
    guard scale > 0 else { return String(digits) }
    let unit = powerOfTen(scale)
    let fraction = String(digits.magnitude % UInt(unit))
    return (digits < 0 ? "-" : "") + String(digits.magnitude / UInt(unit)) + "."
      + String(repeating: "0", count: scale - fraction.utf8.count) + fraction
  }

  /// Without zeros at the end: `2.5`.
  static func plainText(_ digits: Int, scale: Int) -> String {
    var digits = digits
    var scale = scale
    while scale > 0, digits % 10 == 0 {
      digits /= 10
      scale -= 1
    }
    return text(digits, scale: scale)
  }

  /// A number with zeros before it: `00346`.
  static func padded(_ number: Int, width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
