import Columns
import Diagnostics
import Model

/// The smallest or the largest value.
struct ExtremeAccumulator: PartAccumulator {
  let type: DataType
  let isMaximum: Bool
  let span: SourceSpan
  private var best: [Value] = []
  /// The best of dates alone, which needs no values; `Missing.day` for none.
  private var bestDays: [Int32] = []

  init(type: DataType, isMaximum: Bool, span: SourceSpan) {
    (self.type, self.isMaximum, self.span) = (type, isMaximum, span)
  }

  mutating func add(
    _ values: Vector?, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    grow(to: groupCount)
    guard let values else { return }
    if case .date(let days) = values {
      for (position, day) in days.enumerated() { take(day, for: Int(groups[position])) }
      return
    }
    for position in 0..<values.count {
      try take(values[position], for: Int(groups[position]))
    }
  }

  private mutating func grow(to groupCount: Int) {
    if type == .date {
      bestDays.grow(to: groupCount, with: Missing.day)
    } else {
      best.grow(to: groupCount, with: .missing)
    }
  }

  private mutating func take(_ day: Int32, for group: Int) {
    let known = bestDays[group]
    guard day != Missing.day, known == Missing.day || (known < day) == isMaximum else { return }
    bestDays[group] = day
  }

  private mutating func take(_ value: Value, for group: Int) throws(Diagnostic) {
    if value == .missing { return }
    if best[group] == .missing {
      best[group] = value
    } else if try isBefore(best[group], value) == isMaximum, best[group] != value {
      best[group] = value
    }
  }

  mutating func merge(
    _ part: ExtremeAccumulator, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    grow(to: groupCount)
    for (place, group) in groups.enumerated() {
      if type == .date {
        take(part.bestDays[place], for: Int(group))
      } else {
        try take(part.best[place], for: Int(group))
      }
    }
  }

  /// Whether the first value comes before the second.
  private func isBefore(_ a: Value, _ b: Value) throws(Diagnostic) -> Bool {
    switch (a, b) {
    case (.number(let x), .number(let y)): return x < y
    case (.money(let x), .money(let y)):
      guard x.currency == y.currency else { throw .currenciesCompared(at: span) }
      return x.amount < y.amount
    case (.date(let x), .date(let y)): return x < y
    case (.period(let x), .period(let y)): return (x.first, x.last) < (y.first, y.last)
    case (.text(let x), .text(let y)):
      let (foldedX, foldedY) = (
        Text(TextFolding.folded(x.bytes)), Text(TextFolding.folded(y.bytes))
      )
      return foldedX == foldedY ? x < y : foldedX < foldedY
    default:
      // Two bags, or a bag and an amount.
      throw .currenciesCompared(at: span)
    }
  }

  mutating func finish(groupCount: Int) -> Vector {
    grow(to: groupCount)
    return type == .date ? .date(bestDays) : Vector(best, type)
  }
}

/// The middle value, or the mean of the two in the middle.
struct MedianAccumulator: Accumulator {
  let type: DataType
  let span: SourceSpan
  private var values: [[Decimal]] = []
  private var currencies: [Currency?] = []

  init(type: DataType, span: SourceSpan) {
    (self.type, self.span) = (type, span)
  }

  mutating func add(
    _ vector: Vector?, groups: [Int32], groupCount: Int
  ) throws(Diagnostic) {
    values.grow(to: groupCount, with: [])
    currencies.grow(to: groupCount, with: nil)
    guard let vector else { return }
    for position in 0..<vector.count {
      let group = Int(groups[position])
      switch vector[position] {
      case .number(let number): values[group].append(number)
      case .money(let money):
        if let known = currencies[group], known != money.currency {
          throw .currenciesCompared(at: span)
        }
        currencies[group] = money.currency
        values[group].append(money.amount)
      case .bag: throw .currenciesCompared(at: span)
      default: continue
      }
    }
  }

  mutating func finish(groupCount: Int) throws(Diagnostic) -> Vector {
    values.grow(to: groupCount, with: [])
    currencies.grow(to: groupCount, with: nil)
    var medians: [Value] = []
    for group in 0..<groupCount {
      guard let median = try median(values[group].sorted()) else {
        medians.append(.missing)
        continue
      }
      medians.append(
        type == .money
          ? .money(Money(median, currencies[group] ?? .unnamed)) : .number(median))
    }
    return Vector(medians, type)
  }

  private func median(_ sorted: [Decimal]) throws(Diagnostic) -> Decimal? {
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[middle] }
    guard let sum = sorted[middle - 1].adding(sorted[middle]),
      let half = sum.multiplied(by: Decimal(5, scale: 1))?.normalized,
      half.scale <= Arithmetic.largestScale
    else { throw .overflow(at: span) }
    return half
  }
}

/// All values, in the order of the rows.
struct ListAccumulator: Accumulator {
  private var lists: [[Value]] = []

  mutating func add(_ values: Vector?, groups: [Int32], groupCount: Int) {
    lists.grow(to: groupCount, with: [])
    guard let values else { return }
    for position in 0..<values.count where values[position] != .missing {
      lists[Int(groups[position])].append(values[position])
    }
  }

  mutating func finish(groupCount: Int) -> Vector {
    lists.grow(to: groupCount, with: [])
    return .list(lists)
  }
}
