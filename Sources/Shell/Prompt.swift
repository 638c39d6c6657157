import Accounting
internal import CTerminal
import Diagnostics
import Model
import Syntax

/// The shell at a terminal: read, run, print, repeat.
package struct Prompt {
  private let session: Session
  private let editor: any LineEditor
  private let historyFile: HistoryFile?
  private let memory: PromptHistory
  private let console: Console

  /// A prompt for a session; nil where standard input or output is no terminal.
  package init?(
    _ session: Session, console: Console, facts: TerminalFacts, keepsHistory: Bool
  ) {
    let file = keepsHistory ? HistoryFile.standard() : nil
    var past = StatementHistory()
    if let file {
      do {
        past = try file.load()
      } catch {
        // An unreadable history is no reason not to work; it is not written to either way.
        past = StatementHistory()
      }
    }
    let memory = PromptHistory(past, file: file)
    let hooks = Prompt.hooks(session, memory)
    guard let editor = EditlineEditor(hooks: hooks, facts: facts) else { return nil }
    self.session = session
    self.editor = editor
    self.console = console
    self.memory = memory
    historyFile = file
    session.history = memory
    session.isAtPrompt = true
    session.leavesWork = true
    session.writing.ask = { question in
      console.write(question)
      console.flush()
      terminal_set_reads_lines(true)
      defer { terminal_set_reads_lines(false) }
      guard Session.awaitsAnswer() else { return nil }
      let answers = PlainEditor(portion: .statement)
      if case .text(let answer) = answers.readStatement(prompt: "", draft: "") { return answer }
      return nil
    }
    session.openPager = { isWide, isSafe in
      console.flush()
      return Pager(isWide: isWide, isSafe: isSafe)
    }
    session.confirm = { question in
      console.flush()
      return Session.askedAtTerminal(question)
    }
  }

  /// What the session says to what is being typed.
  private static func hooks(_ session: Session, _ memory: PromptHistory) -> LineEditorHooks {
    var hooks = LineEditorHooks { text in
      Completeness.isComplete(
        text, currencies: Currency.allCodes, commands: CommandTable.wordsOfLines)
    }
    hooks.complete = { text, cursor in session.completer.completion(of: text, at: cursor) }
    hooks.history = { memory.statements }
    hooks.paint = StatementColors.spans
    hooks.suggest = { text in
      GhostWriter(
        past: memory.statements, mended: session.mendedStatement,
        isOnTour: TourCommand.isGoingOn(session), completer: session.completer
      ).ghost(behind: text)
    }
    hooks.check = { text, cursor in
      LiveCheck(session.completer).remark(on: text, cursor: cursor)
    }
    hooks.mend = { text, cursor in
      text.isEmpty
        ? session.mendedStatement : LiveCheck(session.completer).mended(text, cursor: cursor)
    }
    hooks.prepare = { session.prepareCompletion() }
    hooks.editOutside = { text in session.editedOutside(text) }
    return hooks
  }

  /// Reads and runs statements until the session ends.
  package func run() {
    let isNew = historyFile != nil && memory.statements.isEmpty
    if session.book == nil {
      session.explain([
        "no book is open: import \"FILE or FOLDER\" opens one, tour makes one to try things on"
      ])
    } else if isNew, TourCommand.suits(session) {
      session.say(["new here? 'tour' shows in six questions how asking works"])
    }
    while true {
      console.flush()
      switch editor.readStatement(prompt: prompt, draft: session.takeDraft()) {
      case .text(let text):
        if !run(text) { return }
      case .cancelled: continue
      case .endOfInput, .failed: return
      }
    }
  }

  private var prompt: String {
    let mode = session.isReadOnly ? " (read only)" : ""
    let day = session.settings.asOf.map { " as of \($0.spoken)" } ?? ""
    return "invoq\(mode)\(day)> "
  }

  /// Runs what was typed; false when the session is to end.
  private func run(_ text: String) -> Bool {
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      // Enter alone is what one presses to see the next stop.
      return !TourCommand.isGoingOn(session) || session.run(SourceText("tour")) != .quit
    }
    // Before it runs, so that a crash loses nothing.
    memory.add(text, book: session.book?.paths.joined(separator: " ") ?? "")
    defer { session.statementsSinceStop += 1 }
    return session.run(SourceText(text)) != .quit
  }
}

/// The statements typed at the prompt, kept in memory and in the history file.
final class PromptHistory: SessionHistory {
  private var past: StatementHistory
  private let file: HistoryFile?

  init(_ past: StatementHistory, file: HistoryFile?) {
    // The file may have been written by anything, and the editor shows what it is given.
    self.past = StatementHistory(past.statements.map { TypedText.cleaned($0.utf8) })
    self.file = file
  }

  var statements: [String] { past.statements }

  func add(_ text: String, book: String) {
    guard StatementHistory.isWorthKeeping(text) else { return }
    past.add(text)
    guard let file else { return }
    guard let recorded = HistoryPrivacy.recorded(text) else { return }
    do {
      try file.append(recorded, book: book)
    } catch {
      // A full disk must not stop the work; the statement is still in memory.
      return
    }
  }

  func last(_ count: Int) -> [String] { Array(past.statements.suffix(count)) }

  func clear() -> Bool {
    past.removeAll()
    guard let file else { return true }
    do {
      try file.clear()
      return true
    } catch {
      return false
    }
  }
}
