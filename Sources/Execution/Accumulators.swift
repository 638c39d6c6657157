import Columns
import Diagnostics
import Model
import Planning

/// Folds values into one for each group: sum, count, smallest and so on.
protocol Accumulator {
  /// Takes the values of some rows, each for its group; nil where the records are counted.
  mutating func add(
    _ values: Vector?, groups: [Int32], groupCount: Int
  ) throws(Diagnostic)
  /// What each group comes to.
  mutating func finish(groupCount: Int) throws(Diagnostic) -> Vector
}

/// The accumulator of an aggregate.
func makeAccumulator(_ aggregate: BoundAggregate, zero: Currency) -> any Accumulator {
  switch aggregate.function {
  case .count: CountAccumulator()
  case .any: TestAccumulator(isAll: false)
  case .all: TestAccumulator(isAll: true)
  case .sum, .average:
    if aggregate.type == .money {
      MoneyAccumulator(
        isAverage: aggregate.function == .average, isOverLists: !aggregate.expansions.isEmpty,
        zero: zero, span: aggregate.span)
    } else {
      NumberAccumulator(isAverage: aggregate.function == .average, span: aggregate.span)
    }
  case .min, .max:
    ExtremeAccumulator(
      type: aggregate.type, isMaximum: aggregate.function == .max, span: aggregate.span)
  case .median: MedianAccumulator(type: aggregate.type, span: aggregate.span)
  case .list: ListAccumulator()
  }
}

/// Rows, or rows with a value.
struct CountAccumulator: Accumulator {
  private var counts: [Int128] = []

  mutating func add(_ values: Vector?, groups: [Int32], groupCount: Int) {
    counts.grow(to: groupCount, with: 0)
    guard let values else {
      for group in groups { counts[Int(group)] += 1 }
      return
    }
    for (position, isMissing) in values.missing.enumerated() where !isMissing {
      counts[Int(groups[position])] += 1
    }
  }

  mutating func finish(groupCount: Int) -> Vector {
    counts.grow(to: groupCount, with: 0)
    return .number(NumberVector(counts, scale: 0))
  }
}

/// Whether a test held for any row, or failed for none.
///
/// It is fed only the rows that decide: those where the test held, or those where it failed.
struct TestAccumulator: Accumulator {
  let isAll: Bool
  private var isDecided: [Bool] = []

  init(isAll: Bool) {
    self.isAll = isAll
  }

  mutating func add(_ values: Vector?, groups: [Int32], groupCount: Int) {
    isDecided.grow(to: groupCount, with: false)
    for group in groups { isDecided[Int(group)] = true }
  }

  mutating func finish(groupCount: Int) -> Vector {
    isDecided.grow(to: groupCount, with: false)
    return .boolean(isAll ? isDecided.map { !$0 } : isDecided)
  }
}

/// Sums and averages of numbers; the sum of nothing is 0, the average of nothing is missing.
struct NumberAccumulator: Accumulator {
  let isAverage: Bool
  let span: SourceSpan
  private var sums = ScaledSums()

  init(isAverage: Bool, span: SourceSpan) {
    (self.isAverage, self.span) = (isAverage, span)
  }

  mutating func add(
    _ values: Vector?, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    sums.grow(to: groupCount)
    guard case .number(let numbers)? = values else { return }
    try sums.align(with: numbers.scale, at: span)
    let factor = Decimal.powersOfTen[sums.scale - numbers.scale]
    for (position, coefficient) in numbers.coefficients.enumerated()
    where coefficient != Missing.coefficient {
      try sums.add(coefficient, times: factor, to: Int(groups[position]), at: span)
    }
  }

  mutating func finish(groupCount: Int) throws(Diagnostic) -> Vector {
    sums.grow(to: groupCount)
    if isAverage { return .number(try sums.averages(at: span)) }
    return .number(try Arithmetic.checked(NumberVector(sums.sums, scale: sums.scale), at: span))
  }
}

/// Sums and averages of money, kept apart by currency.
struct MoneyAccumulator: Accumulator {
  let isAverage: Bool
  /// Whether it folds a list of each row; then it sees the rows of one batch, not of the question.
  let isOverLists: Bool
  let zero: Currency
  let span: SourceSpan
  private var byCurrency: [(currency: UInt16, sums: ScaledSums)] = []

  init(isAverage: Bool, isOverLists: Bool = false, zero: Currency, span: SourceSpan) {
    (self.isAverage, self.isOverLists) = (isAverage, isOverLists)
    (self.zero, self.span) = (zero, span)
  }

  mutating func add(
    _ values: Vector?, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    guard case .money(let amounts)? = values else { return }
    var position = 0
    while position < amounts.coefficients.count {
      let currency = amounts.currencies[position]
      if amounts.coefficients[position] == Missing.coefficient {
        position += 1
      } else if currency == Currency.several.code {
        let bag = amounts.bags[Int(amounts.coefficients[position])]
        for part in bag.amounts {
          let slot = try slot(of: part.currency.code, part.amount.scale, groupCount)
          try byCurrency[slot].sums.add(
            part.amount.coefficient,
            times: Decimal.powersOfTen[byCurrency[slot].sums.scale - part.amount.scale],
            to: Int(groups[position]), at: span)
        }
        position += 1
      } else {
        let slot = try slot(of: currency, amounts.scale, groupCount)
        try byCurrency[slot].sums.add(amounts, from: &position, groups, at: span)
      }
    }
  }

  /// The place of a currency's sums, ready for amounts of a scale.
  private mutating func slot(
    of currency: UInt16, _ scale: Int, _ groupCount: Int
  ) throws(Diagnostic) -> Int {
    let known = byCurrency.firstIndex { $0.currency == currency }
    let slot = known ?? byCurrency.count
    if known == nil { byCurrency.append((currency, ScaledSums())) }
    byCurrency[slot].sums.grow(to: groupCount)
    try byCurrency[slot].sums.align(with: scale, at: span)
    return slot
  }

