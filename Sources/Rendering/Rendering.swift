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
    elapsed: Swift.Duration?, from provenance: Provenance? = nil,
    write: (_ chunk: [UInt8]) -> Bool
  ) {
    let renderer = renderer(
      of: table, as: format, style: style, elapsed: elapsed, from: provenance)
    send(table.rowCount, through: renderer, write)
  }

  /// Tells a card, in chunks; its form is one of those that are `isForCards`.
  package static func render(
    _ card: Card, as format: OutputFormat, style: RenderingStyle, elapsed: Swift.Duration?,
    from provenance: Provenance? = nil, write: (_ chunk: [UInt8]) -> Bool
  ) {
    switch format {
    case .html:
      let page = HTMLRenderer(card, style: style, provenance: provenance)
      send(card.facts.rowCount, through: page, write)
    case .md: send(0, through: MarkdownCardRenderer(card), write)
    default: send(0, through: CardRenderer(card, style: style, elapsed: elapsed), write)
    }
  }

  /// Writes an answer as a file has it, in chunks; a `write` that returns false stops it.
  ///
  /// - Returns: false where it is more than the form can hold, and the file is of no use.
  @discardableResult
  package static func render(
    _ table: ResultTable, as format: FileFormat, style: RenderingStyle,
    from provenance: Provenance?, write: (_ chunk: [UInt8]) -> Bool
  ) -> Bool {
    switch format {
    case .xlsx:
      return send(table.rowCount, through: WorkbookRenderer(table, provenance: provenance), write)
    case .svg:
      if let chart = table.chart { _ = write(SVGChart.file(of: table, chart)) }
    case .csv, .tsv, .json, .jsonl, .md, .html:
      guard let form = OutputFormat(rawValue: format.rawValue) else {
        preconditionFailure("every text that a file has can also be shown")
      }
      render(table, as: form, style: style, elapsed: nil, from: provenance, write: write)
    }
    return true
  }

  /// Rows that a form has room for; nil where there is no limit.
  package static func mostRows(of format: FileFormat) -> Int? {
    format == .xlsx ? WorkbookRenderer.mostRows : nil
  }

  @discardableResult
  private static func send(
    _ rowCount: Int, through renderer: some Renderer, _ write: (_ chunk: [UInt8]) -> Bool
  ) -> Bool {
    var renderer = renderer
    var chunk: [UInt8] = []
    renderer.begin(into: &chunk)
    var row = 0
    while row < rowCount {
      let next = min(row + rowsPerBatch, rowCount)
      renderer.append(rows: row..<next, into: &chunk)
      row = next
      if chunk.count >= chunkBytes {
        if renderer.isOverfull { return false }
        guard write(chunk) else { return true }
        chunk.removeAll(keepingCapacity: true)
      }
    }
    renderer.end(into: &chunk)
    if renderer.isOverfull { return false }
    if !chunk.isEmpty { _ = write(chunk) }
    return true
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

  /// A name as a heading for people: `aged_balances` as `Aged balances`.
  package static func heading(of name: String) -> String { PageHeading.text(name) }

  /// A count with its thousands grouped.
  package static func text(count: Int) -> String {
    var bytes: [UInt8] = []
    NumberFormat.append(count: count, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func renderer(
    of table: ResultTable, as format: OutputFormat, style: RenderingStyle,
    elapsed: Swift.Duration?, from provenance: Provenance?
  ) -> any Renderer {
    switch format {
    case .table, .vertical:
      if let chart = table.chart {
        return ChartRenderer(table, chart, style: style, elapsed: elapsed)
      }
      if format == .vertical { return VerticalRenderer(table, style: style, elapsed: elapsed) }
      let renderer = TableRenderer(table, style: style, elapsed: elapsed)
      // A few records that are too wide for the screen read better one field a line.
      return renderer.hidesColumns && table.rowCount <= TableRenderer.fewRows
        ? VerticalRenderer(table, style: style, elapsed: elapsed) : renderer
    case .csv: return DelimitedRenderer(table, style: style, dialect: .commas)
    case .tsv: return DelimitedRenderer(table, style: style, dialect: .tabs)
    case .json: return JSONRenderer(table, shape: .array)
    case .jsonl: return JSONRenderer(table, shape: .lines)
    case .md: return MarkdownRenderer(table)
    case .html: return HTMLRenderer(table, style: style, provenance: provenance)
    }
  }
}
