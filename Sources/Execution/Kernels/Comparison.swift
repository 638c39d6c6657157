import Columns
import Diagnostics
import Model
import Planning

extension Evaluator {
  /// Compares two sides row by row; a missing value equals nothing and has no order.
  func compare(
    _ left: BoundExpression, _ operation: ComparisonOperator, _ right: BoundExpression,
    in frame: Frame, at span: SourceSpan
  ) throws(Diagnostic) -> [Bool] {
    if operation == .equal, left.type == .text, case .constant(.text(let text)) = right.kind {
      return try textEquals(left, text, in: frame)
    }
    let values = try evaluate(left, in: frame)
    if case .constant(let constant) = right.kind,
      let answers = ordered(values, operation, constant, at: span)
    {
      return answers
    }
    return try compare(values, operation, try evaluate(right, in: frame), at: span)
  }

  func between(
    _ value: BoundExpression, _ low: BoundExpression, _ high: BoundExpression, in frame: Frame,
    at span: SourceSpan
  ) throws(Diagnostic) -> [Bool] {
    let values = try evaluate(value, in: frame)
    if case .date(let days) = values, case .constant(.date(let first)) = low.kind,
      case .constant(.date(let last)) = high.kind
    {
      // A missing day comes before all others.
      let (first, last) = (first.day, last.day)
      return RowLoops.map(days) { $0 >= first && $0 <= last }
    }
    let notBelow = try compare(
      values, .greaterOrEqual, try evaluate(low, in: frame), at: span)
    let notAbove = try compare(values, .lessOrEqual, try evaluate(high, in: frame), at: span)
    return RowLoops.map(notBelow, notAbove) { $0 && $1 }
  }

  func isRecord(
    _ record: BoundExpression, _ rows: [RowIndex], in frame: Frame
  ) throws(Diagnostic) -> [Bool] {
    guard case .record(_, let found) = try evaluate(record, in: frame) else {
      preconditionFailure("only records are compared with records")
    }
    if rows.count == 1 { return RowLoops.map(found) { [only = rows[0]] in $0 == only } }
    if rows.count <= 4 { return found.map { rows.contains($0) } }
    let wanted = Set(rows)
    return found.map { wanted.contains($0) }
  }

  /// Compares values with one that is the same for all rows; nil for types that need more care.
  private func ordered(
    _ values: Vector, _ operation: ComparisonOperator, _ constant: Value, at span: SourceSpan
  ) -> [Bool]? {
    switch (values, constant) {
    case (.date(let days), .date(let date)):
      return ordered(days, operation, date.day, missing: Missing.day)
    case (.enumeration(_, let words), .enumeration(_, let word)):
      return ordered(words, operation, UInt8(word), missing: Missing.word)
    case (.currency(let codes), .currency(let currency)) where currency.code != Missing.currency:
      return ordered(codes, operation, currency.code, missing: Missing.currency)
    case (.number(let numbers), .number(let number)) where number.scale <= numbers.scale:
      guard let coefficient = number.coefficient(atScale: numbers.scale) else { return nil }
      return ordered(numbers.coefficients, operation, coefficient)
    case (.money(let money), .number(let number))
    where money.bags.isEmpty && number.scale <= money.scale:
      guard let coefficient = number.coefficient(atScale: money.scale) else { return nil }
      // Zero is zero in any currency.
      if coefficient != 0 { scratch.remarks.noteComparison(of: money.currencies, at: span) }
      return ordered(money.coefficients, operation, coefficient)
    default: return nil
    }
  }

  private func ordered(
    _ figures: Figures, _ operation: ComparisonOperator, _ constant: Int128
  ) -> [Bool] {
    if let narrow = figures.narrow, let constant = Int64(exactly: constant) {
      return ordered(narrow, operation, constant, missing: Missing.stored)
    }
    return ordered(figures.wide, operation, constant, missing: Missing.coefficient)
  }

