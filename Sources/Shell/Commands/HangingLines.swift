import Model

/// Lines broken at spaces so that they fit the screen.
enum HangingLines {
  /// With fewer columns than this left of it, a hanging indent would leave no room for words.
  private static let fewestColumns = 20
  private static let blank: Unicode.Scalar = " "

  /// The lines, those too wide continued below their second column; where that is too far to the
  /// right, it stands on rows of its own below the first.
  static func wrapped(_ lines: [String], to width: Int) -> [String] {
    lines.flatMap { wrapped(Array($0.unicodeScalars), to: width) }
  }

  private static func wrapped(_ line: [Unicode.Scalar], to width: Int) -> [String] {
    let hanging = indent(of: line)
    let isRoomy = width - hanging >= fewestColumns
    let indent = [Unicode.Scalar](repeating: blank, count: isRoomy ? hanging : 4)
    if !isRoomy, hanging > indent.count, DisplayWidth.of(text(line[...])) > width {
      let first = line[..<hanging].reversed().drop { $0 == blank }.reversed()
      return wrapped(Array(first), to: width) + wrapped(indent + line[hanging...], to: width)
    }
    var rows: [String] = []
    var rest = line
    while let end = lastGap(in: rest, within: width) {
      rows.append(text(rest[..<end]))
      rest = indent + rest[end...].drop { $0 == blank }
    }
    return rows + [text(rest[...])]
  }

  /// Where to break: the last space that fits, or else the first one; nil where there is no need.
  private static func lastGap(in line: [Unicode.Scalar], within width: Int) -> Int? {
    guard DisplayWidth.of(text(line[...])) > width else { return nil }
    let start = line.prefix { $0 == blank }.count
    var found: Int?
    for index in line.indices.dropFirst(start) where line[index] == blank {
      let fits = DisplayWidth.of(text(line[..<index])) <= width
      if !fits, found != nil { break }
      found = index
    }
    return found
  }

  /// Where the second column begins: behind the first gap of two spaces or more.
  private static func indent(of line: [Unicode.Scalar]) -> Int {
    let start = line.prefix { $0 == blank }.count
    let gap = line.indices.dropFirst(start).first { index in
      line[index] == blank && index + 1 < line.count && line[index + 1] == blank
    }
    guard let gap else { return start }
    return gap + line[gap...].prefix { $0 == blank }.count
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var kept = scalars
    while kept.last == blank { kept.removeLast() }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: kept)
    return String(view)
  }
}
