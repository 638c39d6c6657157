import Model

/// How far two figures may be apart before a rule speaks.
enum Tolerance {
  /// The difference of two amounts where it is more than half of the currency's smallest unit,
  /// which any way of rounding may cost; nil where it is not, or where it cannot be told.
  ///
  /// - Parameters:
  ///   - found: what the record says.
  ///   - expected: what follows from its other figures.
  ///   - roundings: how often the way there may have been rounded.
  static func difference(
    _ found: Money, from expected: Decimal, roundings: Int = 1
  ) -> Money? {
    guard let difference = found.amount.subtracting(expected) else { return nil }
    let half = Decimal(Int128(5 * roundings), scale: found.currency.exponent + 1)
    let size = difference.isNegative ? difference.negated ?? difference : difference
    return half < size ? Money(difference, found.currency) : nil
  }
}
