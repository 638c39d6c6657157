import Columns
import Diagnostics
import Model
import Planning

/// Folds values into one for each group: sum, count, smallest and so on.
protocol Accumulator: Sendable {
  /// Takes the values of some rows, each for its group; nil where the records are counted.
  mutating func add(
    _ values: Vector?, groups: [Int32], groupCount: Int
  ) throws(Diagnostic)
  /// What each group comes to.
  mutating func finish(groupCount: Int) throws(Diagnostic) -> Vector
  /// Takes what another of its kind has folded, where it is a `PartAccumulator`.
  mutating func merge(
    any part: any Accumulator, groups: [Int32], groupCount: Int
  ) throws(Diagnostic)
}

extension Accumulator {
  mutating func merge(
    any part: any Accumulator, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    preconditionFailure("what depends on the order of values is folded as a whole")
  }
}

/// An accumulator of which threads may fold parts, each for itself.
protocol PartAccumulator: Accumulator {
  /// Takes what another has folded, each of its groups for one here.
  mutating func merge(
    _ part: Self, groups: [Int32], groupCount: Int
  ) throws(Diagnostic)
}

extension PartAccumulator {
  mutating func merge(
    any part: any Accumulator, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    guard let part = part as? Self else { preconditionFailure("parts are of one kind") }
    try merge(part, groups: groups, groupCount: groupCount)
  }
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
struct CountAccumulator: PartAccumulator {
  private var counts: [Int] = []

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
    return .number(NumberVector(Figures(narrow: counts.map { Int64($0) }), scale: 0))
  }

  mutating func merge(_ part: CountAccumulator, groups: [Int32], groupCount: Int) {
    counts.grow(to: groupCount, with: 0)
    for (count, group) in zip(part.counts, groups) { counts[Int(group)] += count }
  }
}

/// Whether a test held for any row, or failed for none.
///
/// It is fed only the rows that decide: those where the test held, or those where it failed.
struct TestAccumulator: PartAccumulator {
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

  mutating func merge(_ part: TestAccumulator, groups: [Int32], groupCount: Int) {
    isDecided.grow(to: groupCount, with: false)
    for (isDecided, group) in zip(part.isDecided, groups) where isDecided {
      self.isDecided[Int(group)] = true
    }
  }
}

/// Sums and averages of numbers; the sum of nothing is 0, the average of nothing is missing.
struct NumberAccumulator: PartAccumulator {
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
    if let narrow = numbers.coefficients.narrow,
      let own = NarrowArithmetic.scaled(narrow, up: sums.scale - numbers.scale)
    {
      return try add(own, groups: groups)
    }
    let factor = Decimal.powersOfTen[sums.scale - numbers.scale]
    for (position, coefficient) in numbers.coefficients.enumerated()
    where coefficient != Missing.coefficient {
      try sums.add(coefficient, times: factor, to: Int(groups[position]), at: span)
    }
  }

  /// Adds coefficients of the sums' own scale; neighbors of one group are added up first.
  private mutating func add(_ values: [Int64], groups: [Int32]) throws(Diagnostic) {
    precondition(values.count == groups.count, "each value has its group")
    let (values, groups) = (values.span, groups.span)
    var row = 0
    while row < values.count {
      let group = groups[row]
      var run = NarrowRun()
      while row < values.count, groups[row] == group, run.take(values[row]) { row &+= 1 }
      try sums.add(run.sum, to: Int(group), count: run.count, at: span)
    }
  }

  mutating func finish(groupCount: Int) throws(Diagnostic) -> Vector {
    sums.grow(to: groupCount)
    if isAverage { return .number(try sums.averages(at: span)) }
    return .number(try Arithmetic.checked(NumberVector(sums.sums, scale: sums.scale), at: span))
  }

  mutating func merge(
    _ part: NumberAccumulator, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    sums.grow(to: groupCount)
    try sums.merge(part.sums, groups: groups, at: span)
  }
}

/// Sums and averages of money, kept apart by currency.
struct MoneyAccumulator: PartAccumulator {
  let isAverage: Bool
  /// Whether it folds a list of each row; then it sees the rows of one batch, not of the question.
  let isOverLists: Bool
  let zero: Currency
  let span: SourceSpan
  /// Of each group, what it has in the currency that it met first: mostly all.
  private var sums = ScaledSums()
  /// That currency; `Currency.several`, which none is, before the first amount.
  private var currencies: [UInt16] = []
  /// What groups have in further currencies, an entry a currency.
  private var others: [(currency: UInt16, sums: ScaledSums)] = []
  /// The currency of all amounts; `Currency.several` where there are more, nil before the first.
  private var only: UInt16?

  init(isAverage: Bool, isOverLists: Bool = false, zero: Currency, span: SourceSpan) {
    (self.isAverage, self.isOverLists) = (isAverage, isOverLists)
    (self.zero, self.span) = (zero, span)
  }

