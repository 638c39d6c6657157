import Columns
import Model

/// A table of GitHub's Markdown in which no text of the book can become markup.
struct MarkdownRenderer: Renderer {
  private let columns: [DisplayColumn]
  private var cell: [UInt8] = []

  init(_ table: ResultTable) {
    columns = table.columns.map {
      DisplayColumn($0, words: table.words, currency: .headingIfUniform)
    }
  }

  mutating func begin(into output: inout [UInt8]) {
    for column in columns {
      output.append(contentsOf: "| ".utf8)
      MarkdownRenderer.append(escaping: column.heading, to: &output)
      output.append(UInt8(ascii: " "))
    }
    output.append(contentsOf: "|\n".utf8)
    for column in columns {
      output.append(contentsOf: (column.alignment == .point ? "| --: " : "| :-- ").utf8)
    }
    output.append(contentsOf: "|\n".utf8)
  }

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {
    for row in rows {
      for column in columns {
        cell.removeAll(keepingCapacity: true)
        column.appendOnOneLine(row: row, to: &cell)
        output.append(contentsOf: "| ".utf8)
        MarkdownRenderer.append(escaping: cell, to: &output)
        output.append(UInt8(ascii: " "))
      }
      output.append(contentsOf: "|\n".utf8)
    }
  }

  mutating func end(into output: inout [UInt8]) {}

  /// Adds text with a backslash before each character that Markdown could take for its own.
  ///
  /// The text has passed `VisibleText` and holds no end of a line. A link that GitHub would find
  /// by itself is broken at `://` and after `www`.
  static func append(escaping text: [UInt8], to output: inout [UInt8]) {
    for (position, byte) in text.enumerated() {
      let isEscaped =
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "*"),
          UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"),
          UInt8(ascii: ">"), UInt8(ascii: "#"), UInt8(ascii: "!"), UInt8(ascii: "&"),
          UInt8(ascii: "~"), UInt8(ascii: "$"):
          true
        case UInt8(ascii: ":"): text[position...].starts(with: "://".utf8)
        case UInt8(ascii: "."):
          text[..<position].suffix(3).map { $0 | 0x20 }.elementsEqual("www".utf8)
        default: false
        }
      if isEscaped { output.append(UInt8(ascii: "\\")) }
      output.append(byte)
    }
  }
}
