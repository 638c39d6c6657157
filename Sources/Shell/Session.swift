import Accounting
import Columns
package import Diagnostics
import Execution
package import Model
import Rendering
import Storage
import Syntax

/// A conversation about a book: the one door for the prompt, scripts and tests alike.
package final class Session {
  /// The book that is open, if one is.
  package private(set) var book: OpenBook?
  /// How answers look and which day is meant.
  package var settings: ShellSettings
  /// The day that the clock said when the session began, or that the command line says.
  package let clockDay: CivilDate
  /// Where answers and errors go.
  package let output: any SessionOutput
  /// How files are read that do not say.
  let openOptions: OpenBook.Options
  /// What `history` lists; the prompt and scripts keep it.
  package var history: any SessionHistory = NoHistory()
  /// How plans are run; tests vary it.
  package var adjustEngine: @Sendable (inout Engine) -> Void = { _ in }
  /// How deep scripts run scripts just now.
  var scriptDepth = 0
  /// What was answered last, for `more` and `wide`.
  private(set) var lastAnswer: GivenAnswer?
  /// Whether statements may name no files; nothing in the session can change it.
  private let isSafe: Bool

  /// An answer as it was given.
  struct GivenAnswer {
    let table: ResultTable
    /// Whether it is one record asked for by its number, told field by field.
    let isCard: Bool
    let elapsed: Swift.Duration
  }

  /// What became of a statement.
  package enum Outcome: Equatable, Sendable {
    /// It was answered.
    case done
    /// The text was wrong, or a value made the answer impossible.
    case failed
    /// Somebody stopped it.
    case interrupted
    /// The session is to end.
    case quit
  }

  /// A session without a book.
  package init(
    output: any SessionOutput, settings: ShellSettings, clockDay: CivilDate,
    openOptions: OpenBook.Options = OpenBook.Options(), isSafe: Bool = false
  ) {
    self.isSafe = isSafe
    self.output = output
    self.settings = settings
    self.clockDay = clockDay
    self.openOptions = openOptions
  }

  /// Opens files and folders, in place of the book that was open.
  package func open(_ paths: [String]) throws(Diagnostic) {
    use(try OpenBook.open(paths, options: openOptions))
  }

  /// Goes on with a book that is open already.
  package func use(_ opened: OpenBook) {
    book = opened
  }

  /// What `today` means: `set as of`, else `--today`, else the book's own day, else the clock.
  package var today: CivilDate {
    settings.asOf ?? settings.today ?? book?.view.store.settings.today ?? clockDay
  }

  /// The engine for the next question.
  func engine(at span: SourceSpan) throws(Diagnostic) -> Engine {
    guard let book else { throw .noBook(at: span) }
    var engine = Engine(book.view, today: today)
    engine.options.isInterrupted = { Interrupts.isPending }
    adjustEngine(&engine)
    return engine
  }

  /// What Tab offers in this session.
  var completer: Completer {
    Completer(book?.view.store, today: today, readsFolders: !isSafe)
  }

  func refuseWhenSafe(_ command: Command) throws(Mistakes) {
    if isSafe { throw Mistakes([.notInSafeMode(command.word, at: command.span)]) }
  }

  // MARK: Running

  /// Runs every statement of a text; the first that fails ends it.
  package func run(_ source: SourceText, keepGoing: Bool = false) -> Outcome {
    var worst = Outcome.done
    for span in Session.statements(of: source) {
      let outcome = run(span, of: source)
      switch outcome {
      case .done: continue
      case .quit, .interrupted: return outcome
      case .failed:
        if !keepGoing { return outcome }
        worst = outcome
      }
    }
    return worst
  }

  /// Runs one statement of a text.
  package func run(_ span: SourceSpan, of source: SourceText) -> Outcome {
    let start = ContinuousClock.now
    do throws(Mistakes) {
      if let command = CommandTable.command(at: span, of: source) {
        return try command.run(self)
      }
      let statement = try Parser.statement(in: source, span, currencies: Currency.allCodes)
      let query = try Engine.query(of: statement)
      let engine = try mistaken { () throws(Diagnostic) -> Engine in try self.engine(at: span) }
      let answer = try engine.answer(query, in: source)
      return give(
        GivenAnswer(
          table: answer.table, isCard: answer.isCard, elapsed: ContinuousClock.now - start))
    } catch {
      let schema = book?.view.store.schema ?? InvoiceSchema.standard
      return tell(FirstWord.explain(error, at: span, of: source, schema: schema), in: source)
    }
  }

  /// Shows an answer and keeps it for `more` and `wide`.
  func give(_ answer: GivenAnswer) -> Outcome {
    lastAnswer = answer
    return show(answer)
  }

  /// Renders an answer in the form that is set, as far as anybody wants to see it.
  func show(
    _ answer: GivenAnswer, allRows: Bool = false, allColumns: Bool = false
  ) -> Outcome {
    // The window may have another size than it had for the answer before.
    if settings.followsRows || settings.followsWidth { settings.follow(TerminalSize.current()) }
    let style = RenderingStyle(
      width: allColumns ? nil : settings.width, height: allRows ? nil : settings.rows,
      color: settings.color, isTerminal: settings.isTerminal)
    let format = settings.format == .table && answer.isCard ? .vertical : settings.format
    var outcome = Outcome.done
    Rendering.render(
      answer.table, as: format, style: style,
      elapsed: settings.showsTime ? answer.elapsed : nil
    ) { [output] chunk in
      if Interrupts.isPending {
        outcome = .interrupted
      } else if !output.write(chunk) {
        // Nobody reads any more, so there is nobody to answer.
        outcome = .quit
      }
      return outcome == .done
    }
    return outcome == .interrupted ? tell(Mistakes([.stopped()]), in: nil) : outcome
  }

  /// Says lines of help, broken so that they fit the screen.
  func explain(_ lines: [String]) {
    if settings.followsWidth { settings.follow(TerminalSize.current()) }
    say(HangingLines.wrapped(lines, to: settings.width ?? TerminalSize.usual.columns))
  }

  /// Says lines of the program itself; nothing in them can act on a terminal.
  func say(_ lines: [String]) {
    var bytes: [UInt8] = []
    for line in lines {
      VisibleText.append(visible: line.utf8, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    _ = output.write(bytes)
  }

  /// Draws mistakes below what was answered so far.
  package func tell(_ mistakes: Mistakes, in source: SourceText?) -> Outcome {
    if mistakes.all.contains(where: { $0.code == .interrupted }) {
      output.writeError("stopped\n")
      return .interrupted
    }
    let renderer = DiagnosticRenderer(
      columns: settings.width ?? 100, isColored: settings.errorColor,
      width: { DisplayWidth.of($0) }, visible: { VisibleText.visible($0.utf8) })
    let drawings = mistakes.all.map { renderer.lines($0, in: source).joined(separator: "\n") }
    output.writeError(drawings.joined(separator: "\n\n") + "\n")
    return .failed
  }
}

/// Runs something that makes one mistake where several are expected.
func mistaken<T>(_ body: () throws(Diagnostic) -> T) throws(Mistakes) -> T {
  do throws(Diagnostic) {
    return try body()
  } catch {
    throw Mistakes([error])
  }
}

/// What was asked before.
package protocol SessionHistory {
  /// The last statements, oldest first.
  func last(_ count: Int) -> [String]
  /// Forgets everything, on disk too.
  ///
  /// - Returns: false when the file could not be emptied.
  mutating func clear() -> Bool
}

/// The history of scripts and pipes: none.
struct NoHistory: SessionHistory {
  func last(_ count: Int) -> [String] { [] }
  mutating func clear() -> Bool { true }
}
