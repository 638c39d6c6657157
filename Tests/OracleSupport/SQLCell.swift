internal import Foundation
internal import Model

/// The cells of SQL's answers, as `PlainTable` has those of invoq.
package enum SQLCell {
  /// A value of SQL as `PlainTable` writes it.
  package static func canonical(_ value: String?) -> String {
    guard let value else { return PlainTable.missing }
    let parts = value.components(separatedBy: " + ")
    if parts.count > 1 || parts[0].contains("e-") {
      let amounts = parts.map(canonicalPart).filter { !$0.hasSuffix(" 0") }
      return amounts.isEmpty ? "0" : amounts.sorted().joined(separator: " + ")
    }
    return canonicalPart(value)
  }

  /// `EUR 123400e-4`, `1900e-4`, `EUR 100/3e-4` or `7/2` as an exact decimal, else as it is.
  private static func canonicalPart(_ part: String) -> String {
    guard
      let match = part.wholeMatch(of: /(?:([A-Z]{3}) )?(-?\d+)(?:\/(\d+))?(?:e-(\d+)|(?:\.0))?/),
      match.3 != nil || match.4 != nil || part.hasSuffix(".0"), let digits = Int128(match.2)
    else { return part }
    let scale = match.4.flatMap { Int($0) } ?? 0
    var number = Model.Decimal(digits, scale: scale)
    if let divisor = match.3.flatMap({ Int128($0) }) {
      number = Model.Decimal(quotient(digits, divisor, scale: scale), scale: 6)
    }
    let text = number.normalized.description
    return match.1.map { "\($0) \(text)" } ?? text
  }

  /// A quotient of figures with a scale as millionths, a half to the even neighbor.
  private static func quotient(_ dividend: Int128, _ divisor: Int128, scale: Int) -> Int128 {
    var (dividend, divisor) = (dividend * 1_000_000, divisor)
    for _ in 0..<scale { divisor *= 10 }
    let isNegative = dividend < 0
    if isNegative { dividend = -dividend }
    let (whole, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    let isUp = rest * 2 > divisor || (rest * 2 == divisor && whole % 2 == 1)
    return (isNegative ? -1 : 1) * (whole + (isUp ? 1 : 0))
  }
}
