import Columns
import Model

/// Columns for people: compact, without lines, numbers aligned on the decimal point.
struct TableRenderer: Renderer {
  /// So many rows that do not fit the screen in width are told one field a line instead.
  static let fewRows = 3
  /// Lines of the screen that are not rows: the heading, a remark on rows, and the prompt.
  private static let otherLines = 3

  private let rowCount: Int
  private let style: RenderingStyle
  private let layout: ColumnLayout
  private let window: RowWindow
  private let footer: Footer
  private var cell: [UInt8] = []

  init(_ table: ResultTable, style: RenderingStyle, elapsed: Swift.Duration?) {
    rowCount = table.rowCount
    self.style = style
    let columns = table.columns.map {
      DisplayColumn($0, words: table.words, currency: .headingIfUniform)
    }
    let footer = Footer(table, style: style, elapsed: elapsed)
    let room = style.height.map { $0 - TableRenderer.otherLines - footer.lineCount }
    var window = RowWindow(rowCount: table.rowCount, room: room)
    var layout = ColumnLayout(columns, rows: window.shown, width: style.width)
    if let room, !layout.hidden.isEmpty {
      // The remark on hidden columns takes a line too.
      window = RowWindow(rowCount: table.rowCount, room: room - 1)
      layout = ColumnLayout(columns, rows: window.shown, width: style.width)
    }
    (self.footer, self.window, self.layout) = (footer, window, layout)
  }

  /// Whether the screen is too narrow for all columns.
  var hidesColumns: Bool { !layout.hidden.isEmpty }

  mutating func begin(into output: inout [UInt8]) {
    guard rowCount > 0 else { return }
    var line: [UInt8] = []
    for (index, slot) in layout.slots.enumerated() {
      if index > 0 { CellText.appendBlanks(ColumnLayout.gap, to: &line) }
      let start = line.count
      if slot.column.alignment == .point {
        CellText.appendBlanks(slot.width - CellText.width(slot.column.heading), to: &line)
      }
      line.append(contentsOf: slot.column.heading)
      if slot.isCut { CellText.cut(&line, from: start, toWidth: slot.width) }
      if index < layout.slots.count - 1 {
        CellText.appendBlanks(slot.width - CellText.width(line[start...]), to: &line)
      }
    }
    Emphasis.heading.append(line: line, style: style, to: &output)
  }

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {
    for row in rows {
      if window.hidden.contains(row) {
        if row == window.hidden.lowerBound {
          Emphasis.remark.append(line: window.remark, style: style, to: &output)
        }
        continue
      }
      let lineCount = layout.slots.reduce(1) { max($0, $1.column.lineCount(at: row)) }
      for line in 0..<lineCount {
        for (index, slot) in layout.slots.enumerated() {
          if index > 0 { CellText.appendBlanks(ColumnLayout.gap, to: &output) }
          append(slot, row: row, line: line, to: &output)
        }
        CellText.endLine(&output)
      }
    }
  }

  mutating func end(into output: inout [UInt8]) {
    if hidesColumns && rowCount > 0 {
      Emphasis.remark.append(line: remarkOnHiddenColumns, style: style, to: &output)
    }
    footer.append(to: &output)
  }

  private mutating func append(
    _ slot: ColumnLayout.Slot, row: Int, line: Int, to output: inout [UInt8]
  ) {
    guard line < slot.column.lineCount(at: row) else {
      CellText.appendBlanks(slot.width, to: &output)
      return
    }
    cell.removeAll(keepingCapacity: true)
    slot.column.append(row: row, line: line, to: &cell)
    switch slot.column.alignment {
    case .left:
      if slot.isCut { CellText.cut(&cell, from: 0, toWidth: slot.width) }
      output.append(contentsOf: cell)
      CellText.appendBlanks(slot.width - CellText.width(cell), to: &output)
    case .point where cell == DisplayColumn.missing:
      CellText.appendBlanks(slot.width - 1, to: &output)
      output.append(contentsOf: cell)
    case .point:
      let behind = slot.fractionWidth - ColumnLayout.fractionWidth(of: cell)
      CellText.appendBlanks(slot.width - cell.count - behind, to: &output)
      output.append(contentsOf: cell)
      CellText.appendBlanks(behind, to: &output)
    }
  }

  /// `… 3 more columns (wide shows all): due, owed, tax`.
  private var remarkOnHiddenColumns: [UInt8] {
    let count = layout.hidden.count
    var line = CellText.ellipsis
    line += " \(count) more \(count == 1 ? "column" : "columns") (wide shows all): ".utf8
    line += layout.hidden.map(\.heading).joined(separator: ", ".utf8)
    if let width = style.width { CellText.cut(&line, from: 0, toWidth: max(width, 1)) }
    return line
  }
}
