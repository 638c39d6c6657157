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

  /// All of them, in the order of the file.
  package static let all: [Entry] = blocks.compactMap { entry(of: $0) }

  /// The question of a name in small letters.
  ///
  /// Every word that a statement begins with is looked up here, so only one that is a name has its
  /// question read.
  package static func entry(named word: String) -> Entry? {
    blocks.first { $0.name.elementsEqual(word.utf8) }.flatMap { entry(of: $0) }
  }

  /// A definition with the comments above it, and where it stands in the text.
  private struct Block {
    let bytes: ArraySlice<UInt8>
    /// The line on which it begins, from one on.
    let line: Int
    /// What stands behind `define`.
    let name: ArraySlice<UInt8>
  }

  /// The text taken apart at its empty lines.
  private static let blocks: [Block] = {
    let bytes = Array(text.utf8)
    let newline = UInt8(ascii: "\n")
    var blocks: [Block] = []
    var (start, line, lineStart, firstLine) = (0, 1, 0, 1)
    var name: ArraySlice<UInt8> = []
    for place in 0...bytes.count where place == bytes.count || bytes[place] == newline {
      let text = bytes[lineStart..<place]
      if text.starts(with: definitionMark) {
        name = text.dropFirst(definitionMark.count).prefix {
          $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: " ")
        }
      }
      if text.isEmpty || place == bytes.count {
        if !name.isEmpty {
          let end = text.isEmpty ? lineStart - 1 : place
          blocks.append(Block(bytes: bytes[start..<end], line: firstLine, name: name))
        }
        (start, firstLine, name) = (place + 1, line + 1, [])
      }
      (line, lineStart) = (line + 1, place + 1)
    }
    return blocks
  }()

  /// How a definition begins, and the line that has the example.
  private static let definitionMark = Array("define ".utf8)
  private static let exampleMark = "-- For example:  "

  private static func entry(of block: Block) -> Entry? {
    let lines = String(decoding: block.bytes, as: UTF8.self).split(separator: "\n")
    guard let begin = lines.firstIndex(where: { $0.utf8.starts(with: definitionMark) }),
      let example = lines.first(where: { $0.hasPrefix(exampleMark) })
    else { return nil }
    // The first line of each ends with the sign, so that it says how the question is called.
    let usage = lines[begin].dropFirst(definitionMark.count).dropLast(" =".count)
    let definition = SourceText(
      bytes: Array(lines[begin...].joined(separator: "\n").utf8),
      name: "the standard questions", firstLine: block.line + begin)
    return Entry(
      usage: String(usage),
      meaning: lines[..<begin].filter { !$0.hasPrefix(exampleMark) }
        .map { $0.dropFirst("-- ".count) }.joined(separator: " "),
      example: String(example.dropFirst(exampleMark.count)),
      definition: DefinitionText(
        name: String(decoding: block.name, as: UTF8.self), text: definition))
  }
}
