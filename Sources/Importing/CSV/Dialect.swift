/// What stands between the fields of a file, and where its headings begin.
struct Dialect: Equatable {
  /// What stands between two fields.
  private(set) var delimiter = UInt8(ascii: ",")
  /// Bytes before the line of headings: a doubled mark, Excel's `sep=;`, titles of a report.
  private(set) var start = 0
  /// Line breaks among them.
  private(set) var line = 0
  /// Whether there is a title above the headings.
  private(set) var isTitled = false

  /// Most lines that are looked at.
  private static let lineLimit = 32
  private static let candidates = Array(",;\t|".utf8)
  /// A byte order mark that was read as Latin-1 and saved again.
  private static let doubledMark = Array("\u{EF}\u{BB}\u{BF}".utf8)

  /// Looks at the first lines of a text.
  ///
  /// The delimiter is the most frequent candidate of the line of headings, the first of equals.
  /// That is the first line that is not blank, unless it has text in one field only and a line
  /// below it has three headings or more, and a line below them: then it is a title.
  init(_ head: ArraySlice<UInt8>) {
    var rest = head
    while rest.starts(with: Dialect.doubledMark) { rest = rest.dropFirst(6) }
    let named = Dialect.named(by: &rest)
    if named != nil { line = 1 }
    start = rest.startIndex - head.startIndex
    let lines = Dialect.lines(of: rest)
    guard let first = lines.first else {
      delimiter = named ?? delimiter
      return
    }
    let headings = Dialect.headings(among: lines, named) ?? first
    let most = headings.counts.max() ?? 0
    if let named {
      delimiter = named
    } else if most > 0, let best = headings.counts.firstIndex(of: most) {
      delimiter = Dialect.candidates[best]
    }
    isTitled = headings.start > first.start
    start = headings.start - head.startIndex
    line += headings.line
  }

  /// The delimiter that Excel's first line `sep=;` names; the line is taken off.
  private static func named(by rest: inout ArraySlice<UInt8>) -> UInt8? {
    var line = rest
    let isQuoted = line.first == UInt8(ascii: "\"")
    if isQuoted { line = line.dropFirst() }
    for letter in "sep=".utf8 {
      guard let byte = line.popFirst(), byte | 0x20 == letter | 0x20 else { return nil }
    }
    guard let delimiter = line.popFirst(), candidates.contains(delimiter) else { return nil }
    if isQuoted, line.popFirst() != UInt8(ascii: "\"") { return nil }
    switch line.popFirst() {
    case UInt8(ascii: "\n"), nil: break
    case UInt8(ascii: "\r"): if line.first == UInt8(ascii: "\n") { line = line.dropFirst() }
    default: return nil
    }
    rest = line
    return delimiter
  }

  /// The line of headings below titles, if there are titles.
  private static func headings(among lines: [HeadLine], _ named: UInt8?) -> HeadLine? {
    guard let first = lines.first, first.filled.allSatisfy({ $0 < 3 }) else { return nil }
    for (index, line) in lines.enumerated().dropFirst() where index + 1 < lines.count {
      // Two columns whose texts hold many commas are no headings below a title.
      let isTable = zip(first.filled, line.filled).contains { $0 == 2 && $1 == 2 }
      if isTable { return nil }
      for (place, delimiter) in candidates.enumerated()
      where line.filled[place] >= 3 && (named ?? delimiter) == delimiter {
        let isBelowTitles = lines[..<index].allSatisfy { $0.filled[place] <= 1 }
        return isBelowTitles && lines[index + 1].filled[place] >= 2 ? line : nil
      }
    }
    return nil
  }

  /// The first lines that are not blank; line ends between quotes end none.
  private static func lines(of text: ArraySlice<UInt8>) -> [HeadLine] {
    var lines: [HeadLine] = []
    var line = HeadLine(start: text.startIndex, line: 0)
    var breaks = 0
    var isQuoted = false
    var last: UInt8 = 0
    for index in text.indices {
      let byte = text[index]
      let isBreak =
        byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && last != UInt8(ascii: "\r")
      if isBreak { breaks += 1 }
      last = byte
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted, byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") else {
        line.take(byte, isQuoted: isQuoted, candidates)
        continue
      }
      if !line.isBlank { lines.append(line) }
      if lines.count == lineLimit { return lines }
      line = HeadLine(start: index + 1, line: breaks)
    }
    return line.isBlank ? lines : lines + [line]
  }
}

/// One of the first lines of a file, under each candidate for its delimiter.
private struct HeadLine {
  let start: Int
  /// Line breaks above it.
  let line: Int
  /// Delimiters, and fields that have text, by candidate.
  private(set) var counts = [0, 0, 0, 0]
  private(set) var filled = [0, 0, 0, 0]
  private(set) var isBlank = true
  private var hasText = [false, false, false, false]
  /// Whether a field is open under each candidate that has text: most bytes change nothing then.
  private var isWithinText = false

  init(start: Int, line: Int) {
    self.start = start
    self.line = line
  }

  mutating func take(_ byte: UInt8, isQuoted: Bool, _ candidates: [UInt8]) {
    // Nothing between quotes is no text, as some programs write what is empty.
    let isText = byte > 0x20 && byte != UInt8(ascii: "\"")
    if isWithinText, isQuoted || byte == 0x20 || isText && !candidates.contains(byte) { return }
    if isText || byte == 0x09 { isBlank = false }
    for (place, candidate) in candidates.enumerated() {
      if byte == candidate, !isQuoted {
        counts[place] += 1
        hasText[place] = false
      } else if isText, !hasText[place] {
        hasText[place] = true
        filled[place] += 1
      }
    }
    isWithinText = hasText.allSatisfy { $0 }
  }
}
