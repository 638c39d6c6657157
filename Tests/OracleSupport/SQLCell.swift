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
  ///
  /// Read piece by piece: a regular expression is built anew for each of a hundred thousand cells.
  private static func canonicalPart(_ part: String) -> String {
    let words = part.split(separator: " ", omittingEmptySubsequences: false)
    let isAmount = words.count == 2 && isCurrency(words[0])
    guard isAmount || words.count == 1, let figure = words.last else { return part }
    let isWhole = figure.hasSuffix(".0")
    let powers = (isWhole ? figure.dropLast(2) : figure).components(separatedBy: "e-")
    let terms = powers[0].components(separatedBy: "/")
    guard isWhole || powers.count == 2 || terms.count == 2, powers.count <= (isWhole ? 1 : 2),
      terms.count <= 2,
      let digits = whole(terms[0].hasPrefix("-") ? terms[0].dropFirst() : terms[0][...]),
      let scale = powers.count == 2 ? whole(powers[1][...]) : 0
    else { return part }
    let signed = terms[0].hasPrefix("-") ? -digits : digits
    var number = Model.Decimal(signed, scale: Int(scale))
    if terms.count == 2 {
      guard let divisor = whole(terms[1][...]) else { return part }
      number = Model.Decimal(quotient(signed, divisor, scale: Int(scale)), scale: 6)
    }
    let text = number.normalized.description
    return isAmount ? "\(words[0]) \(text)" : text
  }

  private static func isCurrency(_ word: Substring) -> Bool {
    word.utf8.count == 3 && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  /// A number of digits only, without a sign.
  private static func whole(_ text: Substring) -> Int128? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int128(text) : nil
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
