import Diagnostics

/// The text of a file as UTF-8, whatever encoding was declared for it.
struct TextInput {
  /// Bytes of a file that are transcoded in one go, and looked at to tell its encoding.
  private static let pieceSize = 1 << 16

  private var input: ByteInput
  private let name: String
  private var transcoder: Transcoder?
  /// Text that is ready, and how much of it was handed out.
  private var ready: [UInt8]
  private var position = 0
  private var isAtEnd = false
  /// Bytes of the file read so far.
  private(set) var bytesRead = 0
  /// Why the text ends before the file does.
  private(set) var fault: Transcoder.Fault?

  /// Number of bytes of the file.
  var size: Int { input.size }

  /// Looks at the first bytes of a file.
  ///
  /// - Throws: the file begins with the mark of an encoding that was not declared.
  init(_ input: ByteInput, name: String, declared: TextEncoding?) throws(Diagnostic) {
    self.input = input
    self.name = name
    ready = []
    var head = try readPiece()
    let marked = TextEncoding.marked(by: head[...])
    switch (marked, declared) {
    case (.utf8, _): head.removeFirst(3)
    case (let marked?, .utf16):
      transcoder = Transcoder(marked)
      head.removeFirst(2)
    case (let marked?, let declared):
      guard marked == declared else { throw .markedOtherwise(name, marked) }
      transcoder = Transcoder(marked)
      head.removeFirst(2)
    case (nil, .utf16):
      throw .noByteOrder(name, likely: TextEncoding.likely(of: head[...]))
    case (nil, .utf8), (nil, nil): break
    case (nil, let declared?): transcoder = Transcoder(declared)
    }
    take(head)
  }

  /// Fills an array from a position on; the number of bytes, 0 at the end of the text.
  mutating func read(into bytes: inout [UInt8], from start: Int) throws(Diagnostic) -> Int {
    while position == ready.count {
      if isAtEnd || fault != nil { return 0 }
      if transcoder == nil {
        let count = try input.read(into: &bytes, from: start)
        bytesRead += count
        if count == 0 { isAtEnd = true }
        return count
      }
      take(try readPiece())
    }
    let count = Swift.min(bytes.count - start, ready.count - position)
    bytes.replaceSubrange(
      start..<(start + count), with: ready[position..<(position + count)])
    position += count
    return count
  }

  /// Refuses what was read if the file has changed since it was opened.
  func finish() throws(Diagnostic) {
    try input.finish()
  }

  private mutating func take(_ bytes: [UInt8]) {
    position = 0
    guard transcoder != nil else {
      ready = bytes
      return
    }
    ready.removeAll(keepingCapacity: true)
    fault = transcoder?.append(bytes[...], to: &ready)
    if isAtEnd, fault == nil { fault = transcoder?.finish() }
  }

  /// The next bytes of the file, as many as a piece has.
  private mutating func readPiece() throws(Diagnostic) -> [UInt8] {
    let size = Swift.min(TextInput.pieceSize, input.size - bytesRead + 1)
    var piece = [UInt8](repeating: 0, count: Swift.max(size, 1))
    var count = 0
    while count < piece.count, !isAtEnd {
      let read = try input.read(into: &piece, from: count)
      count += read
      if read == 0 { isAtEnd = true }
    }
    piece.removeLast(piece.count - count)
    bytesRead += count
    return piece
  }
}
