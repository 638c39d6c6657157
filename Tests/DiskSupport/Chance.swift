/// Random numbers that are the same for the same seed.
package struct Chance: Sendable {
  private var state: UInt64

  /// The numbers of a seed.
  package init(seed: UInt64) {
    state = seed
  }

  /// The next number (splitmix64).
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number of 0 ..< limit.
  package mutating func below(_ limit: Int) -> Int {
    limit <= 1 ? 0 : Int(next() % UInt64(limit))
  }
}
