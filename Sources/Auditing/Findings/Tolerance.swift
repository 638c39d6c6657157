import Model

/// How far two figures may be apart before a rule speaks, and what the difference comes to.
enum Tolerance {
  /// How far apart two amounts are, where that is more than half of the currency's smallest unit
  /// for each rounding on the way; nil where it is not, or where it cannot be told.
  static func difference(
    _ found: Money, from expected: Decimal, roundings: Int = 1
  ) -> Money? {
    guard let difference = found.amount.subtracting(expected) else { return nil }
    let half = Decimal(Int128(5 * roundings), scale: found.currency.exponent + 1)
    return half < size(of: difference) ? Money(difference, found.currency) : nil
  }

  /// A figure without its sign.
  static func size(of figure: Decimal) -> Decimal {
    figure.isNegative ? figure.negated ?? figure : figure
  }

  /// A price times a quantity, rounded to the currency's smallest unit; nil if it is too large.
  static func money(_ price: Decimal, times quantity: Decimal, _ currency: Currency) -> Money? {
    price.multiplied(by: quantity).map {
      Money($0.rounded(toPlaces: currency.exponent, rounding: .halfAwayFromZero), currency)
    }
  }
}
