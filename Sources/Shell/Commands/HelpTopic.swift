/// One topic of `help`: its name, further words that lead to it, and its lines.
struct HelpTopic: Sendable {
  let name: String
  let words: [String]
  let lines: [HelpLine]

  init(_ name: String, or words: [String] = [], _ lines: [HelpLine]) {
    (self.name, self.words, self.lines) = (name, words, lines)
  }
}

/// A line of `help`; those that can be typed are tried by a test on the example book.
enum HelpLine: Sendable, ExpressibleByStringLiteral {
  /// A sentence.
  case sentence(String)
  /// A statement that can be typed as it stands, and what it asks.
  case statement(String, String)
  /// A sentence that changes a book, and what it does.
  case change(String, String)
  /// A part of a statement, what it says, and the statement that it can stand in at the `…`.
  case part(String, String, within: String)

  init(stringLiteral value: String) { self = .sentence(value) }

  /// What can be typed: the statement, or the one that the part stands in.
  var typed: String? {
    switch self {
    case .sentence, .change: return nil
    case .statement(let text, _): return text
    case .part(let text, _, let within):
      let gap = Array("…".utf8)
      let bytes = Array(within.utf8)
      let start = bytes.indices.first { bytes[$0...].starts(with: gap) } ?? bytes.count
      let end = min(bytes.count, start + gap.count)
      return String(decoding: bytes[..<start] + Array(text.utf8) + bytes[end...], as: UTF8.self)
    }
  }

  /// What changes a book when it is typed.
  var typedAsChange: String? {
    if case .change(let text, _) = self { text } else { nil }
  }

  private static let widestExample = 52

  /// The lines as they are shown: examples indented, their remarks in one column.
  static func shown(_ lines: [HelpLine]) -> [String] {
    let widths = lines.compactMap { line -> Int? in
      switch line {
      case .sentence, .statement(_, ""), .change(_, ""), .part(_, "", _): nil
      case .statement(let text, _), .change(let text, _), .part(let text, _, _):
        text.unicodeScalars.count
      }
    }
    let column = (widths.filter { $0 <= widestExample }.max() ?? 0) + 4
    return lines.map { line in
      switch line {
      case .sentence(let text): text
      case .statement(let text, ""), .change(let text, ""), .part(let text, "", _): "  " + text
      case .statement(let text, let remark), .change(let text, let remark),
        .part(let text, let remark, _):
        // A remark right behind a statement would be read as part of it.
        HelpCommand.padded("  " + text + " ", to: column) + remark
      }
    }
  }
}
