/// An exact decimal number: a whole coefficient and how many of its digits stand behind the point.
///
/// Nothing here rounds unless the call names a rounding rule, and nothing wraps: what does not fit
/// is nil.
package struct Decimal: Sendable {
  /// The digits with their sign, as if there were no point.
  package let coefficient: Int128
  /// Digits behind the point, 0 to `maximumScale`.
  package let scale: Int

  /// More digits behind the point than any product of three imported figures has.
  package static let maximumScale = 30
  /// The number 0.
  package static let zero = Decimal(0, scale: 0)
  /// The number 1.
  package static let one = Decimal(1, scale: 0)

  /// `coefficient` divided by ten to the power of `scale`.
  package init(_ coefficient: Int128, scale: Int) {
    precondition((0...Decimal.maximumScale).contains(scale), "scale out of range")
    self.coefficient = coefficient
    self.scale = scale
  }

  /// A whole number.
  package init(_ whole: Int) {
    self.init(Int128(whole), scale: 0)
  }

  /// Reads `-1200.50`: an optional sign, digits, an optional point with digits; nil for anything
  /// else.
  package init?(_ text: some Collection<UInt8>) {
    var coefficient: Int128 = 0
    var scale = 0
    var digitCount = 0
    var isBehindPoint = false
    var isNegative = false
    for (position, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where position == 0:
        isNegative = true
      case UInt8(ascii: ".") where !isBehindPoint && digitCount > 0:
        isBehindPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (shifted, tooLong) = coefficient.multipliedReportingOverflow(by: 10)
        let (next, tooLarge) = shifted.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
        if tooLong || tooLarge { return nil }
        coefficient = next
        digitCount += 1
        if isBehindPoint { scale += 1 }
      default:
        return nil
      }
    }
    guard digitCount > 0, !isBehindPoint || scale > 0, scale <= Decimal.maximumScale else {
      return nil
    }
    self.init(isNegative ? -coefficient : coefficient, scale: scale)
  }

  /// Reads a number from a string of digits.
  package init?(_ text: String) {
    self.init(text.utf8)
  }

  /// Ten to the powers 0 to 38.
  package static let powersOfTen: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 1...38 { powers.append((powers.last ?? 1) * 10) }
    return powers
  }()

  /// The same number without zeros at the end of its fraction.
  package var normalized: Decimal {
    var coefficient = coefficient
    var scale = scale
    while scale > 0, coefficient % 10 == 0 {
      coefficient /= 10
      scale -= 1
    }
    return Decimal(coefficient, scale: scale)
  }

  /// The coefficient that the number has at a larger or equal scale; nil when it does not fit.
  package func coefficient(atScale target: Int) -> Int128? {
    if target == scale { return coefficient }
    guard target > scale else { return nil }
    let (value, overflow) = coefficient.multipliedReportingOverflow(
      by: Decimal.powersOfTen[target - scale])
    return overflow ? nil : value
  }

  /// Whether the number is below zero.
  package var isNegative: Bool { coefficient < 0 }
  /// Whether the number is zero.
  package var isZero: Bool { coefficient == 0 }
  /// The number with its sign turned; nil only for the most negative coefficient.
  package var negated: Decimal? {
    coefficient == .min ? nil : Decimal(-coefficient, scale: scale)
  }

  /// The number as an `Int`, if it is whole and fits.
  package var wholeNumber: Int? {
    let plain = normalized
    return plain.scale == 0 ? Int(exactly: plain.coefficient) : nil
  }
}

// MARK: - Arithmetic

extension Decimal {
  /// The sum; nil when it does not fit.
  package func adding(_ other: Decimal) -> Decimal? {
    let common = Swift.max(scale, other.scale)
    guard let a = coefficient(atScale: common), let b = other.coefficient(atScale: common) else {
      return nil
    }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : Decimal(sum, scale: common)
  }

  /// The difference; nil when it does not fit.
  package func subtracting(_ other: Decimal) -> Decimal? {
    guard let turned = other.negated else { return nil }
    return adding(turned)
  }

  /// The exact product; nil when it does not fit.
  package func multiplied(by other: Decimal) -> Decimal? {
    let a = normalized
    let b = other.normalized
    let (product, overflow) = a.coefficient.multipliedReportingOverflow(by: b.coefficient)
    let scale = a.scale + b.scale
    return overflow || scale > Decimal.maximumScale ? nil : Decimal(product, scale: scale)
  }

  /// Digits behind the point that a quotient has at least.
  package static let quotientScale = 6

  /// The quotient, rounded half to even at the larger of `quotientScale` and its own scale.
  ///
  /// Nil for a divisor of zero and where the figures do not fit.
  package func divided(by divisor: Decimal) -> Decimal? {
    let target = Swift.max(Decimal.quotientScale, scale)
    let a = normalized
    let b = divisor.normalized
    guard !b.isZero else { return nil }
    // a.c / 10^a.s / (b.c / 10^b.s) at scale t is a.c * 10^(t - a.s + b.s) / b.c
    let shift = target - a.scale + b.scale
    guard shift <= 38 else { return nil }
    let (dividend, overflow) = a.coefficient.multipliedReportingOverflow(
      by: Decimal.powersOfTen[shift])
    // The least coefficient has no positive counterpart that a divisor of -1 could give.
    if overflow || dividend == .min { return nil }
    return Decimal(
      Decimal.quotient(dividend, b.coefficient, rounding: .halfToEven), scale: target)
  }

