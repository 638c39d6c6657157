import TestSupport

/// Which target may import which: only rows below its own, and no Foundation in the program.
enum ImportRules {
  /// From conversation to words, with what each may import.
  static let arrows: [(target: String, imports: Set<String>)] = [
    ("invoq", ["Shell", "ArgumentParser"]),
    (
      "Shell",
      [
        "Rendering", "Importing", "Posting", "Execution", "Auditing", "Accounting", "Planning",
        "Sampling",
        "Storage", "Syntax", "Columns", "Model", "Diagnostics", "CTerminal", "Glibc",
        "Synchronization",
      ]
    ),
    ("Rendering", ["Columns", "Model", "Diagnostics"]),
    ("Importing", ["Columns", "Model", "Diagnostics", "CBytes", "Glibc", "Synchronization"]),
    (
      "Execution",
      [
        "Planning", "Accounting", "Storage", "Columns", "Model", "Diagnostics", "Synchronization",
      ]
    ),
    (
      "Posting",
      ["Planning", "Accounting", "Syntax", "Storage", "Columns", "Model", "Diagnostics"]
    ),
    ("Auditing", ["Accounting", "Storage", "Columns", "Model"]),
    ("Accounting", ["Storage", "Columns", "Model", "Synchronization"]),
    ("Planning", ["Syntax", "Model", "Diagnostics"]),
    ("Sampling", ["Model"]),
    ("Storage", ["Columns", "Model", "CChecksum", "Diagnostics", "Glibc", "Synchronization"]),
    ("Syntax", ["Diagnostics"]),
    ("Columns", ["Model", "CBytes", "Glibc", "Synchronization"]),
    ("Model", []),
    ("Diagnostics", []),
  ]

  /// Imports against the arrows.
  static func imports(_ file: SourceFile) -> [TestFailure] {
    guard file.isProgram else { return [] }
    guard let allowed = arrows.first(where: { $0.target == file.target })?.imports else {
      return [file.failure(0, "the table of arrows does not know \(file.target)")]
    }
    return file.code.enumerated().compactMap { index, line in
      let words = line.words
      guard let word = words.firstIndex(of: "import"), word <= 1, word + 1 < words.count,
        !allowed.contains(String(words[word + 1]))
      else { return nil }
      return file.failure(index, "\(file.target) does not import \(words[word + 1])")
    }
  }
}
