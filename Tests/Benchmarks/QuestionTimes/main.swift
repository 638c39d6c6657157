import Columns
import Diagnostics
import Execution
import Glibc
import Model
import Shell
import Syntax

// Times questions about a book in one process: from parsed text to the rows in memory.
//
//     QuestionTimes BOOK TODAY RUNS < QUESTIONS
//
// A question is a line: its name, a tab, its text. For each stands a line on standard output: the
// name, milliseconds of the first run, the median and the fastest of the others, and its rows.

let arguments = CommandLine.arguments
guard arguments.count == 4, let today = CivilDate(iso: arguments[2].utf8),
  let runs = Int(arguments[3]), runs > 0
else {
  print("QuestionTimes BOOK TODAY RUNS < QUESTIONS")
  exit(64)
}
let book = try OpenBook.open([arguments[1]])
let engine = Engine(book.view, today: today)

/// Milliseconds, three digits behind the point.
func milliseconds(_ time: Swift.Duration) -> String {
  let (seconds, attoseconds) = time.components
  let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
  let rest = String(microseconds % 1000)
  return "\(microseconds / 1000).\(String(repeating: "0", count: 3 - rest.utf8.count))\(rest)"
}

while let line = readLine() {
  let parts = line.split(separator: "\t", maxSplits: 1)
  guard parts.count == 2 else { continue }
  do {
    let source = SourceText(String(parts[1]))
    let statement = try Parser.statement(in: source, currencies: Currency.allCodes)
    let query = try Engine.query(of: statement)
    var times: [Swift.Duration] = []
    var rowCount = 0
    for _ in 0...runs {
      let start = ContinuousClock.now
      rowCount = try engine.answer(query, in: source).table.rowCount
      times.append(ContinuousClock.now - start)
    }
    let warm = times.dropFirst().sorted()
    print(
      "\(parts[0])\t\(milliseconds(times[0]))\t\(milliseconds(warm[warm.count / 2]))"
        + "\t\(milliseconds(warm[0]))\t\(rowCount)")
  } catch {
    print("\(parts[0])\terror\t\(error)")
  }
}
