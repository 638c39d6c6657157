import Diagnostics

/// The questions that every session knows: definitions in the language itself.
///
/// `Examples/standard.ivq` has the same text, to be read, copied and changed; a test compares the
/// two. A definition of the user's own hides the one of that name here.
package enum StandardQuestions {
  /// One question, with what is said about it.
  package struct Entry: Sendable {
    /// How it is called: `statement($customer, $from = start(this year))`.
    package let usage: String
    /// What it answers, in a few sentences.
    package let meaning: String
    /// A call that can be typed.
    package let example: String
    /// Its definition.
    package let definition: DefinitionText

    /// What is asked for by: `statement`.
    package var name: String { definition.name }
    /// The lines of its definition as the file has them.
    package var lines: [String] {
      let text = definition.text
      return text[SourceSpan(0, text.bytes.count)].split(separator: "\n").map(String.init)
    }
  }

  /// All of them, in the order of the file; it is read when a name is first looked up.
  package static let all: [Entry] = read(text)

  private static let places = Dictionary(
    uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })

  /// The question of a name in small letters.
  package static func entry(named word: String) -> Entry? {
    places[word].map { all[$0] }
  }

  /// How the line that has the example begins.
  private static let exampleMark = "-- For example:  "

  /// Takes the text apart at its empty lines: comments, the example, the definition.
  private static func read(_ text: String) -> [Entry] {
    var entries: [Entry] = []
    var block: [Substring] = []
    var first = 1
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (place, line) in lines.enumerated() {
      if !line.isEmpty { block.append(line) }
      if line.isEmpty || place == lines.count - 1 {
        if let entry = entry(of: block, firstLine: first) { entries.append(entry) }
        block = []
        first = place + 2
      }
    }
    return entries
  }

  private static func entry(of block: [Substring], firstLine: Int) -> Entry? {
    let start = "define "
    guard let begin = block.firstIndex(where: { $0.hasPrefix(start) }),
      let example = block.first(where: { $0.hasPrefix(exampleMark) })
    else { return nil }
    // The first line of each ends with the sign, so that it says how the question is called.
    let usage = block[begin].dropFirst(start.count).dropLast(" =".count)
    let name = usage.prefix { $0 != "(" }
    let definition = SourceText(
      bytes: Array(block[begin...].joined(separator: "\n").utf8),
      name: "the standard questions", firstLine: firstLine + begin)
    return Entry(
      usage: String(usage),
      meaning: block[..<begin].filter { !$0.hasPrefix(exampleMark) }
        .map { $0.dropFirst("-- ".count) }.joined(separator: " "),
      example: String(example.dropFirst(exampleMark.count)),
      definition: DefinitionText(name: String(name), text: definition))
  }
}
