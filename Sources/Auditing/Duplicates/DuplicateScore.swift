import Columns
import Model

/// How surely two records are one that was entered twice, from what they have in common.
///
/// The parts add up, in hundredths; from `probable` on a pair is probably one record.
///
///     the same number                   50    digits swapped   40    one letter off   35 or 25
///     normalised only                   48    neither has one that tells           20
///     the same party or firm            20    the same amount  20
///     the same day    10    a week       7    a month           3    more than 120 days     -25
///     the same order   4    another amount -10    another firm -10    payments both needed -30
///     one was credited in full -40
struct DuplicateScore {
  /// The score from which on a pair is among the duplicates.
  static let probable = 70
  /// A number that a firm repeats so often identifies nothing.
  static let mostUses = 3

  let facts: DuplicateFacts
  let firms: Firms
  let rhythm: Rhythm
  /// How many records of its firm have the number of each entry.
  let uses: [Int32]
  let isOwnNumber: Bool

  /// The score of two entries, and what speaks for it.
  func score(_ a: Int32, _ b: Int32) -> (score: Int, reasons: DuplicateReasons) {
    let (first, second) = (Int(a), Int(b))
    var reasons = firms.reasons(facts.parties[first], facts.parties[second])
    var score = reasons.isEmpty ? -10 : 20
    let days = abs(facts.days[first] - facts.days[second])
    let isSameAmount =
      facts.amounts[first] == facts.amounts[second]
      && facts.currencies[first] == facts.currencies[second]
    let isExpected = isSameAmount && rhythm.explains(a, b, days: days)
    if isSameAmount {
      reasons.insert(.amount)
      score += 20
    } else {
      score -= 10
    }
    let (points, reason) = number(first, second, isExpected: isExpected)
    reasons.formUnion(reason)
    score += points
    switch days {
    case 0:
      reasons.insert(.day)
      score += 10
    case ...7: score += 7
    case ...31: score += 3
    case ...120: break
    default: score -= 25
    }
    if facts.orders[first] != Missing.text, facts.orders[first] == facts.orders[second] {
      reasons.insert(.order)
      score += 4
    }
    if facts.areCredited[first] || facts.areCredited[second] {
      reasons.insert(.credited)
      score -= 40
    }
    if !facts.areNeeded.isEmpty, facts.areNeeded[first], facts.areNeeded[second] { score -= 30 }
    return (min(100, max(0, score)), reasons)
  }

  private func number(
    _ a: Int, _ b: Int, isExpected: Bool
  ) -> (Int, DuplicateReasons) {
    let (form, other) = (facts.forms[a], facts.forms[b])
    // A rhythm explains what looks alike, and what nothing tells apart; not the same number.
    guard form != Missing.text, other != Missing.text else { return (isExpected ? 0 : 20, []) }
    if facts.haveSameNumber(a, b) {
      guard max(uses[a], uses[b]) <= DuplicateScore.mostUses else {
        return (isExpected ? 0 : 20, [])
      }
      // `7` may be the month: it comes back with the rhythm.
      if isExpected, facts.formTexts[form].count < 3 { return (0, []) }
      return facts.numbers[a] == facts.numbers[b] ? (50, .number) : (48, .normalizedNumber)
    }
    if isOwnNumber { return (isExpected ? 0 : 20, []) }
    if isExpected { return (0, []) }
    let likeness = NumberLikeness(facts.formTexts[form], facts.formTexts[other])
    if likeness != .transposed, areSwappedWithZero(a, b) { return (40, .transposedNumber) }
    switch likeness {
    case .transposed: return (40, .transposedNumber)
    case .inserted: return (35, .nearNumber)
    case .substituted: return (25, .nearNumber)
    case .different: return (0, [])
    }
  }

  /// Whether a zero changed places with its neighbor, so that it counts in one of two forms only.
  private func areSwappedWithZero(_ a: Int, _ b: Int) -> Bool {
    guard facts.letters[a] == facts.letters[b] else { return false }
    let (one, other) = (facts.numberTexts[facts.numbers[a]], facts.numberTexts[facts.numbers[b]])
    return NumberIdentity.areTransposed(Array(one), Array(other))
  }
}
