/// Positions that follow each other mostly: the stretches that they come to.
///
///     3 4 5 9 10    3..<6, 9..<11
enum Stretches {
  /// Stretches are worth it where they have so many positions each.
  private static let shortest = 16

  /// The stretches of some positions; nil unless they ascend from zero or above, where stretches
  /// are many for so few positions, and where there are no positions.
  static func of(_ positions: [Int32]) -> [Range<Int>]? {
    guard let breaks = RowLoops.breaks(of: positions), shortest * (breaks + 1) <= positions.count
    else { return nil }
    var stretches: [Range<Int>] = []
    stretches.reserveCapacity(breaks + 1)
    var start = 0
    while start < positions.count {
      let end = start + length(of: positions[start...])
      stretches.append(Int(positions[start])..<Int(positions[start]) + end - start)
      start = end
    }
    return stretches
  }

  /// How many of some ascending positions follow each other from the first on.
  private static func length(of positions: ArraySlice<Int32>) -> Int {
    // Where they all do, the last is as far from the first as there are places between them.
    var (low, high) = (1, positions.count)
    let first = positions.startIndex
    while low < high {
      let middle = (low + high + 1) / 2
      let isWhole = Int(positions[first + middle - 1]) - Int(positions[first]) == middle - 1
      if isWhole { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
