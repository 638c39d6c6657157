import Model

/// The arithmetic of figures that fit 64 bits, as nearly all do: loops without a way out.
///
/// `Missing.stored` stands for a missing figure, and a missing one makes a missing result. Each
/// result is nil where that of one row does not fit: whoever asked works all rows out in 128 bits,
/// and that says what is wrong, if anything is.
package enum NarrowArithmetic {
  /// Figures with more digits behind the point.
  package static func scaled(_ values: [Int64], up digits: Int) -> [Int64]? {
    if digits == 0 { return values }
    guard digits < powersOfTen.count else { return nil }
    let factor = powersOfTen[digits]
    var isTooLarge = false
    let scaled = RowLoops.map(values) { value -> Int64 in
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      let isMissing = value == Missing.stored
      isTooLarge = isTooLarge || (overflow || product == Missing.stored) && !isMissing
      return isMissing ? value : product
    }
    return isTooLarge ? nil : scaled
  }

  /// Ten to the powers that fit.
  private static let powersOfTen = Decimal.powersOfTen.prefix(19).map { Int64($0) }

  /// Sums, row by row, of figures with so many digits more behind the point.
  package static func sum(
    _ a: [Int64], _ b: [Int64], up digits: (a: Int, b: Int) = (0, 0)
  ) -> [Int64]? {
    combined(a, b, up: digits) { $0.addingReportingOverflow($1) }
  }

  /// Differences, row by row, of figures with so many digits more behind the point.
  package static func difference(
    _ a: [Int64], _ b: [Int64], up digits: (a: Int, b: Int) = (0, 0)
  ) -> [Int64]? {
    combined(a, b, up: digits) { $0.subtractingReportingOverflow($1) }
  }

  @inline(__always)
  private static func combined(
    _ a: [Int64], _ b: [Int64], up digits: (a: Int, b: Int),
    _ combine: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> [Int64]? {
    guard max(digits.a, digits.b) < powersOfTen.count else { return nil }
    let factors = (a: powersOfTen[digits.a], b: powersOfTen[digits.b])
    var isTooLarge = false
    let results =
      factors == (1, 1)
      ? RowLoops.map(a, b) { a, b -> Int64 in
        let (result, overflow) = combine(a, b)
        return kept(result, overflow, isMissing: isMissing(a, b), &isTooLarge)
      }
      : RowLoops.map(a, b) { a, b -> Int64 in
        let x = a.multipliedReportingOverflow(by: factors.a)
        let y = b.multipliedReportingOverflow(by: factors.b)
        let (result, overflow) = combine(x.partialValue, y.partialValue)
        return kept(
          result, overflow || x.overflow || y.overflow, isMissing: isMissing(a, b), &isTooLarge)
      }
    return isTooLarge ? nil : results
  }

  /// Products, row by row.
  package static func product(_ a: [Int64], _ b: [Int64]) -> [Int64]? {
    var isTooLarge = false
    let products = RowLoops.map(a, b) { a, b -> Int64 in
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      return kept(product, overflow, isMissing: isMissing(a, b), &isTooLarge)
    }
    return isTooLarge ? nil : products
  }

  /// Quotients, rounded half to even; also nil where one divides by zero, which needs words.
  package static func quotient(_ a: [Int64], _ b: [Int64]) -> [Int64]? {
    var isRefused = false
    let quotients = RowLoops.map(a, b) { a, b -> Int64 in
      if isMissing(a, b) { return Missing.stored }
      guard b != 0, b != -1 else {
        isRefused = true
        return 0
      }
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
      let rest = remainder.magnitude
      let missing = b.magnitude - rest
      if rest < missing || rest == missing && quotient & 1 == 0 { return quotient }
      return (a < 0) == (b < 0) ? quotient &+ 1 : quotient &- 1
    }
    return isRefused ? nil : quotients
  }

  @inline(__always)
  private static func isMissing(_ a: Int64, _ b: Int64) -> Bool {
    a == Missing.stored || b == Missing.stored
  }

  /// A result, or the missing value; the least number, which stands for that, counts as too large.
  @inline(__always)
  private static func kept(
    _ value: Int64, _ overflow: Bool, isMissing: Bool, _ isTooLarge: inout Bool
  ) -> Int64 {
    if isMissing { return Missing.stored }
    isTooLarge = isTooLarge || overflow || value == Missing.stored
    return value
  }
}
