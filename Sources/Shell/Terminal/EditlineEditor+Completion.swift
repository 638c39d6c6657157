internal import CTerminal

/// What Tab does.
extension EditlineEditor {
  /// One candidate is inserted; of several what they have in common, and then they are listed.
  func complete(_ edited: EditedText) -> Outcome {
    let completion = hooks.complete(edited.text, edited.cursorByteOffset)
    guard let range = characters(completion.replacing, in: edited) else { return .nothing }
    guard completion.candidates.count > 1 else {
      guard let only = completion.candidates.first else { return .nothing }
      return replace(edited, range, with: only)
    }
    let typed = edited.scalars[range]
    let common = CandidateList.commonPrefix(completion.candidates)
    var cursor = edited.cursor
    // A candidate may match in another way than by its beginning; then nothing typed is lost.
    if common.unicodeScalars.count > typed.count, common.unicodeScalars.starts(with: typed) {
      _ = replace(edited, range, with: common)
      cursor = range.lowerBound + common.unicodeScalars.count
    }
    let inserted = cursor - range.lowerBound
    cycle = CandidateCycle(
      completion.candidates, replacing: range.lowerBound..<range.lowerBound + max(0, inserted))
    listing = (completion.candidates, cursor)
    decoder.putFirst(.listCandidates)
    return .redraw
  }

  /// Puts the next of the listed candidates into the text; nil where none were listed just before.
  func cycled(_ edited: EditedText, by step: Int) -> Outcome? {
    guard var cycle, let (range, text) = cycle.move(by: step) else { return nil }
    self.cycle = cycle
    return replace(edited, range, with: text)
  }

  /// Prints the list below the text, and the prompt and the text once more below the list.
  func listCandidates(_ edited: EditedText) -> Outcome {
    atEnd(edited, repeating: .listCandidates) {
      guard let (candidates, cursor) = listing else { return .nothing }
      listing = nil
      let size = TerminalSize.current()
      let list = CandidateList(
        candidates, columns: size.columns, maximumRows: max(2, size.rows / 2))
      put("\r\n" + list.rows.map { $0 + "\r\n" }.joined())
      unsafe terminal_move_cursor(library, Int32(cursor - edited.cursor))
      unsafe terminal_refresh(library)
      canvas.isPlain = true
      return .nothing
    }
  }

  private func characters(_ bytes: Range<Int>, in edited: EditedText) -> Range<Int>? {
    guard let lower = edited.characterOffset(ofByte: bytes.lowerBound),
      let upper = edited.characterOffset(ofByte: bytes.upperBound)
    else { return nil }
    return lower..<upper
  }
}
