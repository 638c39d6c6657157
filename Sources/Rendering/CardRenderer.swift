import Columns
import Model

/// A card as text: the fields in two columns where there is room, then small tables.
struct CardRenderer: Renderer {
  /// A section tells so many rows at most; its question alone tells all.
  private static let mostRows = 8
  /// Two columns of fields need so much room each.
  private static let leastHalf = 36
  private static let usualWidth = 100

  private let card: Card
  private let style: RenderingStyle
  private let footer: Footer

  init(_ card: Card, style: RenderingStyle, elapsed: Swift.Duration?) {
    self.card = card
    self.style = style
    footer = Footer(card.facts, style: style, elapsed: elapsed)
  }

  mutating func begin(into output: inout [UInt8]) {
    var title: [UInt8] = []
    VisibleText.append(visible: card.title.utf8, to: &title)
    if let width = style.width { CellText.cut(&title, from: 0, toWidth: width) }
    Emphasis.heading.append(line: title, style: style, to: &output)
    appendFacts(to: &output)
    for section in card.sections {
      output.append(UInt8(ascii: "\n"))
      var heading: [UInt8] = []
      VisibleText.append(visible: section.title.utf8, to: &heading)
      Emphasis.heading.append(line: heading, style: style, to: &output)
      append(section.table, to: &output)
    }
  }

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {}

  mutating func end(into output: inout [UInt8]) {
    cut(&output)
    output.append(UInt8(ascii: "\n"))
    footer.append(to: &output)
  }

  /// Lines of the screen that are not the card's: the statement, the remark, a blank, the footer
  /// and the prompt.
  private static let otherLines = 5

  /// Leaves out the last lines of a card that is taller than the screen.
  private func cut(_ output: inout [UInt8]) {
    guard let height = style.height else { return }
    let ends = output.indices.filter { output[$0] == UInt8(ascii: "\n") }
    let shown = max(2, height - Self.otherLines)
    // A single line takes no more room than the remark.
    guard ends.count > shown + 1 else { return }
    output.removeLast(output.count - ends[shown - 1] - 1)
    var remark = Array("… ".utf8)
    NumberFormat.append(count: ends.count - shown, to: &remark)
    remark += " more lines (more shows all)".utf8
    Emphasis.remark.append(line: remark, style: style, to: &output)
  }

  // MARK: Fields

  private func appendFacts(to output: inout [UInt8]) {
    let columns = card.facts.columns.map {
      DisplayColumn($0, words: card.facts.words, currency: .cells)
    }
    guard card.facts.rowCount == 1, !columns.isEmpty else { return }
    let names = columns.map { CellText.width($0.heading) }.max() ?? 0
    let cells = columns.map { column -> [UInt8] in
      var cell: [UInt8] = []
      column.appendOnOneLine(row: 0, to: &cell)
      return cell
    }
    let whole = style.width ?? Self.usualWidth
    let half = (whole - ColumnLayout.gap) / 2
    let room = half - names - ColumnLayout.gap
    let isDouble = half >= Self.leastHalf
    // What does not fit a half has a line of its own, below the others.
    let short = columns.indices.filter { isDouble && CellText.width(cells[$0]) <= room }
    let long = columns.indices.filter { !short.contains($0) }
    let height = (short.count + 1) / 2
    for line in 0..<height {
      append(columns[short[line]].heading, cells[short[line]], names, whole, to: &output)
      if line + height < short.count {
        let used = names + ColumnLayout.gap + CellText.width(cells[short[line]])
        CellText.appendBlanks(half + ColumnLayout.gap - used, to: &output)
        let other = short[line + height]
        append(columns[other].heading, cells[other], names, whole, to: &output)
      }
      CellText.endLine(&output)
    }
    for index in long {
      append(columns[index].heading, cells[index], names, whole, to: &output)
      CellText.endLine(&output)
    }
  }

  private func append(
    _ heading: [UInt8], _ cell: [UInt8], _ names: Int, _ width: Int, to output: inout [UInt8]
  ) {
    output += heading
    CellText.appendBlanks(names + ColumnLayout.gap - CellText.width(heading), to: &output)
    let start = output.count
    output += cell
    if style.width != nil {
      CellText.cut(&output, from: start, toWidth: max(8, width - names - ColumnLayout.gap))
    }
  }

  // MARK: Sections

  private func append(_ table: ResultTable, to output: inout [UInt8]) {
    var own = style
    // Sections are short by what they ask; only the width is to be fitted.
    own.height = nil
    var renderer = TableRenderer(table, style: own, elapsed: nil)
    renderer.begin(into: &output)
    let shown = min(table.rowCount, Self.mostRows)
    renderer.append(rows: 0..<shown, into: &output)
    if shown < table.rowCount {
      var remark = Array("… ".utf8)
      NumberFormat.append(count: table.rowCount - shown, to: &remark)
      remark += " more".utf8
      Emphasis.remark.append(line: remark, style: style, to: &output)
    }
  }
}
