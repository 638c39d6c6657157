internal import Model

/// The search through earlier statements that Ctrl-R begins.
///
/// A statement is found by any part of it, in any case, with or without accents, in any script.
struct HistorySearch {
  /// What one key asks of the search.
  enum Step: Equatable {
    case begin
    case type(Unicode.Scalar)
    case erase
    /// Ctrl-R: further back.
    case older
    /// Down, Ctrl-S: nearer again.
    case newer
    /// The text stays what was found, and the next key goes on with it.
    case keep
    /// The text becomes what it was.
    case giveUp
  }

  /// What was in the line when the search began.
  let original: EditedText
  /// What is searched for.
  private(set) var pattern = ""
  /// Whether the pattern is nowhere, and what is shown is the last find.
  private(set) var isMissing = false

  private let statements: [String]
  /// The place of the find; behind the newest statement before anything is found.
  private var position: Int

  /// A search through statements, oldest first, from the newest back.
  init(_ statements: [String], from original: EditedText) {
    self.statements = statements
    self.original = original
    position = statements.count
  }

  /// What stands in place of the prompt.
  var prompt: String { "\(isMissing ? "not found" : "search") \"\(pattern)\"> " }

  /// The statement found, with the cursor at the pattern; nil before anything is found.
  var found: (statement: String, match: Range<Int>)? {
    guard position < statements.count else { return nil }
    let statement = statements[position]
    return (statement, Self.match(of: pattern, in: statement) ?? 0..<0)
  }

  mutating func type(_ scalar: Unicode.Scalar) {
    pattern.unicodeScalars.append(scalar)
    // What is found already may still fit.
    look(from: min(position, statements.count - 1))
  }

  mutating func erase() {
    guard !pattern.isEmpty else { return }
    pattern.unicodeScalars.removeLast()
    position = statements.count
    isMissing = false
    if !pattern.isEmpty { look(from: statements.count - 1) }
  }

  mutating func older() {
    if !pattern.isEmpty { look(from: position - 1) }
  }

  mutating func newer() {
    guard !pattern.isEmpty else { return }
    let next = statements.indices.first { $0 > position && fits(statements[$0]) }
    isMissing = next == nil
    if let next { position = next }
  }

  private mutating func look(from start: Int) {
    let next = stride(from: start, through: 0, by: -1).first { fits(statements[$0]) }
    isMissing = next == nil
    if let next { position = next }
  }

  private func fits(_ statement: String) -> Bool {
    let wanted = TextFolding.foldedIgnoringAccents(pattern.utf8)
    let text = TextFolding.foldedIgnoringAccents(statement.utf8)
    return Self.place(of: wanted, in: text) != nil
  }

  // MARK: - Places

  /// The characters of a text that a pattern stands for.
  private static func match(of pattern: String, in text: String) -> Range<Int>? {
    // Folded one by one, so that each folded byte knows its character.
    var folded: [UInt8] = []
    var owners: [Int] = []
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let bytes =
        scalar.properties.isWhitespace
        ? [0x20] : TextFolding.foldedIgnoringAccents(String(scalar).utf8)
      folded += bytes
      owners += [Int](repeating: index, count: bytes.count)
    }
    let wanted = TextFolding.foldedIgnoringAccents(pattern.utf8)
    guard !wanted.isEmpty, let start = place(of: wanted, in: folded) else { return nil }
    return owners[start]..<owners[start + wanted.count - 1] + 1
  }

  private static func place(of wanted: [UInt8], in text: [UInt8]) -> Int? {
    guard wanted.count <= text.count else { return nil }
    guard let first = wanted.first else { return 0 }
    for start in 0...(text.count - wanted.count) where text[start] == first {
      if text[start..<start + wanted.count].elementsEqual(wanted) { return start }
    }
    return nil
  }
}
