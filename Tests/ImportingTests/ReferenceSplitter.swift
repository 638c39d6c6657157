/// CSV taken apart one character after the other: slow, obvious, and written without a look at the
/// reader that it judges.
struct ReferenceSplitter {
  /// One record with the line on which it starts.
  struct Record {
    var line: Int
    var fields: [String] = []
    /// The first field with text behind its closing quote.
    var stray: Int?
    /// Whether the text ends before the record has a line end.
    var isCutOff = false
  }

  private(set) var records: [Record] = []
  /// Whether a quote is never closed.
  private(set) var isUnclosed = false

  init(_ text: String, delimiter: Unicode.Scalar) {
    let scalars = Array(text.unicodeScalars)
    var index = 0
    var line = 1
    func isEnd(_ place: Int) -> Bool {
      place >= scalars.count || scalars[place] == "\n" || scalars[place] == "\r"
    }
    func passBreak() {
      if scalars[index] == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" {
        index += 1
      }
      index += 1
      line += 1
    }
    while index < scalars.count {
      var record = Record(line: line)
      while true {
        var field = String.UnicodeScalarView()
        if index < scalars.count, scalars[index] == "\"" {
          index += 1
          var isOpen = true
          while isOpen {
            guard index < scalars.count else {
              isUnclosed = true
              return
            }
            if scalars[index] == "\"", index + 1 < scalars.count, scalars[index + 1] == "\"" {
              field.append("\"")
              index += 2
            } else if scalars[index] == "\"" {
              isOpen = false
              index += 1
            } else if scalars[index] == "\r" || scalars[index] == "\n" {
              let first = index
              passBreak()
              field.append(contentsOf: scalars[first..<index])
            } else {
              field.append(scalars[index])
              index += 1
            }
          }
          while !isEnd(index), scalars[index] != delimiter {
            if scalars[index] != " ", scalars[index] != "\t", record.stray == nil {
              record.stray = record.fields.count
            }
            index += 1
          }
        } else {
          while !isEnd(index), scalars[index] != delimiter {
            field.append(scalars[index])
            index += 1
          }
        }
        record.fields.append(ReferenceSplitter.trimmed(field))
        if isEnd(index) { break }
        index += 1
      }
      if index < scalars.count { passBreak() } else { record.isCutOff = true }
      records.append(record)
    }
  }

  private static let blanks: Set<Unicode.Scalar> = [
    " ", "\t", "\r", "\n", "\u{A0}", "\u{2000}", "\u{2001}", "\u{2002}", "\u{2003}", "\u{2004}",
    "\u{2005}", "\u{2006}", "\u{2007}", "\u{2008}", "\u{2009}", "\u{200A}", "\u{202F}",
    "\u{205F}", "\u{3000}", "\u{FEFF}",
  ]

  private static func trimmed(_ text: String.UnicodeScalarView) -> String {
    var rest = text[...]
    while let first = rest.first, blanks.contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, blanks.contains(last) { rest = rest.dropLast() }
    return String(rest)
  }
}

extension ReferenceSplitter {
  /// The rows below the headings with their lines, and the lines of refused rows.
  var table: (rows: [[String]], lines: [Int32], refused: [Int])? {
    let filled = records.filter { !$0.fields.allSatisfy(\.isEmpty) }
    guard !isUnclosed, let headings = filled.first?.fields else { return nil }
    var table: (rows: [[String]], lines: [Int32], refused: [Int]) = ([headings], [], [])
    for record in filled.dropFirst() {
      let surplus = record.fields.dropFirst(headings.count)
      let isHeadings =
        record.fields.starts(with: headings, by: ReferenceSplitter.areSame)
        && surplus.allSatisfy(\.isEmpty)
      if isHeadings { continue }
      let isShort = record.fields.count < headings.count && record.isCutOff
      if record.stray != nil || isShort || !surplus.allSatisfy(\.isEmpty) {
        table.refused.append(record.line)
        continue
      }
      let missing = Array(repeating: "", count: Swift.max(0, headings.count - record.fields.count))
      table.rows.append(Array(record.fields.prefix(headings.count)) + missing)
      table.lines.append(Int32(record.line))
    }
    return table
  }

  private static func areSame(_ one: String, _ other: String) -> Bool {
    one.utf8.elementsEqual(other.utf8)
  }
}
