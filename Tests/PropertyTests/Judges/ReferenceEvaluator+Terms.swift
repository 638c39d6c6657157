import Model

/// Values worked out one row at a time, as the manual describes them.
extension ReferenceEvaluator {
  /// Why a row has no value: a figure has no order, or no rate leads to it.
  struct NoAnswer: Error {}

  /// The value of a term for a record.
  func value(_ term: Term, _ record: RecordID) throws -> Value {
    switch term {
    case .field(let path): return value(path, record)
    case .column(let name, _): return columns[name] ?? .missing
    case .constant(let value): return value
    case .arithmetic(let left, let sign, let right):
      return try arithmetic(value(left, record), sign, value(right, record))
    case .moved(let date, let days):
      guard case .date(let day) = try value(date, record), let moved = day.adding(days: days)
      else { return .missing }
      return .date(moved)
    case .choice(let test, let yes, let no):
      if book.slip == .elseIsMissing {
        return try holds(test, record) ? value(yes, record) : .missing
      }
      return try holds(test, record) ? value(yes, record) : value(no, record)
    case .fallback(let first, let other):
      let found = try value(first, record)
      if book.slip == .defaultIsIgnored { return found }
      return found == .missing ? try value(other, record) : found
    case .call(let function, let argument, let count):
      let found = try value(argument, record)
      if function == .amount, case .bag = found { throw NoAnswer() }
      return called(function, found, count)
    case .bucket(let inner, let edges, let isWhole):
      return try bucket(value(inner, record), edges, isWhole)
    case .inEuros(let inner): return try inEuros(value(inner, record))
    case .fold(let fold, let list, let field, let test):
      let members = try self.list(list, record).filter { member in
        try test.map { try inner(of: record).holds($0, member) } ?? true
      }
      return try ReferenceEvaluator.folded(
        fold, field.map { path in members.map { value(path, $0) } }, count: members.count,
        isNumber: field?.type == .number, book.slip)
    case .answer(let fold, let nested):
      let members = try members(nested, record)
      return try ReferenceEvaluator.folded(
        fold, nested.field.map { path in members.map { value(path, $0) } }, count: members.count,
        isNumber: nested.field?.type == .number, book.slip)
    }
  }

  /// The records of a question inside the question.
  func members(_ nested: Term.Nested, _ record: RecordID) throws -> [RecordID] {
    let evaluator = inner(of: record)
    return try book.records(of: nested.collection, day).filter { member in
      try nested.condition.map { try evaluator.holds($0, member) } ?? true
    }
  }

  /// The same for records inside a record.
  private func inner(of record: RecordID) -> ReferenceEvaluator {
    var evaluator = self
    evaluator.outer = record
    evaluator.columns = [:]
    return evaluator
  }

  /// Whether a value is among those of a question.
  func isAmong(_ path: Condition.Path, _ nested: Term.Nested, _ record: RecordID) throws -> Bool {
    let found = value(path, record)
    for member in try members(nested, record) {
      let one = nested.field.map { value($0, member) } ?? .record(member)
      if found != .missing, one != .missing, try compare(found, .equal, one) { return true }
    }
    return book.slip == .missingIsAmong && found == .missing
  }
}

// MARK: - Arithmetic

extension ReferenceEvaluator {
  private func arithmetic(_ a: Value, _ sign: Term.Sign, _ b: Value) throws -> Value {
    switch (a, sign, b) {
    case (.missing, _, _), (_, _, .missing): return .missing
    case (.number(let x), .plus, .number(let y)): return .number(x.adding(y) ?? .zero)
    case (.number(let x), .minus, .number(let y)): return .number(x.subtracting(y) ?? .zero)
    case (.number(let x), .times, .number(let y)): return .number(x.multiplied(by: y) ?? .zero)
    case (.number(let x), .over, .number(let y)):
      return y.isZero ? .missing : .number(ReferenceEvaluator.quotient(x, y))
    case (.date(let x), .minus, .date(let y)): return .number(Decimal(Int(x.day) - Int(y.day)))
    case (.bag, .times, .number(let y)):
      return ReferenceBook.sum(
        amounts(a).map { money in
          .money(Money(money.amount.multiplied(by: y) ?? .zero, money.currency))
        })
    case (.money(let x), .plus, .money(let y)) where x.currency == y.currency:
      return .money(Money(x.amount.adding(y.amount) ?? .zero, x.currency))
    case (.money(let x), .minus, .money(let y)) where x.currency == y.currency:
      return .money(Money(x.amount.subtracting(y.amount) ?? .zero, x.currency))
    case (.money(let x), .times, .number(let y)):
      return .money(Money(x.amount.multiplied(by: y) ?? .zero, x.currency))
    case (_, .plus, _): return ReferenceBook.sum((amounts(a) + amounts(b)).map { .money($0) })
    case (_, .minus, _):
      let minus = amounts(b).map { Money($0.amount.negated ?? .zero, $0.currency) }
      return ReferenceBook.sum((amounts(a) + minus).map { .money($0) })
    default: throw NoAnswer()
    }
  }

