import Columns
import Diagnostics
import Model
import Planning

/// Puts behind the columns of all rows what each row is among them.
///
/// Like a sort it needs all rows before it can hand out the first.
final class WindowOperator: Operator {
  private let input: any Operator
  private let functions: [WindowFunction]
  private let types: [DataType]
  private let context: RunContext
  private var isDone = false

  init(
    _ input: any Operator, _ functions: [WindowFunction], types: [DataType], _ context: RunContext
  ) {
    (self.input, self.functions) = (input, functions)
    (self.types, self.context) = (types, context)
  }

  func next() throws(Diagnostic) -> Batch? {
    if isDone { return nil }
    isDone = true
    let batch = try input.drain(types: types, day: context.day, context.evaluator)
    let frame = Frame(batch)
    var columns = batch.columns
    for function in functions {
      let part = try WindowPart(function, frame, context.evaluator)
      columns.append(try part.values())
    }
    return Batch(
      count: batch.count, columns: columns, spread: batch.spread, days: batch.days)
  }
}

/// One function over rows: its values, and which rows belong together.
private struct WindowPart {
  let function: WindowFunction
  let argument: Vector
  let evaluator: Evaluator
  /// The part of each row as `by` divides them, and how many there are.
  let parts: [Int32]
  let partCount: Int
  private var span: SourceSpan { function.span }

  init(
    _ function: WindowFunction, _ frame: Frame, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    self.function = function
    self.evaluator = evaluator
    argument = try evaluator.evaluate(function.argument, in: frame)
    guard let key = function.partition else {
      (parts, partCount) = ([Int32](repeating: 0, count: frame.batch.count), 1)
      return
    }
    var table = GroupTable(keyCount: 1, keepsValues: false)
    let keys = try evaluator.evaluate(key, in: frame)
    parts = table.groups(of: [keys], rowCount: frame.batch.count)
    partCount = table.count
  }

  func values() throws(Diagnostic) -> Vector {
    if case .money(let money) = argument {
      if !money.bags.isEmpty {
        guard function.kind == .running else { throw .currenciesCompared(at: span) }
        return .money(try runningBags(money))
      }
      return try values(money)
    }
    let numbers =
      if case .number(let numbers) = argument { numbers } else {
        NumberVector(
          argument.days.map { $0 == Missing.day ? Missing.coefficient : Int128($0) }, scale: 0)
      }
    return .number(try values(numbers, groups: parts, groupCount: partCount))
  }

  /// Amounts, each within the rows of its own currency.
  private func values(_ money: MoneyVector) throws(Diagnostic) -> Vector {
    var table = GroupTable(keyCount: 2, keepsValues: false)
    let parts = Vector.number(NumberVector(self.parts.map { Int128($0) }, scale: 0))
    let groups = table.groups(of: [parts, .currency(money.currencies)], rowCount: self.parts.count)
    noteCurrencies(money)
    let result = try values(
      NumberVector(money.coefficients, scale: money.scale), groups: groups,
      groupCount: table.count)
    guard function.type == .money else { return .number(result) }
    let currencies = zip(result.coefficients, money.currencies).map {
      $0 == Missing.coefficient ? Missing.currency : $1
    }
    return .money(MoneyVector(result.coefficients, scale: result.scale, currencies: currencies))
  }

  /// Says so where amounts of several currencies stand in one part.
  private func noteCurrencies(_ money: MoneyVector) {
    var known = [UInt16](repeating: Missing.currency, count: partCount)
    for (position, currency) in money.currencies.enumerated() {
      let coefficient = money.coefficients[position]
      // Zero is zero in any currency.
      if coefficient == Missing.coefficient || coefficient == 0 { continue }
      let part = Int(parts[position])
      if known[part] == Missing.currency { known[part] = currency }
      if known[part] != currency {
        evaluator.scratch.note("\(function.kind.rawValue) is worked out within each currency")
        return
      }
    }
  }

  private func values(
    _ numbers: NumberVector, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) -> NumberVector {
    switch function.kind {
    case .share: try shares(numbers, groups, groupCount)
    case .running: try running(numbers, groups, groupCount)
    case .change: try changes(numbers, groups, groupCount)
    case .rank: try ranks(numbers, groups)
    }
  }

  // MARK: Kinds