  mutating func finish(groupCount: Int) throws(Diagnostic) -> Vector {
    let scale = byCurrency.map(\.sums.scale).max() ?? 0
    for slot in byCurrency.indices {
      byCurrency[slot].sums.grow(to: groupCount)
      try byCurrency[slot].sums.align(with: scale, at: span)
    }
    return .money(isAverage ? try averages(groupCount) : try sums(groupCount, scale))
  }

  private func sums(_ groupCount: Int, _ scale: Int) throws(Diagnostic) -> MoneyVector {
    for entry in byCurrency {
      _ = try Arithmetic.checked(NumberVector(entry.sums.sums, scale: scale), at: span)
    }
    // The only currency of the rows is that of a sum over none of them, unless these are but the
    // rows of one batch: what nothing comes to must not depend on its neighbors.
    if byCurrency.count == 1, !isOverLists || !byCurrency[0].sums.counts.contains(0) {
      return MoneyVector(
        byCurrency[0].sums.sums, scale: scale,
        currencies: [UInt16](repeating: byCurrency[0].currency, count: groupCount))
    }
    if let plain = inOneCurrencyEach(groupCount, scale) { return plain }
    var result = MoneyVector(scale: scale)
    for group in 0..<groupCount {
      var total = CurrencySums()
      for (currency, sums) in byCurrency where sums.counts[group] > 0 {
        total.add(sums.sums[group], currency)
      }
      result.append(total.value(scale: scale, zero: zero))
    }
    return result
  }

  /// The sums where no group has amounts of two currencies, as lists of one document each have
  /// them; nil for others.
  private func inOneCurrencyEach(_ groupCount: Int, _ scale: Int) -> MoneyVector? {
    var result = MoneyVector(
      [Int128](repeating: 0, count: groupCount), scale: scale,
      currencies: [UInt16](repeating: zero.code, count: groupCount))
    var isTaken = [Bool](repeating: false, count: groupCount)
    for (currency, sums) in byCurrency {
      for group in 0..<groupCount where sums.counts[group] > 0 {
        if isTaken[group] { return nil }
        isTaken[group] = true
        result.coefficients[group] = sums.sums[group]
        result.currencies[group] = currency
      }
    }
    return result
  }

  /// An average needs one currency in each group.
  private func averages(_ groupCount: Int) throws(Diagnostic) -> MoneyVector {
    var values = [Value](repeating: .missing, count: groupCount)
    for (currency, sums) in byCurrency {
      let averages = try sums.averages(at: span)
      for group in 0..<groupCount where sums.counts[group] > 0 {
        guard values[group] == .missing else { throw .currenciesCompared(at: span) }
        values[group] = .money(
          Money(
            Decimal(averages.coefficients[group], scale: averages.scale),
            Currency(code: currency)))
      }
    }
    return MoneyVector(values)
  }
}

/// One running sum and count a group, at a common scale.
struct ScaledSums {
  private(set) var sums: [Int128] = []
  private(set) var counts: [Int128] = []
  private(set) var scale = 0

  mutating func grow(to count: Int) {
    sums.grow(to: count, with: 0)
    counts.grow(to: count, with: 0)
  }

  /// Raises the scale to that of values to come.
  mutating func align(with newScale: Int, at span: SourceSpan) throws(Diagnostic) {
    guard newScale > scale else { return }
    let factor = Decimal.powersOfTen[newScale - scale]
    for index in sums.indices {
      let (value, overflow) = sums[index].multipliedReportingOverflow(by: factor)
      if overflow { throw .overflow(at: span) }
      sums[index] = value
    }
    scale = newScale
  }

  mutating func add(
    _ coefficient: Int128, times factor: Int128, to group: Int, at span: SourceSpan
  ) throws(Diagnostic) {
    let (product, isTooLarge) = coefficient.product(factor)
    let (sum, overflow) = sums[group].addingReportingOverflow(product)
    if isTooLarge || overflow || sum == Missing.coefficient { throw .overflow(at: span) }
    sums[group] = sum
    counts[group] += 1
  }

  /// Adds amounts of one currency, from a position on to the first of another one.
  mutating func add(
    _ amounts: MoneyVector, from position: inout Int, _ groups: [Int32], at span: SourceSpan
  ) throws(Diagnostic) {
    let currency = amounts.currencies[position]
    let factor = Decimal.powersOfTen[scale - amounts.scale]
    while position < amounts.coefficients.count, amounts.currencies[position] == currency {
      let coefficient = amounts.coefficients[position]
      if coefficient != Missing.coefficient {
        try add(coefficient, times: factor, to: Int(groups[position]), at: span)
      }
      position += 1
    }
  }

  /// The exact sum divided by the count, half to even behind six digits or more.
  func averages(at span: SourceSpan) throws(Diagnostic) -> NumberVector {
    let target = max(Decimal.quotientScale, scale)
    let factor = Decimal.powersOfTen[target - scale]
    var averages: [Int128] = []
    for index in sums.indices {
      guard counts[index] > 0 else {
        averages.append(Missing.coefficient)
        continue
      }
      let (dividend, overflow) = sums[index].product(factor)
      if overflow { throw .overflow(at: span) }
      averages.append(Decimal.quotient(dividend, counts[index], rounding: .halfToEven))
    }
    return try Arithmetic.checked(NumberVector(averages, scale: target), at: span)
  }
}

extension Array {
  /// Appends a value until the array has a number of elements.
  mutating func grow(to count: Int, with value: Element) {
    if self.count < count {
      append(contentsOf: repeatElement(value, count: count - self.count))
    }
  }
}
