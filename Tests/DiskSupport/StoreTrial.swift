package import Storage

/// What a trial came to.
package struct TrialResult: Sendable {
  /// How many things were tried.
  package var tried = 0
  /// How many of them went wrong.
  package var bad = 0
  /// The first that went wrong, in words.
  package var first: String?

  /// Nothing tried yet.
  package init() {}

  /// Counts one more; nil for one that went well.
  package mutating func count(_ complaint: String?) {
    tried += 1
    guard let complaint else { return }
    bad += 1
    if first == nil { first = complaint }
  }

  /// Adds what another trial came to.
  package mutating func add(_ other: TrialResult) {
    tried += other.tried
    bad += other.bad
    if first == nil { first = other.first }
  }
}

/// The trials of the store that need no process but this.
///
/// A planted mistake needs to go wrong but once: a trial of one ends there.
package enum StoreTrial {
  /// Lives of books from seeds.
  package static func histories(_ seeds: Range<UInt64>, mistake: PlantedMistake? = nil)
    -> TrialResult
  {
    var result = TrialResult()
    for seed in seeds {
      let history = StoreHistory(seed: seed, mistake: mistake)
      result.count(history.failure.map { "seed \(seed): \($0)" })
      if mistake != nil, result.bad > 0 { break }
    }
    return result
  }

  /// Every folder that may be left by a loss of power before each call of the script.
  package static func crashStates(mistake: PlantedMistake? = nil) -> TrialResult {
    var result = TrialResult()
    var call = 0
    while true {
      let disk = SimulatedDisk()
      disk.callsToLive = call
      disk.diesCleanly = true
      let script = StoreScript(on: ForgetfulDisk(disk, mistake))
      for (place, state) in disk.crashStates().enumerated() {
        result.count(script.complaint(about: state).map { "call \(call), state \(place): \($0)" })
        if mistake != nil, result.bad > 0 { return result }
      }
      if !disk.isDead { return result }
      call += 1
    }
  }

  /// Every call of the script fails with every error, once and from then on.
  package static func errors(_ numbers: [Int32], on makeDisk: () throws -> any Disk) rethrows
    -> TrialResult
  {
    var result = TrialResult()
    for number in numbers {
      for persists in [false, true] {
        var call = 0
        var hasFailed = true
        while hasFailed {
          let disk = try makeDisk()
          let faulty = FaultyDisk(disk, number: number)
          faulty.failing = call
          faulty.persists = persists
          let script = StoreScript(on: faulty)
          hasFailed = faulty.counts.values.reduce(0, +) > call
          disk.unlock()
          result.count(
            script.complaint(about: disk).map {
              "error \(number) at call \(call)\(persists ? " and all later" : ""): \($0)"
            })
          call += 1
        }
      }
    }
    return result
  }
}
