import Model

/// How often a firm charges the same amount: rent and power come back, and rightly so.
struct Rhythm {
  /// By entry: the usual number of days between two charges of its firm and amount; 0 where they
  /// are too few to have a rhythm.
  let interval: [Int32]

  /// Learns the rhythm of each group from the days between its members.
  ///
  /// - Parameters:
  ///   - groups: places of entries with the same firm and amount, each group by day.
  ///   - days: the day of each entry.
  init(_ groups: [ArraySlice<Int32>], days: [Int32]) {
    var interval = [Int32](repeating: 0, count: days.count)
    for group in groups where group.count >= 3 {
      var gaps = zip(group, group.dropFirst()).map { days[Int($1)] - days[Int($0)] }
      gaps.sort()
      // The upper median: a duplicate among three makes one gap small, not the usual one.
      let usual = gaps[gaps.count / 2]
      // What comes oftener than every week or so is no rhythm but a heap, and one distance is
      // none that came back.
      guard usual >= 5, gaps[gaps.count - 2] >= 5 else { continue }
      for place in group { interval[Int(place)] = usual }
    }
    self.interval = interval
  }

  /// Whether so many days between two charges is what the rhythm lets expect, even where one of
  /// them came early or late: only a quarter of the usual distance is too near.
  func explains(_ a: Int32, _ b: Int32, days: Int32) -> Bool {
    let usual = interval[Int(a)]
    return usual > 0 && interval[Int(b)] == usual && days * 4 >= usual
  }
}
