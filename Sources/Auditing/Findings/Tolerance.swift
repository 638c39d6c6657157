import Model

/// How far two figures may be apart before a rule speaks.
enum Tolerance {
  /// How far apart two amounts are, where that is more than half of the currency's smallest unit
  /// for each rounding on the way; nil where it is not, or where it cannot be told.
  static func difference(
    _ found: Money, from expected: Decimal, roundings: Int = 1
  ) -> Money? {
    guard let difference = found.amount.subtracting(expected) else { return nil }
    let half = Decimal(Int128(5 * roundings), scale: found.currency.exponent + 1)
    let size = difference.isNegative ? difference.negated ?? difference : difference
    return half < size ? Money(difference, found.currency) : nil
  }
}
