internal import Foundation

/// Changes made by the real program in a real folder, while it is killed or its calls fail.
///
/// Whatever happens, the book holds all of a change or nothing of it; all of it once it was said to
/// be saved, nothing once it was said not to be; and the same sentence can be said again.
package struct ProgramTrial: Sendable {
  private let program: String
  private let folder: String
  private let questions: String
  private let example: String

  /// What a change begins with.
  enum Start: String {
    case none
    case small
    /// So much was changed in it that only a little more makes it be written anew.
    case grown
  }

  /// One way to change a book.
  package struct Change: Sendable {
    /// What it is called.
    package let name: String
    /// The words behind the program; `BOOK` is the folder of the book, `FILE` a file beside it,
    /// `WHOLE` a book that is there already and `BACKUP` its backup.
    let words: [String]
    /// What the program says when it is done.
    let done: String
    /// The book that is there before.
    let book: Start
    /// Whether the file is what it makes, and not a change of the book.
    var makesFile: Bool { words.contains("FILE") }

    init(_ name: String, _ words: [String], done: String = "\nsaved ", on book: Start = .small) {
      (self.name, self.words, self.done, self.book) = (name, words, done, book)
    }

    /// A sentence said to a book.
    init(_ sentence: String) {
      self.init(sentence, ["BOOK", "--yes", "-c", sentence])
    }
  }

  /// Makes the book that changes are tried on.
  ///
  /// - Parameter program: where `invoq` is.
  /// - Throws: why the book cannot be made.
  package init(program: String) throws {
    self.program = program
    folder = NSTemporaryDirectory() + "invoq-trial-" + UUID().uuidString
    questions = folder + "/questions.ivq"
    example = folder + "/files"
    try FileManager.default.createDirectory(
      atPath: example, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for (name, text) in SmallBook.files {
      try text.write(toFile: example + "/" + name, atomically: false, encoding: .utf8)
    }
    try SmallBook.questions.write(toFile: questions, atomically: false, encoding: .utf8)
    for (name, text) in SmallBook.scripts {
      try text.write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
    }
    for start in [Start.small, .grown] {
      let book = path(of: start)
      try run(["import", example, "--into", book])
      try run([book, "--yes", "-f", folder + "/history.ivq"])
    }
    try run([path(of: .grown), "--yes", "-f", folder + "/growing.ivq"])
    try run(["backup", path(of: .small), folder + "/backup"])
  }

  private func path(of start: Start) -> String { folder + "/" + start.rawValue }

  /// Takes away what the trials have left.
  package func remove() {
    try? FileManager.default.removeItem(atPath: folder)
  }

  private struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  private func run(_ words: [String]) throws {
    let run = try TracedRun([program] + words)
    guard run.exitCode == 0 else { throw Refusal(description: "\(words): \(run.output)") }
  }

  // MARK: - Trials

  /// Kills the program before each system call of a change.
  package func kills(
    _ change: Change, _ counted: TracedRun.Counted = .all
  ) throws -> TrialResult {
    let bench = try Bench(self, change)
    var result = TrialResult()
    for call in 0..<(try bench.callCount(counted)) {
      try result.count(bench.complaint(counted, TracedRun.Plan(call: call)))
    }
    return result
  }

  /// Lets each call of a change that reaches for files fail, once and from then on.
  package func errors(
    _ numbers: [Int32], of change: Change, _ counted: TracedRun.Counted = .ofFiles
  ) throws -> TrialResult {
    let bench = try Bench(self, change)
    var result = TrialResult()
    let count = try bench.callCount(counted)
    for number in numbers {
      // An interruption that never ended would keep any program from going on.
      for repeats in [1, number == EINTR ? 3 : Int.max] {
        for call in 0..<count {
          let plan = TracedRun.Plan(call: call, error: number, count: repeats)
          try result.count(bench.complaint(counted, plan))
        }
      }
    }
    return result
  }

  /// A copy of the book for one change, with what it holds before and after.
  private struct Bench {
    private let trial: ProgramTrial
    private let change: Change
    private let book: String
    private let before: String
    private let after: String

    init(_ trial: ProgramTrial, _ change: Change) throws {
      (self.trial, self.change) = (trial, change)
      book = trial.folder + "/book-" + UUID().uuidString
      try Bench.renew(book, trial, change)
      before = try trial.contents(of: book, change)
      let run = try TracedRun([trial.program] + trial.words(of: change, on: book))
      guard run.exitCode == 0, run.output.contains(change.done) else {
        throw Refusal(description: "\(change.name): \(run.output)")
      }
      after = try trial.contents(of: book, change)
      if before == after { throw Refusal(description: "\(change.name) changes nothing") }
    }

    private static func renew(_ book: String, _ trial: ProgramTrial, _ change: Change) throws {
      let files = FileManager.default
      for path in [book, book + ".file"] where files.fileExists(atPath: path) {
        try files.removeItem(atPath: path)
      }
      if change.book != .none {
        try files.copyItem(atPath: trial.path(of: change.book), toPath: book)
      }
    }

    func callCount(_ counted: TracedRun.Counted) throws -> Int {
      try run(counted, nil).callCount
    }

    private func run(_ counted: TracedRun.Counted, _ plan: TracedRun.Plan?) throws -> TracedRun {
      try Bench.renew(book, trial, change)
      return try TracedRun(
        [trial.program] + trial.words(of: change, on: book), watching: book, counted, plan)
    }

    /// What is wrong after a plan was carried out; nil when nothing is.
    func complaint(_ counted: TracedRun.Counted, _ plan: TracedRun.Plan) throws -> String? {
      let run = try run(counted, plan)
      func complaint(_ text: String) -> String {
        let fault = plan.error.map { "error \($0)" } ?? "killed"
        let span = plan.count > 1 ? " and \(plan.count == .max ? "all" : "some") later" : ""
        let place = "call \(plan.call)\(span) (\(run.call ?? "none"))"
        return "\(change.name): \(fault) at \(place): \(text)\n\(run.output)"
      }
      if plan.error != nil, run.exitCode ?? 128 >= 128 { return complaint("it crashed") }
      let found = try trial.contents(of: book, change)
      guard found == before || found == after else {
        return complaint("it holds something else:\n\(found)")
      }
      let isThere = found == after
      let saysDone = run.output.contains(change.done)
      if saysDone, !isThere { return complaint("saved, and not there") }
      // A program that was killed or whose output fails may have done more than it could tell.
      let mayBeThere = plan.error == nil || run.call == "write" || !run.output.contains("error:")
      if isThere, !saysDone, !mayBeThere, !run.output.contains("nobody knows") {
        return complaint("it failed, and is there")
      }
      return try goOn(isThere).map(complaint)
    }

    /// The book goes on: the change is made where it is not there, else another one behind it.
    private func goOn(_ isThere: Bool) throws -> String? {
      guard isThere else {
        let run = try TracedRun([trial.program] + trial.words(of: change, on: book))
        guard run.output.contains(change.done) else { return "not done again: \(run.output)" }
        return try trial.contents(of: book, change) == after ? nil : "it comes out otherwise"
      }
      let next = try TracedRun([trial.program, book, "--yes", "-c", SmallBook.lastSentence])
      return next.output.contains("saved as") ? nil : "it does not go on: \(next.output)"
    }
  }

  private func words(of change: Change, on book: String) -> [String] {
    change.words.map { word in
      switch word {
      case "BOOK": book
      case "FILE": book + ".file"
      case "FILES": example
      case "WHOLE": path(of: .small)
      case "BACKUP": folder + "/backup"
      default: word.hasSuffix(".ivq") ? folder + "/" + word : word
      }
    }
  }

  /// Everything that a change is to have made, as text: of a file the book that it becomes.
  private func contents(of book: String, _ change: Change) throws -> String {
    guard change.makesFile else { return try contents(of: book) }
    guard FileManager.default.fileExists(atPath: book + ".file") else { return "no file" }
    let again = book + ".again"
    defer { try? FileManager.default.removeItem(atPath: again) }
    let restored = try TracedRun([program, "restore", book + ".file", "--into", again])
    return restored.exitCode == 0 ? try contents(of: again) : restored.output
  }

  /// Everything that a book answers, as text.
  private func contents(of book: String) throws -> String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: book)) ?? []
    guard names.contains(where: { $0.hasPrefix("snapshot-") && !$0.hasSuffix(".tmp") }) else {
      return "no book"
    }
    let run = try TracedRun([program, book, "-o", "csv", "-f", questions])
    // Notices of an opening are told once and are no part of the book.
    return run.output.split(separator: "\n").filter { !$0.hasPrefix("note: the ") }
      .joined(separator: "\n")
  }
}