  /// The exact part of the sum, rounded half to even behind six digits.
  private func shares(
    _ numbers: NumberVector, _ groups: [Int32], _ groupCount: Int
  ) throws(Diagnostic) -> NumberVector {
    var sums = ScaledSums()
    sums.grow(to: groupCount)
    try forEachValue(numbers) { (position, coefficient) throws(Diagnostic) in
      try sums.add(coefficient, times: 1, to: Int(groups[position]), at: span)
    }
    _ = try Arithmetic.checked(NumberVector(sums.sums, scale: numbers.scale), at: span)
    let factor = Decimal.powersOfTen[Decimal.quotientScale]
    var result = NumberVector(numbers.coefficients, scale: Decimal.quotientScale)
    try forEachValue(numbers) { (position, coefficient) throws(Diagnostic) in
      let sum = sums[Int(groups[position])]
      if sum == 0 {
        evaluator.scratch.note("a division by zero gives a missing value")
        result.coefficients[position] = Missing.coefficient
      } else {
        // Below 10^26, so that six digits more fit 128 bits.
        result.coefficients[position] = Decimal.quotient(
          coefficient * factor, sum, rounding: .halfToEven)
      }
    }
    return result
  }

  private func running(
    _ numbers: NumberVector, _ groups: [Int32], _ groupCount: Int
  ) throws(Diagnostic) -> NumberVector {
    var sums = ScaledSums()
    sums.grow(to: groupCount)
    var result = numbers
    try forEachValue(numbers) { (position, coefficient) throws(Diagnostic) in
      try sums.add(coefficient, times: 1, to: Int(groups[position]), at: span)
      result.coefficients[position] = sums[Int(groups[position])]
    }
    return try Arithmetic.checked(result, at: span)
  }

  private func changes(
    _ numbers: NumberVector, _ groups: [Int32], _ groupCount: Int
  ) throws(Diagnostic) -> NumberVector {
    var last = [Int128](repeating: Missing.coefficient, count: groupCount)
    var result = numbers
    try forEachValue(numbers) { (position, coefficient) throws(Diagnostic) in
      let group = Int(groups[position])
      // Both are far from the limits of 128 bits.
      result.coefficients[position] =
        last[group] == Missing.coefficient ? Missing.coefficient : coefficient - last[group]
      last[group] = coefficient
    }
    return try Arithmetic.checked(result, at: span)
  }

  /// Largest first; equal values share a rank, and the next is as many further on.
  private func ranks(
    _ numbers: NumberVector, _ groups: [Int32]
  ) throws(Diagnostic) -> NumberVector {
    var order = SortOrder(count: groups.count)
    let parts = Vector.number(NumberVector(groups.map { Int128($0) }, scale: 0))
    for (key, isDescending) in [(parts, false), (Vector.number(numbers), true)] {
      try order.add(key, isDescending: isDescending, isAsked: false, evaluator, at: span)
    }
    var ranks = [Int128](repeating: Missing.coefficient, count: groups.count)
    var before: (group: Int32, value: Int128, rank: Int128)?
    var place: Int128 = 0
    for position in try order.positions(evaluator) {
      let (group, value) = (groups[Int(position)], numbers.coefficients[Int(position)])
      if value == Missing.coefficient { continue }
      place = before?.group == group ? place + 1 : 1
      let isEqual = before.map { $0.group == group && $0.value == value } ?? false
      let rank = isEqual ? before?.rank ?? place : place
      ranks[Int(position)] = rank
      before = (group, value, rank)
    }
    return NumberVector(ranks, scale: 0)
  }

  /// Sums over several currencies go on in each of the row's currencies.
  private func runningBags(_ money: MoneyVector) throws(Diagnostic) -> MoneyVector {
    var sums: [PartCurrency: Decimal] = [:]
    var values: [Value] = []
    for position in money.coefficients.indices {
      if position % Evaluator.rowsBetweenChecks == 0 { try evaluator.checkInterruption() }
      var told: [Money] = []
      for amount in money.amounts(at: position) {
        let key = PartCurrency(part: parts[position], currency: amount.currency)
        guard let sum = (sums[key] ?? .zero).adding(amount.amount) else {
          throw .overflow(at: span)
        }
        sums[key] = sum
        told.append(Money(sum, amount.currency))
      }
      values.append(MoneyVector.value(of: told, isMissing: told.isEmpty))
    }
    let result = MoneyVector(values)
    if result.isTooLarge { throw .overflow(at: span) }
    return result
  }

  private struct PartCurrency: Hashable {
    let part: Int32
    let currency: Currency
  }

  /// Goes over the values that are not missing; somebody may stop it.
  private func forEachValue(
    _ numbers: NumberVector, _ body: (Int, Int128) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    for (position, coefficient) in numbers.coefficients.enumerated() {
      if position % Evaluator.rowsBetweenChecks == 0 { try evaluator.checkInterruption() }
      if coefficient != Missing.coefficient { try body(position, coefficient) }
    }
  }
}
