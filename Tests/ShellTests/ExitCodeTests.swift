import Foundation
import TestSupport
import Testing

/// The program in pipes and scripts: what it says where, and how it ends.
@Suite struct ExitCodeTests {
  private let book = "Examples/book"

  @Test func answersGoOutAndMistakesToTheErrorChannel() throws {
    let good = try ProgramRun([book, "-c", "invoices count", "-o", "csv"])
    #expect(good.status == 0)
    #expect(good.output == "count\r\n400\r\n" || good.output == "count\n400\n")
    #expect(good.errors.isEmpty)
    let bad = try ProgramRun([book, "-c", "invoices where custmer = 1"])
    #expect(bad.status == 1)
    #expect(bad.output.isEmpty)
    #expect(bad.errors.contains("no field 'custmer'"))
  }

  @Test(
    arguments: [
      (["--nonsense"], 64), (["Examples/book", "-o", "xml"], 64),
      (["Examples/book", "--today", "tomorrow"], 64),
      (["Examples/book", "--as-of", "31.3.2026"], 64),
      (["Examples/book", "--currency", "QQQ"], 64), (["Examples/book", "--color", "pink"], 64),
      (["Examples/book", "--map", "no-such-map"], 64),
      (["import", "no-such-file", "--into", "y"], 2), (["import", "x.csv"], 64),
      (["import", "x.csv", "--into", "y", "--dry-run"], 64),
      (["import", "--dry-run"], 64), (["import", "x.csv", "--dry-run", "-o", "csv"], 64),
      (["import", "no-such-file", "--dry-run"], 2), (["import", "--help"], 0),
      (["check", "x.csv"], 64), (["verify", "no-such-book"], 2), (["verify"], 64),
      (["sample", "--invoices", "0", "/nowhere"], 64),
      (["no-such-book"], 2), (["no-such-book", "-c", "invoices"], 2),
      (["Package.swift", "-c", "invoices"], 2),
      (["Examples/book", "-f", "no-such-script"], 1), (["Examples/book", "-c", "hlep"], 1),
      (["-c", "invoices"], 1), (["--help"], 0), (["--version"], 0),
      (["Examples/book", "-c", "quit", "-c", "nonsense"], 0),
      (["Examples/book", "-c", "-- only a comment"], 0), (["Examples/book", "-c", ""], 0),
    ] as [([String], Int32)])
  func exitCodes(_ arguments: [String], _ status: Int32) throws {
    let run = try ProgramRun(arguments)
    #expect(run.status == status, "\(arguments): \(run.errors)")
    #expect(run.errors.isEmpty == (status == 0), "\(run.errors)")
  }

  /// Plain command lines are read without the parser, which must make no difference; behind `ask`
  /// it reads them itself.
  @Test(
    arguments: [
      ["Examples/book", "-c", "invoices count"],
      ["./Examples/book", "-c", "invoices count", "-o", "csv", "--no-history"],
      ["Examples/book", "-o", "json", "-c", "customers count", "-c", "vendors count"],
      ["Examples/book", "-c", "invoices count", "-f", "Examples/aging.ivq", "-c", "-- end"],
      ["Examples/book", "-o", "csv", "-o", "tsv", "-c", "customers take 2"],
      ["Examples/book", "-o", "xml", "-c", "customers count"], ["Examples/book", "-c"],
      ["Examples/book", "-o"], ["Examples/book", "-c", "--version"],
      ["Examples/book", "--nonsense"],
      ["Examples/no-such-book", "-c", "invoices count"], ["", "-c", "invoices count"],
      ["Examples/book", "Examples/book/rates.csv", "-c", "hlep"], ["Examples/book", "--", "-c"],
    ])
  func plainCommandLines(_ arguments: [String]) throws {
    let plain = try ProgramRun(arguments)
    let parsed = try ProgramRun(["ask"] + arguments)
    #expect(plain.status == parsed.status)
    #expect(plain.output == parsed.output)
    if plain.status != 64 { #expect(plain.errors == parsed.errors) }
  }

  @Test func plannedCommandsSayWhatToDo() throws {
    let checked = try ProgramRun(["check", "march.csv"])
    #expect(checked.errors.contains("'invoq check' is not in this version yet"))
  }

  @Test func refusedRowsFailOnlyWhenStrict() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/customers.csv"
    try "number,name,credit_limit,currency\nC-1,Acme,5,EUR\nC-2,Zoë,five,EUR\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    let lax = try ProgramRun([file, "-c", "customers count"])
    #expect(lax.status == 0)
    #expect(lax.errors.contains("2 rows read = 1 accepted + 1 refused"), "\(lax.errors)")
    #expect(!lax.output.contains("refused"))
    let strict = try ProgramRun([file, "--strict", "-c", "customers count"])
    #expect(strict.status == 6)
    #expect(strict.output.isEmpty)
  }

