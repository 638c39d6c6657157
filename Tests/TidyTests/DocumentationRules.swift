import TestSupport

/// What is said about the code.
enum DocumentationRules {
  /// Declarations for other targets without a comment.
  ///
  /// A run of one-line declarations, none blank between them, shares the comment above its first.
  static func comments(_ file: SourceFile) -> [TestFailure] {
    var failures: [TestFailure] = []
    for (index, line) in file.lines.enumerated() where isForOthers(line) {
      var above = index - 1
      while above >= 0, file.lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
      while above >= 0, isOneLine(file.lines[above]) { above -= 1 }
      let comment = above >= 0 ? file.lines[above].drop { $0 == " " } : ""
      if !comment.hasPrefix("///") {
        failures.append(file.failure(index, "say what this is, in a comment of one line or more"))
      }
    }
    return failures
  }

  private static func isForOthers(_ line: String) -> Bool {
    let code = line.drop { $0 == " " }
    return code.hasPrefix("package ") && !code.hasPrefix("package import")
  }

  private static func isOneLine(_ line: String) -> Bool {
    isForOthers(line) && !line.hasSuffix("{") && line.words.contains { $0 == "let" || $0 == "var" }
  }

  /// Paths between backquotes that lead nowhere.
  static func paths(
    _ file: String, _ text: String, exists: (String) -> Bool
  ) -> [TestFailure] {
    var failures: [TestFailure] = []
    var isFenced = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") { isFenced.toggle() }
      guard !isFenced else { continue }
      let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
      for (place, piece) in pieces.enumerated() where place % 2 == 1 && isPath(piece) {
        let folder = file.split(separator: "/").dropLast().joined(separator: "/")
        let path = piece.hasSuffix("/") ? String(piece.dropLast()) : String(piece)
        let near = folder.isEmpty ? path : "\(folder)/\(path)"
        if !exists(path), !exists(near) {
          failures.append(TestFailure(file, index + 1, "there is no '\(path)'"))
        }
      }
    }
    return failures
  }

  /// Tests between backquotes, `SuiteTests` or `SuiteTests/test`, that nobody has written.
  static func tests(_ file: String, _ text: String, known: Set<String>) -> [TestFailure] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
      index, line in
      let pieces = line.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
      return pieces.indices.filter { place in
        let suite = pieces[place].split(separator: "/").first ?? ""
        return place % 2 == 1 && isSuite(suite) && !known.contains(pieces[place])
      }.map { TestFailure(file, index + 1, "there is no test '\(pieces[$0])'") }
    }
  }

  private static func isSuite(_ word: Substring) -> Bool {
    word.hasSuffix("Tests") && word != "Tests" && word.allSatisfy { $0.isLetter }
  }

  /// Words with a folder in them, or a file's ending that we use; `*` and `…` stand for names.
  private static func isPath(_ piece: Substring) -> Bool {
    let endings = [".swift", ".ivq", ".ebnf", ".csv", ".md"]
    let isPlain = piece.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "._-+/".contains($0))
    }
    guard isPlain, !piece.hasPrefix("/"), !piece.hasPrefix("../"), !piece.hasPrefix(".build") else {
      return false
    }
    let isFile = endings.contains { piece.hasSuffix($0) && piece.utf8.count > $0.utf8.count }
    let topFolders = ["Sources/", "Tests/", "Grammar/", "Examples/", ".ci/"]
    return isFile || topFolders.contains { piece.hasPrefix($0) }
  }
}
