internal import CTerminal
import Diagnostics
import Glibc
import Importing
import Model
import Rendering
import Syntax

/// One run of the program, as the command line asks for it.
package struct Invocation {
  /// Something to run before leaving.
  package enum Piece: Sendable {
    case text(String)
    case script(String)
  }

  /// Files and folders that together are one book.
  package var paths: [String] = []
  /// What to run instead of asking at the prompt.
  package var pieces: [Piece] = []
  /// The form of answers.
  package var output = OutputFormat.table.rawValue
  /// What `today` means, as the user wrote it.
  package var today: String?
  /// The day that questions are about, as the user wrote it.
  package var asOf: String?
  /// The currency of amounts that name none.
  package var currency: String?
  /// The file that says which headings mean which fields.
  package var map: String?
  /// The encoding of files that do not tell it.
  package var encoding: String?
  /// When to color.
  package var color = ColorChoice.auto.rawValue
  /// Whether to tell how the files are read, and nothing else.
  package var isDryRun = false
  /// The folder in which to keep the files as a book.
  package var book: String?
  /// Whether refused rows make the run fail.
  package var isStrict = false
  /// Whether a statement may name no files.
  package var isSafe = false
  /// Whether what would be asked is answered with yes.
  package var saysYes = false
  /// Whether changes are only shown.
  package var onlyShowsChanges = false
  /// Whether exports hold bank accounts and tax numbers in full.
  package var exportsInFull = false
  /// Whether an error ends a script.
  package var keepsGoing = false
  /// Values for `$name`s, as `name=value`.
  package var values: [String] = []
  /// Whether statements are kept on disk.
  package var keepsHistory = true
  /// Whether nothing may be changed or kept.
  package var isReadOnly = false
  /// Whether the statements of the user's own file run first at the prompt.
  package var readsInitFile = true

  /// A run that opens nothing and asks at the prompt; arguments are checked when it runs.
  package init() {}

  /// Why the program ends; SHELL.md, section 1.3, and `help exit codes` list them.
  enum ExitStatus: Int32 {
    case success = 0
    case wrongText = 1
    case unreadableBook = 2
    case notWritten = 3
    case expectFailed = 4
    case outputFailed = 5
    case refusedRows = 6
    case usage = 64
    case interrupted = 130
  }

  /// Says something about the command line itself; nothing in it can act on a terminal.
  package static func say(_ text: String, isError: Bool) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText.visible($0.utf8) + "\n" }
    guard !text.isEmpty else { return }
    let console = Console()
    if isError { console.writeError(lines.joined()) } else { console.write(lines.joined()) }
    console.flush()
  }

  /// Makes the process ready, before it opens anything.
  package static func begin() {
    process_hold_standard_descriptors()
  }

  /// Ends the process, with the exit code of a run.
  package static func exit(_ status: Int32) -> Never {
    Glibc.exit(status)
  }

  /// Runs it; the exit code of the process.
  package func run() -> Int32 {
    process_keep_freed_memory()
    let console = Console()
    let status = run(console)
    console.flush()
    if case .failed(let number) = console.output {
      let failure = Diagnostic.outputFailed(unsafe String(cString: strerror(number)))
      console.writeError("error: \(failure.message)\n")
      return ExitStatus.outputFailed.rawValue
    }
    return status.rawValue
  }

  private func run(_ console: Console) -> ExitStatus {
    guard let choice = ColorChoice(rawValue: color) else {
      return refuse("--color is auto, always or never", console)
    }
    let facts = TerminalFacts.current(color: choice)
    var options = OpenBook.Options()
    let session: Session
    do throws(UsageError) {
      options.currency = try checkedCurrency()
      options.mapping = try checkedMapping(console)
      options.encoding = try checkedEncoding()
      options.progress = ReadingProgress.told(on: STDERR_FILENO)
      session = Session(
        output: ConsoleOutput(console), settings: try settings(facts),
        clockDay: try clockDay(), openOptions: options, isSafe: isSafe, isReadOnly: isReadOnly)
    } catch {
      return refuse(error.text, console)
    }
    prepareWriting(session)
    if isDryRun { return dryRun(session, console) }
    if let book { return keep(session, console, in: book) }
    if let failure = open(session, isTerminal: facts.inputIsTerminal && pieces.isEmpty) {
      return failure
    }
    if !isSafe, let file = SavedFile.standard() { session.loadSaved(from: file) }
    do throws(UsageError) {
      try give(session)
    } catch {
      return refuse(error.text, console)
    }
    let status = converse(session, console, facts)
    session.endWriting()
    return status
  }

  /// Runs the pieces, or standard input, or the prompt.
  private func converse(
    _ session: Session, _ console: Console, _ facts: TerminalFacts
  ) -> ExitStatus {
    Interrupts.install()
    session.leavesWork = true
    session.progressLine = ProgressLine(on: STDERR_FILENO)
    var worst = ExitStatus.success
    for piece in pieces {
      switch run(piece, session) {
      case .done: continue
      case .quit: return worst
      case .interrupted: return .interrupted
      case .failed:
        worst = ExitStatus(failed: session)
        if !keepsGoing { return worst }
      case .unwritten:
        if !keepsGoing { return .outputFailed }
        worst = .outputFailed
      }
    }
    if !pieces.isEmpty { return worst }
    // A safe session leaves nothing on disk either.
    let keepsHistory = keepsHistory && !isSafe
    if let prompt = Prompt(session, console: console, facts: facts, keepsHistory: keepsHistory) {
      // Only at the prompt: what a script answers must not depend on whose it is.
      if readsInitFile, !isSafe, !InitFile.run(in: session) { return .success }
      prompt.run()
      return .success
    }
    return runStandardInput(session)
  }

  private func run(_ piece: Piece, _ session: Session) -> Session.Outcome {
    switch piece {
    case .text(let text):
      return session.transaction { session.run(SourceText(text), keepGoing: keepsGoing) }
    case .script(let path):
      do throws(Diagnostic) {
        let script = try ScriptFile.read(path, at: nil)
        return session.transaction { session.run(script, keepGoing: keepsGoing) }
      } catch {
        return session.tell(Mistakes([error]), in: nil)
      }
    }
  }

  private func runStandardInput(_ session: Session) -> ExitStatus {
    switch PlainEditor().readStatement(prompt: "") {
    case .text(let text):
      switch session.transaction({ session.run(SourceText(text), keepGoing: keepsGoing) }) {
      case .done, .quit: return .success
      case .failed: return ExitStatus(failed: session)
      case .unwritten: return .outputFailed
      case .interrupted: return .interrupted
      }
    case .cancelled: return .interrupted
    case .endOfInput: return .success
    case .failed(let failure):
      _ = session.tell(Mistakes([.inputUnreadable(failure)]), in: nil)
      return .wrongText
    }
  }

  /// Opens the book and says what it holds; the status to leave with where it cannot be opened.
  private func open(_ session: Session, isTerminal: Bool) -> ExitStatus? {
    guard !paths.isEmpty else { return nil }
    do throws(Diagnostic) {
      try session.open(paths)
    } catch {
      if error.code == .interrupted { return .interrupted }
      _ = session.tell(Mistakes([error]), in: nil)
      return .unreadableBook
    }
    guard let book = session.book else { return .unreadableBook }
    // Only now: while files are read nothing is lost if Ctrl-C simply ends the program.
    Interrupts.install()
    if isTerminal {
      session.sayFitting(BookSummary.lines(of: book) + ["'help' shows how to ask"])
    } else if !book.refusals.isEmpty {
      // A pipe must not take the remark for an answer.
      let lines = BookSummary.remarks(on: book).map { VisibleText.visible($0.utf8) }
      session.output.writeError(lines.joined(separator: "\n") + "\n")
    }
    return isStrict && !book.refusals.isEmpty ? .refusedRows : nil
  }

  private func refuse(_ text: String, _ console: Console) -> ExitStatus {
    console.writeError("error: \(VisibleText.visible(text.utf8))\n")
    return .usage
  }
}