  // MARK: Scripts

  @Test func standardInputIsAScript() throws {
    let good = try ProgramRun(
      [book, "-o", "csv"], input: "invoices count\ncustomers\n  count\n")
    #expect(good.status == 0)
    #expect(good.output.contains("400") && good.output.contains("60"))
    let bad = try ProgramRun([book], input: "invoices count\ngibberish\ncustomers count\n")
    #expect(bad.status == 1)
    #expect(bad.output.contains("400"))
    #expect(!bad.output.contains("60"))
    #expect(bad.errors.contains("gibberish"))
    let going = try ProgramRun(
      [book, "--keep-going"], input: "invoices count\ngibberish\ncustomers count\n")
    #expect(going.status == 1)
    #expect(going.output.contains("60"))
  }

  @Test func piecesRunInTheirOrder() throws {
    let folder = try TemporaryFolder()
    let script = folder.path + "/two.ivq"
    try "vendors count as two".write(toFile: script, atomically: true, encoding: .utf8)
    let run = try ProgramRun([
      "-c", "customers count as one", "-f", script, book, "-c", "invoices count as three",
    ])
    #expect(run.status == 0)
    let order = ["one", "two", "three"].map { run.output.range(of: $0)?.lowerBound }
    #expect(order.allSatisfy { $0 != nil })
    #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
  }

  @Test func commandsMayHaveADot() throws {
    let run = try ProgramRun(
      [book, "-o", "csv"], input: ".set output json\ninvoices count\n.quit\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("["))
  }

  @Test func safeSessionsNameNoFiles() throws {
    for line in ["run Examples/aging.ivq", "import Examples/book", ".run x", "set safe off"] {
      let run = try ProgramRun([book, "--safe", "-c", line])
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
    }
    #expect(try ProgramRun([book, "--safe", "-c", "reload"]).status == 0)
    // The command line may still name scripts: it is not written from inside.
    #expect(try ProgramRun([book, "--safe", "-f", "Examples/aging.ivq"]).status == 0)
  }

  @Test func asOfIsTheDayOfQuestions() throws {
    let run = try ProgramRun([book, "--as-of", "2026-03-31", "-c", "invoices where open sum owed"])
    #expect(run.output.contains("as of 31 Mar 2026"))
  }

  // MARK: Pipes and disks

  @Test func aClosedPipeIsSilent() throws {
    let line = "{ \"$INVOQ\" Examples/book -o csv -c invoices.lines; echo \"status $?\" >&2; }"
    let run = try ProgramRun(shell: line + " | head -1")
    #expect(run.errors == "status 0\n")
    #expect(run.output.split(separator: "\n").count == 1)
  }

  @Test func aFullDiskIsAnError() throws {
    let run = try ProgramRun(shell: "\"$INVOQ\" Examples/book -c invoices > /dev/full")
    #expect(run.status == 5)
    #expect(run.errors.contains("could not be written: No space left on device"))
  }

  @Test func interruptedScripts() throws {
    let terminal = try PseudoTerminal(
      program: ProgramRun.program,
      arguments: [book, "--keep-going", "-c", "oops", "-c", LongQuestion.text],
      environment: ["TERM": "dumb", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"], columns: 80, rows: 24)
    // What is told shows that the program has begun, and Ctrl-C is its own.
    try terminal.wait(forText: "help:")
    terminal.type("\u{3}")
    #expect(try terminal.waitForExit() == 130)
    #expect(terminal.screen.text.contains("stopped"))
  }

  @Test func noColorsInPipes() throws {
    let plain = try ProgramRun([book, "-c", "invoices take 1", "-c", "oops"])
    #expect(!(plain.output + plain.errors).utf8.contains(0x1B))
    let forced = try ProgramRun([book, "--color", "always", "-c", "invoices take 9"])
    #expect(forced.output.utf8.contains(0x1B))
  }
}

/// A question that nobody has the time to wait for.
enum LongQuestion {
  /// Customers lead to invoices and orders and back, each time a few dozen times as many.
  static let text: String = {
    let depth = 9
    var text = "invoices where "
    for level in 0..<depth {
      text += "any(customer.\(level % 2 == 0 ? "orders" : "invoices") where "
    }
    return text + "total > 1000000" + String(repeating: ")", count: depth)
  }()
}
