import Accounting
import Columns
import Diagnostics
import Model
import Planning

/// Exact arithmetic on vectors: what does not fit is an error that names the expression.
///
/// Coefficients stay below 10^26 and scales at 12 or less, so that bringing two vectors to a common
/// scale can never overflow 128 bits.
enum Arithmetic {
  static let largestCoefficient = Decimal.powersOfTen[26]
  static let largestScale = 12

  static func combine(
    _ left: NumberVector, _ operation: ArithmeticOperator, _ right: NumberVector,
    at span: SourceSpan, _ scratch: Evaluator.Scratch
  ) throws(Diagnostic) -> NumberVector {
    if let narrow = narrow(left, operation, right) { return narrow }
    let result =
      switch operation {
      case .add: try sum(left, right, at: span)
      case .subtract: try sum(left, right, isDifference: true, at: span)
      case .multiply: try product(left, right, at: span)
      case .divide: try quotient(left, right, at: span, scratch)
      }
    return try checked(result, at: span)
  }

  /// The same in 64 bits; nil where one row does not fit, or needs words.
  private static func narrow(
    _ left: NumberVector, _ operation: ArithmeticOperator, _ right: NumberVector
  ) -> NumberVector? {
    guard let a = left.coefficients.narrow, let b = right.coefficients.narrow else { return nil }
    let (result, scale): ([Int64]?, Int)
    switch operation {
    case .add, .subtract:
      scale = max(left.scale, right.scale)
      let digits = (scale - left.scale, scale - right.scale)
      result =
        operation == .add
        ? NarrowArithmetic.sum(a, b, up: digits) : NarrowArithmetic.difference(a, b, up: digits)
    case .multiply:
      scale = left.scale + right.scale
      result = scale <= largestScale ? NarrowArithmetic.product(a, b) : nil
    case .divide:
      scale = max(Decimal.quotientScale, left.scale)
      guard scale <= largestScale,
        let a = NarrowArithmetic.scaled(a, up: scale - left.scale + right.scale)
      else { return nil }
      result = NarrowArithmetic.quotient(a, b)
    }
    return result.map { NumberVector(Figures(narrow: $0), scale: scale) }
  }

  /// Checks the limits; digits behind the point that are all zero are dropped first.
  static func checked(_ vector: NumberVector, at span: SourceSpan) throws(Diagnostic)
    -> NumberVector
  {
    // What fits 64 bits is far below the largest coefficient.
    if vector.scale <= largestScale, vector.coefficients.narrow != nil { return vector }
    var (coefficients, scale) = (vector.coefficients.wide, vector.scale)
    while scale > largestScale {
      for index in coefficients.indices where coefficients[index] != Missing.coefficient {
        guard coefficients[index] % 10 == 0 else { throw .overflow(at: span) }
        coefficients[index] /= 10
      }
      scale -= 1
    }
    let largest = largestCoefficient
    for coefficient in coefficients where coefficient != Missing.coefficient {
      if coefficient >= largest || coefficient <= -largest { throw .overflow(at: span) }
    }
    return NumberVector(coefficients, scale: scale)
  }

  /// Coefficients at a scale that is at least their own.
  static func rescaled(
    _ vector: NumberVector, to scale: Int, at span: SourceSpan
  ) throws(Diagnostic) -> Figures {
    if scale == vector.scale { return vector.coefficients }
    if let narrow = vector.coefficients.narrow,
      let scaled = NarrowArithmetic.scaled(narrow, up: scale - vector.scale)
    {
      return Figures(narrow: scaled)
    }
    let factor = Decimal.powersOfTen[scale - vector.scale]
    var coefficients = vector.coefficients.wide
    for index in coefficients.indices where coefficients[index] != Missing.coefficient {
      let (value, overflow) = coefficients[index].product(factor)
      if overflow || value == Missing.coefficient { throw .overflow(at: span) }
      coefficients[index] = value
    }
    return Figures(coefficients)
  }

  private static func sum(
    _ left: NumberVector, _ right: NumberVector, isDifference: Bool = false,
    at span: SourceSpan
  ) throws(Diagnostic) -> NumberVector {
    let scale = max(left.scale, right.scale)
    let factors = (
      Decimal.powersOfTen[scale - left.scale], Decimal.powersOfTen[scale - right.scale]
    )
    var sums = left.coefficients.wide
    for index in sums.indices {
      let (a, b) = (sums[index], right.coefficients[index])
      guard a != Missing.coefficient, b != Missing.coefficient else {
        sums[index] = Missing.coefficient
        continue
      }
      let (x, y) = (a.product(factors.0), b.product(factors.1))
      let (sum, overflow) =
        isDifference
        ? x.partialValue.subtractingReportingOverflow(y.partialValue)
        : x.partialValue.addingReportingOverflow(y.partialValue)
      if overflow || x.overflow || y.overflow || sum == Missing.coefficient {
        throw .overflow(at: span)
      }
      sums[index] = sum
    }
    return NumberVector(sums, scale: scale)
  }

