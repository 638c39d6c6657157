internal import CTerminal
internal import Model

/// What the keys do to the text.
extension EditlineEditor {
  /// What libedit is to do after a key.
  enum Outcome {
    case nothing
    case redraw
    case finish

    var rawValue: UInt8 {
      switch self {
      case .nothing: UInt8(terminal_key_done)
      case .redraw: UInt8(terminal_key_refresh)
      case .finish: UInt8(terminal_key_newline)
      }
    }
  }

  /// The text and the cursor as libedit has them now.
  var edited: EditedText {
    let line = unsafe terminal_get_line(library)
    let bytes = unsafe UnsafeRawBufferPointer(start: line.text, count: line.length)
    return unsafe EditedText(bytes: Array(bytes), cursorByteOffset: line.cursor)
  }

  func perform(_ key: EditorKey) -> Outcome {
    let edited = edited
    switch key {
    case .accept: return accept(edited)
    case .breakRow: return insert("\n")
    case .up: return moveOrReplace(edited, to: edited.above) { $0.older(than: edited.text) }
    case .down: return moveOrReplace(edited, to: edited.below) { $0.newer() }
    case .rowStart: return move(edited, to: edited.rowStart)
    case .rowEnd: return takeGhost(edited) ?? move(edited, to: edited.rowEnd)
    case .right: return takeGhost(edited) ?? move(edited, to: edited.cursor + 1)
    case .wordRight: return takeGhost(edited, oneWord: true) ?? move(edited, to: edited.wordEnd)
    case .deleteRight: return deleteRight(edited)
    case .deleteRightOrLeave:
      if !edited.scalars.isEmpty { return deleteRight(edited) }
      return finish(.endOfInput, saying: "")
    case .complete: return cycled(edited, by: 1) ?? complete(edited)
    case .completeBackwards: return cycled(edited, by: -1) ?? .nothing
    case .listCandidates: return listCandidates(edited)
    case .paste: return insert(decoder.nextPaste())
    case .draft: return insert(draft)
    case .mark: return attach(decoder.nextMark(), edited)
    case .search: return search(edited)
    case .undo: return undo(edited)
    case .mend: return mend(edited)
    case .editOutside: return atEnd(edited, repeating: key) { editOutside(edited) }
    case .cancel:
      return atEnd(edited, repeating: key) { finish(.cancelled, saying: "^C") }
    case .suspend:
      return atEnd(edited, repeating: key) { suspend() }
    // libedit has these itself, so they are bound to its own commands.
    case .escape, .wordLeft, .deleteWordLeft, .deleteWordRight, .upperCase, .lowerCase,
      .capitalize:
      return .nothing
    }
  }

  private func accept(_ edited: EditedText) -> Outcome {
    let text = edited.text
    let isBlank = text.utf8.allSatisfy { $0 <= 0x20 }
    if !isBlank, endsInBlankRow(edited) {
      return finish(.text(String(text.unicodeScalars.dropLast())), saying: "")
    }
    guard isBlank || hooks.isComplete(text) else { return insert("\n") }
    return atEnd(edited, repeating: .accept) { finish(.text(text), saying: "") }
  }

  /// Whether Enter was pressed twice: who does so wants to be told what is missing.
  ///
  /// In a paste without marks, a blank row is one of its rows.
  private func endsInBlankRow(_ edited: EditedText) -> Bool {
    edited.cursor == edited.scalars.count && edited.scalars.last == "\n" && !isInputPending
  }

  private func finish(_ result: LineEditorEvent, saying words: String) -> Outcome {
    event = result
    put(words + "\r\n")
    return .finish
  }

  /// Does something with the cursor behind the whole text, so that output comes below it.
  ///
  /// Only libedit can move the cursor on the screen, and it does so after a command; so the key is
  /// given once more when the cursor has arrived.
  func atEnd(_ edited: EditedText, repeating key: EditorKey, _ action: () -> Outcome) -> Outcome {
    if edited.cursor == edited.scalars.count { return action() }
    decoder.putFirst(key)
    return move(edited, to: edited.scalars.count)
  }

  private func suspend() -> Outcome {
    setBracketedPaste(false)
    put("\r\n")
    unsafe terminal_prepare(library, false)
    terminal_set_reads_lines(true)
    terminal_suspend()
    // The flag set by being continued redraws everything before the next key.
    return .nothing
  }

  // MARK: - Changing the text

  func insert(_ text: String) -> Outcome {
    if !text.isEmpty { unsafe terminal_insert(library, text) }
    return .redraw
  }

  func move(_ edited: EditedText, to target: Int) -> Outcome {
    let target = min(max(0, target), edited.scalars.count)
    unsafe terminal_move_cursor(library, Int32(target - edited.cursor))
    return .redraw
  }

  /// Puts a text in the place of some characters and the cursor behind it.
  func replace(_ edited: EditedText, _ range: Range<Int>, with text: String) -> Outcome {
    _ = move(edited, to: range.upperBound)
    unsafe terminal_delete_left(library, Int32(range.count))
    return insert(text)
  }

  /// Puts another text in place of all.
  func replaceAll(_ edited: EditedText, with text: String) -> Outcome {
    replace(edited, 0..<edited.scalars.count, with: text)
  }

  private func deleteRight(_ edited: EditedText) -> Outcome {
    guard edited.cursor < edited.scalars.count else { return .nothing }
    return replace(edited, edited.cursor..<edited.cursor + 1, with: "")
  }

  /// Moves inside the block while there is a row, then goes to another statement of the history.
  private func moveOrReplace(
    _ edited: EditedText, to row: Int?, statement: (inout Recall) -> String?
  ) -> Outcome {
    if let row { return move(edited, to: row) }
    guard let text = statement(&recall) else { return .nothing }
    return replaceAll(edited, with: text)
  }

  /// Makes one character of a letter and its mark, where there is one; libedit edits by character.
  private func attach(_ mark: Unicode.Scalar?, _ edited: EditedText) -> Outcome {
    guard let mark else { return .nothing }
    guard edited.cursor > 0 else { return insert(String(mark)) }
    let before = edited.cursor - 1..<edited.cursor
    let pair = String(edited.scalars[before.lowerBound]) + String(mark)
    let one = String(decoding: Normalization.nfc(Array(pair.utf8)), as: UTF8.self)
    return one.unicodeScalars.count == 1
      ? replace(edited, before, with: one) : insert(String(mark))
  }

  private func undo(_ edited: EditedText) -> Outcome {
    guard let before = undoing.pop() else { return .nothing }
    _ = replaceAll(edited, with: before.text)
    unsafe terminal_move_cursor(library, Int32(before.cursor - before.scalars.count))
    return .redraw
  }

  private func mend(_ edited: EditedText) -> Outcome {
    guard let mended = hooks.mend(edited.text, edited.cursorByteOffset) else { return .nothing }
    return replaceAll(edited, with: mended)
  }

  /// Lends the terminal to the user's own editor.
  private func editOutside(_ edited: EditedText) -> Outcome {
    guard let edit = hooks.editOutside else { return .nothing }
    setBracketedPaste(false)
    put("\r\n")
    unsafe terminal_prepare(library, false)
    terminal_catch_suspend(false)
    let text = edit(edited.text)
    terminal_catch_suspend(true)
    Interrupts.clear()
    unsafe terminal_prepare(library, true)
    setBracketedPaste(true)
    if let text { _ = replaceAll(edited, with: TypedText.cleaned(text.utf8)) }
    redrawBelow()
    return .nothing
  }
}
