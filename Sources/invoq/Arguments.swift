import ArgumentParser
import Shell

/// The command line: `invoq [FILE | FOLDER …]`, and the commands beside it.
struct Invoq: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoq",
    abstract: "An interactive query shell for invoices.",
    discussion: """
      invoq Examples/book                      open a book at the prompt
      invoq Examples/book -c 'invoices where open sum owed by customer'
      invoq Examples/book -f Examples/aging.ivq -o csv
      """,
    version: "0.1.0",
    subcommands: [Ask.self, Sample.self],
    defaultSubcommand: Ask.self)
}

/// Opens files and answers: at the prompt, or what -c, -f or standard input say.
struct Ask: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Open files and folders, and ask (the default).")

  @Argument(help: "CSV files, or folders of them, that together are one book.")
  var paths: [String] = []

  @Option(name: [.customShort("c")], help: "Run this text and leave; repeatable.")
  var text: [String] = []

  @Option(name: [.customShort("f")], help: "Run this script and leave; repeatable.")
  var script: [String] = []

  @Option(name: .shortAndLong, help: "table, vertical, csv, tsv, json, jsonl or md.")
  var output = "table"

  @Option(help: "What today means: 2026-03-31.")
  var today: String?

  @Option(help: "The day that questions ask about: 2026-03-31.")
  var asOf: String?

  @Option(help: "Currency of amounts that name none: EUR.")
  var currency: String?

  @Option(help: "A file that says which headings mean which fields.")
  var map: String?

  @Option(help: "auto, always or never.")
  var color = "auto"

  @Flag(help: "Refused rows make the run fail (exit code 6).")
  var strict = false

  @Flag(help: "Go on with the next statement behind an error.")
  var keepGoing = false

  @Flag(help: "Leave the history file alone.")
  var noHistory = false

  func run() throws {
    let invocation = Invocation(
      paths: paths, pieces: pieces, output: output, today: today, asOf: asOf, currency: currency,
      map: map, color: color, isStrict: strict, keepsGoing: keepGoing, keepsHistory: !noHistory)
    throw ExitCode(invocation.run())
  }

  /// Texts and scripts in the order in which they were given.
  private var pieces: [Invocation.Piece] {
    var texts = text[...]
    var scripts = script[...]
    var ordered: [Invocation.Piece] = []
    for argument in CommandLine.arguments.dropFirst() {
      // Either `-c TEXT` or `-cTEXT`.
      if argument.hasPrefix("-c"), !argument.hasPrefix("--"), let text = texts.popFirst() {
        ordered.append(.text(text))
      } else if argument.hasPrefix("-f"), !argument.hasPrefix("--"), let script = scripts.popFirst()
      {
        ordered.append(.script(script))
      }
    }
    return ordered + texts.map { .text($0) } + scripts.map { .script($0) }
  }
}

/// Makes the books of an invented company.
struct Sample: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the books of an invented trading company, the same for the same seed.")

  @Option(help: "How many invoices.")
  var invoices = 400

  @Option(help: "Which of the possible books.")
  var seed: UInt64 = 1

  @Argument(help: "The folder to write; made if it is not there.")
  var folder: String

  func run() throws {
    throw ExitCode(SampleWriter.write(invoices: invoices, seed: seed, folder: folder))
  }
}
