/// Buckets between ascending edges, each with its last value, and the words that name them.
///
///     edges 0, 30, 60     up to 0 · 1-30 · 31-60 · over 60             of whole numbers
///                         up to 0 · over 0 to 30 · over 30 to 60 · over 60    of all others
package struct Buckets: Sendable, Hashable {
  /// The last value of each bucket but the last, ascending.
  package let edges: [Decimal]
  /// The currency of the edges; nil where they are bare numbers.
  package let currency: Currency?
  /// What the buckets are called, in their order; one more than there are edges.
  package let words: [String]

  /// Buckets between edges.
  ///
  /// Where only whole numbers are sorted into them, the bucket behind 30 begins with 31.
  package init(edges: [Decimal], currency: Currency?, isWhole: Bool) {
    self.edges = edges
    self.currency = currency
    let told = edges.map { edge in
      currency.map { "\($0.text) \(edge.normalized)" } ?? edge.normalized.description
    }
    let isCounted = isWhole && currency == nil && edges.allSatisfy { $0.wholeNumber != nil }
    var words = ["up to \(told[0])"]
    for (low, high) in zip(edges.indices, edges.indices.dropFirst()) {
      if isCounted, let below = edges[low].wholeNumber, let last = edges[high].wholeNumber {
        words.append(Buckets.word(from: below + 1, to: last))
      } else {
        words.append("over \(told[low]) to \(told[high])")
      }
    }
    self.words = words + ["over \(told[told.count - 1])"]
  }

  private static func word(from first: Int, to last: Int) -> String {
    if first == last { return "\(first)" }
    // `-9--5` would be no help.
    return first < 0 ? "\(first) to \(last)" : "\(first)-\(last)"
  }
}
