internal import CTerminal

/// What is drawn between two keys: colors, the text that is offered, and what cannot be right.
extension EditlineEditor {
  /// How long nobody must type before names are looked at.
  private static let checkDelay: Int32 = 120

  /// How long to wait before the text is looked at; nil when it has been.
  var checkPatienceMilliseconds: Int32? {
    guard isColored, search == nil, canvas.checked != edited else { return nil }
    return Self.checkDelay
  }

  /// Before a key that changes more than one character, what libedit knows nothing of is erased.
  func beginKey(_ code: UInt32) {
    canvas.isPlain = true
    let key = EditorKey(rawValue: code)
    // What was offered belongs to the text as it was; only these keys leave it so.
    if ![.right, .rowEnd, .wordRight].contains(key) { canvas.ghost = nil }
    let isText = code >= 0x20 && code != 0x7F && key == nil
    guard canvas.hasTail, !isText else { return }
    canvas.hasTail = false
    draw(tail: "")
  }

  /// Draws the text as it should look, unless it looks so already.
  func paint() {
    guard isColored, canvas.isPlain else { return }
    canvas.isPlain = false
    let edited = edited
    let isAtEnd = edited.cursor == edited.scalars.count && search == nil
    canvas.ghost = isAtEnd ? hooks.suggest(edited.text) : nil
    if canvas.remark?.of.scalars != edited.scalars { canvas.remark = nil }
    var tail = ""
    if let remark = canvas.remark?.0, search == nil {
      tail = remark.message.isEmpty ? "" : "   " + remark.message
    } else if let ghost = canvas.ghost {
      tail = Self.shown(ghost)
    }
    canvas.hasTail = !tail.isEmpty
    draw(tail: tail)
  }

  /// Looks at the text, now that nobody types.
  func check() {
    let edited = edited
    canvas.checked = edited
    let remark = hooks.check(edited.text, edited.cursorByteOffset)
    guard remark != canvas.remark?.0 else { return }
    canvas.remark = remark.map { ($0, of: edited) }
    canvas.isPlain = true
  }

  /// Puts in what is offered behind the cursor; nil where nothing is.
  func takeGhost(_ edited: EditedText, oneWord: Bool = false) -> Outcome? {
    guard edited.cursor == edited.scalars.count, canvas.remark == nil, let ghost = canvas.ghost,
      !ghost.text.isEmpty
    else { return nil }
    canvas.ghost = nil
    guard oneWord else { return insert(ghost.text) }
    let offered = EditedText(bytes: Array(ghost.text.utf8), cursorByteOffset: 0)
    return insert(
      String(String.UnicodeScalarView(offered.scalars[..<offered.wordEnd])))
  }

  // MARK: - Drawing

  /// The first row of what is offered; more rows are only hinted at.
  private static func shown(_ ghost: GhostText) -> String {
    let rows = ghost.text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let first = rows.first.map(String.init) ?? ""
    return first + (rows.count > 1 ? " …" : "") + (ghost.hint.isEmpty ? "" : "   " + ghost.hint)
  }

  private func draw(tail: String) {
    let edited = edited
    let size = TerminalSize.current()
    // Long blocks are not colored, so nothing need be known about them.
    guard edited.scalars.count < size.rows * size.columns else { return }
    let drawing = StatementDrawing(
      promptWidth: promptWidth, text: edited, size: size, styles: styles(of: edited), tail: tail)
    if let bytes = drawing.bytes { put(bytes) }
  }

  /// How each character looks.
  private func styles(of edited: EditedText) -> [String] {
    var styles = [String](repeating: "", count: edited.scalars.count)
    let offsets = edited.byteOffsets
    func set(_ bytes: Range<Int>, _ style: String) {
      for index in styles.indices where bytes.contains(offsets[index]) { styles[index] = style }
    }
    for span in hooks.paint(edited.text) { set(span.bytes, Self.parameters(span.style)) }
    if let (remark, text) = canvas.remark, text.scalars == edited.scalars {
      for span in remark.spans { set(span, "4;31") }
    }
    if let match = search?.found?.match {
      for index in match where index < styles.count { styles[index] = "7" }
    }
    return styles
  }

  private static func parameters(_ style: PaintedSpan.Style) -> String {
    switch style {
    case .keyword: "1"
    case .command: "1;36"
    case .text: "32"
    case .number: "36"
    case .reference: "35"
    case .name: "33"
    case .comment: "2"
    case .wrong: "31"
    }
  }
}
