import Columns
import Diagnostics
import Model

/// One running sum and count a group, at a common scale.
///
/// Sums grow in 64 bits; what these cannot take goes on in 128.
struct ScaledSums {
  /// What a group has come to, but for what has outgrown it.
  private struct Entry {
    var sum: Int64 = 0
    var count = 0
  }

  private var entries: [Entry] = []
  /// What groups have come to beyond 64 bits; none while nothing has.
  private var rest: [Int128] = []
  private(set) var scale = 0

  /// The sum of each group.
  ///
  /// What comes near the limits of 128 bits is far too large for an answer, with or without the
  /// last 64.
  var sums: Figures {
    if rest.isEmpty { return Figures(narrow: entries.map(\.sum)) }
    return Figures(entries.indices.map { self[$0] })
  }

  /// The sum of one group.
  subscript(group: Int) -> Int128 {
    let sum = Int128(entries[group].sum)
    return rest.isEmpty ? sum : rest[group] &+ sum
  }

  /// How many values a group has come to.
  func count(of group: Int) -> Int { entries[group].count }

  mutating func grow(to count: Int) {
    entries.grow(to: count, with: Entry())
    if !rest.isEmpty { rest.grow(to: count, with: 0) }
  }

  /// Raises the scale to that of values to come.
  mutating func align(with newScale: Int, at span: SourceSpan) throws(Diagnostic) {
    guard newScale > scale else { return }
    let factor = Decimal.powersOfTen[newScale - scale]
    for group in entries.indices where self[group] != 0 {
      let (value, overflow) = self[group].multipliedReportingOverflow(by: factor)
      if overflow { throw .overflow(at: span) }
      set(value, of: group)
    }
    scale = newScale
  }

  private mutating func set(_ sum: Int128, of group: Int) {
    if let narrow = Int64(exactly: sum) {
      entries[group].sum = narrow
      if !rest.isEmpty { rest[group] = 0 }
    } else {
      spill()
      entries[group].sum = 0
      rest[group] = sum
    }
  }

  private mutating func spill() { rest.grow(to: entries.count, with: 0) }

  @inline(__always)
  mutating func add(
    _ coefficient: Int128, times factor: Int128, to group: Int, count: Int = 1,
    at span: SourceSpan
  ) throws(Diagnostic) {
    var product = coefficient
    if factor != 1 {
      let (scaled, isTooLarge) = coefficient.product(factor)
      if isTooLarge { throw .overflow(at: span) }
      product = scaled
    }
    if let narrow = Int64(exactly: product) {
      try add(narrow, to: group, count: count, at: span)
    } else {
      try addWide(product, to: group, at: span)
      entries[group].count += count
    }
  }

  /// Adds a coefficient of the sums' own scale, which so many values have come to.
  @inline(__always)
  mutating func add(
    _ coefficient: Int64, to group: Int, count: Int, at span: SourceSpan
  ) throws(Diagnostic) {
    let (sum, overflow) = entries[group].sum.addingReportingOverflow(coefficient)
    if overflow {
      try addWide(Int128(entries[group].sum), to: group, at: span)
      entries[group].sum = coefficient
    } else {
      entries[group].sum = sum
    }
    entries[group].count += count
  }

  private mutating func addWide(
    _ coefficient: Int128, to group: Int, at span: SourceSpan
  ) throws(Diagnostic) {
    spill()
    let (sum, overflow) = rest[group].addingReportingOverflow(coefficient)
    if overflow || sum == Missing.coefficient { throw .overflow(at: span) }
    rest[group] = sum
  }

  /// Adds a coefficient of any scale, which so many values have come to.
  mutating func add(
    _ coefficient: Int128, ofScale scale: Int, to group: Int, count: Int, at span: SourceSpan
  ) throws(Diagnostic) {
    try align(with: scale, at: span)
    let factor = Decimal.powersOfTen[self.scale - scale]
    try add(coefficient, times: factor, to: group, count: count, at: span)
  }

  /// Adds sums of other groups, each to one here.
  mutating func merge(
    _ part: ScaledSums, groups: [Int32], at span: SourceSpan
  ) throws(Diagnostic) {
    for (place, group) in groups.enumerated() where part.entries[place].count > 0 {
      try add(
        part[place], ofScale: part.scale, to: Int(group), count: part.entries[place].count,
        at: span)
    }
  }

  /// The exact sum divided by the count, half to even behind six digits or more.
  func averages(at span: SourceSpan) throws(Diagnostic) -> NumberVector {
    let target = max(Decimal.quotientScale, scale)
    let factor = Decimal.powersOfTen[target - scale]
    var averages: [Int128] = []
    for group in entries.indices {
      guard entries[group].count > 0 else {
        averages.append(Missing.coefficient)
        continue
      }
      let (dividend, overflow) = self[group].product(factor)
      if overflow { throw .overflow(at: span) }
      averages.append(
        Decimal.quotient(dividend, Int128(entries[group].count), rounding: .halfToEven))
    }
    return try Arithmetic.checked(NumberVector(averages, scale: target), at: span)
  }
}

/// Values that follow each other and belong together, added up in 64 bits.
struct NarrowRun {
  /// What they come to.
  private(set) var sum: Int64 = 0
  /// How many of them are not missing.
  private(set) var count = 0

  /// Takes a value; false, and nothing is taken, where the sum would not fit.
  @inline(__always)
  mutating func take(_ value: Int64) -> Bool {
    if value == Missing.stored { return true }
    let (next, overflow) = sum.addingReportingOverflow(value)
    if overflow { return false }
    sum = next
    count &+= 1
    return true
  }
}
