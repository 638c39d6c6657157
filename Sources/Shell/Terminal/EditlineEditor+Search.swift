internal import CTerminal

/// Ctrl-R.
extension EditlineEditor {
  /// What becomes of a key while a search goes on: a step of it, or the key itself behind its end.
  func searched(_ code: UInt32) -> UInt32? {
    guard search != nil else {
      if code == EditorKey.search.rawValue { searchStep = .begin }
      return code
    }
    switch EditorKey(rawValue: code) {
    case .search, .up: searchStep = .older
    case .down: searchStep = .newer
    case .escape, .complete: searchStep = .keep
    case .undo: searchStep = .giveUp
    case .mark:
      guard let mark = decoder.nextMark() else { return nil }
      searchStep = .type(mark)
    case nil:
      switch code {
      case 0x7F, 0x08: searchStep = .erase
      case 0..<0x20: return endingSearch(before: code)
      default: Unicode.Scalar(code).map { searchStep = .type($0) }
      }
    // Enter runs what was found; other keys go on with it.
    default: return endingSearch(before: code)
    }
    return EditorKey.search.rawValue
  }

  /// Ends the search, and gives the key once more when the line is as it was found.
  private func endingSearch(before code: UInt32) -> UInt32 {
    decoder.putFirst(code: code)
    searchStep = .keep
    return EditorKey.search.rawValue
  }

  /// Does what the last key asked of the search.
  func search(_ edited: EditedText) -> Outcome {
    let step = searchStep ?? .begin
    searchStep = nil
    switch step {
    case .begin: search = HistorySearch(recall.statements, from: edited)
    case .type(let scalar): search?.type(scalar)
    case .erase: search?.erase()
    case .older: search?.older()
    case .newer: search?.newer()
    case .keep, .giveUp: break
    }
    guard let search else { return .nothing }
    let goesOn = step != .keep && step != .giveUp
    showSearch(goesOn ? search.prompt : nil)
    if !goesOn { self.search = nil }
    canvas.isPlain = true
    guard step != .giveUp, let (statement, match) = search.found else {
      return show(search.original.text, cursor: search.original.cursor, insteadOf: edited)
    }
    return show(statement, cursor: match.upperBound, insteadOf: edited)
  }

  private func show(_ text: String, cursor: Int, insteadOf edited: EditedText) -> Outcome {
    _ = replaceAll(edited, with: text)
    unsafe terminal_move_cursor(library, Int32(cursor - text.unicodeScalars.count))
    return .redraw
  }
}
