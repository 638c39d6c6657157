package import Model

/// Sums of coefficients that share one scale, kept apart by currency.
package struct CurrencySums: Sendable {
  /// One entry a currency, in the order in which they were met; nearly always one.
  private var entries: [(currency: UInt16, sum: Int128)] = []
  /// Whether a sum did not fit 128 bits.
  package private(set) var hasOverflowed = false

  /// No sums yet.
  package init() {}

  /// Adds a coefficient in a currency.
  package mutating func add(_ coefficient: Int128, _ currency: UInt16) {
    for index in entries.indices where entries[index].currency == currency {
      let (sum, overflow) = entries[index].sum.addingReportingOverflow(coefficient)
      entries[index].sum = sum
      hasOverflowed = hasOverflowed || overflow
      return
    }
    entries.append((currency, coefficient))
  }

  /// The sums as one amount where a single currency has any, else as a bag.
  ///
  /// A sum over nothing is zero in the currency `zero`.
  package func value(scale: Int, zero: Currency) -> Value {
    let present = entries.filter { $0.sum != 0 }
    if present.count > 1 {
      return .bag(
        Bag(present.map { Money(Decimal($0.sum, scale: scale), Currency(code: $0.currency)) }))
    }
    if let only = present.first ?? (entries.count == 1 ? entries.first : nil) {
      return .money(Money(Decimal(only.sum, scale: scale), Currency(code: only.currency)))
    }
    return .money(Money(.zero, zero))
  }
}

extension MoneyVector {
  /// An empty vector to append to.
  package init(scale: Int) {
    self.init([], scale: scale, currencies: [])
  }

  /// Appends an amount, a bag or a missing value, whose scale is at most the vector's.
  package mutating func append(_ value: Value) {
    switch value {
    case .money(let money):
      guard let coefficient = money.amount.coefficient(atScale: scale) else {
        preconditionFailure("an amount is appended at its own scale or a larger one")
      }
      coefficients.append(coefficient)
      currencies.append(money.currency.code)
    case .bag(let bag):
      coefficients.append(Int128(bags.count))
      currencies.append(Currency.several.code)
      bags.append(bag)
    default:
      coefficients.append(Missing.coefficient)
      currencies.append(Missing.currency)
    }
  }
}
