import Columns
import Synchronization

/// The line of headings, by which the rows below it are measured.
struct HeadingRow: Sendable {
  /// The headings as they stand in the file, without blanks around them.
  let texts: [[UInt8]]
  /// The line on which they stand.
  let line: Int

  /// Whether a row has the headings again, as where two exports were joined.
  func isRepeated(by fields: ArraySlice<FieldRange>, in text: Span<UInt8>) -> Bool {
    guard fields.count >= texts.count, let first = fields.first, let heading = texts.first,
      first.range.count >= heading.count
    else { return false }
    for (place, field) in fields.enumerated() {
      let range = Blank.trimmed(text, field.range)
      let heading = place < texts.count ? texts[place] : []
      guard range.count == heading.count else { return false }
      for (index, byte) in zip(range, heading) where text[index] != byte { return false }
    }
    return true
  }
}

/// A row whose form is wrong, on a line counted from the start of its block.
struct RowFault: Sendable {
  let line: Int
  /// The field, from 0.
  let field: Int
  let text: [UInt8]
  let reason: String
}

/// The rows of a block as columns of texts.
struct BlockTable: Sendable {
  /// Fields that are scanned before they are sorted into columns.
  private static let batchSize = 1 << 14

  fileprivate(set) var columns: [TextColumn] = []
  /// The line of each row, counted from the start of the block.
  private(set) var lines: [Int32] = []
  private(set) var faults: [RowFault] = []
  /// Lines that have the headings again, which are no rows.
  private(set) var repeatedHeadings = 0
  /// Whether the last row ends with the file: a cut may have shortened its last field, even one
  /// that a quote closes, as that may be the first of two.
  private(set) var endsOpen = false
  /// Line breaks of the block.
  private(set) var lineCount = 0
  /// Why the file as a whole is not readable.
  private(set) var fault: ScanFault?

  /// Takes the rows behind those that a scanner has passed.
  ///
  /// The builders of the columns are those of an earlier block of the file, or none.
  init(
    _ block: inout Block, _ scanner: RecordScanner, _ headings: HeadingRow,
    reusing builders: inout [BlockColumn]
  ) {
    fault = BlockTable.fault(in: block)
    var scanner = scanner
    let width = headings.texts.count
    if builders.isEmpty { builders = [BlockColumn](repeating: BlockColumn(), count: width) }
    var fields: [FieldRange] = []
    var doubled: [Int] = []
    do throws(RecordScanner.FieldTooLong) {
      var isMore = true
      while isMore {
        fields.removeAll(keepingCapacity: true)
        doubled.removeAll(keepingCapacity: true)
        isMore = try scan(&scanner, block, headings, &fields, &doubled)
        for field in doubled { BlockTable.joinQuotes(&fields[field], in: &block.bytes) }
        for column in 0..<width {
          builders[column].append(
            fields.span, column: column, of: width, in: block.bytes.span)
        }
      }
    } catch {
      if fault.map({ error.offset < $0.offset }) ?? true {
        fault = ScanFault(
          .fieldTooLong, at: error.offset, in: block.bytes, from: scanner.position,
          line: scanner.line)
      }
    }
    guard fault == nil else {
      builders = []
      return
    }
    lineCount = scanner.nextLine
    for column in builders.indices {
      columns.append(builders[column].finish(in: block.bytes.span))
    }
  }

  /// Scans some rows, and brings each to as many fields as there are headings.
  private mutating func scan(
    _ scanner: inout RecordScanner, _ block: Block, _ headings: HeadingRow,
    _ fields: inout [FieldRange], _ doubled: inout [Int]
  ) throws(RecordScanner.FieldTooLong) -> Bool {
    let width = headings.texts.count
    let text = block.bytes.span
    while fields.count < BlockTable.batchSize {
      let first = fields.count
      guard try scanner.next(in: text, into: &fields) else { return false }
      guard isRow(first, scanner, headings, &fields, in: text) else {
        fields.removeLast(fields.count - first)
        continue
      }
      lines.append(Int32(truncatingIfNeeded: scanner.line))
      for field in scanner.doubled where field < first + width { doubled.append(field) }
      let count = fields.count - first
      if count > width {
        fields.removeLast(count - width)
      } else if count < width {
        for _ in count..<width { fields.append(FieldRange(0, 0)) }
      }
    }
    return true
  }

