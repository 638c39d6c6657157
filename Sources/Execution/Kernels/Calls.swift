import Columns
import Diagnostics
import Model
import Planning

extension Evaluator {
  /// The values of a function, one a row.
  func call(
    _ function: FunctionID, _ arguments: [BoundExpression], _ expression: BoundExpression,
    in frame: Frame
  ) throws(Diagnostic) -> Vector {
    var vectors: [Vector] = []
    for argument in arguments { vectors.append(try evaluate(argument, in: frame)) }
    switch function {
    case .year: return periods(vectors[0], .year)
    case .quarter: return periods(vectors[0], .quarter)
    case .month: return periods(vectors[0], .month)
    case .week: return periods(vectors[0], .week)
    case .monthNumber:
      guard case .date(let days) = vectors[0] else {
        return .constant(.missing, .number, count: vectors[0].count)
      }
      let months = perDay(days, missing: Missing.stored) { Int64($0.parts.month) }
      return .number(NumberVector(Figures(narrow: months), scale: 0))
    case .start: return ends(vectors[0], isStart: true)
    case .end: return ends(vectors[0], isStart: false)
    case .days:
      return numbers(vectors[0]) { value in
        if case .period(let period) = value { period.dayCount } else { nil }
      }
    case .lower, .upper, .trim: return texts(vectors[0]) { changed($0, function) }
    case .left, .right: return cut(vectors[0], vectors[1], fromLeft: function == .left)
    case .length:
      return numbers(vectors[0]) { value in
        if case .text(let text) = value { text.string.unicodeScalars.count } else { nil }
      }
    case .round, .floor, .abs:
      return try rounded(
        function, vectors[0], places: vectors.count > 1 ? vectors[1] : nil, at: expression.span)
    case .amount: return try amounts(vectors[0], at: expression.span)
    case .currency: return try currencies(vectors[0], at: expression.span)
    case .standard: return standard(vectors[0], vectors[1], expression.type)
    case .exact:
      return .boolean(
        (0..<frame.batch.count).map {
          vectors[0][$0] != .missing && vectors[0][$0] == vectors[1][$0]
        })
    case .normal: return texts(vectors[0]) { Text(NumberIdentity.normal($0.bytes)) }
    case .closeness: return closeness(vectors[0], vectors[1])
    case .bucket: return try buckets(vectors[0], expression.type, at: expression.span)
    case .convert: return try converted(vectors, in: frame, at: expression.span)
    case .share, .running, .change, .rank:
      preconditionFailure("\(function.rawValue) is a column of its step")
    }
  }

  // MARK: Dates

  private func periods(_ dates: Vector, _ unit: PeriodUnit) -> Vector {
    guard case .date(let days) = dates else {
      return .constant(.missing, .period, count: dates.count)
    }
    return .period(
      PeriodVector(
        perDay(days, missing: Missing.day) { Period(unit, holding: $0).first.day },
        perDay(days, missing: Missing.day) { Period(unit, holding: $0).last.day }, unit: unit))
  }

  /// What each day comes to; rows mostly stand by their dates, and neighbors come to the same.
  private func perDay<Result: BitwiseCopyable>(
    _ days: [Int32], missing: Result, _ change: (CivilDate) -> Result
  ) -> [Result] {
    var last = (day: Missing.day, result: missing)
    return RowLoops.map(days) { day in
      if day != last.day {
        last = (day, day == Missing.day ? missing : change(CivilDate(day: day)))
      }
      return last.result
    }
  }

  private func ends(_ periods: Vector, isStart: Bool) -> Vector {
    guard case .period(let vector) = periods else {
      return .constant(.missing, .date, count: periods.count)
    }
    return .date(isStart ? vector.firsts : vector.lasts)
  }

  func moved(
    _ dates: Vector, by length: Duration, at span: SourceSpan
  ) throws(Diagnostic) -> Vector {
    guard case .date(let days) = dates else { return dates }
    var result: [Int32] = []
    result.reserveCapacity(days.count)
    for day in days {
      if day == Missing.day {
        result.append(day)
      } else if let date = CivilDate(day: day).adding(length) {
        result.append(date.day)
      } else {
        throw .dateOutOfRange(at: span)
      }
    }
    return .date(result)
  }

  private func numbers(_ vector: Vector, _ number: (Value) -> Int?) -> Vector {
    .number(
      NumberVector(
        (0..<vector.count).map { number(vector[$0]).map { Int128($0) } ?? Missing.coefficient },
        scale: 0))
  }

  // MARK: Text

  /// Texts changed one by one; each distinct text is changed once.
  private func texts(_ vector: Vector, _ change: (Text) -> Text) -> Vector {
    guard case .text(let texts) = vector else { return vector }
    var builder = TextDictionaryBuilder()
    var known: [UInt32: UInt32] = [:]
    let codes = texts.codes.map { code -> UInt32 in
      if code == Missing.text { return code }
      if let new = known[code] { return new }
      let new = builder.intern(change(Text(texts.dictionary[code])).bytes)
      known[code] = new
      return new
    }
    return .text(TextVector(codes, builder.finish()))
  }

