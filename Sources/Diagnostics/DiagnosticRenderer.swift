/// Draws a diagnostic in at most five lines: message, place, excerpt, caret, notes, help.
///
/// ```
/// error: there is no field 'custmer' here
///   invoices where custmer is "acme"
///                  ^^^^^^^
///   help: did you mean customer?
/// ```
///
/// Knows neither the width of characters nor which of them are safe to show: both come in as
/// functions, and everything that was typed or read passes through them.
package struct DiagnosticRenderer {
  /// How many lines a diagnostic may take.
  package static let maximumLines = 5

  private let columns: Int
  private let isColored: Bool
  private let isWrapped: Bool
  private let width: (Unicode.Scalar) -> Int
  private let visible: (String) -> String

  /// A renderer for lines of some width; `width` gives a character's cells, `visible` a text's
  /// form that no terminal takes for a command.
  ///
  /// Where lines are wrapped, long help goes on in the next one.
  package init(
    columns: Int = 80, isColored: Bool = false, isWrapped: Bool = false,
    width: @escaping (Unicode.Scalar) -> Int,
    visible: @escaping (String) -> String
  ) {
    self.columns = Swift.max(columns, 20)
    self.isColored = isColored
    self.isWrapped = isWrapped
    self.width = width
    self.visible = visible
  }

  /// The lines of a diagnostic that was found in a text, or in none.
  package func lines(_ diagnostic: Diagnostic, in source: SourceText?) -> [String] {
    let severity = diagnostic.severity
    let title = style(of: severity).apply(to: "\(severity.rawValue):", colored: isColored)
    let message = TextStyle.strong.apply(
      to: oneLine(diagnostic.message), colored: isColored)
    var lines = ["\(title) \(message)"]
    if let span = diagnostic.span, let source {
      lines += place(of: span, in: source)
      lines += excerpt(of: span, in: source, style(of: severity))
    }
    let help = diagnostic.help.isEmpty ? [] : labeled("help:", diagnostic.help, .good)
    let room = DiagnosticRenderer.maximumLines - lines.count - (help.isEmpty ? 0 : 1)
    lines += diagnostic.notes.prefix(Swift.max(0, room)).flatMap { labeled("note:", $0, .quiet) }
    return lines + help
  }

  private func style(of severity: Diagnostic.Severity) -> TextStyle {
    switch severity {
    case .error: .bad
    case .warning: .doubtful
    case .note: .strong
    }
  }

  /// The text behind its label; one that is too wide goes on below its beginning.
  private func labeled(_ label: String, _ text: String, _ style: TextStyle) -> [String] {
    let hanging = 3 + label.utf8.count
    let rows = isWrapped ? wrapped(oneLine(text), to: columns - hanging) : [oneLine(text)]
    return rows.enumerated().map { place, row in
      place == 0
        ? "  \(style.apply(to: label, colored: isColored)) \(row)"
        : String(repeating: " ", count: hanging) + row
    }
  }

  /// A text broken at spaces, best where several stand together: there another example begins.
  private func wrapped(_ text: String, to room: Int) -> [String] {
    var rows: [String] = []
    var rest = Array(text.unicodeScalars)
    while true {
      var used = 0
      let fitting = rest.prefix { scalar in
        used += width(scalar)
        return used <= room
      }.count
      guard fitting < rest.count else { break }
      let gaps = rest.indices.prefix(fitting + 1).dropFirst(2).filter { rest[$0] == " " }
      let wide = gaps.last { $0 > room / 2 && rest[$0 - 1] == " " && rest[$0 - 2] == " " }
      guard let gap = wide ?? gaps.last else { break }
      rows.append(String(String.UnicodeScalarView(rest[..<gap])))
      rest = Array(rest[gap...].drop { $0 == " " })
    }
    return (rows + [String(String.UnicodeScalarView(rest))]).map { row in
      String(row.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// A text without line ends and tabs, safe to show.
  private func oneLine(_ text: String) -> String {
    var flat = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      flat.append(scalar == "\n" || scalar == "\t" || scalar == "\r" ? " " : scalar)
    }
    return visible(String(flat))
  }

  // MARK: The place

  private func place(of span: SourceSpan, in source: SourceText) -> [String] {
    let name = source.name(at: span.start)
    let call = source.call(at: span.start).map { "in \(oneLine($0))" }
    guard !name.isEmpty || call != nil else { return [] }
    let (line, column) = source.place(of: span.start)
    let file = name.isEmpty ? nil : "at \(oneLine(name)):\(line):\(column)"
    let place = [call, file].compactMap { $0 }.joined(separator: ", ")
    return ["  \(TextStyle.quiet.apply(to: place, colored: isColored))"]
  }

  /// The line of the text and the caret under the span, cut around it if the line is long.
  private func excerpt(
    of span: SourceSpan, in source: SourceText, _ style: TextStyle
  ) -> [String] {
    let line = source.line(around: span.start).span
    let start = Swift.min(Swift.max(span.start, line.start), line.end)
    let end = Swift.max(start, Swift.min(span.end, line.end))
    let before = cells(source[SourceSpan(line.start, start)])
    let marked = cells(source[SourceSpan(start, end)])
    let after = cells(source[SourceSpan(end, line.end)])
    let window = Window(before, marked, after, columns: columns - 2)
    let caret = String(repeating: "^", count: window.caretWidth)
    let indent = String(repeating: " ", count: 2 + window.caretStart)
    return ["  \(window.text)", indent + style.apply(to: caret, colored: isColored)]
  }

  /// The characters as shown, with their widths; a tab is shown as a space.
  private func cells(_ text: String) -> [Cell] {
    text.unicodeScalars.map { scalar in
      let shown = oneLine(String(scalar))
      return Cell(text: shown, width: shown.unicodeScalars.reduce(0) { $0 + width($1) })
    }
  }
}

/// One character of the excerpt as shown.
private struct Cell {
  let text: String
  let width: Int
}

/// The part of a line that is shown, cut with `…` so that the caret's first character is in it.
private struct Window {
  let text: String
  let caretStart: Int
  let caretWidth: Int

  init(_ before: [Cell], _ marked: [Cell], _ after: [Cell], columns: Int) {
    let cells = before + marked + after
    let caretCells = Swift.max(1, Window.width(marked))
    if Window.width(cells) <= columns {
      text = Window.text(cells)
      caretStart = Window.width(before)
      caretWidth = caretCells
      return
    }
    // A third of the room goes to what stands before the caret.
    let room = columns - 2
    let needed = Swift.min(caretCells, room / 2)
    let first = Window.start(before, room: Swift.max(room / 3, room - needed - Window.width(after)))
    let shownBefore = Array(before[first...])
    let mark = first > 0 ? "…" : ""
    let used = Window.width(shownBefore)
    let rest = Window.prefix(cells[before.count...], room: room - used)
    let isCut = before.count + rest.count < cells.count
    text = mark + Window.text(shownBefore) + Window.text(rest) + (isCut ? "…" : "")
    caretStart = used + (first > 0 ? 1 : 0)
    caretWidth = Swift.max(1, Swift.min(caretCells, Window.width(rest)))
  }

  /// Where to begin so that no more than `room` columns stand before the caret.
  private static func start(_ before: [Cell], room: Int) -> Int {
    var first = before.count
    var used = 0
    while first > 0, used + before[first - 1].width <= room {
      first -= 1
      used += before[first].width
    }
    return first
  }

  private static func prefix(_ cells: ArraySlice<Cell>, room: Int) -> [Cell] {
    var taken: [Cell] = []
    var used = 0
    for cell in cells {
      guard used + cell.width <= room else { break }
      used += cell.width
      taken.append(cell)
    }
    return taken
  }

  private static func width(_ cells: [Cell]) -> Int { cells.reduce(0) { $0 + $1.width } }

  private static func text(_ cells: [Cell]) -> String { cells.map(\.text).joined() }
}
