package import Columns
package import Model

/// Answers to text.
package enum Rendering {
  private static let rowsPerBatch = 256
  private static let chunkBytes = 65_536

  /// Tells an answer, in chunks of some 64 KiB; a `write` that returns false stops it.
  ///
  /// `elapsed` is how long the answer took, for the footer; nil leaves it out.
  package static func render(
    _ table: ResultTable, as format: OutputFormat, style: RenderingStyle,
    elapsed: Swift.Duration?, write: (_ chunk: [UInt8]) -> Bool
  ) {
    var renderer = renderer(of: table, as: format, style: style, elapsed: elapsed)
    var chunk: [UInt8] = []
    renderer.begin(into: &chunk)
    var row = 0
    while row < table.rowCount {
      let next = min(row + rowsPerBatch, table.rowCount)
      renderer.append(rows: row..<next, into: &chunk)
      row = next
      if chunk.count >= chunkBytes {
        guard write(chunk) else { return }
        chunk.removeAll(keepingCapacity: true)
      }
    }
    renderer.end(into: &chunk)
    if !chunk.isEmpty { _ = write(chunk) }
  }

  /// The whole text of an answer, for scripts that are compared and for tests.
  package static func text(
    of table: ResultTable, as format: OutputFormat, style: RenderingStyle,
    elapsed: Swift.Duration? = nil
  ) -> String {
    var bytes: [UInt8] = []
    render(table, as: format, style: style, elapsed: elapsed) { chunk in
      bytes.append(contentsOf: chunk)
      return true
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// An amount as people read it: `EUR 1,200.50`.
  package static func text(of money: Money) -> String {
    var bytes: [UInt8] = []
    ValueFormat(isForPeople: true, words: [:]).append(money, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func renderer(
    of table: ResultTable, as format: OutputFormat, style: RenderingStyle,
    elapsed: Swift.Duration?
  ) -> any Renderer {
    switch format {
    case .table:
      let renderer = TableRenderer(table, style: style, elapsed: elapsed)
      // A few records that are too wide for the screen read better one field a line.
      return renderer.hidesColumns && table.rowCount <= TableRenderer.fewRows
        ? VerticalRenderer(table, style: style, elapsed: elapsed) : renderer
    case .vertical: return VerticalRenderer(table, style: style, elapsed: elapsed)
    case .csv: return DelimitedRenderer(table, style: style, dialect: .commas)
    case .tsv: return DelimitedRenderer(table, style: style, dialect: .tabs)
    case .json: return JSONRenderer(table, shape: .array)
    case .jsonl: return JSONRenderer(table, shape: .lines)
    case .md: return MarkdownRenderer(table)
    }
  }
}
