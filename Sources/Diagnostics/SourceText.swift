/// A named text, as bytes, with the places of its lines: a statement, a script or an imported file.
package struct SourceText: Sendable, Equatable {
  /// What to call it in messages: a file name, or empty for what was typed at the prompt.
  package let name: String
  /// The text as UTF-8.
  package let bytes: [UInt8]
  /// Line number of the first line, 1 unless the text is a piece of a longer script.
  package let firstLine: Int

  /// A text to read; `firstLine` tells where it stands in the script that it was cut from.
  package init(_ text: String, name: String = "", firstLine: Int = 1) {
    self.init(bytes: Array(text.utf8), name: name, firstLine: firstLine)
  }

  /// A text given as bytes, which need not be valid UTF-8.
  package init(bytes: [UInt8], name: String = "", firstLine: Int = 1) {
    self.bytes = bytes
    self.name = name
    self.firstLine = firstLine
  }

  /// The words under a span, repaired where they are not valid UTF-8.
  package subscript(span: SourceSpan) -> String {
    String(decoding: bytes[clamped(span)], as: UTF8.self)
  }

  /// Line and column of an offset, both counted from 1; the column counts Unicode scalars.
  package func place(of offset: Int) -> (line: Int, column: Int) {
    let end = Swift.min(Swift.max(offset, 0), bytes.count)
    var line = firstLine
    var lineStart = 0
    for index in 0..<end where bytes[index] == 0x0A {
      line += 1
      lineStart = index + 1
    }
    // Continuation bytes (10xxxxxx) belong to the scalar before them.
    let column = bytes[lineStart..<end].count { $0 & 0xC0 != 0x80 } + 1
    return (line, column)
  }

  /// The line that holds an offset, without its line end, and where it starts.
  package func line(around offset: Int) -> (text: String, span: SourceSpan) {
    let middle = Swift.min(Swift.max(offset, 0), bytes.count)
    var start = middle
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    var end = middle
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    let span = SourceSpan(start, end)
    return (self[span], span)
  }

  private func clamped(_ span: SourceSpan) -> Range<Int> {
    let start = Swift.min(span.start, bytes.count)
    return start..<Swift.max(start, Swift.min(span.end, bytes.count))
  }
}