  private func changed(_ text: Text, _ function: FunctionID) -> Text {
    let scalars = text.string.unicodeScalars
    switch function {
    case .lower: return Text(scalars.map { $0.properties.lowercaseMapping }.joined())
    case .upper: return Text(scalars.map { $0.properties.uppercaseMapping }.joined())
    default:
      let start = scalars.firstIndex { !$0.properties.isWhitespace }
      let last = scalars.lastIndex { !$0.properties.isWhitespace }
      guard let start, let last else { return Text("") }
      return Text(String(scalars[start...last]))
    }
  }

  private func cut(_ vector: Vector, _ counts: Vector, fromLeft: Bool) -> Vector {
    Vector(
      (0..<vector.count).map { position in
        guard case .text(let text) = vector[position], case .number(let number) = counts[position],
          let count = number.wholeNumber
        else { return .missing }
        let scalars = text.string.unicodeScalars
        let wanted = max(0, count)
        return .text(
          Text(String(fromLeft ? scalars.prefix(wanted) : scalars.suffix(wanted))))
      }, .text)
  }

  // MARK: Numbers and money

  private func rounded(
    _ function: FunctionID, _ vector: Vector, places: Vector?, at span: SourceSpan
  ) throws(Diagnostic) -> Vector {
    if function == .abs, let plain = magnitudes(vector) { return plain }
    var values: [Value] = []
    for position in 0..<vector.count {
      var digits: Int?
      if let places {
        guard case .number(let number) = places[position] else {
          values.append(.missing)
          continue
        }
        digits = number.wholeNumber.map { max(-26, min($0, Arithmetic.largestScale)) }
      }
      switch vector[position] {
      case .number(let number):
        values.append(.number(change(number, function, digits ?? 0)))
      case .money(let money):
        values.append(.money(change(money, function, digits)))
      case .bag(let bag):
        values.append(.bag(Bag(bag.amounts.map { change($0, function, digits) })))
      default: values.append(.missing)
      }
    }
    let isMoney = if case .money = vector { true } else { false }
    return Vector(values, isMoney ? .money : .number)
  }

  /// Figures without their signs; nil where some are amounts in several currencies.
  private func magnitudes(_ vector: Vector) -> Vector? {
    func plain(_ figures: Figures) -> Figures {
      switch figures.storage {
      case .narrow(let values):
        Figures(narrow: RowLoops.map(values) { $0 < 0 && $0 != Missing.stored ? 0 &- $0 : $0 })
      case .wide(let values):
        Figures(values.map { $0 < 0 && $0 != Missing.coefficient ? -$0 : $0 })
      }
    }
    switch vector {
    case .number(let numbers):
      return .number(NumberVector(plain(numbers.coefficients), scale: numbers.scale))
    case .money(let money) where money.bags.isEmpty:
      return .money(
        MoneyVector(
          plain(money.coefficients), scale: money.scale, currencies: money.currencies))
    default: return nil
    }
  }

  private func change(_ money: Money, _ function: FunctionID, _ digits: Int?) -> Money {
    let places = digits ?? (function == .round ? money.currency.exponent : 0)
    return Money(change(money.amount, function, places), money.currency)
  }

  private func change(_ number: Decimal, _ function: FunctionID, _ places: Int) -> Decimal {
    switch function {
    case .round: number.rounded(toPlaces: places, rounding: .halfAwayFromZero)
    case .floor: number.rounded(toPlaces: 0, rounding: .down)
    default: number.isNegative ? number.negated ?? number : number
    }
  }

  private func amounts(_ vector: Vector, at span: SourceSpan) throws(Diagnostic) -> Vector {
    guard case .money(let money) = vector else {
      return .constant(.missing, .number, count: vector.count)
    }
    if !money.bags.isEmpty { throw .currenciesCompared(at: span) }
    return .number(NumberVector(money.coefficients, scale: money.scale))
  }

  private func currencies(_ vector: Vector, at span: SourceSpan) throws(Diagnostic) -> Vector {
    guard case .money(let money) = vector else {
      return .constant(.missing, .currency, count: vector.count)
    }
    if !money.bags.isEmpty { throw .currenciesCompared(at: span) }
    return .currency(money.currencies)
  }

  private func standard(_ vector: Vector, _ fallback: Vector, _ type: DataType) -> Vector {
    let missing = vector.missing
    if !missing.contains(true) { return vector }
    let typed: (Vector) -> Vector = { part in
      if case .missing(let count) = part { return .constant(.missing, type, count: count) }
      return part
    }
    let both = Vector.joined([typed(vector), typed(fallback)], type)
    let count = Int32(vector.count)
    return both.taking((0..<count).map { missing[Int($0)] ? count + $0 : $0 })
  }
}
