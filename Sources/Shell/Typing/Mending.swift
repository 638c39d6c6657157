import Diagnostics

/// A text with its mistakes put right, as far as what was meant is certain.
enum Mending {
  /// The text with every replacement made; nil where there is none to make.
  ///
  /// Mistakes may lie in the text of a definition that stands behind this one; those stay.
  static func mended(_ text: String, _ mistakes: [Diagnostic]) -> String? {
    mended(text, with: mistakes.compactMap(\.fixIt))
  }

  /// The text with some replacements made; nil where there is none within it.
  static func mended(_ text: String, with fixes: [Diagnostic.FixIt]) -> String? {
    var bytes = Array(text.utf8)
    let fixes = fixes.filter { $0.span.end <= bytes.count }
      .sorted { $0.span.start < $1.span.start }
    guard !fixes.isEmpty else { return nil }
    var end = Int.max
    for fix in fixes.reversed() where fix.span.end <= end {
      bytes.replaceSubrange(fix.span.start..<fix.span.end, with: fix.replacement.utf8)
      end = fix.span.start
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