// MARK: - Arguments that must mean something

/// An argument that means nothing.
private struct UsageError: Error {
  let text: String
}

extension Invocation {
  private func settings(_ facts: TerminalFacts) throws(UsageError) -> ShellSettings {
    guard let format = OutputFormat(rawValue: output) else {
      let known = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError(text: "-o is one of \(known)")
    }
    var settings = ShellSettings()
    settings.format = format
    settings.color = facts.wantsColor
    settings.errorColor = facts.wantsColor && isatty(STDERR_FILENO) == 1
    settings.isTerminal = facts.outputIsTerminal
    settings.showsTime = facts.outputIsTerminal
    if facts.outputIsTerminal {
      settings.followsWidth = true
      settings.followsRows = facts.inputIsTerminal && pieces.isEmpty
      settings.follow(TerminalSize.current())
    }
    settings.saysYes = saysYes
    settings.exportsInFull = exportsInFull
    settings.today = try date(today, "--today")
    settings.asOf = try date(asOf, "--as-of")
    return settings
  }

  /// Names the values of `--set`.
  private func give(_ session: Session) throws(UsageError) {
    for pair in values {
      let parts = pair.utf8.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let written = String(Substring(parts[0]))
      let name = written.utf8.first == UInt8(ascii: "$") ? String(written.dropFirst()) : written
      let tokens = Lexer.tokens(of: SourceText("$" + name), currencies: [])
      guard parts.count == 2, tokens.count == 2, case .variable = tokens[0].kind else {
        throw UsageError(text: "--set takes a name and a value:  --set days=60")
      }
      guard session.book != nil else {
        throw UsageError(text: "--set needs a book to ask:  invoq Examples/book --set \(name)=…")
      }
      do throws(Mistakes) {
        try session.set(name, to: String(Substring(parts[1])))
      } catch {
        throw UsageError(text: "--set \(name): \(error.all[0].message)")
      }
    }
  }

  private func clockDay() throws(UsageError) -> CivilDate {
    var now = time(nil)
    var local = unsafe tm()
    _ = unsafe localtime_r(&now, &local)
    let (year, month, day) = unsafe (local.tm_year, local.tm_mon, local.tm_mday)
    return CivilDate(year: Int(year) + 1900, month: Int(month) + 1, day: Int(day)) ?? .first
  }

  private func date(_ text: String?, _ option: String) throws(UsageError) -> CivilDate? {
    guard let text else { return nil }
    guard let date = CivilDate(iso: text.utf8) else {
      throw UsageError(text: "\(option) takes a day:  \(option) 2026-03-31")
    }
    return date
  }

  private func checkedCurrency() throws(UsageError) -> Currency? {
    guard let currency else { return nil }
    guard let known = Currency(currency) else {
      throw UsageError(text: "--currency takes a code of ISO 4217:  --currency EUR")
    }
    return known
  }

  private func checkedEncoding() throws(UsageError) -> TextEncoding? {
    guard let encoding else { return nil }
    guard let known = TextEncoding(named: encoding) else {
      throw UsageError(text: "--encoding is one of \(TextEncoding.names)")
    }
    return known
  }

  private func checkedMapping(_ console: Console) throws(UsageError) -> FieldMapping? {
    guard let map else { return nil }
    do throws(Diagnostic) {
      return try FieldMapping.parse(try ScriptFile.read(map, at: nil))
    } catch {
      throw UsageError(text: error.message)
    }
  }
}
