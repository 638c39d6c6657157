package import Diagnostics
internal import Shell

/// A script of statements, each followed by the output that it is expected to have.
///
///     -- book: example
///     invoices where overdue count
///     --= count
///     --=    31
///
/// The expectations are comments, so that the file is a script like any other.
package struct Transcript {
  /// One statement and what it should say.
  package struct Item {
    /// The text that it stands in, which ends before the expectations.
    package let source: SourceText
    /// Where it stands there.
    package let span: SourceSpan
    /// Line of the file on which it starts, from 1.
    package let firstLine: Int
    /// Line of the file on which it ends.
    package let lastLine: Int
    /// The expected output; empty where nothing is expected.
    package let expected: [String]
  }

  /// What the first comments say about how to run it.
  package struct Pragmas: Equatable {
    /// The book: `example`, `none`, or a folder or file below the books of the tests.
    package var book = "example"
    /// What `today` is where the book does not say.
    package var today = "2026-05-20"
    /// The day of `set as of`.
    package var asOf: String?
    /// Cells of the screen; nil fits nothing.
    package var width: Int?
    /// The form of the answers.
    package var output = "table"
    /// A file that says which headings mean what, below the books of the tests.
    package var map: String?
    /// The diagnostic codes that it shows.
    package var codes: [String] = []

    /// A transcript that says nothing.
    package init() {}
  }

  /// The file, as a path from the package.
  package let path: String
  /// How to run it.
  package let pragmas: Pragmas
  /// The statements in their order.
  package let items: [Item]
  /// What is wrong with the file itself.
  package let failures: [TestFailure]

  /// Whether a statement of it may write a file.
  package var writesFiles: Bool { lines.contains { $0.contains("export") } }

  private let lines: [String]
  private let expectationLines: Set<Int>

  private static let mark = "--="

  /// Reads the text of a transcript.
  package init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    var failures: [TestFailure] = []
    var items: [Item] = []
    var expectationLines: Set<Int> = []
    var index = 0
    while index < lines.count {
      let start = index
      while index < lines.count, !lines[index].hasPrefix(Transcript.mark) { index += 1 }
      let block = lines[start..<index].joined(separator: "\n")
      let first = index
      while index < lines.count, lines[index].hasPrefix(Transcript.mark) {
        expectationLines.insert(index + 1)
        index += 1
      }
      let expected = lines[first..<index].map { Transcript.expectation($0) }
      let found = Transcript.items(of: block, firstLine: start + 1, expected: expected)
      if found.isEmpty, !expected.isEmpty {
        failures.append(TestFailure(path, first + 1, "no statement has this output"))
      }
      items += found
    }
    self.items = items
    self.expectationLines = expectationLines
    let (pragmas, wrong) = Transcript.pragmas(of: lines)
    self.pragmas = pragmas
    self.failures = failures + wrong.map { TestFailure(path, $0.line, $0.text) }
  }

  /// Only the last statement of a block is followed by expectations.
  private static func items(of block: String, firstLine: Int, expected: [String]) -> [Item] {
    let source = SourceText(block, firstLine: firstLine)
    let spans = Session.statements(of: source)
    return spans.enumerated().map { position, span in
      Item(
        source: source, span: span, firstLine: source.place(of: span.start).line,
        lastLine: source.place(of: max(span.start, span.end - 1)).line,
        expected: position == spans.count - 1 ? expected : [])
    }
  }

  private static func expectation(_ line: String) -> String {
    let text = line.dropFirst(mark.count)
    return text.hasPrefix(" ") ? String(text.dropFirst()) : String(text)
  }

  // MARK: Pragmas

  private static func pragmas(
    of lines: [String]
  ) -> (pragmas: Pragmas, wrong: [(line: Int, text: String)]) {
    var pragmas = Pragmas()
    var wrong: [(line: Int, text: String)] = []
    for (index, line) in lines.enumerated() {
      guard line.isEmpty || line.hasPrefix("--") else { break }
      let parts = line.dropFirst(2).split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[1].hasPrefix(" ") else { continue }
      let value = parts[1].drop { $0 == " " }
      let text = String(value)
      switch parts[0].drop(while: { $0 == " " }) {
      case "book": pragmas.book = text
      case "today": pragmas.today = text
      case "as-of": pragmas.asOf = text
      case "output": pragmas.output = text
      case "map": pragmas.map = text
      case "code": pragmas.codes += value.split(separator: " ").map { String($0) }
      case "width":
        pragmas.width = Int(text)
        if pragmas.width == nil { wrong.append((index + 1, "'\(text)' is no width")) }
      default: continue
      }
    }
    return (pragmas, wrong)
  }

  // MARK: Rewriting

  /// The text of the file with these outputs behind its statements.
  ///
  /// Expectations that the output satisfies stay as they are, volatile parts included.
  package func text(with outputs: [[String]]) -> String {
    var fresh: [Int: [String]] = [:]
    for (item, output) in zip(items, outputs) {
      let isMet = LineDiff.lines(expected: item.expected, actual: output).isEmpty
      let expected = isMet ? item.expected : output
      fresh[item.lastLine, default: []] += expected.map {
        $0.isEmpty ? Transcript.mark : "\(Transcript.mark) \($0)"
      }
    }
    var result: [String] = []
    for (index, line) in lines.enumerated() {
      if !expectationLines.contains(index + 1) { result.append(line) }
      result += fresh[index + 1] ?? []
    }
    return result.joined(separator: "\n")
  }
}