  @inline(__always)
  private func ordered<T: Comparable>(
    _ values: [T], _ operation: ComparisonOperator, _ constant: T, missing: T
  ) -> [Bool] {
    switch operation {
    case .equal: RowLoops.map(values) { $0 == constant && $0 != missing }
    case .less: RowLoops.map(values) { $0 < constant && $0 != missing }
    case .lessOrEqual: RowLoops.map(values) { $0 <= constant && $0 != missing }
    case .greater: RowLoops.map(values) { $0 > constant && $0 != missing }
    case .greaterOrEqual: RowLoops.map(values) { $0 >= constant && $0 != missing }
    }
  }

  private func compare(
    _ left: Vector, _ operation: ComparisonOperator, _ right: Vector, at span: SourceSpan
  ) throws(Diagnostic) -> [Bool] {
    switch (left, right) {
    case (.number(let a), .number(let b)):
      return try compare(a, operation, b, at: span)
    case (.money(let a), .number(let b)):
      return try compare(a, operation, b, at: span)
    case (.number(let a), .money(let b)):
      return try compare(b, operation.mirrored, a, at: span)
    case (.money(let a), .money(let b)):
      return try compare(a, operation, b, at: span)
    case (.date(let a), .date(let b)):
      return ordered(a, operation, b, missing: Missing.day)
    case (.period(let a), .period(let b)):
      return compare(a, operation, b)
    case (.enumeration(_, let a), .enumeration(_, let b)):
      return ordered(a, operation, b, missing: Missing.word)
    case (.currency(let a), .currency(let b)):
      return ordered(a, operation, b, missing: Missing.currency)
    case (.record(_, let a), .record(_, let b)):
      return ordered(a, operation, b, missing: Missing.row)
    case (.boolean(let a), .boolean(let b)):
      return zip(a, b).map { $0 == $1 }
    case (.text(let a), .text(let b)):
      return compare(a, operation, b)
    default:
      // One side is the word `missing`, which equals nothing and has no order.
      return [Bool](repeating: false, count: left.count)
    }
  }

  @inline(__always)
  private func ordered<T: Comparable>(
    _ a: [T], _ operation: ComparisonOperator, _ b: [T], missing: T
  ) -> [Bool] {
    switch operation {
    case .equal: RowLoops.map(a, b) { $0 == $1 && $0 != missing }
    case .less: RowLoops.map(a, b) { $0 < $1 && $0 != missing && $1 != missing }
    case .lessOrEqual: RowLoops.map(a, b) { $0 <= $1 && $0 != missing && $1 != missing }
    case .greater: RowLoops.map(a, b) { $0 > $1 && $0 != missing && $1 != missing }
    case .greaterOrEqual: RowLoops.map(a, b) { $0 >= $1 && $0 != missing && $1 != missing }
    }
  }

  private func compare(
    _ a: NumberVector, _ operation: ComparisonOperator, _ b: NumberVector, at span: SourceSpan
  ) throws(Diagnostic) -> [Bool] {
    let scale = max(a.scale, b.scale)
    let left = try Arithmetic.rescaled(a, to: scale, at: span)
    let right = try Arithmetic.rescaled(b, to: scale, at: span)
    if let a = left.narrow, let b = right.narrow {
      return ordered(a, operation, b, missing: Missing.stored)
    }
    return ordered(left.wide, operation, right.wide, missing: Missing.coefficient)
  }

  /// As a day is compared with a period: January 2026 is neither before nor behind 2026.
  private func compare(
    _ a: PeriodVector, _ operation: ComparisonOperator, _ b: PeriodVector
  ) -> [Bool] {
    a.firsts.indices.map { index in
      guard a.firsts[index] != Missing.day, b.firsts[index] != Missing.day else { return false }
      return switch operation {
      case .equal: a.firsts[index] == b.firsts[index] && a.lasts[index] == b.lasts[index]
      case .less: a.lasts[index] < b.firsts[index]
      case .lessOrEqual: a.lasts[index] <= b.lasts[index]
      case .greater: a.firsts[index] > b.lasts[index]
      case .greaterOrEqual: a.firsts[index] >= b.firsts[index]
      }
    }
  }

  private func compare(
    _ a: TextVector, _ operation: ComparisonOperator, _ b: TextVector
  ) -> [Bool] {
    zip(a.codes, b.codes).map { x, y in
      guard x != Missing.text, y != Missing.text else { return false }
      let left = Text(TextFolding.folded(a.dictionary[x]))
      return operation.holds(left, Text(TextFolding.folded(b.dictionary[y])))
    }
  }
}

