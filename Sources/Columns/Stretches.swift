/// Positions that follow each other mostly: the stretches that they come to.
///
///     3 4 5 9 10    3..<6, 9..<11
enum Stretches {
  /// Stretches are worth it where they have so many positions each.
  private static let shortest = 16

  /// The stretches of some positions, none of them below zero, in their order; nil where they are
  /// many for so few positions, and where there are no positions.
  static func of(_ positions: [Int32]) -> [Range<Int>]? {
    let (breaks, bits) = RowLoops.breaks(of: positions)
    guard bits >= 0, shortest * (breaks + 1) <= positions.count else { return nil }
    if breaks == 0 { return [Int(positions[0])..<Int(positions[0]) + positions.count] }
    var stretches: [Range<Int>] = []
    stretches.reserveCapacity(breaks + 1)
    var start = 0
    for index in 1...positions.count
    where index == positions.count || positions[index] &- positions[index &- 1] != 1 {
      stretches.append(Int(positions[start])..<Int(positions[start]) + index - start)
      start = index
    }
    return stretches
  }
}
