/// The nearest names to a misspelled one.
package enum Suggestion {
  /// Candidates within a third of the word's length in edits, nearest first, at most three.
  ///
  /// Where there is none, those come that begin with the word, or with which it begins.
  package static func nearest(to word: String, among candidates: [String]) -> [String] {
    let near = misspelled(word, among: candidates)
    guard near.isEmpty else { return near }
    let word = word.lowercased()
    let alike = Set(candidates).filter { candidate in
      let name = candidate.lowercased()
      return word.utf8.count > 1 && name.hasPrefix(word)
        || name.utf8.count > 3 && word.hasPrefix(name)
    }
    return Array(alike.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.prefix(3))
  }

  private static func misspelled(_ word: String, among candidates: [String]) -> [String] {
    let target = Array(word.lowercased().unicodeScalars)
    let reach = Swift.max(1, target.count / 3)
    var found: [(distance: Int, name: String)] = []
    for name in Set(candidates) {
      let other = Array(name.lowercased().unicodeScalars)
      guard abs(other.count - target.count) <= reach else { continue }
      let distance = editDistance(target, other)
      if distance <= reach { found.append((distance, name)) }
    }
    found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    // A name may be known in several ways, plural and singular, and is told once.
    var told: Set<String> = []
    return Array(found.map(\.name).filter { told.insert($0).inserted }.prefix(3))
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  ///
  /// Optimal string alignment: clerks swap letters more often than they invent them.
  package static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return Swift.max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var current = last
    for i in 1...a.count {
      current[0] = i
      for j in 1...b.count {
        let replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        current[j] = Swift.min(replace, last[j] + 1, current[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = Swift.min(current[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[b.count]
  }
}
