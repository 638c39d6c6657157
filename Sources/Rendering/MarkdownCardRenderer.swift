import Columns
import Model

/// A card in GitHub's Markdown: its fields in a table of two columns, then a table a section.
struct MarkdownCardRenderer: Renderer {
  private let card: Card

  init(_ card: Card) { self.card = card }

  mutating func begin(into output: inout [UInt8]) {
    append("# ", card.title, to: &output)
    output += "\n| field | |\n| :-- | :-- |\n".utf8
    for column in card.facts.columns {
      let shown = DisplayColumn(column, words: card.facts.words, currency: .cells)
      var cell: [UInt8] = []
      shown.appendOnOneLine(row: 0, to: &cell)
      output += "| ".utf8
      MarkdownRenderer.append(escaping: shown.heading, to: &output)
      output += " | ".utf8
      MarkdownRenderer.append(escaping: cell, to: &output)
      output += " |\n".utf8
    }
    for section in card.sections {
      output.append(UInt8(ascii: "\n"))
      append("## ", section.title, to: &output)
      output.append(UInt8(ascii: "\n"))
      var table = MarkdownRenderer(section.table)
      table.begin(into: &output)
      table.append(rows: 0..<section.table.rowCount, into: &output)
      table.end(into: &output)
    }
  }

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {}

  mutating func end(into output: inout [UInt8]) {}

  private func append(_ mark: String, _ title: String, to output: inout [UInt8]) {
    output += mark.utf8
    MarkdownRenderer.append(escaping: Array(VisibleText.visible(title.utf8).utf8), to: &output)
    output.append(UInt8(ascii: "\n"))
  }
}
