/// A half-open range of UTF-8 offsets in a `SourceText`.
package struct SourceSpan: Sendable, Hashable {
  /// Offset of the first byte.
  package var start: Int
  /// Offset just behind the last byte; never below `start`.
  package var end: Int

  /// The bytes from `start` up to, not including, `end`.
  package init(_ start: Int, _ end: Int) {
    precondition(start <= end, "a span ends where it starts, or later")
    self.start = start
    self.end = end
  }

  /// An empty span at an offset, where something is missing.
  package static func at(_ offset: Int) -> SourceSpan { SourceSpan(offset, offset) }

  /// The smallest span that covers both.
  package func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(Swift.min(start, other.start), Swift.max(end, other.end))
  }

  /// Number of bytes.
  package var byteCount: Int { end - start }
}
