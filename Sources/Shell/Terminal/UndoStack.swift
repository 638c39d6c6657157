/// What the text was before each of the last changes.
struct UndoStack {
  private var states: [EditedText] = []
  private var last: EditedText?
  private var wasTyping = false
  private var isUndoing = false

  /// More changes than this nobody takes back one by one.
  private static let limit = 200
  /// Texts beyond this are not worth their memory at every key.
  private static let longestText = 8_192

  /// Remembers the text before a key, if the key before has changed it.
  ///
  /// Letters typed one after the other are one change, up to the end of a word.
  mutating func note(_ text: EditedText, before code: UInt32) {
    defer {
      last = text
      isUndoing = code == EditorKey.undo.rawValue
    }
    guard let last, !isUndoing else { return }
    guard last.scalars != text.scalars else {
      wasTyping = false
      return
    }
    guard last.scalars.count <= Self.longestText else { return }
    let isTyping = text.scalars.count == last.scalars.count + 1 && text.cursor == last.cursor + 1
    let endsWord = isTyping && text.cursor > 0 && text.scalars[text.cursor - 1] == " "
    if !(isTyping && wasTyping) { states.append(last) }
    wasTyping = isTyping && !endsWord
    if states.count > Self.limit { states.removeFirst() }
  }

  /// The text to go back to.
  mutating func pop() -> EditedText? {
    wasTyping = false
    return states.popLast()
  }
}
