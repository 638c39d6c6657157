internal import Diagnostics
internal import Model
internal import Shell

/// Runs the sessions that documents show, against the example book.
///
/// A session is a fenced block of `invoq` whose statements begin with the prompt; what follows a
/// statement is its output, and a line of `…` alone stands for any lines left out:
///
///     invoq> invoices where overdue
///              sum owed by currency
///     currency     sum owed
///     …
///
/// A statement goes on in an indented line that begins with a word of a step or with `|`. Blank
/// lines between an output and the next prompt are for the eye only.
package struct DocumentSessions {
  private static let opening = "```invoq"
  private static let prompt = "invoq> "
  private static let leftOut = "…"

  /// Words that let an indented line continue the statement; aggregates are none, because
  /// headings of columns begin with them.
  private static let continuing: Set<Substring> = [
    "where", "show", "calc", "sort", "top", "take", "skip", "unique", "by", "across", "as", "and",
    "or", "union", "except", "intersect", "summarize", "|",
  ]

  private struct Exchange {
    var statement: [String]
    var output: [String] = []
    let line: Int
    /// Blank lines behind the output, for the eye.
    var blanks = 0
  }

  /// What came of running a document.
  package struct Result {
    /// The document with the outputs that came.
    package let text: String
    /// How many statements it has.
    package let statementCount: Int
    /// Outputs that differ.
    package let failures: [TestFailure]
  }

  /// Runs every session of a document; each begins anew.
  package static func run(path: String, text: String) -> Result {
    var failures: [TestFailure] = []
    var result: [String] = []
    var statementCount = 0
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    var index = 0
    while index < lines.count {
      result.append(lines[index])
      index += 1
      guard lines[index - 1] == opening else { continue }
      let end = lines[index...].firstIndex { $0.hasPrefix("```") } ?? lines.count
      let exchanges = exchanges(in: lines[index..<end])
      if exchanges.isEmpty || !lines[index].hasPrefix(prompt) {
        failures.append(TestFailure(path, index + 1, "a session begins with '\(prompt)'"))
        continue
      }
      statementCount += exchanges.count
      result += run(exchanges, path: path, &failures)
      index = end
    }
    return Result(
      text: result.joined(separator: "\n"), statementCount: statementCount, failures: failures)
  }

  private static func run(
    _ exchanges: [Exchange], path: String, _ failures: inout [TestFailure]
  ) -> [String] {
    let output = BufferOutput()
    var settings = ShellSettings()
    settings.saysYes = true
    let session = Session(output: output, settings: settings, clockDay: .first)
    session.writing.keeper = MemoryKeeper()
    session.writing.saysYes = true
    session.writing.user = { "anna" }
    let writes = exchanges.contains { $0.statement.joined().contains("export") }
    let folder = writes ? try? TemporaryFolder() : nil
    session.exportFolder = folder?.path
    var result: [String] = []
    do throws(Diagnostic) {
      guard let book = try TestBooks.book("example", map: nil) else { return [] }
      session.use(book)
    } catch {
      failures.append(TestFailure(path, 1, "the example book does not open: \(error.message)"))
      return []
    }
    for exchange in exchanges {
      _ = session.run(SourceText(exchange.statement.joined(separator: "\n")))
      let actual = TranscriptRunner.lines(of: output.take())
      result.append(prompt + exchange.statement[0])
      result += exchange.statement.dropFirst()
      if matches(exchange.output[...], actual[...]) {
        result += exchange.output
      } else {
        let text =
          ["not what the session shows"]
          + LineDiff.lines(expected: exchange.output, actual: actual)
        failures.append(TestFailure(path, exchange.line, text.joined(separator: "\n")))
        result += actual
      }
      result += Array(repeating: "", count: exchange.blanks)
    }
    return result
  }

  /// Whether lines are what was expected, where `…` stands for any number of them.
  private static func matches(_ expected: ArraySlice<String>, _ actual: ArraySlice<String>) -> Bool
  {
    guard let gap = expected.firstIndex(of: leftOut) else {
      return same(expected, actual)
    }
    let head = expected[..<gap]
    guard actual.count >= head.count, same(head, actual.prefix(head.count)) else { return false }
    let rest = expected[(gap + 1)...]
    for start in actual.indices.dropFirst(head.count) + [actual.endIndex]
    where matches(rest, actual[start...]) {
      return true
    }
    return false
  }

  private static func same(_ expected: ArraySlice<String>, _ actual: ArraySlice<String>) -> Bool {
    expected.count == actual.count
      && zip(expected, actual).allSatisfy { VolatileLine.matches($0, $1) }
  }

  private static func exchanges(in lines: ArraySlice<String>) -> [Exchange] {
    var exchanges: [Exchange] = []
    for (index, line) in zip(lines.indices, lines) {
      if line.hasPrefix(prompt) {
        exchanges.append(
          Exchange(statement: [String(line.dropFirst(prompt.count))], line: index + 1))
        continue
      }
      guard let last = exchanges.indices.last else { continue }
      if exchanges[last].output.isEmpty, continues(line) {
        exchanges[last].statement.append(line)
      } else {
        exchanges[last].output.append(line)
      }
    }
    for index in exchanges.indices {
      while exchanges[index].output.last?.isEmpty ?? false {
        exchanges[index].output.removeLast()
        exchanges[index].blanks += 1
      }
    }
    return exchanges
  }

  private static func continues(_ line: String) -> Bool {
    guard line.hasPrefix("  ") else { return false }
    guard let word = line.split(separator: " ").first else { return false }
    return continuing.contains(word) || word.hasPrefix("|")
  }
}