  mutating func add(
    _ values: Vector?, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    grow(to: groupCount)
    guard case .money(let amounts)? = values else { return }
    try sums.align(with: amounts.scale, at: span)
    if amounts.bags.isEmpty, let narrow = amounts.coefficients.narrow,
      let own = NarrowArithmetic.scaled(narrow, up: sums.scale - amounts.scale)
    {
      return try add(own, amounts.currencies, groups: groups)
    }
    var factor = Decimal.powersOfTen[sums.scale - amounts.scale]
    for position in amounts.coefficients.indices {
      let (coefficient, currency) = (amounts.coefficients[position], amounts.currencies[position])
      if coefficient == Missing.coefficient { continue }
      let group = Int(groups[position])
      if currency == Currency.several.code {
        for part in amounts.bags[Int(coefficient)].amounts {
          try add(part.amount.coefficient, part.amount.scale, part.currency.code, to: group)
        }
        factor = Decimal.powersOfTen[sums.scale - amounts.scale]
      } else if currency == currencies[group] {
        try sums.add(coefficient, times: factor, to: group, at: span)
      } else {
        try add(coefficient, amounts.scale, currency, to: group)
      }
    }
  }

  /// Adds coefficients of the sums' own scale; neighbors of one group and currency are added up
  /// first.
  private mutating func add(
    _ values: [Int64], _ codes: [UInt16], groups: [Int32]
  ) throws(Diagnostic) {
    precondition(
      values.count == groups.count && values.count == codes.count, "each amount has its group")
    let (values, codes, groups) = (values.span, codes.span, groups.span)
    let (scale, none) = (sums.scale, Currency.several.code)
    var row = 0
    while row < values.count {
      let (group, currency) = (groups[row], codes[row])
      var run = NarrowRun()
      while row < values.count, groups[row] == group, codes[row] == currency,
        run.take(values[row])
      {
        row &+= 1
      }
      if run.count == 0 { continue }
      if currencies[Int(group)] == none {
        if only != currency { only = only == nil ? currency : none }
        currencies[Int(group)] = currency
      }
      if currency == currencies[Int(group)] {
        try sums.add(run.sum, to: Int(group), count: run.count, at: span)
      } else {
        try add(Int128(run.sum), scale, currency, to: Int(group), count: run.count)
      }
    }
  }

  /// Adds an amount in a currency that the group has not met first, or has not met at all.
  private mutating func add(
    _ coefficient: Int128, _ scale: Int, _ currency: UInt16, to group: Int, count: Int = 1
  ) throws(Diagnostic) {
    if only != currency { only = only == nil ? currency : Currency.several.code }
    if currencies[group] == Currency.several.code { currencies[group] = currency }
    if currencies[group] == currency {
      try sums.add(coefficient, ofScale: scale, to: group, count: count, at: span)
      return
    }
    let known = others.firstIndex { $0.currency == currency }
    let place = known ?? others.count
    if known == nil { others.append((currency, ScaledSums())) }
    others[place].sums.grow(to: currencies.count)
    try others[place].sums.add(coefficient, ofScale: scale, to: group, count: count, at: span)
  }

  mutating func merge(
    _ part: MoneyAccumulator, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    grow(to: groupCount)
    for (place, group) in groups.enumerated() where part.sums.count(of: place) > 0 {
      try add(
        part.sums[place], part.sums.scale, part.currencies[place], to: Int(group),
        count: part.sums.count(of: place))
    }
    for (currency, sums) in part.others {
      for (place, group) in groups.enumerated() where sums.count(of: place) > 0 {
        try add(
          sums[place], sums.scale, currency, to: Int(group), count: sums.count(of: place))
      }
    }
  }

  private mutating func grow(to groupCount: Int) {
    sums.grow(to: groupCount)
    currencies.grow(to: groupCount, with: Currency.several.code)
  }

  mutating func finish(groupCount: Int) throws(Diagnostic) -> Vector {
    grow(to: groupCount)
    let scale = others.reduce(sums.scale) { max($0, $1.sums.scale) }
    try sums.align(with: scale, at: span)
    for place in others.indices {
      others[place].sums.grow(to: groupCount)
      try others[place].sums.align(with: scale, at: span)
    }
    return .money(isAverage ? try averages(groupCount) : try total(groupCount))
  }

  private func total(_ groupCount: Int) throws(Diagnostic) -> MoneyVector {
    for sums in [sums] + others.map(\.sums) {
      _ = try Arithmetic.checked(NumberVector(sums.sums, scale: sums.scale), at: span)
    }
    // The only currency of the rows is that of a sum over none of them, unless these are but the
    // rows of one batch: what nothing comes to must not depend on its neighbors.
    let isUsual = only != Currency.several.code && !isOverLists
    let ofNothing = isUsual ? only ?? zero.code : zero.code
    let own = MoneyVector(
      sums.sums, scale: sums.scale,
      currencies: currencies.map { $0 == Currency.several.code ? ofNothing : $0 })
    return others.isEmpty ? own : together(own)
  }

  /// The sums with those in further currencies; of a sum of nothing in a currency nothing is told.
  private func together(_ own: MoneyVector) -> MoneyVector {
    var result = MoneyVector(scale: own.scale)
    for group in own.coefficients.indices {
      var total = CurrencySums()
      if currencies[group] != Currency.several.code {
        total.add(own.coefficients[group], currencies[group])
      }
      for (currency, sums) in others where sums.count(of: group) > 0 {
        total.add(sums[group], currency)
      }
      result.append(total.value(scale: own.scale, zero: zero))
    }
    return result
  }

  /// An average needs one currency in each group.
  private func averages(_ groupCount: Int) throws(Diagnostic) -> MoneyVector {
    guard others.isEmpty else { throw .currenciesCompared(at: span) }
    let averages = try sums.averages(at: span)
    return MoneyVector(
      averages.coefficients, scale: averages.scale,
      currencies: currencies.map { $0 == Currency.several.code ? Missing.currency : $0 })
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
