import TestSupport

/// Words that do not stand in the code.
enum WordRules {
  /// Left for later, which is never; and what 6.3 traps on or answers silently wrong.
  private static let bannedText: [(text: String, reason: String)] = [
    ("TODO", "the main branch has no unfinished business"),
    ("FIXME", "the main branch has no unfinished business"),
    ("XXX", "the main branch has no unfinished business"),
  ]

  private static let bannedCode: [(code: String, reason: String)] = [
    ("try!", "a failure must be told"), ("as!", "a wrong type must be told"),
    ("-Ounchecked", "overflow must be noticed"), ("unowned", "a dangling reference traps"),
    ("XMLParser", "it resolves entities"), ("JSONSerialization", "it reads numbers as Double"),
    ("Regex(", "it is slow, and unbounded"), ("NSRegularExpression", "it is slow, and unbounded"),
    ("String(format", "it formats by locale"), ("setlocale(LC_ALL", "it changes number formats"),
    ("Dictionary(uniqueKeysWithValues", "a repeated key traps"),
  ]

  /// Where `unsafe` may stand: what talks to the system, one file a reason.
  private static let unsafeFiles: [String: String] = [
    "Sources/Importing/ImportSource.swift": "asks the system what a path leads to",
    "Sources/Columns/BlockGuard.swift": "remembers which blocks of a file were checked",
    "Sources/Columns/ByteStore.swift": "keeps memory that is laid down once, or a mapped file",
    "Sources/Columns/Cells.swift": "loads packed values, within bounds",
    "Sources/Columns/Cells+Packing.swift": "lays packed values down, within bounds",
    "Sources/Columns/CellBlocks.swift": "lays packed values down and loads them, within bounds",
    "Sources/Columns/RowLoops.swift": "loops over many values, within bounds that are checked once",
    "Sources/Columns/TextDictionary.swift": "lends the bytes of a text without a copy",
    "Sources/Columns/WordScan.swift": "lends the bytes of many texts without a copy",
    "Sources/Storage/Snapshot": "hands mapped bytes to checksums and to the disk",
    "Sources/Columns/TextHash.swift": "loads and copies many bytes at once, within bounds",
    "Sources/Importing/CSV/ByteWord.swift": "loads and copies many bytes at once, within bounds",
    "Sources/Importing/CSV/BlockQueue.swift": "asks the clock how long reading takes",
    "Sources/Importing/CSV/ByteMask.swift": "looks at many bytes at once, within bounds",
    "Sources/Importing/CSV/ByteSearch.swift": "lets the system look for a byte",
    "Sources/Importing/CSV/InputFile.swift": "maps or reads a file",
    "Sources/Columns/Threads.swift": "starts threads and waits for them",
    "Sources/Columns/Workers.swift": "asks the system how many processors there are",
    "Sources/Storage/Disk": "reads and writes the folder of a book",
    "Sources/Storage/Journal/Checksum.swift": "loads eight bytes at once, within bounds",
    "Sources/Shell/Completion/FolderListing.swift": "lists a folder",
    "Sources/Shell/Completion/Patience.swift": "asks how long a thread has worked",
    "Sources/Shell/Export": "writes files, and asks the clock and the user",
    "Sources/Shell/ScriptFile.swift": "reads a file",
    "Sources/Shell/InitFile.swift": "looks whether a file is there",
    "Sources/Shell/Typing/OutsideEditor.swift": "starts a program, and has a file with it",
    "Sources/Shell/SavedFile.swift": "reads and writes a file",
    "Sources/Shell/SampleWriter.swift": "writes files",
    "Sources/Shell/Writing/Invocation+Writing.swift": "asks the system who is there",
    "Sources/Shell/Invocation.swift": "asks the clock for the local day",
    "Sources/Shell/ShellDiagnostics.swift": "asks the system what an error number means",
    "Sources/Shell/Terminal": "talks to the terminal and to libedit",
  ]

  /// Words that are wrong wherever they stand in the program.
  static func words(_ file: SourceFile) -> [TestFailure] {
    guard file.isProgram else { return [] }
    var failures: [TestFailure] = []
    for (index, line) in file.lines.enumerated() {
      for (text, reason) in bannedText where line.words.contains(Substring(text)) {
        failures.append(file.failure(index, "'\(text)': \(reason)"))
      }
      let code = file.code[index]
      for (banned, reason) in bannedCode where code.contains(banned) {
        failures.append(file.failure(index, "'\(banned)': \(reason)"))
      }
      if file.target != "Sampling", code.words.contains("Double") {
        failures.append(file.failure(index, "'Double': money is exact"))
      }
      if code.contains("print("), !code.contains(".print("), file.target != "Shell" {
        failures.append(file.failure(index, "'print(': only the shell speaks"))
      }
    }
    return failures
  }

  /// `unsafe` outside the files that may have it.
  static func unsafeMarks(_ file: SourceFile) -> [TestFailure] {
    guard file.isProgram, !unsafeFiles.keys.contains(where: { file.path.hasPrefix($0) }) else {
      return []
    }
    return file.code.indices.filter { file.code[$0].words.contains("unsafe") }
      .map { file.failure($0, "'unsafe' stands only in the files that are listed for it") }
  }
}