  /// The number with at most `places` digits behind the point; negative places round to tens,
  /// hundreds and so on.
  package func rounded(toPlaces places: Int, rounding rule: RoundingRule) -> Decimal {
    if places >= scale { return self }
    // Every number lies nearer to zero than to ten to the power of 38.
    guard scale - places <= 37 else { return .zero }
    let divisor = Decimal.powersOfTen[scale - places]
    let quotient = Decimal.quotient(coefficient, divisor, rounding: rule)
    if places >= 0 { return Decimal(quotient, scale: places) }
    let (whole, overflow) = quotient.multipliedReportingOverflow(by: Decimal.powersOfTen[-places])
    return overflow ? self : Decimal(whole, scale: 0)
  }

  /// A whole quotient, rounded by the rule.
  ///
  /// - Precondition: the divisor is not zero.
  package static func quotient(
    _ dividend: Int128, _ divisor: Int128, rounding rule: RoundingRule
  ) -> Int128 {
    let (quotient, remainder) = parts(dividend, divisor)
    if remainder == 0 { return quotient }
    let away: Int128 = (dividend < 0) == (divisor < 0) ? 1 : -1
    // Compares twice the remainder with the divisor without doubling, which could overflow.
    let rest = remainder.magnitude
    let missing = divisor.magnitude - rest
    switch rule {
    case .down:
      return away > 0 ? quotient : quotient - 1
    case .halfToEven:
      if rest != missing { return rest > missing ? quotient + away : quotient }
      return quotient % 2 == 0 ? quotient : quotient + away
    case .halfAwayFromZero:
      return rest >= missing ? quotient + away : quotient
    case .halfUp:
      if rest != missing { return rest > missing ? quotient + away : quotient }
      return away > 0 ? quotient + 1 : quotient
    }
  }
}

extension Decimal {
  /// Quotient and remainder; what fits into 64 bits is divided there, many times as fast.
  private static func parts(
    _ dividend: Int128, _ divisor: Int128
  ) -> (quotient: Int128, remainder: Int128) {
    if let small = Int64(exactly: dividend), let by = Int64(exactly: divisor), small != .min {
      return (Int128(small / by), Int128(small % by))
    }
    return dividend.quotientAndRemainder(dividingBy: divisor)
  }
}

/// What to do with the digits that are cut off; spelled at each call.
package enum RoundingRule: Sendable {
  /// To the nearest; a half goes to the even neighbor.
  case halfToEven
  /// To the nearest; a half goes away from zero, as invoices round.
  case halfAwayFromZero
  /// To the nearest; a half goes towards plus infinity, as XPath and EN 16931 round.
  case halfUp
  /// Towards minus infinity.
  case down
}

// MARK: - Comparison and text

extension Decimal: Hashable, Comparable {
  /// Equal numbers are equal whatever zeros they end with.
  package static func == (a: Decimal, b: Decimal) -> Bool {
    if a.scale == b.scale { return a.coefficient == b.coefficient }
    let x = a.normalized
    let y = b.normalized
    return x.scale == y.scale && x.coefficient == y.coefficient
  }

  /// Equal numbers hash alike, whatever their scale.
  package func hash(into hasher: inout Hasher) {
    let plain = normalized
    hasher.combine(plain.coefficient)
    hasher.combine(plain.scale)
  }

  /// Whether a number is less than another.
  package static func < (a: Decimal, b: Decimal) -> Bool {
    if a.scale == b.scale { return a.coefficient < b.coefficient }
    let common = Swift.max(a.scale, b.scale)
    if let x = a.coefficient(atScale: common), let y = b.coefficient(atScale: common) {
      return x < y
    }
    // The one with fewer decimals is too large for the common scale, hence further from zero.
    return a.scale < b.scale ? a.isNegative : !b.isNegative
  }
}

extension Decimal: CustomStringConvertible {
  /// Plain digits with a point: `-1200.50`.
  package var description: String { text(places: scale) }

  /// Plain digits with at least `places` digits behind the point.
  package func text(places: Int) -> String {
    let plain = normalized
    var digits = String(plain.coefficient.magnitude)
    let shown = Swift.max(plain.scale, places)
    digits += String(repeating: "0", count: shown - plain.scale)
    if digits.utf8.count <= shown {
      digits = String(repeating: "0", count: shown + 1 - digits.utf8.count) + digits
    }
    let sign = plain.isNegative ? "-" : ""
    if shown == 0 { return sign + digits }
    let point = digits.utf8.index(digits.startIndex, offsetBy: digits.utf8.count - shown)
    return sign + digits[..<point] + "." + digits[point...]
  }
}
