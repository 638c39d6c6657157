/// What differs between expected and actual lines, a line each: `-` was expected, `+` came.
package enum LineDiff {
  /// More lines of difference than this help nobody.
  private static let shownLines = 24

  /// The differing lines; empty if there are none.
  ///
  /// Where an expected line has volatile parts, any text in their place is the same.
  package static func lines(expected: [String], actual: [String]) -> [String] {
    var prefix = 0
    while prefix < min(expected.count, actual.count),
      VolatileLine.matches(expected[prefix], actual[prefix])
    {
      prefix += 1
    }
    let common = longest(Array(expected[prefix...]), Array(actual[prefix...]))
    var lines: [String] = []
    var (left, right) = (prefix, prefix)
    for (a, b) in common + [(expected.count - prefix, actual.count - prefix)] {
      lines += expected[left..<(prefix + a)].map { "- " + $0 }
      lines += actual[right..<(prefix + b)].map { "+ " + $0 }
      (left, right) = (prefix + a + 1, prefix + b + 1)
    }
    guard lines.count > shownLines else { return lines }
    return lines.prefix(shownLines) + ["… \(lines.count - shownLines) more lines differ"]
  }

  /// The places of a longest common subsequence.
  private static func longest(_ a: [String], _ b: [String]) -> [(Int, Int)] {
    var length = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        length[i][j] =
          VolatileLine.matches(a[i], b[j])
          ? length[i + 1][j + 1] + 1 : max(length[i + 1][j], length[i][j + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if VolatileLine.matches(a[i], b[j]) {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if length[i + 1][j] >= length[i][j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }
}

/// An expected line, in which `«…»` stands for any text.
package enum VolatileLine {
  /// Whether a line is what was expected.
  package static func matches(_ expected: String, _ actual: String) -> Bool {
    guard expected.contains("«") else { return expected == actual }
    var pieces: [Substring] = []
    var rest = Substring(expected)
    while let open = rest.firstIndex(of: "«"), let close = rest[open...].firstIndex(of: "»") {
      pieces.append(rest[..<open])
      rest = rest[rest.index(after: close)...]
    }
    pieces.append(rest)
    guard pieces.count > 1 else { return expected == actual }
    var remaining = Substring(actual)
    guard remaining.hasPrefix(pieces[0]) else { return false }
    remaining = remaining.dropFirst(pieces[0].count)
    for piece in pieces[1..<(pieces.count - 1)] where !piece.isEmpty {
      guard let end = firstEnd(of: piece, in: remaining) else { return false }
      remaining = remaining[end...]
    }
    return remaining.hasSuffix(pieces[pieces.count - 1])
  }

  private static func firstEnd(of piece: Substring, in text: Substring) -> Substring.Index? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(piece) { return text.index(start, offsetBy: piece.count) }
      start = text.index(after: start)
    }
    return nil
  }
}
