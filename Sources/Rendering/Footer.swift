import Columns
import Model

/// What stands below an answer for people: notes, how much there is, for which day, how long it
/// took.
struct Footer {
  private let table: ResultTable
  private let style: RenderingStyle
  private let elapsed: Swift.Duration?

  init(_ table: ResultTable, style: RenderingStyle, elapsed: Swift.Duration?) {
    self.table = table
    self.style = style
    self.elapsed = elapsed
  }

  /// Adds the notes and `42 invoices · EUR 312,440.18 owed · as of 20 May 2026 · 3 ms`.
  func append(to output: inout [UInt8]) {
    for line in lines { Emphasis.remark.append(line: line, style: style, to: &output) }
  }

  /// How many lines of the screen it takes.
  var lineCount: Int { lines.count }

  /// The notes broken between words, the rest between its parts, where the screen is too narrow.
  private var lines: [[UInt8]] {
    let notes = table.notes.map { note in
      var line = Array("note: ".utf8)
      VisibleText.append(visible: note.utf8, to: &line)
      return line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        .map(Array.init)
    }
    var parts = [count]
    parts += table.totals.filter { $0.value != .missing }.map(total)
    parts.append(Array("as of \(table.asOf.spoken)".utf8))
    if let elapsed { parts.append(Array(Footer.text(elapsed).utf8)) }
    return notes.flatMap { filled($0, " ") } + filled(parts, " · ")
  }

  /// Parts side by side, as many in a line as fit; a part that is too wide goes on in the next.
  private func filled(_ parts: [[UInt8]], _ separator: String) -> [[UInt8]] {
    guard let width = style.width else { return [Array(parts.joined(separator: separator.utf8))] }
    var lines: [[UInt8]] = []
    for part in parts {
      let words = part.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      let isWide = CellText.width(part) + Self.indent.count > width
      for (place, piece) in (isWide ? words : [part[...]]).enumerated() {
        let longer = (lines.last ?? []) + (place == 0 ? separator : " ").utf8 + piece
        if lines.isEmpty {
          lines.append(Array(piece))
        } else if CellText.width(longer) > width {
          lines.append(Self.indent + piece)
        } else {
          lines[lines.count - 1] = longer
        }
      }
    }
    return lines
  }

  private static let indent = Array("  ".utf8)

  private var count: [UInt8] {
    var text: [UInt8] = []
    if table.rowCount == 0 {
      text += "no".utf8
    } else {
      NumberFormat.append(count: table.rowCount, to: &text)
    }
    text.append(UInt8(ascii: " "))
    let noun = table.rowCount == 1 ? table.noun.one : table.noun.many
    VisibleText.append(visible: noun.utf8, to: &text)
    return text
  }

  private func total(_ total: (value: Value, word: String)) -> [UInt8] {
    var raw: [UInt8] = []
    ValueFormat(isForPeople: true, words: table.words).append(total.value, to: &raw)
    raw += " \(total.word)".utf8
    var text: [UInt8] = []
    VisibleText.append(visible: raw, to: &text)
    return text
  }

  /// `3 ms`, `1.2 s`, `75 s`.
  private static func text(_ elapsed: Swift.Duration) -> String {
    let (seconds, attoseconds) = elapsed.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    switch milliseconds {
    case ..<1: return "<1 ms"
    case ..<1000: return "\(milliseconds) ms"
    case ..<10_000: return "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
    default: return "\(milliseconds / 1000) s"
    }
  }
}
