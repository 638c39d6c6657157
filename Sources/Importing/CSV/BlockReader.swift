import Diagnostics

/// Some whole records of a file, as they are read in one go.
struct Block {
  /// The records, and behind them room that a scan may look at.
  var bytes: [UInt8]
  /// Where the records end.
  let end: Int
  /// Which block of the file it is, from 0.
  let index: Int
  /// What stands between two fields.
  let delimiter: UInt8
  /// Why the file ends here, if it is not its end.
  let fault: ScanFault?
}

/// Cuts a file into blocks of whole records.
///
/// A quote opens a field only where a field begins, so whether a line end is the end of a record
/// depends on every quote before it: blocks are cut one after the other, by whoever asks next, and
/// their records are taken apart independently.
struct BlockReader {
  /// Most bytes of one field.
  static let fieldLimit = 1 << 20
  /// Most bytes of one record with its line breaks.
  static let lineLimit = 16 << 20
  /// Bytes behind the records that a scan may look at.
  static let margin = 64

  /// What the file is called in messages.
  let name: String
  let dialect: Dialect
  private var input: TextInput
  private let blockSize: Int
  /// Bytes that were read, of records that no block has yet.
  private var rest: [UInt8]
  private var index = 0
  private var isAtEnd = false
  private var isDone = false

  /// Bytes of the file read so far, and all.
  var progress: (read: Int, total: Int) { (input.bytesRead, input.size) }

  /// Bytes of the file that no block has, as far as that is known.
  var bytesLeft: Int { input.size - input.bytesRead + rest.count }

  /// A reader placed at the line of headings; the size of a block is for tests.
  init(
    _ input: ByteInput, name: String, encoding: TextEncoding?, blockSize: Int
  ) throws(Diagnostic) {
    self.name = name
    var text = try TextInput(input, name: name, declared: encoding)
    // A small file needs no large block.
    self.blockSize = Swift.min(blockSize, text.size * Transcoder.growth + 1)
    var head = [UInt8](repeating: 0, count: 1 << 16)
    let count = try text.read(into: &head, from: 0)
    dialect = Dialect(head[..<count])
    rest = Array(head[dialect.start..<count])
    self.input = text
  }

  /// The next block, in the memory of one that is no longer needed, which it takes; nil at the end.
  mutating func next(reusing old: inout [UInt8]) throws(Diagnostic) -> Block? {
    if isDone { return nil }
    var bytes: [UInt8] = []
    // Two owners would mean a copy of the whole block.
    swap(&bytes, &old)
    var end = 0
    var size = blockSize
    while true {
      let limit = Swift.min(size, BlockReader.lineLimit + 1)
      try fill(&bytes, from: &end, upTo: limit)
      let isLast = isAtEnd && rest.isEmpty
      let cut = RecordCut(bytes, end: end, delimiter: dialect.delimiter, isLast: isLast)
      if let fault = fault(cut, bytes, end, isLast: isLast) {
        isDone = true
        return block(bytes, end, fault)
      }
      if isLast, end == 0 {
        isDone = true
        try input.finish()
        return nil
      }
      if let boundary = cut.boundary {
        rest.insert(contentsOf: bytes[boundary..<end], at: 0)
        return block(bytes, boundary, nil)
      }
      size *= 2
    }
  }

  private mutating func block(_ bytes: [UInt8], _ end: Int, _ fault: ScanFault?) -> Block {
    index += 1
    return Block(
      bytes: bytes, end: end, index: index - 1, delimiter: dialect.delimiter, fault: fault)
  }

  /// Brings a block to a number of bytes, if the file has them.
  private mutating func fill(
    _ bytes: inout [UInt8], from end: inout Int, upTo limit: Int
  ) throws(Diagnostic) {
    let room = limit + BlockReader.margin
    if bytes.count < room {
      bytes.append(contentsOf: [UInt8](repeating: 0, count: room - bytes.count))
    }
    let kept = Swift.min(rest.count, limit - end)
    bytes.replaceSubrange(end..<(end + kept), with: rest[..<kept])
    rest.removeFirst(kept)
    end += kept
    // Reading goes to the end of the array, so what is left of it must be no more than wanted.
    if bytes.count > room { bytes.removeLast(bytes.count - room) }
    while end < limit, !isAtEnd {
      let count = try input.read(into: &bytes, from: end)
      end += count
      if count == 0 { isAtEnd = true }
    }
    // What was read beyond the limit stands in the margin.
    if end > limit {
      rest.insert(contentsOf: bytes[limit..<end], at: 0)
      end = limit
    }
  }

  private func fault(
    _ cut: RecordCut, _ bytes: [UInt8], _ end: Int, isLast: Bool
  ) -> ScanFault? {
    if isLast, let fault = input.fault { return ScanFault(fault, at: end, in: bytes) }
    if let quote = cut.openQuote {
      if end - quote - 1 > BlockReader.fieldLimit {
        return ScanFault(.fieldTooLong, at: quote + 1, in: bytes)
      }
      if isLast { return ScanFault(.unclosedField, at: quote, in: bytes) }
    }
    if cut.boundary == nil, end > BlockReader.lineLimit {
      return ScanFault(.lineTooLong, at: 0, in: bytes)
    }
    return nil
  }
}
