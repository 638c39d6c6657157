internal import Foundation

/// How long the random tests go on, and where their random numbers begin.
package enum Rounds {
  /// `INVOQ_LONG=1`: many more rounds than a build waits for.
  package static let isLong = ProcessInfo.processInfo.environment["INVOQ_LONG"] == "1"
  /// `INVOQ_SEED=7` replays what a message named.
  package static let seed =
    ProcessInfo.processInfo.environment["INVOQ_SEED"].flatMap { UInt64($0) } ?? 20_260_520

  /// A number of rounds: the usual one, or fifty times as many.
  package static func count(_ usual: Int) -> Int { isLong ? usual * 50 : usual }
}

/// Random numbers that are the same for the same seed.
package struct SeededRandom {
  private var state: UInt64

  /// The numbers that belong to a seed.
  package init(_ seed: UInt64) {
    state = seed
  }

  /// The next 64 bits (SplitMix64).
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to a limit, which it does not reach.
  package mutating func below(_ limit: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  /// True once in a number of times.
  package mutating func oneIn(_ times: Int) -> Bool { below(times) == 0 }

  /// One of several values.
  package mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[below(choices.count)]
  }
}
