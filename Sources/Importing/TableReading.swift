import Columns
import Diagnostics
import Model
import Synchronization

/// Reads a file block by block with all processors, and joins the blocks in the order of the file.
///
/// What comes out does not depend on the size of blocks or the number of threads: a column's texts
/// have their codes in the order in which they first stand in the file. A block for each thread,
/// and the columns, are all that is in memory at a time.
struct TableReading {
  private let name: String
  private let options: ImportOptions
  private let headings: HeadingRow
  /// Whether there is a title above the headings.
  private let isTitled: Bool
  /// What is known of the blocks beside their columns.
  private let blocks: [BlockTable]
  private let blockColumns: BlockColumns
  /// The line on which each block starts.
  private let firstLines: [Int]

  init(_ source: ImportSource, _ options: ImportOptions) throws(Diagnostic) {
    name = source.name
    self.options = options
    var reader = try source.reader(options)
    isTitled = reader.dialect.isTitled
    var line = reader.dialect.line + 1
    var (block, scanner) = try TableReading.next(&reader, name)
    var row = try TableReading.headings(in: &block, &scanner, name, line)
    while row == nil {
      line += scanner.nextLine
      (block, scanner) = try TableReading.next(&reader, name)
      row = try TableReading.headings(in: &block, &scanner, name, line)
    }
    guard let row else { throw .noHeadings(name) }
    headings = row
    var blocks = try BlockQueue.read((block, scanner), reader, row, options)
    var starts: [Int] = []
    for block in blocks {
      starts.append(line)
      if let fault = block.fault { throw fault.diagnostic(name, firstLine: line) }
      line += block.lineCount
    }
    guard line <= Int(Int32.max) else { throw .tooManyRows(name) }
    firstLines = starts
    blockColumns = BlockColumns(takenFrom: &blocks, count: row.texts.count)
    self.blocks = blocks
  }

  /// A block in which the headings may stand.
  private static func next(
    _ reader: inout BlockReader, _ name: String
  ) throws(Diagnostic) -> BlockQueue.Piece {
    var spare: [UInt8] = []
    guard let block = try reader.next(reusing: &spare) else { throw .noHeadings(name) }
    return (block, RecordScanner(delimiter: block.delimiter, end: block.end))
  }

  /// The first record that is not blank; nil if a block has none.
  private static func headings(
    in block: inout Block, _ scanner: inout RecordScanner, _ name: String, _ line: Int
  ) throws(Diagnostic) -> HeadingRow? {
    if let fault = BlockTable.fault(in: block) { throw fault.diagnostic(name, firstLine: line) }
    var fields: [FieldRange] = []
    while true {
      fields.removeAll(keepingCapacity: true)
      do throws(RecordScanner.FieldTooLong) {
        guard try scanner.next(in: block.bytes.span, into: &fields) else { return nil }
      } catch {
        let fault = ScanFault(
          .fieldTooLong, at: error.offset, in: block.bytes, from: scanner.position,
          line: scanner.line)
        throw fault.diagnostic(name, firstLine: line)
      }
      for field in scanner.doubled { BlockTable.joinQuotes(&fields[field], in: &block.bytes) }
      let texts = fields.map { Array(block.bytes[Blank.trimmed(block.bytes, $0.range)]) }
      if texts.allSatisfy(\.isEmpty) { continue }
      let row = HeadingRow(texts: texts, line: line + scanner.line)
      guard texts.count <= RawTable.columnLimit else {
        throw .tooManyColumns(name, line: row.line, limit: RawTable.columnLimit)
      }
      return row
    }
  }
}

// MARK: - The whole table

extension TableReading {
  /// The blocks as one table.
  func table() throws(Diagnostic) -> RawTable {
    let texts = headings.texts.map { bytes in
      let isPlain = bytes.allSatisfy { $0 < 0x80 }
      return String(decoding: isPlain ? bytes : options.normalize(bytes), as: UTF8.self)
    }
    let columns = joinedColumns(texts)
    var lines: [Int32] = []
    lines.reserveCapacity(blocks.reduce(0) { $0 + $1.lines.count })
    var refusals: [Refusal] = []
    for (block, first) in zip(blocks, firstLines) {
      for line in block.lines { lines.append(Int32(first) + line) }
      for fault in block.faults {
        refusals.append(
          Refusal(
            file: name, line: first + fault.line, column: fault.field + 1,
            heading: texts.indices.contains(fault.field) ? texts[fault.field] : "",
            text: String(decoding: fault.text, as: UTF8.self), reason: fault.reason))
      }
    }
    var table = RawTable(
      file: name, columns: columns, lines: lines, refusals: refusals)
    try table.dropRepeatedColumns(headingLine: headings.line)
    table.remarks = remarks + table.remarks
    return table
  }

