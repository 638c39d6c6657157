internal import Model

/// The text once more, in colors, over the same characters as libedit has drawn them.
///
/// libedit thinks of the screen as plain characters in places that `BlockLayout` knows; the same
/// ones in other colors are nothing that it could notice. Behind the text it knows of nothing, so
/// what is shown there is erased before anything comes below.
struct StatementDrawing {
  /// The cells of the prompt.
  let promptWidth: Int
  /// The text and the cursor.
  let text: EditedText
  /// The window.
  let size: TerminalSize
  /// How the characters look, one parameter of an ANSI sequence each; "" for plain ones.
  let styles: [String]
  /// What is shown dim behind the text.
  let tail: String

  /// The one write that draws it; nil where the places cannot be known.
  var bytes: String? {
    let layout = BlockLayout(promptWidth: promptWidth, text: text, columns: size.columns)
    guard layout.isPlain, layout.lastRow < size.rows, promptWidth < size.columns else {
      return nil
    }
    // Hidden meanwhile, so that the cursor is not seen running about.
    var out = "\u{1B}[?25l" + Self.up(layout.cursorRow) + "\r" + Self.right(promptWidth)
    out += rows
    out += dimTail(room: size.columns - layout.lastColumn - 1) + "\u{1B}[K"
    out += Self.up(layout.lastRow - layout.cursorRow) + "\r" + Self.right(layout.cursorColumn)
    return out + "\u{1B}[?25h"
  }

  /// The rows of the text, each but the last with what stands behind it erased.
  private var rows: String {
    var out = ""
    var style = ""
    var column = promptWidth
    for (index, scalar) in text.scalars.enumerated() {
      let width = scalar == "\n" ? 0 : CellWidth.of(scalar)
      if scalar == "\n" || column + width > size.columns {
        out += (style.isEmpty ? "" : "\u{1B}[0m") + "\u{1B}[K\r\n"
        style = ""
        column = 0
        if scalar == "\n" { continue }
      }
      if styles[index] != style {
        style = styles[index]
        out += "\u{1B}[0m" + (style.isEmpty ? "" : "\u{1B}[\(style)m")
      }
      out.unicodeScalars.append(scalar)
      column += width
      if column == size.columns {
        // Nothing is behind it; erasing would take the last character.
        out += "\r\n"
        column = 0
      }
    }
    return out + (style.isEmpty ? "" : "\u{1B}[0m")
  }

  private func dimTail(room: Int) -> String {
    var shown = String.UnicodeScalarView()
    var used = 0
    for scalar in tail.unicodeScalars {
      let width = CellWidth.of(scalar)
      guard CellWidth.isShown(scalar), VisibleText.isHarmless(scalar), used + width <= room else {
        break
      }
      used += width
      shown.append(scalar)
    }
    return shown.isEmpty ? "" : "\u{1B}[2m" + String(shown) + "\u{1B}[0m"
  }

  private static func up(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)A" : "" }

  private static func right(_ columns: Int) -> String {
    columns > 0 ? "\u{1B}[\(columns)C" : ""
  }
}
