import Columns
package import Model
import Storage

/// The rates of a book: what an amount of one currency comes to in another on a day.
///
/// The rate of a day is the latest of that pair dated on or before it; one without a date has
/// always been there.
package struct RateTable: Sendable {
  /// A rate as the file tells it: one unit of `from` comes to `rate` units of `to`.
  package struct Rate: Sendable, Hashable {
    /// The currency of which it is one unit.
    package let from: Currency
    /// The currency that it comes to.
    package let to: Currency
    /// How many units.
    package let rate: Decimal
    /// The day of the rate; `Missing.day` where it has none.
    package let day: Int32
  }

  /// How an amount is converted: times a fraction, found by these rates.
  package struct Conversion: Sendable {
    /// What the amount is multiplied with.
    package let numerator: Int128
    /// What it is then divided by; above zero.
    package let denominator: Int128
    /// The rates on the way: one, or two by way of a third currency.
    package let rates: [Rate]
  }

  private struct Pair: Hashable {
    let from: Currency
    let to: Currency
  }

  /// Ascending by day; rates of one day in the order of the file.
  private let rates: [Pair: [Rate]]
  /// The currencies that have rates, the home currency first.
  private let pivots: [Currency]

  init(_ store: StoreView) {
    var rates: [Pair: [Rate]] = [:]
    if case .currency(let from) = store.column("from_currency", of: .rates),
      case .currency(let to) = store.column("to_currency", of: .rates),
      case .date(let days) = store.column("date", of: .rates),
      case .number(let figures, let scale) = store.column("rate", of: .rates)
    {
      for row in days.indices where figures[row] != Missing.stored && figures[row] > 0 {
        let pair = Pair(from: Currency(code: from[row]), to: Currency(code: to[row]))
        let figure = Decimal(Int128(figures[row]), scale: scale).normalized
        rates[pair, default: []].append(
          Rate(from: pair.from, to: pair.to, rate: figure, day: days[row]))
      }
    }
    // `Missing.day` is the smallest number: a rate without its day comes first.
    self.rates = rates.mapValues { all in
      all.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
        .map(\.element)
    }
    let known = Set(rates.keys.flatMap { [$0.from, $0.to] }).sorted()
    let home = store.settings.homeCurrency
    pivots = known.filter { $0 == home } + known.filter { $0 != home }
  }

  /// The way from one currency to another on a day; nil where no rates lead there.
  ///
  /// The latest rate of the two, whichever way round it is told; else by way of the home currency,
  /// else of the first by its code that has rates with both.
  package func conversion(
    from: Currency, to: Currency, on day: CivilDate
  ) -> Conversion? {
    if let rate = rate(from, to, on: day.day) {
      return RateTable.conversion([rate], from: from)
    }
    for pivot in pivots where pivot != from && pivot != to {
      if let first = rate(from, pivot, on: day.day), let second = rate(pivot, to, on: day.day) {
        return RateTable.conversion([first, second], from: from)
      }
    }
    return nil
  }

  /// The latest rate between two currencies; of two of one day the one told in this direction.
  private func rate(_ from: Currency, _ to: Currency, on day: Int32) -> Rate? {
    let direct = latest(Pair(from: from, to: to), on: day)
    let inverse = latest(Pair(from: to, to: from), on: day)
    guard let direct, let inverse else { return direct ?? inverse }
    return inverse.day > direct.day ? inverse : direct
  }

  private func latest(_ pair: Pair, on day: Int32) -> Rate? {
    guard let all = rates[pair] else { return nil }
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].day <= day { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? all[low - 1] : nil
  }

  /// The fraction that rates come to, one after the other; nil where it has too many digits.
  private static func conversion(_ rates: [Rate], from start: Currency) -> Conversion? {
    var (numerator, denominator): (Int128, Int128) = (1, 1)
    var current = start
    for rate in rates {
      let unit = Decimal.powersOfTen[rate.rate.scale]
      let isDirect = rate.from == current
      let (up, isTooLarge) = numerator.multipliedReportingOverflow(
        by: isDirect ? rate.rate.coefficient : unit)
      let (down, isTooFine) = denominator.multipliedReportingOverflow(
        by: isDirect ? unit : rate.rate.coefficient)
      if isTooLarge || isTooFine { return nil }
      let common = greatestCommonDivisor(up, down)
      (numerator, denominator) = (up / common, down / common)
      current = isDirect ? rate.to : rate.from
    }
    return Conversion(numerator: numerator, denominator: denominator, rates: rates)
  }

  private static func greatestCommonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
    var (x, y) = (a, b)
    while y != 0 { (x, y) = (y, x % y) }
    return max(x, 1)
  }
}
