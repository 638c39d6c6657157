import Columns
import Model

/// One field a line, for people who look at few records with many fields.
struct VerticalRenderer: Renderer {
  /// Lines of the screen that are not fields: a remark, blank lines around it, and the prompt.
  private static let otherLines = 3

  private let style: RenderingStyle
  private let columns: [DisplayColumn]
  private let nameWidth: Int
  private let window: RowWindow
  private let footer: Footer
  private let rowCount: Int

  init(_ table: ResultTable, style: RenderingStyle, elapsed: Swift.Duration?) {
    self.style = style
    rowCount = table.rowCount
    let columns = table.columns.map {
      DisplayColumn($0, words: table.words, currency: .cells)
    }
    self.columns = columns
    nameWidth = columns.map { CellText.width($0.heading) }.max() ?? 0
    let linesPerRecord = columns.count + 1
    let footer = Footer(table, style: style, elapsed: elapsed)
    let room = style.height.map { $0 - VerticalRenderer.otherLines - footer.lineCount }
    window = RowWindow(rowCount: table.rowCount, room: room.map { $0 / linesPerRecord })
    self.footer = footer
  }

  mutating func begin(into output: inout [UInt8]) {}

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {
    for row in rows {
      if window.hidden.contains(row) {
        if row == window.hidden.lowerBound {
          output.append(UInt8(ascii: "\n"))
          Emphasis.remark.append(line: window.remark, style: style, to: &output)
        }
        continue
      }
      if row > 0 { output.append(UInt8(ascii: "\n")) }
      for column in columns { append(column, row: row, to: &output) }
    }
  }

  mutating func end(into output: inout [UInt8]) {
    if rowCount > 0 { output.append(UInt8(ascii: "\n")) }
    footer.append(to: &output)
  }

  private func append(_ column: DisplayColumn, row: Int, to output: inout [UInt8]) {
    for line in 0..<column.lineCount(at: row) {
      let name = line == 0 ? column.heading : []
      output.append(contentsOf: name)
      CellText.appendBlanks(nameWidth + ColumnLayout.gap - CellText.width(name), to: &output)
      column.append(row: row, line: line, to: &output)
      CellText.endLine(&output)
    }
  }
}