  private func amounts(_ value: Value) -> [Money] {
    switch value {
    case .money(let money): [money]
    case .bag(let bag): bag.amounts
    default: []
    }
  }

  /// Millionths, a half to the even neighbor; more digits where the dividend has them.
  static func quotient(_ a: Decimal, _ b: Decimal) -> Decimal {
    let digits = max(6, a.scale)
    let dividend = Int(exactly: a.coefficient).map { Int128($0) } ?? 0
    var (top, bottom) = (dividend, b.coefficient)
    for _ in 0..<(digits - a.scale + b.scale) { top *= 10 }
    if bottom < 0 { (top, bottom) = (-top, -bottom) }
    let (whole, rest) = top.magnitude.quotientAndRemainder(dividingBy: bottom.magnitude)
    let isUp =
      rest * 2 > bottom.magnitude || (rest * 2 == bottom.magnitude && whole % 2 == 1)
    let rounded = Int128(whole + (isUp ? 1 : 0))
    return Decimal(top < 0 ? -rounded : rounded, scale: digits)
  }

  /// At the rate of the day, to the cent and half away from zero; finer where the amount is.
  private func inEuros(_ value: Value) throws -> Value {
    guard value != .missing, let euro = Currency("EUR") else { return .missing }
    var sum = Decimal.zero
    for money in amounts(value) {
      let plain = money.amount.normalized
      var part = plain
      if money.currency != euro, !plain.isZero {
        guard let rate = book.euroRate(of: money.currency, day) else { throw NoAnswer() }
        let places = 2 + max(0, plain.scale - money.currency.exponent)
        part = ReferenceEvaluator.roundedQuotient(plain, rate, places: places)
      }
      sum = sum.adding(part) ?? .zero
    }
    return .money(Money(sum, euro))
  }

  private static func roundedQuotient(_ a: Decimal, _ b: Decimal, places: Int) -> Decimal {
    var (top, bottom) = (a.coefficient, b.coefficient)
    for _ in 0..<(places + b.scale) { top *= 10 }
    for _ in 0..<a.scale { bottom *= 10 }
    let (whole, rest) = top.magnitude.quotientAndRemainder(dividingBy: bottom.magnitude)
    let rounded = Int128(whole + (rest * 2 >= bottom.magnitude ? 1 : 0))
    return Decimal(top < 0 ? -rounded : rounded, scale: places)
  }
}

// MARK: - Functions

extension ReferenceEvaluator {
  private func called(_ function: Term.Function, _ value: Value, _ count: Int?) -> Value {
    switch (function, value) {
    case (_, .missing): return .missing
    case (.year, .date(let day)): return .period(Period(.year, holding: day))
    case (.quarter, .date(let day)): return .period(Period(.quarter, holding: day))
    case (.month, .date(let day)): return .period(Period(.month, holding: day))
    case (.week, .date(let day)): return .period(Period(.week, holding: day))
    case (.monthNumber, .date(let day)): return .number(Decimal(day.parts.month))
    case (.start, .period(let period)): return .date(period.first)
    case (.end, .period(let period)): return .date(period.last)
    case (.days, .period(let period)):
      return .number(Decimal(Int(period.last.day) - Int(period.first.day) + 1))
    case (.lower, .text(let text)): return .text(Text(text.string.lowercased()))
    case (.upper, .text(let text)): return .text(Text(text.string.uppercased()))
    case (.trim, .text(let text)):
      return .text(Text(String(trimmed(text.string))))
    case (.left, .text(let text)): return .text(Text(String(text.string.prefix(count ?? 0))))
    case (.right, .text(let text)): return .text(Text(String(text.string.suffix(count ?? 0))))
    case (.length, .text(let text)): return .number(Decimal(text.string.count))
    case (.normal, .text(let text)): return .text(Text(plainNumber(text.string)))
    case (.amount, .money(let money)): return .number(money.amount)
    case (_, .number(let number)): return .number(rounded(function, number, count ?? 0))
    case (_, .money(let money)):
      let places = function == .round ? count ?? money.currency.exponent : 0
      return .money(Money(rounded(function, money.amount, places), money.currency))
    case (_, .bag(let bag)):
      return ReferenceBook.sum(bag.amounts.map { called(function, .money($0), count) })
    default: return .missing
    }
  }

  private func trimmed(_ text: String) -> Substring {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }

