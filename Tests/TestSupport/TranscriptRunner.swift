internal import Diagnostics
internal import Execution
internal import Model
internal import Rendering
internal import Shell
internal import Syntax

/// Runs transcripts in several ways, which must all say the same.
package enum TranscriptRunner {
  /// One way to run a statement; answers do not depend on it.
  private enum Way: CaseIterable {
    case usual
    case withoutOptimizer
    case rowByRow
    case threeRowsAtATime
    /// What the printer writes of the statement, read again.
    case printed

    var name: String {
      switch self {
      case .usual: "as usual"
      case .withoutOptimizer: "without the optimizer"
      case .rowByRow: "row by row"
      case .threeRowsAtATime: "three rows at a time"
      case .printed: "printed and read again"
      }
    }

    func adjust(_ engine: inout Engine) {
      switch self {
      case .usual, .printed: return
      case .withoutOptimizer: engine.isOptimizing = false
      case .rowByRow: engine.options.rowsPerBatch = 1
      case .threeRowsAtATime: engine.options.rowsPerBatch = 3
      }
    }
  }

  /// What the statements of a transcript say, and what is wrong with it.
  package struct Result {
    /// The output of each statement, line by line.
    package let outputs: [[String]]
    /// Unmet expectations, and ways that disagree.
    package let failures: [TestFailure]
  }

  /// Runs a transcript in every way.
  package static func run(_ transcript: Transcript) -> Result {
    let usual: [[String]]
    do throws(Diagnostic) {
      usual = try outputs(of: transcript, .usual)
    } catch {
      let failure = TestFailure(transcript.path, 1, "the book does not open: \(error.message)")
      return Result(outputs: [], failures: transcript.failures + [failure])
    }
    var failures = transcript.failures
    for (item, output) in zip(transcript.items, usual) {
      let difference = LineDiff.lines(expected: item.expected, actual: output)
      guard !difference.isEmpty else { continue }
      let text = ["not what is expected"] + difference
      failures.append(
        TestFailure(transcript.path, item.firstLine, text.joined(separator: "\n")))
    }
    for way in Way.allCases where way != .usual {
      failures += disagreements(of: transcript, way, with: usual)
    }
    return Result(outputs: usual, failures: failures)
  }

  private static func disagreements(
    of transcript: Transcript, _ way: Way, with usual: [[String]]
  ) -> [TestFailure] {
    guard let other = try? outputs(of: transcript, way) else { return [] }
    var failures: [TestFailure] = []
    for (index, item) in transcript.items.enumerated()
    where Session.commandWord(of: item.span, in: item.source) != "explain" {
      // What is volatile differs from run to run, whichever way.
      let isVolatile = item.expected.contains { $0.contains("«") }
      let one = isVolatile ? item.expected : usual[index]
      let difference =
        way == .printed
        ? LineDiff.lines(expected: unquoted(one), actual: unquoted(other[index]))
        : LineDiff.lines(expected: one, actual: other[index])
      guard !difference.isEmpty else { continue }
      let text = ["another answer \(way.name)"] + difference
      failures.append(
        TestFailure(transcript.path, item.firstLine, text.joined(separator: "\n")))
    }
    return failures
  }

  /// What does not quote the statement, which is spelled otherwise when it is printed: mistakes
  /// show its line, notes its words.
  private static func unquoted(_ lines: [String]) -> [String] {
    if lines.first?.hasPrefix("error:") ?? false { return ["error:"] }
    return lines.filter { !$0.hasPrefix("note:") }
  }

  /// What each statement says in one way.
  private static func outputs(
    of transcript: Transcript, _ way: Way
  ) throws(Diagnostic) -> [[String]] {
    let output = BufferOutput()
    let session = try session(of: transcript, output)
    // Only where something is written: making folders takes longer than most statements.
    let folder = transcript.writesFiles ? try? TemporaryFolder() : nil
    session.exportFolder = folder?.path
    session.adjustEngine = { way.adjust(&$0) }
    var outputs: [[String]] = []
    for item in transcript.items {
      let printed = way == .printed ? printed(item) : nil
      if let printed {
        _ = session.run(printed)
      } else {
        _ = session.run(item.span, of: item.source)
      }
      outputs.append(lines(of: output.take()))
    }
    return outputs
  }

  private static func session(
    of transcript: Transcript, _ output: BufferOutput
  ) throws(Diagnostic) -> Session {
    let pragmas = transcript.pragmas
    var settings = ShellSettings()
    settings.width = pragmas.width
    // A transcript runs several times, and each may replace what the one before has written.
    settings.saysYes = true
    settings.format = OutputFormat(rawValue: pragmas.output) ?? .table
    settings.asOf = pragmas.asOf.flatMap { CivilDate(iso: $0.utf8) }
    PackageFolder.enter()
    let session = Session(
      output: output, settings: settings,
      clockDay: CivilDate(iso: pragmas.today.utf8) ?? .first,
      isReadOnly: pragmas.writes == "read-only")
    if pragmas.writes != "no" { session.writing.keeper = MemoryKeeper() }
    session.writing.saysYes = pragmas.writes == "yes"
    session.writing.user = { "anna" }
    if let book = try TestBooks.book(pragmas.book, map: pragmas.map) { session.use(book) }
    return session
  }

  /// The canonical text of a question; nil for commands and what cannot be read.
  private static func printed(_ item: Transcript.Item) -> SourceText? {
    guard Session.commandWord(of: item.span, in: item.source) == nil else { return nil }
    guard
      let statement = try? Parser.statement(
        in: item.source, item.span, currencies: Currency.allCodes)
    else { return nil }
    return SourceText(SyntaxPrinter.text(statement))
  }

  /// The lines of an output; the last line end is none.
  package static func lines(of output: String) -> [String] {
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
