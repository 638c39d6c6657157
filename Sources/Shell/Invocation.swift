import Diagnostics
import Glibc
import Importing
import Model
import Rendering

/// One run of the program, as the command line asks for it.
package struct Invocation {
  /// Something to run before leaving.
  package enum Piece: Sendable {
    case text(String)
    case script(String)
  }

  private let paths: [String]
  private let pieces: [Piece]
  private let output: String
  private let today: String?
  private let asOf: String?
  private let currency: String?
  private let map: String?
  private let color: String
  private let isStrict: Bool
  private let keepsGoing: Bool
  private let keepsHistory: Bool

  /// The arguments as given; they are checked when it runs.
  package init(
    paths: [String], pieces: [Piece], output: String, today: String?, asOf: String?,
    currency: String?, map: String?, color: String, isStrict: Bool, keepsGoing: Bool,
    keepsHistory: Bool
  ) {
    self.paths = paths
    self.pieces = pieces
    self.output = output
    self.today = today
    self.asOf = asOf
    self.currency = currency
    self.map = map
    self.color = color
    self.isStrict = isStrict
    self.keepsGoing = keepsGoing
    self.keepsHistory = keepsHistory
  }

  /// Why the program ends; SHELL.md, section 1.3, and `help exit codes` list them.
  enum ExitStatus: Int32 {
    case success = 0
    case wrongText = 1
    case unreadableBook = 2
    case outputFailed = 5
    case refusedRows = 6
    case usage = 64
    case interrupted = 130
  }

  /// Runs it; the exit code of the process.
  package func run() -> Int32 {
    Interrupts.install()
    let console = Console()
    let status = run(console)
    console.flush()
    if case .failed = console.output { return ExitStatus.outputFailed.rawValue }
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
      session = Session(
        output: ConsoleOutput(console), settings: try settings(facts),
        clockDay: try clockDay(), openOptions: options)
    } catch {
      return refuse(error.text, console)
    }
    if let failure = open(session, isTerminal: facts.inputIsTerminal && pieces.isEmpty) {
      return failure
    }
    return converse(session, console, facts)
  }

  /// Runs the pieces, or standard input, or the prompt.
  private func converse(
    _ session: Session, _ console: Console, _ facts: TerminalFacts
  ) -> ExitStatus {
    var worst = ExitStatus.success
    for piece in pieces {
      switch run(piece, session) {
      case .done: continue
      case .quit: return worst
      case .interrupted: return .interrupted
      case .failed:
        if !keepsGoing { return .wrongText }
        worst = .wrongText
      }
    }
    if !pieces.isEmpty { return worst }
    if let prompt = Prompt(session, console: console, facts: facts, keepsHistory: keepsHistory) {
      prompt.run()
      return .success
    }
    return runStandardInput(session)
  }

  private func run(_ piece: Piece, _ session: Session) -> Session.Outcome {
    switch piece {
    case .text(let text): return session.run(SourceText(text), keepGoing: keepsGoing)
    case .script(let path):
      do throws(Diagnostic) {
        return session.run(try ScriptFile.read(path, at: nil), keepGoing: keepsGoing)
      } catch {
        return session.tell(Mistakes([error]), in: nil)
      }
    }
  }

  private func runStandardInput(_ session: Session) -> ExitStatus {
    switch PlainEditor().readStatement(prompt: "") {
    case .text(let text):
      switch session.run(SourceText(text), keepGoing: keepsGoing) {
      case .done, .quit: return .success
      case .failed: return .wrongText
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
      _ = session.tell(Mistakes([error]), in: nil)
      return .unreadableBook
    }
    guard let book = session.book else { return .unreadableBook }
    if isTerminal {
      session.say(BookSummary.lines(of: book))
    } else if !book.refusals.isEmpty {
      // A pipe must not take the remark for an answer.
      session.output.writeError(
        BookSummary.lines(of: book).dropFirst().joined(separator: "\n") + "\n")
    }
    return isStrict && !book.refusals.isEmpty ? .refusedRows : nil
  }

  private func refuse(_ text: String, _ console: Console) -> ExitStatus {
    console.writeError("error: \(text)\n")
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
    settings.isTerminal = facts.outputIsTerminal
    settings.showsTime = facts.outputIsTerminal
    if facts.outputIsTerminal {
      let size = TerminalSize.current()
      settings.width = size.columns
      settings.rows = facts.inputIsTerminal && pieces.isEmpty ? size.rows : nil
    }
    settings.asOf = try date(asOf, "--as-of")
    return settings
  }

  private func clockDay() throws(UsageError) -> CivilDate {
    if let day = try date(today, "--today") { return day }
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

  private func checkedMapping(_ console: Console) throws(UsageError) -> FieldMapping? {
    guard let map else { return nil }
    do throws(Diagnostic) {
      return try FieldMapping.parse(try ScriptFile.read(map, at: nil))
    } catch {
      throw UsageError(text: error.message)
    }
  }
}
