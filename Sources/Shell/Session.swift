import Accounting
import Columns
package import Diagnostics
import Execution
package import Model
import Planning
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
  var openOptions: OpenBook.Options
  /// What `history` lists; the prompt and scripts keep it.
  package var history: any SessionHistory = NoHistory()
  /// How plans are run; tests vary it.
  package var adjustEngine: @Sendable (inout Engine) -> Void = { _ in }
  /// What was named of the book before this one.
  private(set) var forgotten: [String] = []
  /// How deep scripts run scripts just now.
  var scriptDepth = 0
  /// Whether statements are typed, one by one.
  var isAtPrompt = false
  /// Whether work is left alone when somebody presses Ctrl-C, rather than waited for.
  var leavesWork = false
  /// Where somebody who waits is told how far it is; nil where nobody looks.
  var progressLine: ProgressLine?
  /// Definitions, values and answers that have a name.
  var names = SessionNames()
  /// The values of the command line as written, by their names in small letters.
  var givenValues: [String: String] = [:]
  /// Where questions are kept; nil in a session that keeps nothing.
  package var savedFile: SavedFile?
  /// What was answered last, for `more` and `wide`.
  private(set) var lastAnswer: GivenAnswer?
  /// What was explained since then and did not fit the screen, for `more`.
  var lastText: [String]?
  /// How changes are made and kept.
  package var writing = SessionWriting()
  /// The code of the last mistake that was told, if there was one.
  package private(set) var lastMistake: DiagnosticCode?
  /// Whether statements may name no files; nothing in the session can change it.
  let isSafe: Bool
  /// Whether nothing may be changed or kept; nothing in the session can change that either.
  package let isReadOnly: Bool
  /// How many stops of the tour were shown.
  var tourStep = 0
  /// How many statements were typed since the last of them.
  var statementsSinceStop = 0
  /// Where relative names of files to be written lead; nil for the folder that the program runs in.
  package var exportFolder: String?
  /// Asks the user yes or no; nil where nobody can answer.
  package var confirm: ((String) -> Bool)?
  /// Makes what turns the pages of a long answer; nil where nobody sits at a screen.
  ///
  /// It is told whether lines may be longer than the screen, and whether no program may be started.
  package var openPager: ((_ isWide: Bool, _ isSafe: Bool) -> Pager)?
  private var completionMemory = CompletionMemory()
  /// The statement that failed last, put right; nil where nobody can be sure how.
  private(set) var mendedStatement: String?
  /// What the next line at the prompt begins with.
  private var draft = ""

  /// An answer as it was given.
  struct GivenAnswer: Sendable {
    let table: ResultTable
    /// Whether it is one record asked for by its number, told field by field.
    let isCard: Bool
    /// The question, as it can be asked again.
    let question: String
    /// What stands above a page of it; nil for what its rows are.
    var title: String?
    /// The record with what belongs to it; nil for any other answer.
    var card: Card?
    /// Whom it is about, where that is one customer or vendor.
    var addressee: [String] = []
    let elapsed: Swift.Duration
  }

  /// What became of a statement.
  package enum Outcome: Equatable, Sendable {
    /// It was answered.
    case done
    /// The text was wrong, or a value made the answer impossible.
    case failed
    /// An answer could not be written to the file that was named.
    case unwritten
    /// Somebody stopped it.
    case interrupted
    /// The session is to end.
    case quit
  }

  /// A session without a book.
  package init(
    output: any SessionOutput, settings: ShellSettings, clockDay: CivilDate,
    openOptions: OpenBook.Options = OpenBook.Options(), isSafe: Bool = false,
    isReadOnly: Bool = false
  ) {
    self.isSafe = isSafe
    self.isReadOnly = isReadOnly || isSafe
    self.output = output
    self.settings = settings
    self.clockDay = clockDay
    self.openOptions = openOptions
  }

  /// Opens files and folders, in place of the book that was open.
  package func open(_ paths: [String]) throws(Diagnostic) {
    endWriting()
    guard let path = paths.first, paths.count == 1, StoredBook.isBook(path) else {
      return use(try openLeavable(paths))
    }
    let stored = try StoredBook(path)
    use(OpenBook.open(stored))
    writing.keeper = FolderKeeper(stored)
    writing.toldByOthers = 0
  }

  /// Opens files; Ctrl-C leaves them alone, with the book as it was.
  private func openLeavable(_ paths: [String]) throws(Diagnostic) -> OpenBook {
    let options = openOptions
    guard leavesWork else { return try OpenBook.open(paths, options: options) }
    let opened = Errand.run { isUnwanted in
      var own = options
      // Nothing is drawn any more once the prompt is back.
      own.progress = { read, total in !isUnwanted() && options.progress?(read, total) != false }
      return Result { () throws(Diagnostic) in try OpenBook.open(paths, options: own) }
    }
    guard let opened else {
      progressLine?.erase()
      throw .stopped()
    }
    return try opened.get()
  }

  /// Does work that nothing but its result depends on; Ctrl-C need not wait for it.
  func leavable<Result: Sendable>(
    _ work: @escaping @Sendable () -> Result
  ) throws(Mistakes) -> Result {
    guard leavesWork else { return work() }
    let waiting = Waiting(progressLine) { "working: \($0 / 1_000_000_000) s, Ctrl-C stops" }
    guard let result = Errand.run(telling: waiting, { _ in work() }) else {
      throw Mistakes([.stopped()])
    }
    return result
  }

  /// Goes on with the open book in another state; names stay.
  func goOn(with changed: OpenBook) {
    book = changed
  }

  /// Goes on with a book that is open already.
  package func use(_ opened: OpenBook) {
    book = opened
    completionMemory = CompletionMemory()
    forgotten = names.forgetRecords()
  }

  /// What there is to ask about; without a book, what any book has.
  var schema: Schema { book?.view.store.schema ?? InvoiceSchema.standard }

  /// What `today` means: `set as of`, else `--today`, else the book's own day, else the clock.
  package var today: CivilDate {
    settings.asOf ?? settings.today ?? book?.view.store.settings.today ?? clockDay
  }

  /// The engine for the next question.
  func engine(at span: SourceSpan) throws(Diagnostic) -> Engine {
    guard let book else { throw .noBook(at: span) }
    var engine = Engine(book.view, today: today)
    engine.options.isInterrupted = { Interrupts.isPending }
    if let memory = settings.memory { engine.options.memoryLimit = memory }
    engine.canBeLeft = leavesWork
    engine.progressLine = progressLine
    engine.names = names
    adjustEngine(&engine)
    return engine
  }

  /// What Tab offers in this session.
  package var completer: Completer {
    Completer(
      book?.view.store, today: today, readsFolders: !isSafe, surroundings: names.surroundings,
      memory: completionMemory)
  }

  /// Makes completion ready for more of the book, for some milliseconds; false when it is.
  func prepareCompletion() -> Bool {
    guard let store = book?.view.store else { return false }
    return completionMemory.prepare(store, for: Patience(.milliseconds(4)))
  }

  func refuseWhenSafe(_ command: Command) throws(Mistakes) {
    if isSafe { throw Mistakes([.notInSafeMode(command.word, at: command.span)]) }
  }

  func refuseWhenReadOnly(_ command: Command) throws(Mistakes) {
    if isReadOnly { throw Mistakes([.readOnly(command.word, at: command.span)]) }
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
      case .failed, .unwritten:
        if !keepGoing { return outcome }
        worst = outcome
      }
    }
    return worst
  }

  /// What the next line begins with, given once.
  func takeDraft() -> String {
    defer { draft = "" }
    return draft
  }

  /// Puts a text into the next line, to be looked at and run by its user.
  func offer(draft text: String) { draft = text }

  /// Runs one statement of a text.
  package func run(_ span: SourceSpan, of source: SourceText) -> Outcome {
    let start = ContinuousClock.now
    tellMovedOn()
    if scriptDepth == 0 { mendedStatement = nil }
    do throws(Mistakes) {
      if let command = CommandTable.command(at: span, of: source) {
        return try command.run(self)
      }
      let statement = try Parser.statement(in: source, span, currencies: Currency.allCodes)
      if case .write(let write) = statement.kind {
        return try make(write, at: statement.span, in: source)
      }
      guard case .query(let query) = statement.kind else { return try name(statement, in: source) }
      let engine = try mistaken { () throws(Diagnostic) -> Engine in try self.engine(at: span) }
      let asking = Asking(query: query, source: source, settings: settings)
      let found = try engine.leavable { engine throws(Mistakes) in try asking.outcome(engine) }
      let question = names.answered(query.asked, found.answer.rows)
      var given = GivenAnswer(
        table: found.table, isCard: found.answer.isCard, question: question, card: found.card,
        elapsed: ContinuousClock.now - start)
      if let last = names.surroundings.lastQuestion { describe(&given, last) }
      guard let order = found.bound.delivery.export else { return give(given) }
      lastAnswer = given
      return try export(given, order, question: question)
    } catch {
      let told = offering(
        FirstWord.explain(
          error, at: span, of: source, schema: schema,
          definitions: names.surroundings.definedNames), for: span, of: source)
      if scriptDepth == 0 {
        mendedStatement = Mending.mended(source[SourceSpan(0, source.bytes.count)], told.all)
      }
      return tell(told, in: source)
    }
  }

  /// Shows an answer and keeps it for `more` and `wide`.
  func give(_ answer: GivenAnswer) -> Outcome {
    lastAnswer = answer
    lastText = nil
    return show(answer)
  }

  /// Draws mistakes below what was answered so far.
  package func tell(_ mistakes: Mistakes, in source: SourceText?) -> Outcome {
    if mistakes.all.contains(where: { $0.code == .interrupted }) {
      output.writeError("stopped\n")
      return .interrupted
    }
    lastMistake = mistakes.all.first?.code
    followWindow()
    let source = mistakes.source ?? source
    let renderer = DiagnosticRenderer(
      columns: settings.width ?? 100, isColored: settings.errorColor, isWrapped: isAtPrompt,
      width: { DisplayWidth.of($0) }, visible: { VisibleText.visible($0.utf8) })
    let drawings = mistakes.all.map { renderer.lines($0, in: source).joined(separator: "\n") }
    output.writeError(drawings.joined(separator: "\n\n") + "\n")
    return mistakes.all.contains { $0.code == .notExported } ? .unwritten : .failed
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