// MARK: - Money

extension Evaluator {
  /// Amounts against bare numbers, whatever their currency; a note says so when there are several.
  private func compare(
    _ money: MoneyVector, _ operation: ComparisonOperator, _ numbers: NumberVector,
    at span: SourceSpan
  ) throws(Diagnostic) -> [Bool] {
    let isMet = money.hasBag { numbers.coefficients[$0] != Missing.coefficient }
    if isMet { throw .currenciesCompared(at: span) }
    // Zero is zero in any currency.
    if numbers.coefficients.haveValues {
      scratch.remarks.noteComparison(of: money.currencies, at: span)
    }
    return try compare(
      NumberVector(money.coefficients, scale: money.scale), operation, numbers, at: span)
  }

  /// Amounts against amounts; those of another currency neither equal nor have an order.
  private func compare(
    _ a: MoneyVector, _ operation: ComparisonOperator, _ b: MoneyVector, at span: SourceSpan
  ) throws(Diagnostic) -> [Bool] {
    if !a.bags.isEmpty || !b.bags.isEmpty {
      return try compareBags(a, operation, b, at: span)
    }
    return try compareAmounts(a, operation, b, at: span)
  }

  /// Amounts in one currency each.
  private func compareAmounts(
    _ a: MoneyVector, _ operation: ComparisonOperator, _ b: MoneyVector, at span: SourceSpan
  ) throws(Diagnostic) -> [Bool] {
    var answers = try compare(
      NumberVector(a.coefficients, scale: a.scale), operation,
      NumberVector(b.coefficients, scale: b.scale), at: span)
    if RowLoops.areEqual(a.currencies, b.currencies) { return answers }
    for index in answers.indices where a.currencies[index] != b.currencies[index] {
      // Zero is zero in any currency.
      if a.coefficients[index] == 0 || b.coefficients[index] == 0 { continue }
      if a.coefficients[index] != Missing.coefficient, b.coefficients[index] != Missing.coefficient
      {
        scratch.note("amounts in another currency are neither equal, smaller nor larger")
      }
      answers[index] = false
    }
    return answers
  }

  /// Sums over several currencies are equal or not, but have no order.
  ///
  /// Beside a missing value nothing is asked of them. The other rows compare as amounts do.
  private func compareBags(
    _ a: MoneyVector, _ operation: ComparisonOperator, _ b: MoneyVector, at span: SourceSpan
  ) throws(Diagnostic) -> [Bool] {
    var answers = try compareAmounts(a.withoutBags, operation, b.withoutBags, at: span)
    for index in answers.indices where a.isBag(at: index) || b.isBag(at: index) {
      let (x, y) = (a.value(at: index), b.value(at: index))
      if x == .missing || y == .missing { continue }
      guard operation == .equal else { throw .currenciesCompared(at: span) }
      answers[index] = x == y
    }
    return answers
  }
}

extension Figures {
  /// Whether any is neither zero nor missing.
  fileprivate var haveValues: Bool {
    switch storage {
    case .narrow(let values): values.contains { $0 != 0 && $0 != Missing.stored }
    case .wide(let values): values.contains { $0 != 0 && $0 != Missing.coefficient }
    }
  }
}

extension MoneyVector {
  /// Whether a row that is asked about is a sum over several currencies.
  fileprivate func hasBag(where isAsked: (Int) -> Bool) -> Bool {
    if bags.isEmpty { return false }
    return currencies.indices.contains { isBag(at: $0) && isAsked($0) }
  }

  /// The same rows, a missing amount in place of each sum over several currencies.
  fileprivate var withoutBags: MoneyVector {
    if bags.isEmpty { return self }
    var result = MoneyVector(coefficients, scale: scale, currencies: currencies)
    for index in currencies.indices where isBag(at: index) {
      result.coefficients[index] = Missing.coefficient
      result.currencies[index] = Missing.currency
    }
    return result
  }

  /// Whether a row is a sum over several currencies.
  fileprivate func isBag(at index: Int) -> Bool { currencies[index] == Currency.several.code }
}

extension ComparisonOperator {
  /// Whether it holds between two values.
  func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
    switch self {
    case .equal: a == b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
