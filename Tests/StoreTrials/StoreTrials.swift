import DiskSupport
import TestSupport

/// The trials of the store in the form that takes long.
///
///     StoreTrials histories 1000000
///     StoreTrials planted
///     StoreTrials states
///     StoreTrials errors
///     StoreTrials kills
///     StoreTrials calls
///
/// The last two run the real program: it is killed before each of its system calls, for every way
/// to change a book; and each call that reaches for files fails with every error, for every kind
/// of change.
///
/// Without a name all of them, the histories a million. It ends badly when anything went wrong.
@main
enum StoreTrials {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let name = arguments.first ?? "all"
    let count = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1_000_000
    var isGood = true
    if ["histories", "all"].contains(name) {
      isGood = tell("simulated histories", await histories(count)) && isGood
    }
    if ["states", "all"].contains(name) {
      isGood = tell("crash states", StoreTrial.crashStates()) && isGood
    }
    if ["errors", "all"].contains(name) {
      // EIO, ENOSPC, EDQUOT, EACCES, EROFS
      let result = StoreTrial.errors([5, 28, 122, 13, 30]) { SimulatedDisk() }
      isGood = tell("injected errors", result) && isGood
    }
    if ["planted", "all"].contains(name) { isGood = planted() && isGood }
    if ["kills", "all"].contains(name) {
      isGood = tell("kill points", try await kills()) && isGood
    }
    if ["calls", "all"].contains(name) {
      isGood = tell("errors of system calls", try await failingCalls()) && isGood
    }
    if !isGood { fatalError("a trial went wrong") }
  }

  private static func tell(_ name: String, _ result: TrialResult) -> Bool {
    print("\(name): \(result.tried), \(result.bad) bad")
    if let first = result.first { print("  \(first)") }
    return result.bad == 0
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

  /// The program is killed before each system call of each way to change a book.
  private static func kills() async throws -> TrialResult {
    try await onRealFolder(ProgramTrial.Change.all.map { ($0, nil) })
  }

  /// The calls of each kind of change fail.
  private static func failingCalls() async throws -> TrialResult {
    try await onRealFolder(
      ProgramTrial.Change.ofKinds.flatMap { change in
        // EIO, ENOSPC, EDQUOT, EINTR, EACCES, EROFS, EMFILE
        ([5, 28, 122, 4, 13, 30, 24] as [Int32]).map { (change, $0) }
      })
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

  /// Each planted mistake must be noticed.
  private static func planted() -> Bool {
    var caught = 0
    for mistake in PlantedMistake.allCases {
      var seed: UInt64 = 0
      var found: String?
      while found == nil, seed < 200_000 {
        found = StoreHistory(seed: seed, mistake: mistake).failure
        seed += 1
      }
      if found != nil { caught += 1 }
      print("  \(mistake.rawValue): " + (found == nil ? "not noticed" : "seed \(seed - 1)"))
    }
    print("planted mistakes: \(PlantedMistake.allCases.count), \(caught) caught")
    return caught == PlantedMistake.allCases.count
  }
}
