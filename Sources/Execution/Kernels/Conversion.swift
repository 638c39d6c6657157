import Accounting
import Columns
import Diagnostics
import Model

extension Evaluator {
  /// Amounts in another currency, each rounded to what that currency is paid in; an amount that is
  /// finer than its own currency keeps as many digits more.
  ///
  /// The arguments are the amounts, the currencies, and the days where they are given.
  func converted(
    _ arguments: [Vector], in frame: Frame, at span: SourceSpan
  ) throws(Diagnostic) -> Vector {
    guard case .money(let amounts) = arguments[0], case .currency(let targets) = arguments[1]
    else { return .constant(.missing, .money, count: frame.batch.count) }
    let days = arguments.count > 2 ? arguments[2].days : frame.batch.days.perRow(targets.count)
    if let plain = try plainlyConverted(amounts, targets, days, at: span) { return .money(plain) }
    var known: [ConversionKey: RateTable.Conversion] = [:]
    var values: [Value] = []
    values.reserveCapacity(targets.count)
    for position in targets.indices {
      let target = Currency(code: targets[position])
      let parts = amounts.amounts(at: position)
      guard !parts.isEmpty || amounts.isEmptyBag(at: position),
        targets[position] != Missing.currency,
        position < days.count, days[position] != Missing.day
      else {
        values.append(.missing)
        continue
      }
      var sum = Decimal.zero
      for part in parts {
        var amount = part.amount
        if part.currency != target, !amount.isZero {
          let key = ConversionKey(from: part.currency, to: target, day: days[position])
          if known[key] == nil { known[key] = try conversion(key, at: span) }
          if let found = known[key] {
            amount = try part.converted(by: found, to: target, at: span)
          }
        }
        guard let next = sum.adding(amount) else { throw .overflow(at: span) }
        sum = next
      }
      values.append(.money(Money(sum, target)))
    }
    let result = MoneyVector(values)
    if result.isTooLarge { throw .overflow(at: span) }
    return .money(result)
  }

  /// Amounts in one currency, as nearly all questions want them; nil where some need more care:
  /// bags, several days or targets, amounts finer than what their currency is paid in.
  private func plainlyConverted(
    _ amounts: MoneyVector, _ targets: [UInt16], _ days: [Int32], at span: SourceSpan
  ) throws(Diagnostic) -> MoneyVector? {
    guard let target = targets.first, let day = days.first, days.count == targets.count,
      target != Missing.currency, day != Missing.day, amounts.bags.isEmpty,
      RowLoops.areAll(targets, target), RowLoops.areAll(days, day)
    else { return nil }
    if let narrow = amounts.coefficients.narrow,
      let plain = try narrowlyConverted(narrow, amounts, target, day, at: span)
    {
      return plain
    }
    let places = Currency(code: target).exponent
    // A few currencies, which are found faster one by one than by a hash.
    var fractions: [(currency: UInt16, fraction: PlainFraction)] = []
    var result = MoneyVector(
      amounts.coefficients, scale: places,
      currencies: [UInt16](repeating: target, count: targets.count))
    for position in amounts.coefficients.indices {
      let coefficient = amounts.coefficients[position]
      let currency = amounts.currencies[position]
      if coefficient == Missing.coefficient {
        result.currencies[position] = Missing.currency
        continue
      }
      if coefficient == 0 { continue }
      var place = 0
      while place < fractions.count, fractions[place].currency != currency { place += 1 }
      if place == fractions.count {
        let fraction = try plainFraction(
          from: currency, at: amounts.scale, to: target, on: day, at: span)
        guard let fraction else { return nil }
        fractions.append((currency, fraction))
      }
      guard let value = fractions[place].fraction.applied(to: coefficient) else { return nil }
      result.coefficients[position] = value
    }
    return result.isTooLarge ? nil : result
  }

  /// The same in 64 bits; nil where one amount does not fit.
  private func narrowlyConverted(
    _ values: [Int64], _ amounts: MoneyVector, _ target: UInt16, _ day: Int32,
    at span: SourceSpan
  ) throws(Diagnostic) -> MoneyVector? {
    var currencies = [UInt16](repeating: target, count: values.count)
    var converted = values
    var fractions = FractionTable()
    for row in values.indices {
      let value = values[row]
      if value == Missing.stored { currencies[row] = Missing.currency }
      // No money is none at any rate, and asks for none.
      if value == 0 || value == Missing.stored { continue }
      let currency = amounts.currencies[row]
      if !fractions.hasInPlace(currency), !fractions.bring(currency) {
        let fraction = try plainFraction(
          from: currency, at: amounts.scale, to: target, on: day, at: span)
        guard let narrow = fraction?.narrow else { return nil }
        fractions.add(narrow, of: currency)
      }
      guard let result = fractions.applied(to: value, currency) else { return nil }
      converted[row] = result
    }
    return MoneyVector(
      Figures(narrow: converted), scale: Currency(code: target).exponent, currencies: currencies)
  }

  /// By what coefficients of a currency are multiplied and divided; nil where that has too many
  /// digits.
  private func plainFraction(
    from currency: UInt16, at scale: Int, to target: UInt16, on day: Int32, at span: SourceSpan
  ) throws(Diagnostic) -> PlainFraction? {
    let (from, to) = (Currency(code: currency), Currency(code: target))
    var (numerator, denominator): (Int128, Int128) = (1, 1)
    if from != to {
      let found = try conversion(ConversionKey(from: from, to: to, day: day), at: span)
      (numerator, denominator) = (found.numerator, found.denominator)
    }
    let shift = to.exponent - scale
    let up = numerator.product(Decimal.powersOfTen[max(0, shift)])
    let down = denominator.product(Decimal.powersOfTen[max(0, -shift)])
    if up.overflow || down.overflow { return nil }
    return PlainFraction(
      numerator: up.partialValue, denominator: down.partialValue,
      unit: Decimal.powersOfTen[max(0, scale - from.exponent)])
  }

