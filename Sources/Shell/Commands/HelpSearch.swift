import Model
import Planning

/// The topics whose help speaks of some words: `help late customers`.
struct HelpSearch {
  private let help: Help
  private let schema: Schema

  /// More topics than this nobody reads.
  private static let mostTold = 12
  private static let longestLine = 52

  init(_ help: Help, _ schema: Schema) {
    (self.help, self.schema) = (help, schema)
  }

  /// One line a topic, with the line of it that has most of the words; nothing where a word is
  /// nowhere.
  ///
  /// Topics with the words in their names go first, then those that say little else.
  func lines(about text: String) -> [String] {
    let words = Self.words(of: text).map(Self.stem)
    guard !words.isEmpty else { return [] }
    var found: [(score: Int, topic: String, line: String)] = []
    var known: Set<[String]> = []
    for topic in HelpCommand.topics(of: schema) where topic != "errors" {
      guard let lines = help.lines(about: topic), known.insert(lines).inserted,
        words.allSatisfy({ word in lines.contains { Self.speaks($0, of: word) } })
      else { continue }
      let inName = words.count { Self.speaks(topic, of: $0) }
      let line = lines.max { a, b in
        words.count { Self.speaks(a, of: $0) } < words.count { Self.speaks(b, of: $0) }
      }
      found.append((inName * 1_000 - lines.count, topic, Self.shortened(line ?? "")))
    }
    found.sort { ($1.score, $0.topic) < ($0.score, $1.topic) }
    let told = found.prefix(Self.mostTold)
    let more = found.count > told.count ? ["… \(found.count - told.count) more"] : []
    return told.flatMap { HelpCommand.told("help \($0.topic)", at: 26, $0.line) } + more
  }

  private static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Whether a word of a text begins so.
  private static func speaks(_ text: String, of stem: String) -> Bool {
    words(of: text).contains { $0.hasPrefix(stem) }
  }

  /// `payments` is told by `payment` too.
  private static func stem(_ word: String) -> String {
    word.utf8.count > 4 && word.utf8.last == UInt8(ascii: "s") ? String(word.dropLast()) : word
  }

  /// As much of a line as stands beside its topic.
  private static func shortened(_ line: String) -> String {
    let line = line.drop { $0 == " " }
    return line.count > longestLine ? line.prefix(longestLine) + "…" : String(line)
  }
}
