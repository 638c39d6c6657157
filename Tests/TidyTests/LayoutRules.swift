import TestSupport

/// How long and how clean lines, functions and files are.
enum LayoutRules {
  private static let longestLine = 100
  private static let longestFunction = 60
  private static let longestFile = 500

  /// Long lines, tabs, blanks at the end, a missing or doubled newline at the end of the file.
  static func lines(_ file: SourceFile) -> [TestFailure] {
    var failures: [TestFailure] = []
    for (index, line) in file.lines.enumerated() {
      if line.unicodeScalars.count > longestLine, !line.contains("://") {
        failures.append(file.failure(index, "the line is longer than \(longestLine) columns"))
      }
      if line.contains("\t") { failures.append(file.failure(index, "there is a tab")) }
      if line.hasSuffix(" ") { failures.append(file.failure(index, "the line ends with a blank")) }
    }
    let count = file.lines.count
    if file.lines.last?.isEmpty != true || count > 1 && file.lines[count - 2].isEmpty {
      failures.append(file.failure(count - 1, "the file ends with exactly one newline"))
    }
    if count - 1 > longestFile {
      failures.append(file.failure(0, "the file is longer than \(longestFile) lines"))
    }
    return failures
  }

  /// Functions whose bodies are too long; the formatter has put the closing brace below the word.
  static func functions(_ file: SourceFile) -> [TestFailure] {
    var failures: [TestFailure] = []
    for (index, line) in file.code.enumerated() {
      let words = line.words
      guard words.contains(where: { ["func", "init", "subscript"].contains($0) }),
        line.contains("("), !line.contains(".init("), !line.hasSuffix("}")
      else { continue }
      let indent = String(line.prefix { $0 == " " })
      guard
        let opening = file.code[index...].firstIndex(where: { $0.hasSuffix("{") || $0.isEmpty }),
        file.code[opening].hasSuffix("{"),
        let closing = file.lines[opening...].firstIndex(of: indent + "}")
      else { continue }
      let length = closing - opening - 1
      if length > longestFunction {
        failures.append(file.failure(index, "the function has \(length) lines"))
      }
    }
    return failures
  }
}