  private func rounded(_ function: Term.Function, _ number: Decimal, _ places: Int) -> Decimal {
    if function == .abs { return number.isNegative ? number.negated ?? .zero : number }
    var unit: Int128 = 1
    let lost = number.scale - (function == .floor ? 0 : places)
    guard lost > 0 else { return number }
    for _ in 0..<lost { unit *= 10 }
    let (whole, rest) = number.coefficient.quotientAndRemainder(dividingBy: unit)
    if function == .floor {
      return Decimal(rest < 0 ? whole - 1 : whole, scale: 0)
    }
    let isUp = rest.magnitude * 2 >= unit.magnitude && book.slip != .roundingCutsOff
    return Decimal(whole + (isUp ? (rest < 0 ? -1 : 1) : 0), scale: places)
  }

  /// Small letters and digits, no zeros in front of a group of digits.
  private func plainNumber(_ text: String) -> String {
    var parts = text.lowercased().map { $0.isLetter || $0.isNumber ? $0 : " " }
    let zeros = parts.prefix { $0 == "0" }.count
    // Letters behind zeros are letters, unless they may be digits themselves.
    if zeros < parts.count, parts[zeros].isLetter,
      parts[zeros...].first(where: { !"oil".contains($0) })?.isNumber != true
    {
      parts.removeFirst(zeros)
    }
    var result = ""
    var isInNumber = false
    for (index, character) in parts.enumerated() {
      if character.isNumber {
        let next = index + 1 < parts.count ? parts[index + 1] : " "
        if character == "0", !isInNumber, next.isNumber { continue }
        isInNumber = true
      } else if character.isLetter {
        isInNumber = false
      } else {
        isInNumber = false
        continue
      }
      result.append(character)
    }
    return result
  }

  private func bucket(_ value: Value, _ edges: [Int], _ isWhole: Bool) throws -> Value {
    let number: Decimal
    switch value {
    case .number(let one): number = one
    case .money(let money): number = money.amount
    case .bag: throw NoAnswer()
    default: return .missing
    }
    for (place, edge) in edges.enumerated()
    where book.slip == .bucketExcludesItsEdge ? number < Decimal(edge) : number <= Decimal(edge) {
      if place == 0 { return .text(Text("up to \(edge)")) }
      let low = edges[place - 1]
      if !isWhole { return .text(Text("over \(low) to \(edge)")) }
      return .text(Text(low + 1 == edge ? "\(edge)" : "\(low + 1)-\(edge)"))
    }
    return .text(Text("over \(edges.last ?? 0)"))
  }

  /// What values come to; records are counted where there are no values.
  static func folded(
    _ fold: Term.Fold, _ values: [Value]?, count: Int, isNumber: Bool, _ slip: Slip?
  ) throws -> Value {
    guard let values else { return .number(Decimal(count)) }
    let known = values.filter { $0 != .missing }
    switch fold {
    case .count:
      return .number(Decimal(slip == .countCountsMissing ? values.count : known.count))
    case .sum:
      if isNumber {
        return .number(numbers(known).reduce(Decimal.zero) { $0.adding($1) ?? $0 })
      }
      return ReferenceBook.sum(parts(known))
    case .min, .max: return try extreme(fold, known)
    case .average:
      let sum = numbers(known).reduce(Decimal.zero) { $0.adding($1) ?? $0 }
      let divisor = slip == .averageCountsMissing ? values.count : known.count
      return known.isEmpty
        ? .missing : .number(quotient(sum.normalized, Decimal(divisor)))
    case .median:
      let sorted = numbers(known).sorted()
      guard !sorted.isEmpty else { return .missing }
      let middle = sorted.count / 2
      if sorted.count % 2 == 1 { return .number(sorted[middle]) }
      let both = sorted[middle - 1].adding(sorted[middle]) ?? .zero
      return .number(both.multiplied(by: Decimal(5, scale: 1)) ?? .zero)
    }
  }

  static func numbers(_ values: [Value]) -> [Decimal] {
    values.compactMap { if case .number(let number) = $0 { number } else { nil } }
  }

  private static func parts(_ values: [Value]) -> [Value] {
    values.flatMap { value -> [Value] in
      if case .bag(let bag) = value { return bag.amounts.map { .money($0) } }
      return [value]
    }
  }

  private static func extreme(_ fold: Term.Fold, _ known: [Value]) throws -> Value {
    guard var best = known.first else { return .missing }
    for value in known.dropFirst() {
      let isBefore: Bool
      switch (best, value) {
      case (.number(let x), .number(let y)): isBefore = x < y
      case (.date(let x), .date(let y)): isBefore = x < y
      case (.money(let x), .money(let y)) where x.currency == y.currency:
        isBefore = x.amount < y.amount
      default: throw NoAnswer()
      }
      if isBefore == (fold == .max), best != value { best = value }
    }
    return best
  }
}
