/// A named text, as bytes, with the places of its lines: a statement, a script or an imported file.
package struct SourceText: Sendable, Equatable {
  /// What to call it in messages: a file name, or empty for what was typed at the prompt.
  package let name: String
  /// The text as UTF-8, with that of the definitions that it calls behind it.
  package private(set) var bytes: [UInt8]
  /// Line number of the first line, 1 unless the text is a piece of a longer script.
  package let firstLine: Int
  /// The definitions that it calls, in the order of their places behind it.
  private var parts: [Part] = []

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
    let part = part(at: end)
    var line = part?.firstLine ?? firstLine
    var lineStart = part?.start ?? 0
    for index in lineStart..<end where bytes[index] == 0x0A {
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

// MARK: - The texts of definitions

extension SourceText {
  /// A definition's text behind the one that calls it.
  private struct Part: Equatable {
    let start: Int
    let name: String
    let firstLine: Int
    let caller: SourceSpan
  }

  /// Puts the text of a definition behind this one, on a line of its own; the span that it gets.
  ///
  /// So one number tells a place in either, and what goes wrong in a definition is shown there.
  package mutating func append(_ definition: SourceText, calledAt caller: SourceSpan) -> SourceSpan
  {
    bytes.append(0x0A)
    let start = bytes.count
    bytes += definition.bytes
    parts.append(
      Part(
        start: start, name: definition.name, firstLine: definition.firstLine, caller: caller))
    return SourceSpan(start, bytes.count)
  }

  private func part(at offset: Int) -> Part? {
    parts.last { $0.start <= offset }
  }

  /// What to call the text that holds an offset.
  package func name(at offset: Int) -> String {
    part(at: offset)?.name ?? name
  }

  /// The call by which the definition that holds an offset was reached; nil outside of them.
  package func call(at offset: Int) -> String? {
    part(at: offset).map { self[$0.caller] }
  }
}
