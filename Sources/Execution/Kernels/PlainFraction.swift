import Columns
import Model

/// What amounts of one currency and scale are multiplied and divided by.
struct PlainFraction {
  private let numerator: Int128
  private let denominator: Int128
  /// What coefficients are multiples of, where they are no finer than their currency is paid in.
  private let unit: Int128
  /// The same in 64 bits; nil where these are too few.
  let narrow: NarrowFraction?

  init(numerator: Int128, denominator: Int128, unit: Int128) {
    (self.numerator, self.denominator, self.unit) = (numerator, denominator, unit)
    narrow = NarrowFraction(numerator: numerator, denominator: denominator, unit: unit)
  }

  /// The amount in the other currency, a half rounded away from zero; nil where it is too fine or
  /// too large for the short way.
  func applied(to coefficient: Int128) -> Int128? {
    if unit > 1, coefficient % unit != 0 { return nil }
    if numerator == denominator { return coefficient }
    let (dividend, overflow) = coefficient.product(numerator)
    if overflow { return nil }
    return Decimal.quotient(dividend, denominator, rounding: .halfAwayFromZero)
  }
}

/// A fraction of 64 bits, whose divisor is turned into a factor once: a division takes many times
/// as long as a product.
///
///     a / d = a × ⌊2^(63 + l) / d + 1⌋ / 2^(63 + l)    for a < 2^63 and 2^(l - 1) < d ≤ 2^l
struct NarrowFraction {
  private let numerator: Int64
  private let unit: Int64
  /// Half of the divisor, rounded down: what is added so that a half goes away from zero.
  private let half: UInt64
  private let factor: UInt64
  private let shift: UInt64
  /// Whether amounts stay what they are.
  private let isOne: Bool

  /// Nil where the parts do not fit.
  init?(numerator: Int128, denominator: Int128, unit: Int128) {
    isOne = numerator == denominator
    // A divisor of 1 has no such factor, one of 2 has.
    let (n, d) = denominator == 1 ? (2 * numerator, 2) : (numerator, denominator)
    guard let unit = Int64(exactly: unit), let numerator = Int64(exactly: n),
      let divisor = Int64(exactly: d), divisor > 1
    else { return nil }
    (self.numerator, self.unit) = (numerator, unit)
    let bits = UInt64(64 - (divisor.magnitude - 1).leadingZeroBitCount)
    half = divisor.magnitude / 2
    shift = bits - 1
    factor = divisor.magnitude.dividingFullWidth((high: 1 << shift, low: 0)).quotient + 1
  }

  /// The product, a half rounded away from zero; nil where it is too fine or too large.
  @inline(__always)
  func applied(to coefficient: Int64) -> Int64? {
    if unit > 1, coefficient % unit != 0 { return nil }
    if isOne { return coefficient }
    let (dividend, overflow) = coefficient.multipliedReportingOverflow(by: numerator)
    let raised = dividend.magnitude &+ half
    guard !overflow, raised < 1 << 63 else { return nil }
    let quotient = Int64(truncatingIfNeeded: raised.multipliedFullWidth(by: factor).high &>> shift)
    return dividend < 0 ? 0 &- quotient : quotient
  }
}