  private static func product(
    _ left: NumberVector, _ right: NumberVector, at span: SourceSpan
  ) throws(Diagnostic) -> NumberVector {
    var coefficients = left.coefficients.wide
    for index in coefficients.indices {
      let (a, b) = (coefficients[index], right.coefficients[index])
      guard a != Missing.coefficient, b != Missing.coefficient else {
        coefficients[index] = Missing.coefficient
        continue
      }
      let (value, overflow) = a.product(b)
      // The least figure of all stands for a missing one.
      if overflow || value == Missing.coefficient { throw .overflow(at: span) }
      coefficients[index] = value
    }
    return NumberVector(coefficients, scale: left.scale + right.scale)
  }

  /// Rounded half to even behind six digits, or behind as many as the dividend has.
  private static func quotient(
    _ left: NumberVector, _ right: NumberVector, at span: SourceSpan, _ scratch: Evaluator.Scratch
  ) throws(Diagnostic) -> NumberVector {
    let scale = max(Decimal.quotientScale, left.scale)
    let factor = Decimal.powersOfTen[scale - left.scale + right.scale]
    var coefficients = left.coefficients.wide
    for index in coefficients.indices {
      let (a, b) = (coefficients[index], right.coefficients[index])
      guard a != Missing.coefficient, b != Missing.coefficient else {
        coefficients[index] = Missing.coefficient
        continue
      }
      if b == 0 {
        scratch.note("a division by zero gives a missing value")
        coefficients[index] = Missing.coefficient
        continue
      }
      let (dividend, overflow) = a.product(factor)
      if overflow || dividend == Missing.coefficient { throw .overflow(at: span) }
      coefficients[index] = Decimal.quotient(dividend, b, rounding: .halfToEven)
    }
    return NumberVector(coefficients, scale: scale)
  }
}

extension Evaluator {
  func negated(_ vector: Vector, at span: SourceSpan) throws(Diagnostic) -> Vector {
    switch vector {
    case .number(let numbers):
      return .number(
        NumberVector(
          numbers.coefficients.map { $0 == Missing.coefficient ? $0 : -$0 }, scale: numbers.scale))
    case .money(let amounts):
      let minusOne = NumberVector(
        [Int128](repeating: -1, count: amounts.coefficients.count), scale: 0)
      return .money(try scaled(amounts, .multiply, minusOne, at: span))
    default: return vector
    }
  }

  func arithmetic(
    _ left: Vector, _ operation: ArithmeticOperator, _ right: Vector, at span: SourceSpan
  ) throws(Diagnostic) -> Vector {
    switch (left, right) {
    case (.number(let a), .number(let b)):
      return .number(try Arithmetic.combine(a, operation, b, at: span, scratch))
    case (.money(let a), .number(let b)):
      return .money(try scaled(a, operation, b, at: span))
    case (.number(let a), .money(let b)):
      return .money(try scaled(b, operation, a, at: span))
    case (.money(let a), .money(let b)) where operation == .divide:
      return .number(try ratio(a, b, at: span))
    case (.money(let a), .money(let b)):
      return .money(try sum(a, b, sign: operation == .add ? 1 : -1, at: span))
    case (.date(let a), .date(let b)):
      return .number(
        NumberVector(
          Figures(
            narrow: RowLoops.map(a, b) { a, b in
              a == Missing.day || b == Missing.day ? Missing.stored : Int64(a) &- Int64(b)
            }), scale: 0))
    default:
      // The word `missing`, typed by its neighbor: every result is missing.
      return .missing(count: left.count)
    }
  }

