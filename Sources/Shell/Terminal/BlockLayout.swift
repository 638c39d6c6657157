/// Where libedit has put the prompt and the text on the screen.
///
/// The same rule as libedit's: a character that does not fit wraps as a whole, and a line break
/// begins a row at the left edge.
struct BlockLayout {
  /// The row of the cursor, counted from that of the prompt.
  let cursorRow: Int
  /// The row of the last character.
  let lastRow: Int

  /// The layout of a text behind a prompt in a window.
  init(promptWidth: Int, text: EditedText, columns: Int) {
    let columns = max(1, columns)
    var row = promptWidth / columns
    var column = promptWidth % columns
    var cursorRow = row
    for (index, scalar) in text.scalars.enumerated() {
      if scalar == "\n" {
        if index < text.cursor { cursorRow = row + 1 }
        row += 1
        column = 0
        continue
      }
      let width = CellWidth.of(scalar)
      if column + width > columns {
        row += 1
        column = 0
      }
      column += width
      if column == columns {
        row += 1
        column = 0
      }
      if index < text.cursor { cursorRow = row }
    }
    self.cursorRow = cursorRow
    lastRow = row
  }
}
