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
      targets.allSatisfy({ $0 == target }), days.allSatisfy({ $0 == day })
    else { return nil }
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

/// What amounts of one currency and scale are multiplied and divided by.
private struct PlainFraction {
  let numerator: Int128
  let denominator: Int128
  /// What coefficients are multiples of, where they are no finer than their currency is paid in.
  let unit: Int128

  /// The amount in the other currency, a half rounded away from zero; nil where it is too fine or
  /// too large for the short way.
  func applied(to coefficient: Int128) -> Int128? {
    if unit > 1, coefficient % unit != 0 { return nil }
    if numerator == denominator { return coefficient }
    if let narrow = narrow(coefficient) { return narrow }
    let (dividend, overflow) = coefficient.product(numerator)
    if overflow { return nil }
    return Decimal.quotient(dividend, denominator, rounding: .halfAwayFromZero)
  }
}

extension PlainFraction {
  /// The same in 64 bits, which nearly all amounts fit, and which are divided many times as fast;
  /// nil for others.
  private func narrow(_ coefficient: Int128) -> Int128? {
    let (amount, by, divisor) = (
      Int64(truncatingIfNeeded: coefficient), Int64(truncatingIfNeeded: numerator),
      Int64(truncatingIfNeeded: denominator)
    )
    guard Int128(amount) == coefficient, Int128(by) == numerator, Int128(divisor) == denominator,
      divisor > 0
    else { return nil }
    let (dividend, overflow) = amount.multipliedReportingOverflow(by: by)
    if overflow { return nil }
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    let rest = remainder.magnitude
    // A half goes away from zero.
    if rest < divisor.magnitude - rest { return Int128(quotient) }
    return Int128(quotient) + (dividend < 0 ? -1 : 1)
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
