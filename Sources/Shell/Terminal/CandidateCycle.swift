/// The candidates that Tab goes through after it has listed them.
struct CandidateCycle {
  private let candidates: [String]
  private var current: Int?
  /// The characters of the text that the next candidate takes the place of.
  private var replaced: Range<Int>

  /// A walk that begins before the first candidate; `range` is what was typed so far.
  init(_ candidates: [String], replacing range: Range<Int>) {
    self.candidates = candidates
    replaced = range
  }

  /// The next candidate or the one before, round and round, and the characters it replaces.
  mutating func move(by step: Int) -> (replaced: Range<Int>, text: String)? {
    guard !candidates.isEmpty else { return nil }
    let first = step > 0 ? 0 : candidates.count - 1
    let next = current.map { ($0 + step + candidates.count) % candidates.count } ?? first
    let range = replaced
    current = next
    replaced = range.lowerBound..<range.lowerBound + candidates[next].unicodeScalars.count
    return (range, candidates[next])
  }
}
