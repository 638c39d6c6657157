/// The words of a line as it was written, read from left to right.
struct SpokenWords {
  /// The words; a text in quotes is one, and so is a comma.
  let all: [String]
  /// The word that is next.
  var index = 0

  private init(all: [String]) { self.all = all }

  /// The words of a text.
  init(_ text: String) {
    var words: [String] = []
    var word = ""
    var quote: Character?
    func end(_ word: inout String) {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for character in text {
      if let open = quote {
        word.append(character == open ? "\"" : character)
        if character == open { quote = nil }
      } else if (character == "\"" || character == "'") && word.isEmpty {
        (quote, word) = (character, "\"")
      } else if character.isWhitespace || character == "|" || character == "?" {
        end(&word)
      } else if character == "," && !word.contains("(") {
        end(&word)
        words.append(",")
      } else {
        word.append(character)
      }
    }
    end(&word)
    all = words
  }

  var isAtEnd: Bool { index >= all.count }

  /// The word here or so many further on, in small letters; empty behind the end.
  func word(_ distance: Int = 0) -> String {
    let place = index + distance
    return all.indices.contains(place) ? all[place].lowercased() : ""
  }

  /// How many words of a phrase stand here: all of them, or none.
  func holds(_ phrase: String) -> Int {
    let parts = phrase.split(separator: " ")
    return parts.indices.allSatisfy { word($0) == parts[$0] } ? parts.count : 0
  }

  /// Goes on behind the longest of some phrases that stands here; nil where none does.
  mutating func accept(_ phrases: some Collection<String>) -> String? {
    let longest = phrases.max { holds($0) < holds($1) }
    guard let longest, holds(longest) > 0 else { return nil }
    index += holds(longest)
    return longest
  }

  /// The next word as it is written.
  mutating func take() -> String {
    defer { index += 1 }
    return isAtEnd ? "" : all[index]
  }

  /// The words of a range alone.
  func within(_ range: Range<Int>) -> SpokenWords { SpokenWords(all: Array(all[range])) }
}

extension [String] {
  /// Words beside each other, a comma directly behind the word before it.
  var spoken: String { joined(separator: " ").replacing(" ,", with: ",") }
}
