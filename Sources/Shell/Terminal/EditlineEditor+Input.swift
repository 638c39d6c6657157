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
      if let key = keyOfSignal() { return key.rawValue }
      if let code = decoder.next() { return code }
      // Nothing is pending here: the place for work between two keys, such as checking and
      // coloring the statement, with a limit on how long to wait.
      guard waitAndRead() else { return nil }
    }
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
    let count = unsafe poll(&entries, nfds_t(entries.count), decoder.patienceMilliseconds ?? -1)
    if count == 0 {
      decoder.giveUp()
      return true
    }
    guard count > 0 else { return errno == EINTR }
    if entries[1].revents != 0 { drainWakePipe() }
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
  }

  /// Takes the terminal back after the process was stopped and continued.
  func resume() {
    unsafe terminal_prepare(library, false)
    unsafe terminal_prepare(library, true)
    setBracketedPaste(true)
    put("\r")
    unsafe terminal_resize(library)
    unsafe terminal_refresh(library)
  }
}
