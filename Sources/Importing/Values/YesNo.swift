/// Words for yes and no.
enum YesNo {
  private static let words: [(word: String, value: Bool, isPlain: Bool)] = [
    ("yes", true, true), ("no", false, true), ("true", true, true), ("false", false, true),
    ("y", true, true), ("n", false, true), ("1", true, false), ("0", false, false),
    ("x", true, false),
  ]

  /// What a text means, its case ignored; nil for any other word.
  static func value(_ text: ArraySlice<UInt8>) -> Bool? {
    entry(text)?.value
  }

  /// Whether a text means yes or no and nothing else.
  static func isWord(_ text: ArraySlice<UInt8>) -> Bool {
    entry(text)?.isPlain ?? false
  }

  private static func entry(
    _ text: ArraySlice<UInt8>
  ) -> (word: String, value: Bool, isPlain: Bool)? {
    words.first { entry in
      text.count == entry.word.utf8.count
        && zip(text, entry.word.utf8).allSatisfy { $0 == $1 || $0.isLetter && $0 | 0x20 == $1 }
    }
  }
}
