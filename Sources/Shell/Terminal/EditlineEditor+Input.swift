internal import CTerminal
internal import Glibc

/// The waiting side: bytes and signals become the next character for libedit.
extension EditlineEditor {
  private static let bytesPerRead = 4_096

  /// libedit's reader: 1 with a character, -1 when the statement is over.
  func readKey(into character: UnsafeMutablePointer<UInt32>) -> Int32 {
    guard let code = nextKey() else {
      event = event ?? .endOfInput
      return -1
    }
    unsafe character.pointee = code
    return 1
  }

  private func nextKey() -> UInt32? {
    while true {
      if let key = keyOfSignal() { return handed(key.rawValue) }
      if let code = decoder.next() {
        if let code = searched(code) { return handed(code) }
        continue
      }
      // Nothing is pending here: the time between two keys.
      if !isInputPending { paint() }
      while canvas.mayPrepare, !isInputPending, !isSignalPending {
        canvas.mayPrepare = hooks.prepare()
      }
      guard waitAndRead() else { return nil }
    }
  }

  /// A key on its way to libedit, which will draw plain characters for it.
  private func handed(_ code: UInt32) -> UInt32 {
    undoing.note(edited, before: code)
    if code != EditorKey.complete.rawValue, code != EditorKey.completeBackwards.rawValue,
      code != EditorKey.listCandidates.rawValue
    {
      cycle = nil
    }
    beginKey(code)
    return code
  }

  private var isSignalPending: Bool {
    var entry = pollfd(fd: terminal_wake_descriptor(), events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, 0) > 0
  }

  var isInputPending: Bool {
    var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, 0) > 0
  }

  /// What a signal asks for; a change of the window is dealt with at once.
  private func keyOfSignal() -> EditorKey? {
    if terminal_take_interrupt() {
      decoder.reset()
      return .cancel
    }
    if terminal_take_suspend() { return .suspend }
    if terminal_take_continue() { resume() }
    if terminal_take_resize() { redrawInNewSize() }
    return nil
  }

  /// Waits for the terminal, a signal or the end of patience; false when the terminal is gone.
  private func waitAndRead() -> Bool {
    var entries = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: terminal_wake_descriptor(), events: Int16(POLLIN), revents: 0),
    ]
    let patience = decoder.patienceMilliseconds ?? checkPatienceMilliseconds ?? -1
    let count = unsafe poll(&entries, nfds_t(entries.count), patience)
    if count == 0 {
      if decoder.patienceMilliseconds == nil { check() } else { decoder.giveUp() }
      return true
    }
    guard count > 0 else { return errno == EINTR }
    if entries[1].revents != 0 { drainWakePipe() }
    // First the signal: what was typed behind Ctrl-C must not be dropped with what was before.
    if entries[1].revents != 0 || Interrupts.isPending { return true }
    return entries[0].revents == 0 || readBytes()
  }

  private func drainWakePipe() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while unsafe read(terminal_wake_descriptor(), &bytes, bytes.count) > 0 {}
  }

  /// One byte at a time, so that what is typed ahead stays with the terminal for a pager or an
  /// editor; a paste is ours in any case.
  private func readBytes() -> Bool {
    var bytes = [UInt8](repeating: 0, count: decoder.isPasting ? Self.bytesPerRead : 1)
    let count = unsafe read(STDIN_FILENO, &bytes, bytes.count)
    guard count > 0 else { return count < 0 && (errno == EINTR || errno == EAGAIN) }
    for byte in bytes[..<count] { decoder.take(byte) }
    return true
  }

  // MARK: - Signals

  /// Goes back to the row of the prompt, where libedit draws everything anew.
  ///
  /// The terminal has wrapped the rows for the new width already, so it is the new width that says
  /// how far up the prompt is.
  private func redrawInNewSize() {
    if facts.isDumb {
      put("\r\n")
    } else {
      let size = TerminalSize.current()
      let layout = BlockLayout(promptWidth: promptWidth, text: edited, columns: size.columns)
      let rowsUp = min(layout.cursorRow, size.rows - 1)
      put("\r" + (rowsUp > 0 ? "\u{1B}[\(rowsUp)A" : "") + "\u{1B}[J")
    }
    unsafe terminal_resize(library)
    unsafe terminal_refresh(library)
    canvas.isPlain = true
  }

  /// Takes the terminal back after the process was stopped and continued.
  func resume() {
    unsafe terminal_prepare(library, false)
    unsafe terminal_prepare(library, true)
    // libedit takes over what the shell around us has set meanwhile.
    keepKeys()
    setBracketedPaste(true)
    redrawBelow()
  }

  /// Draws the prompt and the text in a row that is empty.
  func redrawBelow() {
    put("\r")
    unsafe terminal_resize(library)
    unsafe terminal_refresh(library)
    canvas.isPlain = true
  }
}