  /// Money times or divided by numbers, bags amount by amount.
  private func scaled(
    _ money: MoneyVector, _ operation: ArithmeticOperator, _ numbers: NumberVector,
    at span: SourceSpan
  ) throws(Diagnostic) -> MoneyVector {
    if money.bags.isEmpty {
      let result = try Arithmetic.combine(
        NumberVector(money.coefficients, scale: money.scale), operation, numbers, at: span, scratch)
      return MoneyVector(result.coefficients, scale: result.scale, currencies: money.currencies)
    }
    var values: [Value] = []
    for position in money.coefficients.indices {
      let factor = NumberVector([numbers.coefficients[position]], scale: numbers.scale)
      var parts: [Money] = []
      for part in money.amounts(at: position) {
        let one = MoneyVector([.money(part)])
        let result = try scaled(one, operation, factor, at: span)
        if case .money(let amount) = result.value(at: 0) { parts.append(amount) }
      }
      values.append(MoneyVector.value(of: parts, isMissing: parts.isEmpty))
    }
    return MoneyVector(values)
  }

  /// Sums row by row; amounts of different currencies make a bag.
  private func sum(
    _ left: MoneyVector, _ right: MoneyVector, sign: Int128, at span: SourceSpan
  ) throws(Diagnostic) -> MoneyVector {
    if left.bags.isEmpty, right.bags.isEmpty,
      RowLoops.areEqual(left.currencies, right.currencies)
    {
      let result = try Arithmetic.combine(
        NumberVector(left.coefficients, scale: left.scale), sign > 0 ? .add : .subtract,
        NumberVector(right.coefficients, scale: right.scale), at: span, scratch)
      return MoneyVector(result.coefficients, scale: result.scale, currencies: left.currencies)
    }
    // No more digits than the amounts have: a quotient has at least as many as its dividend.
    var result = MoneyVector(scale: max(left.largestScale, right.largestScale))
    for position in left.coefficients.indices {
      guard left.coefficients[position] != Missing.coefficient,
        right.coefficients[position] != Missing.coefficient
      else {
        result.append(.missing)
        continue
      }
      var sums = CurrencySums()
      for (parts, sign) in [(left.amounts(at: position), 1), (right.amounts(at: position), sign)] {
        for part in parts {
          guard let coefficient = part.amount.coefficient(atScale: result.scale) else {
            throw .overflow(at: span)
          }
          sums.add(sign * coefficient, part.currency.code)
        }
      }
      let value = sums.value(scale: result.scale, zero: view.zeroCurrency)
      if sums.hasOverflowed || MoneyVector([value]).isTooLarge { throw .overflow(at: span) }
      result.append(value)
    }
    return result
  }

  /// How many times one amount holds another of the same currency.
  private func ratio(
    _ left: MoneyVector, _ right: MoneyVector, at span: SourceSpan
  ) throws(Diagnostic) -> NumberVector {
    for position in left.coefficients.indices
    where left.coefficients[position] != Missing.coefficient
      && right.coefficients[position] != Missing.coefficient
    {
      let (a, b) = (left.currencies[position], right.currencies[position])
      // A zero of no currency, as a sum over nothing gives it, divides like any zero.
      let isZero = left.isZero(at: position) || right.isZero(at: position)
      if (a != b && !isZero) || a == Currency.several.code || b == Currency.several.code {
        throw .currenciesCompared(at: span)
      }
    }
    return try Arithmetic.combine(
      NumberVector(left.coefficients, scale: left.scale), .divide,
      NumberVector(right.coefficients, scale: right.scale), at: span, scratch)
  }
}

extension MoneyVector {
  /// The amounts of one row, one a currency; none where it is missing.
  func amounts(at position: Int) -> [Money] {
    switch value(at: position) {
    case .money(let money): [money]
    case .bag(let bag): bag.amounts
    default: []
    }
  }

  /// Digits behind the point of all amounts, those in bags included.
  var largestScale: Int {
    bags.reduce(scale) { most, bag in bag.amounts.reduce(most) { max($0, $1.amount.scale) } }
  }

  /// Whether an amount has more digits than arithmetic takes.
  var isTooLarge: Bool {
    let largest = Arithmetic.largestCoefficient
    if bags.isEmpty {
      // What fits 64 bits is far below it.
      return coefficients.narrow == nil
        && coefficients.contains {
          $0 != Missing.coefficient && ($0 >= largest || $0 <= -largest)
        }
    }
    return coefficients.indices.contains { position in
      amounts(at: position).contains {
        $0.amount.coefficient.magnitude >= Arithmetic.largestCoefficient.magnitude
      }
    }
  }

  func isZero(at position: Int) -> Bool {
    coefficients[position] == 0 && currencies[position] != Currency.several.code
  }

  static func value(of parts: [Money], isMissing: Bool) -> Value {
    if isMissing { return .missing }
    return parts.count == 1 ? .money(parts[0]) : .bag(Bag(parts))
  }
}
