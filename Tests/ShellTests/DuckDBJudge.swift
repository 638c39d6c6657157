import Foundation
import Testing

/// Questions that the program and DuckDB are asked about the same files.
///
/// DuckDB reads every column as text and adds up exact decimals.
struct DuckDBJudge {
  /// A question and what it is in SQL; rows are compared without regard to their order.
  typealias Pair = (question: String, sql: String)

  /// Whether the library is installed for `python3`.
  static let isInstalled: Bool = {
    let run = try? ProgramRun(shell: "python3 -c 'import duckdb'")
    return run?.status == 0
  }()

  /// CSV files by the names of their tables.
  let tables: [(name: String, path: String)]
  /// What the program is started with.
  let arguments: String

  /// Asks both and records where they differ.
  func compare(_ pairs: [Pair]) throws {
    let answers = try answers(pairs.map(\.question))
    let judged = try judged(pairs.map(\.sql))
    for (index, pair) in pairs.enumerated() {
      #expect(!judged[index].isEmpty, "nothing is asked: \(pair.sql)")
      #expect(answers[index] == judged[index], "\(pair.question)")
    }
  }

  private static let mark = "-- next --"

  private func answers(_ questions: [String]) throws -> [[String]] {
    let ask = questions.map { question in
      "-c '\(question)' -c 'invoices where number = \"\" count as mark'"
    }
    let run = try ProgramRun(shell: "\"$INVOQ\" \(arguments) -o csv \(ask.joined(separator: " "))")
    try #require(run.errors == "" && run.status == 0)
    var answers: [[String]] = [[]]
    for line in run.output.split(whereSeparator: \.isNewline) {
      if line == "mark" {
        // The line of headings.
        answers[answers.count - 1].removeFirst()
        answers.append([])
      } else if !(answers[answers.count - 1].isEmpty && answers.count > 1 && line == "0") {
        answers[answers.count - 1].append(DuckDBJudge.plain(line))
      }
    }
    return answers.dropLast().map { $0.sorted() }
  }

  private func judged(_ queries: [String]) throws -> [[String]] {
    var script = "import duckdb, csv, sys\nbase = duckdb.connect()\n"
    for (name, path) in tables {
      script += "base.execute(\"\"\"create table \(name) as select * from "
      script += "read_csv('\(path)', all_varchar=true)\"\"\")\n"
    }
    script += "out = csv.writer(sys.stdout)\n"
    for query in queries {
      script += "out.writerows(base.execute(\"\"\"\(query)\"\"\").fetchall())\n"
      script += "print('\(DuckDBJudge.mark)')\n"
    }
    let run = try ProgramRun(shell: "python3 -", input: script)
    try #require(run.errors == "" && run.status == 0)
    var answers: [[String]] = [[]]
    for line in run.output.split(whereSeparator: \.isNewline) {
      if line == DuckDBJudge.mark {
        answers.append([])
      } else {
        answers[answers.count - 1].append(DuckDBJudge.plain(line))
      }
    }
    return answers.dropLast().map { $0.sorted() }
  }

  /// A line whose amounts have no zeros at their ends.
  private static func plain(_ line: Substring) -> String {
    line.split(separator: ",", omittingEmptySubsequences: false).map { field in
      guard field.contains("."), field.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }) else {
        return String(field)
      }
      var text = field
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
      return String(text)
    }.joined(separator: ",")
  }
}
