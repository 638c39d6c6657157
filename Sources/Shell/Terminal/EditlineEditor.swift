internal import CTerminal
internal import Glibc

/// Statements typed at a terminal, edited by libedit.
///
/// One statement is one buffer of libedit, with line breaks in it. All keys come through `nextKey`
/// (libedit's `EL_GETCFN`), which waits for the terminal and for signals in one place. Not for use
/// from two threads; ends the terminal's special modes when it is released, so release it before
/// leaving the program.
@safe
package final class EditlineEditor: LineEditor {
  let library: OpaquePointer
  let hooks: LineEditorHooks
  let facts: TerminalFacts

  /// What has been typed but not yet handed to libedit.
  var decoder = KeyDecoder()
  /// Where Up and Down are in the history.
  var recall = Recall([])
  /// The candidates to list, and where the cursor goes back to.
  var listing: (candidates: [String], cursor: Int)?
  /// The candidates that Tab goes through, from its second press on.
  var cycle: CandidateCycle?
  /// The search through the history, while one goes on.
  var search: HistorySearch?
  /// What the search is to do for the key that it got.
  var searchStep: HistorySearch.Step?
  /// What the text was before.
  var undoing = UndoStack()
  /// What stands in the line from the beginning.
  var draft = ""
  /// What has been drawn over libedit's own characters.
  var canvas = EditorCanvas()
  /// What the statement came to; nil while it is being typed.
  var event: LineEditorEvent?
  /// The cells that the prompt takes.
  private(set) var promptWidth = 0

  private let pastStatements: OpaquePointer
  private var knownStatements: [String] = []
  /// The prompt of the statement, to go back to behind a search.
  private var ownPrompt = ""
  /// libedit asks for the prompt whenever it draws, so it is kept for as long.
  private var prompt: UnsafeMutablePointer<CChar>?

  /// An editor on standard input and output; nil unless both are terminals.
  package init?(hooks: LineEditorHooks, facts: TerminalFacts = .current()) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, Interrupts.install() else {
      return nil
    }
    TerminalLocale.useUTF8()
    guard let library = unsafe terminal_editor_open("invoq") else { return nil }
    guard let past = unsafe terminal_history_open(Int32(StatementHistory.limit)) else {
      unsafe terminal_editor_close(library)
      return nil
    }
    unsafe self.library = library
    unsafe self.pastStatements = past
    self.hooks = hooks
    self.facts = facts
    configure()
  }

  deinit {
    unsafe terminal_editor_close(library)
    unsafe terminal_history_close(pastStatements)
    unsafe free(prompt)
  }

  /// Shows the prompt and reads until Enter, Ctrl-C or Ctrl-D ends the statement.
  package func readStatement(prompt: String, draft: String) -> LineEditorEvent {
    ownPrompt = prompt
    setPrompt(prompt)
    setHistory(hooks.history())
    forgetStatement()
    self.draft = draft
    if !draft.isEmpty { decoder.putFirst(.draft) }
    Interrupts.clear()
    terminal_catch_suspend(true)
    // libedit would do this only after the prompt, and keys pressed in between would show twice.
    unsafe terminal_prepare(library, true)
    // Not before: libedit learns what the terminal is like from one that edits lines.
    keepKeys()
    setBracketedPaste(true)
    eraseEcho()
    unsafe terminal_read_line(library)
    setBracketedPaste(false)
    terminal_catch_suspend(false)
    if event == .cancelled { unsafe terminal_reset(library) }
    // libedit also ends a line by itself when the terminal is gone.
    return event ?? .endOfInput
  }

  private func configure() {
    unsafe terminal_set_client(library, Unmanaged.passUnretained(self).toOpaque())
    unsafe terminal_set_own_signals(library)
    unsafe terminal_set_emacs_keys(library)
    unsafe terminal_set_history(library, pastStatements)
    // Ctrl-S must not freeze the terminal, neither at the prompt nor while an answer is printed;
    // Ctrl-\ must not end the program while the terminal is in its editing mode.
    for setting in ["-ixon", "-quit"] { unsafe terminal_set_tty(library, "-d", setting) }
    unsafe terminal_set_tty(library, "-x", "-ixon")
    unsafe terminal_set_prompt(library) { unsafe EditlineEditor.of($0)?.prompt }
    unsafe terminal_set_reader(library) { library, character in
      unsafe EditlineEditor.of(library)?.readKey(into: character) ?? -1
    }
    bindKeys()
  }

  /// Between statements all keys wait for the prompt as they are: the system would take Ctrl-D for
  /// the end of a line that nobody reads, swallow Ctrl-R, and cut what is longer than 4,095 bytes.
  func keepKeys() {
    unsafe terminal_set_tty(library, "-x", "-icanon")
  }

  private func bindKeys() {
    let own = "invoq-key"
    unsafe terminal_add_function(library, own, "Keys of invoq") { library, code in
      let editor = unsafe EditlineEditor.of(library)
      let key = EditorKey(rawValue: UInt32(bitPattern: code))
      guard let editor, let key else { return UInt8(terminal_key_done) }
      return editor.perform(key).rawValue
    }
    for key in EditorKey.allCases {
      let octal = "\\" + String(key.rawValue, radix: 8)
      unsafe terminal_bind(library, octal, key.builtIn ?? own)
    }
    for (key, function) in EditorKey.controlBindings {
      unsafe terminal_bind(library, key, function)
    }
  }

  /// The editor that a callback of libedit belongs to.
  private static func of(_ library: OpaquePointer) -> EditlineEditor? {
    guard let client = unsafe terminal_get_client(library) else { return nil }
    return unsafe Unmanaged<EditlineEditor>.fromOpaque(client).takeUnretainedValue()
  }

  // MARK: - Before a statement

  private func forgetStatement() {
    event = nil
    listing = nil
    cycle = nil
    search = nil
    searchStep = nil
    undoing = UndoStack()
    canvas = EditorCanvas()
  }

  /// Shows what is being searched for in place of the prompt, or the prompt again.
  func showSearch(_ words: String?) {
    setPrompt(words ?? ownPrompt)
  }

  /// Libedit attaches an escape sequence to the next character, so a space always ends the prompt.
  private func setPrompt(_ text: String) {
    let scalars = text.unicodeScalars.filter(TypedText.isAllowed)
    var words = String(String.UnicodeScalarView(scalars))
    while words.utf8.last == 0x20 { words.unicodeScalars.removeLast() }
    promptWidth = CellWidth.of(words) + 1
    let shown = isColored ? "\u{1}\u{1B}[1;36m\u{1}\(words)\u{1}\u{1B}[0m\u{1} " : words + " "
    unsafe free(prompt)
    unsafe prompt = strdup(shown)
  }

  private func setHistory(_ statements: [String]) {
    recall = Recall(statements)
    // Comparing is free as long as it is the same array.
    guard statements != knownStatements else { return }
    knownStatements = statements
    unsafe terminal_history_clear(pastStatements)
    for statement in statements { unsafe terminal_history_add(pastStatements, statement) }
  }

  /// Asks the terminal to mark pasted text, so that its line breaks are not taken for Enter.
  func setBracketedPaste(_ isOn: Bool) {
    if !facts.isDumb { put(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l") }
  }

  /// Erases keys that the terminal has shown by itself while an answer was computed.
  ///
  /// The editor is about to show them again. Answers end with a line break, so nothing else is in
  /// this row.
  private func eraseEcho() {
    if !facts.isDumb { put("\r\u{1B}[K") }
  }

  /// Whether anything but plain text may be sent.
  var isColored: Bool { facts.wantsColor && !facts.isDumb }

  /// Writes to the terminal, in order with what libedit writes.
  func put(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe terminal_put(start, bytes.count)
    }
  }
}
