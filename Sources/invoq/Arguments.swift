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
      invoq import Examples/book --into acme   keep files in a book that opens at once
      invoq ask --help                         the options of asking
      """,
    version: "0.1.0",
    subcommands: [
      Ask.self, Sample.self, ImportFiles.self, CheckFiles.self, VerifyBook.self, BackUpBook.self,
      RestoreBook.self, SalvageBook.self,
    ],
    defaultSubcommand: Ask.self)
}

/// Opens files and answers: at the prompt, or what -c, -f or standard input say.
struct Ask: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Open files and folders, and ask (the default).")

  @Argument(
    help: "A book, or CSV files and folders of them that together are one.", completion: .file())
  var paths: [String] = []

  @Option(
    name: [.customShort("c")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run this text and leave; repeatable.", valueName: "text"))
  var text: [String] = []

  @Option(
    name: [.customShort("f")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run this script and leave; repeatable.", valueName: "script"),
    completion: .file())
  var script: [String] = []

  @Option(
    name: .shortAndLong, help: "table, vertical, csv, tsv, json, jsonl, md or html.",
    completion: .list(["table", "vertical", "csv", "tsv", "json", "jsonl", "md", "html"]))
  var output = "table"

  @Option(help: "What today means: 2026-03-31.")
  var today: String?

  @Option(help: "The day that questions ask about: 2026-03-31.")
  var asOf: String?

  @Option(help: "Currency of amounts that name none: EUR.")
  var currency: String?

  @Option(
    help: "A file that says which headings mean which fields.", completion: .file())
  var map: String?

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A value for a script's $NAME: days=60; repeatable.", valueName: "name=value"))
  var values: [String] = []

  @Option(
    help: "Encoding of files that are not UTF-8: utf-16, windows-1252, latin-1.",
    completion: .list(["utf-16", "windows-1252", "latin-1"]))
  var encoding: String?

  @Option(help: "auto, always or never.", completion: .list(["auto", "always", "never"]))
  var color = "auto"

  @Flag(help: "Refused rows make the run fail (exit code 6).")
  var strict = false

  @Flag(help: "Statements may name no files, and nothing is kept on disk.")
  var safe = false

  @Flag(help: "Nothing is changed or kept, whatever statements say.")
  var readOnly = false

  @Flag(help: "Leave the statements of ~/.config/invoq/init.ivq out at the prompt.")
  var noInit = false

  @Flag(help: "Change records and replace files without asking.")
  var yes = false

  @Flag(help: "Show what statements would change, and change nothing.")
  var dryRun = false

  @Flag(help: "Exports hold bank accounts and tax numbers in full.")
  var full = false

  @Flag(help: "Go on with the next statement behind an error.")
  var keepGoing = false

  @Flag(help: "Leave the history file alone.")
  var noHistory = false

  func run() throws {
    var invocation = Invocation()
    invocation.paths = paths
    invocation.pieces = pieces
    invocation.output = output
    invocation.today = today
    invocation.asOf = asOf
    invocation.currency = currency
    invocation.map = map
    invocation.values = values
    invocation.encoding = encoding
    invocation.color = color
    invocation.isStrict = strict
    invocation.isSafe = safe
    invocation.saysYes = yes
    invocation.onlyShowsChanges = dryRun
    invocation.exportsInFull = full
    invocation.keepsGoing = keepGoing
    invocation.keepsHistory = !noHistory
    invocation.isReadOnly = readOnly
    invocation.readsInitFile = !noInit
    throw ExitCode(invocation.run())
  }

  /// Texts and scripts in the order in which they were given, which the parser does not keep.
  private var pieces: [Invocation.Piece] {
    var texts = text[...]
    var scripts = script[...]
    var ordered: [Invocation.Piece] = []
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst(), argument != "--" {
      if argument == "-c", let text = texts.popFirst() {
        ordered.append(.text(text))
        _ = arguments.popFirst()
      } else if argument == "-f", let script = scripts.popFirst() {
        ordered.append(.script(script))
        _ = arguments.popFirst()
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

  @Argument(help: "The folder to write; made if it is not there.", completion: .directory)
  var folder: String

  func run() throws {
    throw ExitCode(SampleWriter.write(invoices: invoices, seed: seed, folder: folder))
  }
}

/// Words that will be commands; a file of that name is opened as `./import`.
protocol PlannedCommand: ParsableCommand {
  /// What the user can do today.
  static var instead: String { get }
}

extension PlannedCommand {
  func run() throws {
    let word = Self.configuration.commandName ?? ""
    throw ValidationError("'invoq \(word)' is not in this version yet; \(Self.instead)")
  }
}

/// Keeps files in a book that opens at once, or tells how they are read.
struct ImportFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep files in a book of their own, or tell how they are read.",
    discussion: """
      invoq import FILE … --into BOOK          keeps them in the folder BOOK, which opens at once
      invoq import FILE --dry-run > ours.map   the mapping goes here, the report to the screen
      """)

  @Argument(
    help: "CSV files, or folders of them, that together are one book.", completion: .file())
  var paths: [String] = []

  @Flag(help: "Print the mapping and the report, and keep nothing.")
  var dryRun = false

  @Option(
    help: "A file that says which headings mean which fields.", completion: .file())
  var map: String?

  @Option(help: "Currency of amounts that name none: EUR.")
  var currency: String?

  @Option(
    help: "Encoding of files that are not UTF-8: utf-16, windows-1252, latin-1.",
    completion: .list(["utf-16", "windows-1252", "latin-1"]))
  var encoding: String?

  @Option(
    name: .shortAndLong,
    help: "json prints the report for programs, in place of the mapping.")
  var output: String?

  @Flag(help: "Refused rows make the run fail (exit code 6).")
  var strict = false

  @Option(help: "The folder of the book to make.", completion: .directory)
  var into: String?

  func validate() throws {
    guard dryRun != (into != nil) else {
      throw ValidationError(
        "import says where the book is to be, or --dry-run:  invoq import FILE … --into BOOK")
    }
    if paths.isEmpty { throw ValidationError("name the files:  invoq import FILE … --into BOOK") }
    if let output, output != "json" {
      throw ValidationError("import tells its report as text or with  -o json")
    }
  }

  func run() throws {
    var invocation = Invocation()
    invocation.paths = paths
    invocation.isDryRun = dryRun
    invocation.book = into
    invocation.currency = currency
    invocation.encoding = encoding
    invocation.map = map
    invocation.isStrict = strict
    if let output { invocation.output = output }
    throw ExitCode(invocation.run())
  }
}

/// Will look for mistakes in files.
struct CheckFiles: PlannedCommand {
  static let configuration = CommandConfiguration(commandName: "check", shouldDisplay: false)
  static let instead = "open the files, and refused rows are told:  invoq --strict FILE …"

  @Argument(parsing: .captureForPassthrough)
  var rest: [String] = []
}

/// Compares a book with its own checksums, and its indexes with its columns.
struct VerifyBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read every byte of a book, and check its indexes against its columns.")

  @Argument(help: "The folder of the book.", completion: .directory)
  var book: String

  func run() throws {
    var invocation = Invocation()
    invocation.paths = [book]
    throw ExitCode(invocation.verify())
  }
}

/// Keeps a book in one file, while others read it.
struct BackUpBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Keep a book in one file, as it is at this moment; others may go on with it.")

  @Argument(help: "The folder of the book.", completion: .directory)
  var book: String

  @Argument(help: "The file to write.", completion: .file())
  var file: String

  @Flag(help: "Replace the file if it is there.")
  var yes = false

  func run() throws {
    var invocation = Invocation()
    invocation.paths = [book]
    invocation.saysYes = yes
    throw ExitCode(invocation.backup(to: file))
  }
}

/// Makes a book of a backup.
struct RestoreBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a book of a file that backup has written.")

  @Argument(help: "The file.", completion: .file())
  var file: String

  @Option(help: "The folder of the book to make.", completion: .directory)
  var into: String

  func run() throws {
    var invocation = Invocation()
    invocation.paths = [file]
    throw ExitCode(invocation.restore(into: into))
  }
}

/// Makes a book of what can be read of a damaged one.
struct SalvageBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "salvage",
    abstract: "Make a book of what can be read of a damaged one, and tell what is lost.",
    discussion: """
      The damaged book is only read. What is lost is told by file, field and record, and the exit
      code is 2; what the journal knows of it is taken from there.
      """)

  @Argument(help: "The folder of the damaged book.", completion: .directory)
  var book: String

  @Option(help: "The folder of the book to make.", completion: .directory)
  var into: String

  func run() throws {
    var invocation = Invocation()
    invocation.paths = [book]
    throw ExitCode(invocation.salvage(into: into))
  }
}