  private func conversion(
    _ key: ConversionKey, at span: SourceSpan
  ) throws(Diagnostic) -> RateTable.Conversion {
    let day = CivilDate(day: key.day)
    guard let found = view.rates.conversion(from: key.from, to: key.to, on: day) else {
      throw .noRate(from: key.from, to: key.to, on: day, at: span)
    }
    for rate in found.rates { scratch.remarks.used.insert(rate) }
    return found
  }
}

/// The fractions of a few currencies, each found where its code leads.
private struct FractionTable {
  private var known: [(currency: UInt16, fraction: NarrowFraction)] = []
  /// Which currency was asked for last of those whose codes lead to a place, and which of the known
  /// ones that is; several may lead to one.
  private var codes = [UInt16](repeating: Missing.currency, count: FractionTable.count)
  private var places = [Int16](repeating: -1, count: FractionTable.count)

  private static let count = 64

  @inline(__always)
  private static func slot(of currency: UInt16) -> Int {
    Int((currency ^ currency &>> 5) & UInt16(count - 1))
  }

  /// Whether a currency is where its code leads.
  @inline(__always)
  func hasInPlace(_ currency: UInt16) -> Bool {
    let slot = FractionTable.slot(of: currency)
    return codes[slot] == currency && places[slot] >= 0
  }

  /// Brings a currency to where its code leads; false where it is not known.
  mutating func bring(_ currency: UInt16) -> Bool {
    guard let place = known.firstIndex(where: { $0.currency == currency }) else { return false }
    codes[FractionTable.slot(of: currency)] = currency
    places[FractionTable.slot(of: currency)] = Int16(place)
    return true
  }

  mutating func add(_ fraction: NarrowFraction, of currency: UInt16) {
    known.append((currency, fraction))
    _ = bring(currency)
  }

  /// An amount in a currency that is in its place, in the other currency; nil where it is too fine
  /// or too large.
  @inline(__always)
  func applied(to coefficient: Int64, _ currency: UInt16) -> Int64? {
    known[Int(places[FractionTable.slot(of: currency)])].fraction.applied(to: coefficient)
  }
}

/// Which rate is wanted.
private struct ConversionKey: Hashable {
  let from: Currency
  let to: Currency
  let day: Int32
}

extension Money {
  /// The amount times a fraction, a half rounded away from zero as invoices round.
  fileprivate func converted(
    by conversion: RateTable.Conversion, to target: Currency, at span: SourceSpan
  ) throws(Diagnostic) -> Decimal {
    let plain = amount.normalized
    let places = min(
      target.exponent + max(0, plain.scale - currency.exponent), Arithmetic.largestScale)
    let shift = places - plain.scale
    let (product, isTooLarge) = plain.coefficient.multipliedReportingOverflow(
      by: conversion.numerator)
    let (dividend, isTooLong) = product.multipliedReportingOverflow(
      by: Decimal.powersOfTen[max(0, shift)])
    let (divisor, isTooFine) = conversion.denominator.multipliedReportingOverflow(
      by: Decimal.powersOfTen[max(0, -shift)])
    if isTooLarge || isTooLong || isTooFine { throw .overflow(at: span) }
    return Decimal(
      Decimal.quotient(dividend, divisor, rounding: .halfAwayFromZero), scale: places)
  }
}

extension MoneyVector {
  /// Whether the sums of all currencies have come to nothing.
  fileprivate func isEmptyBag(at position: Int) -> Bool {
    if case .bag = value(at: position) { return true }
    return false
  }
}

extension Batch.Days {
  /// The day of each row.
  fileprivate func perRow(_ count: Int) -> [Int32] {
    switch self {
    case .one(let day): [Int32](repeating: day.asOf.day, count: count)
    case .each(let days): days.map(\.asOf.day)
    }
  }
}

// MARK: - Notes

/// The rates that an answer stands on.
struct UsedRates: Sendable {
  private var rates: Set<RateTable.Rate> = []

  mutating func insert(_ rate: RateTable.Rate) { rates.insert(rate) }
  mutating func formUnion(_ other: UsedRates) { rates.formUnion(other.rates) }

  /// One note for each pair of currencies, whatever the order of the rows.
  var notes: [String] {
    // A file that names one currency only has rates of the book's own, which may have no name.
    let pairs = Dictionary(grouping: rates) { rate in
      rate.to == .unnamed ? rate.from.text : "\(rate.from.text)/\(rate.to.text)"
    }
    return pairs.sorted { $0.key < $1.key }.map { pair, rates in
      let sorted = rates.sorted { ($0.day, $0.rate) < ($1.day, $1.rate) }
      guard sorted.count > 1, let first = sorted.first, let last = sorted.last else {
        let rate = sorted[0]
        let day = rate.day == Missing.day ? "any day" : "\(CivilDate(day: rate.day))"
        return "converted at \(pair) \(rate.rate.text(places: 4)) of \(day)"
      }
      let start = first.day == Missing.day ? "any day" : "\(CivilDate(day: first.day))"
      return "converted at \(sorted.count) rates \(pair) of \(start) to \(CivilDate(day: last.day))"
    }
  }
}