  /// Whether a record is a row to keep; blank ones and repeated headings are none, and one whose
  /// form is wrong becomes a fault.
  private mutating func isRow(
    _ first: Int, _ scanner: RecordScanner, _ headings: HeadingRow,
    _ fields: inout [FieldRange], in text: Span<UInt8>
  ) -> Bool {
    let start = fields[first]
    let width = headings.texts.count
    let byte = start.isEmpty ? 0 : text[Int(start.start)]
    // Nearly every row begins with a letter or a digit that the headings do not begin with.
    if byte &- 0x21 >= 0x5F, isBlank(fields[first...], in: text) { return false }
    if byte >= 0x7F || byte <= 0x20 || byte == headings.texts.first?.first,
      headings.isRepeated(by: fields[first...], in: text)
    {
      repeatedHeadings += 1
      return false
    }
    if let stray = scanner.strayField {
      add(fields[first + stray], stray, scanner, "text follows the closing quote", in: text)
      return false
    }
    if fields.count - first > width {
      for place in (first + width)..<fields.count
      where !Blank.trimmed(text, fields[place].range).isEmpty {
        add(fields[place], place - first, scanner, "more fields than headings", in: text)
        return false
      }
    }
    if fields.count - first < width, scanner.isCutOff {
      add(fields[fields.count - 1], fields.count - 1 - first, scanner, RowFault.cutOff, in: text)
      return false
    }
    endsOpen = scanner.isCutOff
    return true
  }

  private func isBlank(_ fields: ArraySlice<FieldRange>, in text: Span<UInt8>) -> Bool {
    for field in fields where !Blank.trimmed(text, field.range).isEmpty { return false }
    return true
  }

  private mutating func add(
    _ field: FieldRange, _ place: Int, _ scanner: RecordScanner, _ reason: String,
    in text: Span<UInt8>
  ) {
    var bytes: [UInt8] = []
    for index in Blank.trimmed(text, field.range) { bytes.append(text[index]) }
    var range = FieldRange(0, bytes.count)
    if scanner.isQuoted(field, in: text) { BlockTable.joinQuotes(&range, in: &bytes) }
    faults.append(
      RowFault(
        line: scanner.line, field: place, text: Array(bytes[range.range]), reason: reason))
  }

  /// Makes doubled quotes single, in place.
  static func joinQuotes(_ field: inout FieldRange, in bytes: inout [UInt8]) {
    var target = Int(field.start)
    var index = target
    while index < Int(field.end) {
      bytes[target] = bytes[index]
      index += bytes[index] == UInt8(ascii: "\"") ? 2 : 1
      target += 1
    }
    field.end = UInt32(target)
  }

  /// The first byte that makes a block no text.
  static func fault(in block: Block) -> ScanFault? {
    let (hasZero, hasHigh) = ByteMask.survey(block.bytes.span, block.end)
    guard hasZero || hasHigh else { return block.fault }
    var faults = [block.fault].compactMap { $0 }
    let bytes = block.bytes[..<block.end]
    if hasZero, let zero = bytes.firstIndex(of: 0) {
      let likely = TextEncoding.likely(of: bytes)
      faults.append(ScanFault(.zeroByte(likely: likely), at: zero, in: block.bytes))
    }
    if hasHigh,
      let place = UTF8Validity.firstFault(in: block.bytes.span, 0..<block.end)
    {
      let likely = TextEncoding.likely(of: bytes)
      faults.append(
        ScanFault(.notUTF8(bytes[place], likely: likely), at: place, in: block.bytes))
    }
    return faults.min { $0.offset < $1.offset }
  }
}

extension RowFault {
  static let cutOff = "the file ends within the row"
}

/// The columns of all blocks that are still to be joined, each handed out once: a file's texts and
/// its joined columns need not be there together.
final class BlockColumns: Sendable {
  private let parts: Mutex<[[TextColumn]]>

  /// Takes the columns of some blocks, of which each has as many.
  init(takenFrom blocks: inout [BlockTable], count: Int) {
    var parts = [[TextColumn]](repeating: [], count: count)
    for block in blocks.indices {
      for (place, column) in blocks[block].columns.enumerated() { parts[place].append(column) }
      blocks[block].columns = []
    }
    self.parts = Mutex(parts)
  }

  /// The parts of a column, in the order of the blocks.
  func take(_ column: Int) -> [TextColumn] {
    parts.withLock { parts in
      var taken: [TextColumn] = []
      swap(&taken, &parts[column])
      return taken
    }
  }
}
