/// Where libedit has put the prompt and the text on the screen.
///
/// The same rule as libedit's: a character that does not fit wraps as a whole, and a line break
/// begins a row at the left edge.
struct BlockLayout {
  /// The row of the cursor, counted from that of the prompt.
  private(set) var cursorRow = 0
  /// The column of the cursor.
  private(set) var cursorColumn = 0
  /// The row behind the last character.
  private(set) var lastRow: Int
  /// The column behind the last character.
  private(set) var lastColumn: Int
  /// Whether every character is one that libedit shows as it is.
  private(set) var isPlain = true

  /// The layout of a text behind a prompt in a window.
  init(promptWidth: Int, text: EditedText, columns: Int) {
    let columns = max(1, columns)
    lastRow = promptWidth / columns
    lastColumn = promptWidth % columns
    for (index, scalar) in text.scalars.enumerated() {
      if scalar == "\n" {
        if index == text.cursor { (cursorRow, cursorColumn) = (lastRow, lastColumn) }
        lastRow += 1
        lastColumn = 0
        continue
      }
      let width = CellWidth.of(scalar)
      if !CellWidth.isShown(scalar) { isPlain = false }
      if lastColumn + width > columns {
        lastRow += 1
        lastColumn = 0
      }
      if index == text.cursor { (cursorRow, cursorColumn) = (lastRow, lastColumn) }
      lastColumn += width
      if lastColumn == columns {
        lastRow += 1
        lastColumn = 0
      }
    }
    if text.cursor >= text.scalars.count { (cursorRow, cursorColumn) = (lastRow, lastColumn) }
  }
}