  /// What of the file's lines is no row, and what nobody can be sure of.
  private var remarks: [String] {
    var remarks: [String] = []
    if isTitled {
      remarks.append("what stands above the headings of line \(headings.line) is a title")
    }
    let repeated = blocks.reduce(0) { $0 + $1.repeatedHeadings }
    if repeated > 0 {
      remarks.append("\(repeated) \(repeated == 1 ? "line repeats" : "lines repeat") the headings")
    }
    // Many programs leave out the last line end; a file that was cut off looks the same.
    if blocks.last?.endsOpen ?? false {
      remarks.append("no line end follows the last row, whose last field may be cut off")
    }
    return remarks
  }

  /// The columns of all blocks, each joined by whichever thread is free.
  private func joinedColumns(_ headings: [String]) -> [RawColumn] {
    let columns = blockColumns
    let normalize = options.normalize
    let rows = blocks.reduce(0) { $0 + $1.lines.count }
    let state = Mutex<(next: Int, done: [Int: RawColumn])>((0, [:]))
    Workers.run(blocks.count == 1 ? 1 : Swift.min(options.threads, headings.count)) {
      while true {
        let column = state.withLock { state in
          state.next += 1
          return state.next - 1
        }
        guard column < headings.count else { return }
        let joined = RawColumn(
          headings[column], place: column, rows: rows, columns.take(column), normalize)
        state.withLock { $0.done[column] = joined }
      }
    }
    let done = state.withLock { $0.done }
    return headings.indices.compactMap { done[$0] }
  }
}

extension RawColumn {
  /// The parts of a column, its texts normalized; texts that become the same share a code.
  fileprivate init(
    _ heading: String, place: Int, rows: Int, _ parts: [TextColumn],
    _ normalize: ([UInt8]) -> [UInt8]
  ) {
    var builder = TextDictionaryBuilder()
    var codes: [UInt32] = []
    codes.reserveCapacity(rows)
    var isPlain = true
    for part in parts {
      if isPlain { isPlain = part.isPlain }
      let places = builder.intern(part.pool, endingAt: part.ends)
      for code in part.codes { codes.append(code == Missing.text ? code : places[Int(code)]) }
    }
    let column = RawColumn(
      heading: heading, place: place, codes: codes, texts: builder.finish())
    self = isPlain ? column : column.normalized(normalize)
  }

  private func normalized(_ normalize: ([UInt8]) -> [UInt8]) -> RawColumn {
    var changed: [UInt32: [UInt8]] = [:]
    for code in 0..<UInt32(texts.count) {
      if let normal = texts.withText(code, { RawColumn.normal($0, normalize) }) {
        changed[code] = normal
      }
    }
    if changed.isEmpty { return self }
    var builder = TextDictionaryBuilder()
    let places = (0..<UInt32(texts.count)).map { code in
      changed[code].map { builder.intern($0) } ?? builder.intern(texts[code])
    }
    return RawColumn(
      heading: heading, place: place,
      codes: codes.map { $0 == Missing.text ? $0 : places[Int($0)] }, texts: builder.finish())
  }

  /// A text in its normal form, without what keeps it from being a formula; nil where it is that.
  private static func normal(
    _ text: Span<UInt8>, _ normalize: ([UInt8]) -> [UInt8]
  ) -> [UInt8]? {
    let isPlain = !ByteMask.survey(text, text.count).high
    if isPlain, text.isEmpty || text[0] != UInt8(ascii: "'") { return nil }
    var bytes: [UInt8] = []
    for index in text.indices { bytes.append(text[index]) }
    var normal = isPlain ? bytes : normalize(bytes)
    if let text = SpreadsheetFormula.unguarded(normal[...]) { normal = Array(text) }
    return normal == bytes ? nil : normal
  }
}

extension RawTable {
  /// Leaves out columns whose heading stands there before, if they say nothing else.
  fileprivate mutating func dropRepeatedColumns(headingLine: Int) throws(Diagnostic) {
    var kept: [String: Int] = [:]
    var dropped: Set<Int> = []
    for (index, column) in columns.enumerated() {
      let key = Heading.key(column.heading)
      guard !key.isEmpty, let earlier = kept[key] else {
        kept[key] = index
        continue
      }
      guard column.isEmpty || column.says(the: columns[earlier]) else {
        throw .repeatedHeading(
          file, line: headingLine, column.heading, places: [earlier + 1, index + 1])
      }
      dropped.insert(index)
      remarks.append("column \(index + 1) repeats '\(column.heading)' of column \(earlier + 1)")
    }
    if dropped.isEmpty { return }
    columns = columns.indices.filter { !dropped.contains($0) }.map { columns[$0] }
  }
}

extension RawColumn {
  /// Whether a column has the texts of another, row by row.
  fileprivate func says(the other: RawColumn) -> Bool {
    // Codes are in the order of first appearance, so equal columns have equal codes.
    guard codes == other.codes else { return false }
    return (0..<UInt32(texts.count)).allSatisfy { texts[$0].elementsEqual(other.texts[$0]) }
  }
}
