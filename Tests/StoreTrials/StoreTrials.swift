import DiskSupport
import Glibc
import TestSupport

/// The trials of the store in the form that takes long, each with its figures.
///
///     StoreTrials all
///     StoreTrials histories 1000000
///     StoreTrials kills import
///
/// One of `names` is tried, or all of them. It ends with exit code 1 when anything went wrong.
@main
enum StoreTrials {
  /// A trial by its name: what is counted, and how it is done.
  private struct Trial: Sendable {
    let name: String
    let counted: String
    let run: @Sendable () async throws -> TrialResult
  }

  private static let trials = [
    Trial(name: "histories", counted: "simulated histories") { await histories(count) },
    Trial(name: "states", counted: "crash states of sessions") { StoreTrial.crashStates() },
    Trial(name: "creations", counted: "crash states of import --into and restore") {
      try StoreTrial.creationStates()
    },
    Trial(name: "errors", counted: "injected errors") {
      // EIO, ENOSPC, EDQUOT, EACCES, EROFS
      StoreTrial.errors([5, 28, 122, 13, 30]) { SimulatedDisk() }
    },
    Trial(name: "truncations", counted: "truncations, each an exact prefix or refused") {
      try StoreTrial.truncations()
    },
    Trial(name: "flips", counted: "turned bits, each noticed, the last record's too") {
      try StoreTrial.flips()
    },
    Trial(name: "salvage", counted: "damaged books read for what is left") {
      try StoreTrial.salvage(0..<400)
    },
    Trial(name: "planted", counted: "planted mistakes, each caught") { planted() },
    Trial(name: "kills", counted: "kill points of the real program") {
      try await onRealFolder(ProgramTrial.Change.all.filter(isChosen).map { ($0, nil) })
    },
    Trial(name: "calls", counted: "failing system calls of the real program") {
      try await onRealFolder(
        ProgramTrial.Change.ofKinds.filter(isChosen).flatMap { change in
          // EIO, ENOSPC, EDQUOT, EINTR, EACCES, EROFS, EMFILE
          ([5, 28, 122, 4, 13, 30, 24] as [Int32]).map { (change, $0) }
        })
    },
  ]

  /// How many histories, or the change of which all kills and failing calls are tried alone.
  private static let choice = CommandLine.arguments.dropFirst(2).first
  private static let count = choice.flatMap { UInt64($0) } ?? 1_000_000

  private static func isChosen(_ change: ProgramTrial.Change) -> Bool {
    choice.map { UInt64($0) != nil || change.name.contains($0) } ?? true
  }

  static func main() async throws {
    let name = CommandLine.arguments.dropFirst().first ?? "all"
    let chosen = trials.filter { name == "all" || name == $0.name }
    if chosen.isEmpty { fail("there is no trial \(name): all, \(trials.map(\.name))") }
    var isGood = true
    for trial in chosen {
      let start = ContinuousClock.now
      let result = try await trial.run()
      let seconds = (ContinuousClock.now - start).components.seconds
      tell("\(trial.counted): \(result.tried), \(result.bad) bad, \(seconds) s")
      if let first = result.first { tell("  \(first)") }
      isGood = isGood && result.bad == 0
    }
    if !isGood { fail("a trial went wrong") }
  }

  /// Says something at once, wherever the output goes.
  private static func tell(_ line: String) {
    print(line)
    fflush(nil)
  }

  private static func fail(_ why: String) -> Never {
    tell(why)
    exit(1)
  }

  /// Histories on as many threads as there are processors, in pieces.
  private static func histories(_ count: UInt64) async -> TrialResult {
    let piece: UInt64 = 2_000
    return await withTaskGroup(of: TrialResult.self) { group in
      for start in stride(from: 0, to: count, by: Int(piece)) {
        group.addTask { StoreTrial.histories(start..<min(start + piece, count)) }
      }
      var all = TrialResult()
      for await result in group { all.add(result) }
      return all
    }
  }

  /// Trials of the real program, two at a time: most of their time is the system's.
  private static func onRealFolder(
    _ tasks: [(change: ProgramTrial.Change, error: Int32?)]
  ) async throws -> TrialResult {
    let trial = try ProgramTrial(program: BuildProduct.path("invoq"))
    defer { trial.remove() }
    return try await withThrowingTaskGroup(of: TrialResult.self) { group in
      var all = TrialResult()
      for (place, task) in tasks.enumerated() {
        if place >= 2, let result = try await group.next() { all.add(result) }
        group.addTask {
          guard let error = task.error else { return try trial.kills(task.change) }
          return try trial.errors([error], of: task.change)
        }
      }
      for try await result in group { all.add(result) }
      return all
    }
  }

  /// Each planted mistake must be noticed by some history.
  private static func planted() -> TrialResult {
    var result = TrialResult()
    for mistake in PlantedMistake.allCases {
      let isCaught = (0..<200_000 as Range<UInt64>).contains { seed in
        StoreHistory(seed: seed, mistake: mistake).failure != nil
      }
      result.count(isCaught ? nil : "\(mistake.rawValue) was not noticed")
    }
    return result
  }
}
