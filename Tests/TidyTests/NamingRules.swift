import TestSupport

/// What things are called.
enum NamingRules {
  /// Names of drawers into which anything fits.
  private static let drawers = ["Util", "Helper", "Manager", "Misc", "Common", "Base"]

  /// Files that hold small things of one concept, or none at all.
  private static let collections: [String: String] = [
    "Package": "the manifest", "main": "the start of a program",
    "Identifiers": "the four kinds of numbers that stand for names",
    "Accumulators": "the small folds behind one protocol",
    "ValueAccumulators": "the folds that keep a value",
    "Grouping": "the table of groups and its keys", "Calls": "the kernels of the functions",
    "Comparison": "the kernels of comparisons", "TextTests": "the kernels of text tests",
    "BucketWords": "the kernel of buckets", "Closeness": "the kernel of closeness",
    "Conversion": "the kernel of conversions and the notes of its rates",
    "RowOperators": "the operators of a few lines each",
    "PlanTraversal": "walks over plans and expressions",
    "SmallCommands": "the commands of a few lines each",
    "Arguments": "the arguments of the program and its subcommands",
    "Samples": "files as tests read them", "DecisionTests": "suites for dates and for numbers",
  ]

  /// Types and files named after drawers.
  static func drawers(_ file: SourceFile) -> [TestFailure] {
    var failures: [TestFailure] = []
    for drawer in drawers where file.name.hasSuffix(drawer) || file.name.hasPrefix(drawer + "s") {
      failures.append(file.failure(0, "'\(file.name)' says nothing: name the concept"))
    }
    for (index, line) in file.code.enumerated() {
      guard let type = declaredType(in: line) else { continue }
      for drawer in drawers where type.hasSuffix(drawer) || begins(type, with: drawer) {
        failures.append(file.failure(index, "'\(type)' says nothing: name the concept"))
      }
    }
    return failures
  }

  private static func begins(_ type: String, with drawer: String) -> Bool {
    type.hasPrefix(drawer) && type.dropFirst(drawer.count).first?.isLowercase != true
  }

  /// A file is named after its main type, or after the type and the aspect that it adds.
  static func mainType(_ file: SourceFile) -> [TestFailure] {
    guard collections[file.name] == nil else { return [] }
    let parts = file.name.split(separator: "+")
    let type = file.name.hasSuffix("Diagnostics") ? "Diagnostic" : String(parts[0])
    let isExtension = parts.count > 1 || file.name.hasSuffix("Diagnostics")
    let isFound = file.code.contains { line in
      if isExtension {
        return line.words.contains("extension") && line.words.contains { $0 == type }
      }
      return declaredType(in: line) == type
    }
    return isFound ? [] : [file.failure(0, "the file declares nothing called '\(type)'")]
  }

  private static func declaredType(in line: String) -> String? {
    let words = line.words
    let kinds: Set<Substring> = ["struct", "enum", "class", "protocol", "actor"]
    guard let kind = words.firstIndex(where: { kinds.contains($0) }), kind + 1 < words.count,
      words[..<kind].allSatisfy({ $0.first?.isLowercase ?? false || $0 == "Suite" })
    else { return nil }
    return String(words[kind + 1])
  }
}
