import TestSupport

/// A Swift file as the checks read it.
struct SourceFile {
  /// From the package.
  let path: String
  /// The text line by line; the last is empty where the file ends with a newline.
  let lines: [String]
  /// The lines without comments and without what stands in quotes.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    code = SourceFile.code(of: lines)
  }

  /// Every Swift file of the package.
  static let all = Result {
    let paths =
      ["Package.swift"] + PackageFolder.files(below: "Sources", suffix: ".swift")
      + PackageFolder.files(below: "Tests", suffix: ".swift")
    return try paths.map { SourceFile(path: $0, text: try PackageFolder.text($0)) }
  }

  /// The target that it belongs to.
  var target: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  /// The name without folders and ending.
  var name: String {
    let last = path.split(separator: "/").last ?? ""
    return String(last.split(separator: ".").first ?? "")
  }

  /// Whether it is part of the program, not of its tests.
  var isProgram: Bool { path.hasPrefix("Sources/") }

  func failure(_ index: Int, _ text: String) -> TestFailure {
    TestFailure(path, index + 1, text)
  }

  private static func code(of lines: [String]) -> [String] {
    var isInText = false
    return lines.map { line in
      if line.contains(#"""""#) {
        let opensAndCloses = line.components(of: #"""""#) > 2
        if !opensAndCloses { isInText.toggle() }
        return ""
      }
      return isInText ? "" : withoutTextAndComment(line)
    }
  }

  private static func withoutTextAndComment(_ line: String) -> String {
    var result = ""
    var isQuoted = false
    var previous: Character = " "
    for character in line {
      if character == "\"", previous != "\\" { isQuoted.toggle() }
      if !isQuoted, character == "/", previous == "/" { return String(result.dropLast()) }
      if !isQuoted || character == "\"" { result.append(character) }
      previous = previous == "\\" && character == "\\" ? " " : character
    }
    return result
  }
}

extension String {
  /// How many pieces the text falls into between the marks.
  fileprivate func components(of mark: String) -> Int {
    split(separator: mark, omittingEmptySubsequences: false).count
  }

  /// Words of letters, digits and `_`.
  var words: [Substring] {
    split { !$0.isLetter && !$0.isNumber && $0 != "_" }
  }
}
