/// What the editor has drawn over libedit's own characters, and what it still knows of it.
struct EditorCanvas {
  /// Whether libedit may have drawn plain characters since.
  var isPlain = true
  /// The text offered behind the cursor, as far as it is on the screen.
  var ghost: GhostText?
  /// What was found wrong with the text, and the text.
  var remark: (LiveRemark, of: EditedText)?
  /// The text that was looked at last, while nobody typed.
  var checked: EditedText?
  /// Whether the session may have work to do ahead.
  var mayPrepare = true
  /// Whether anything stands behind the text that must not stay in the scrollback.
  var hasTail = false

  init() {}
}
