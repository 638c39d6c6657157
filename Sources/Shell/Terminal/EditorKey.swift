/// What a key asks of the editor, as the one character that libedit gets for it.
///
/// libedit knows keys as characters. The codes U+0080 to U+009F are control characters that no
/// text contains (the decoder drops them), so each command can have one for itself. No escape
/// sequence ever reaches libedit, which would leave the tail of an unknown one in the line.
enum EditorKey: UInt32, CaseIterable {
  /// Enter: run the statement, or go on in another row.
  case accept = 0x80
  /// Alt-Enter: another row, whatever the statement says.
  case breakRow
  case up
  case down
  case rowStart
  case rowEnd
  /// The Delete key.
  case deleteRight
  /// Ctrl-D: delete to the right, or leave when there is nothing.
  case deleteRightOrLeave
  /// Tab.
  case complete
  /// Shows what Tab found, once the cursor is below everything.
  case listCandidates
  /// Inserts what came between the marks of a bracketed paste.
  case paste
  /// Ctrl-C.
  case cancel
  /// Ctrl-Z.
  case suspend
  /// Goes on with the text that the editor was started with.
  case draft
  /// Right: one character, or the text that is offered.
  case right
  /// A word to the right, or one word of the text that is offered.
  case wordRight
  /// Shift-Tab: the candidate before.
  case completeBackwards
  /// A mark that belongs to the letter before it.
  case mark
  /// Ctrl-R, and each key of the search that it begins.
  case search
  /// Ctrl-_: what the text was before.
  case undo
  /// Alt-A: what was wrong is put right.
  case mend
  /// Alt-E: the text in a program of the user's.
  case editOutside
  /// Escape alone.
  case escape
  case wordLeft
  case deleteWordLeft
  case deleteWordRight
  case upperCase
  case lowerCase
  case capitalize

  /// The command of libedit that does it; nil when it is done here.
  var builtIn: String? {
    switch self {
    case .wordLeft: "ed-prev-word"
    case .deleteWordLeft: "ed-delete-prev-word"
    case .deleteWordRight: "em-delete-next-word"
    case .upperCase: "em-upper-case"
    case .lowerCase: "em-lower-case"
    case .capitalize: "em-capitol-case"
    case .accept, .breakRow, .up, .down, .rowStart, .rowEnd, .deleteRight, .deleteRightOrLeave,
      .complete, .listCandidates, .paste, .cancel, .suspend, .draft, .right, .wordRight,
      .completeBackwards, .mark, .search, .undo, .mend, .editOutside, .escape:
      nil
    }
  }

  /// Control keys that libedit handles itself, named in its own notation.
  static let controlBindings: [(key: String, function: String)] = [
    ("^B", "ed-prev-char"), ("^H", "ed-delete-prev-char"), ("^?", "ed-delete-prev-char"),
    ("^K", "ed-kill-line"), ("^L", "ed-clear-screen"), ("^T", "ed-transpose-chars"),
    ("^U", "em-kill-line"), ("^W", "ed-delete-prev-word"), ("^Y", "em-yank"),
  ]
}
