/// A day or period as people say it.
struct SpokenDay {
  /// As the language writes it.
  let text: String
  let isPeriod: Bool

  /// The day or period that stands here; nil where none does.
  ///
  /// A weekday alone is the next one where something is due, else the last one.
  init?(_ words: inout SpokenWords, isAhead: Bool = false) {
    let word = words.word()
    if ["today", "yesterday", "tomorrow"].contains(word) {
      (text, isPeriod) = (words.take(), false)
    } else if let found = SpokenDay.relative(&words) ?? SpokenDay.month(&words) {
      (text, isPeriod) = (found, true)
    } else if SpokenPhrases.weekdays.contains(word) {
      (text, isPeriod) = ("\(isAhead ? "next" : "last") \(words.take())", false)
    } else if let unit = SpokenPhrases.unit(words.word(1)), let count = Int(word),
      words.word(2) == "ago"
    {
      words.index += 3
      (text, isPeriod) = ("\(count) \(unit)s ago", false)
    } else if SpokenDay.isYear(word) {
      (text, isPeriod) = (words.take(), true)
    } else if word.count > 4, SpokenDay.isYear(String(word.prefix(4))),
      word.dropFirst(4).first == "-"
    {
      isPeriod = word.split(separator: "-").count < 3
      text = words.take()
    } else {
      return nil
    }
  }

  private static func isYear(_ word: String) -> Bool {
    word.count == 4 && Int(word).map { (1990...2100).contains($0) } == true
  }

  /// `this month`, `last 3 weeks`, `the previous year`.
  private static func relative(_ words: inout SpokenWords) -> String? {
    let start = words.index
    _ = words.accept(["the"])
    let turns = [
      "this": "this", "current": "this", "last": "last", "past": "last", "previous": "last",
      "next": "next", "coming": "next",
    ]
    guard let turn = turns[words.word()] else {
      words.index = start
      return nil
    }
    if let unit = SpokenPhrases.unit(words.word(1)) {
      words.index += 2
      return "\(turn) \(unit)"
    }
    if let count = Int(words.word(1)), let unit = SpokenPhrases.unit(words.word(2)) {
      words.index += 3
      return "\(turn) \(count) \(unit)s"
    }
    if SpokenPhrases.weekdays.contains(words.word(1)) {
      words.index += 2
      return "\(turn) \(words.all[words.index - 1])"
    }
    words.index = start
    return nil
  }

  /// `March`, `March 2026`, `31 March`.
  private static func month(_ words: inout SpokenWords) -> String? {
    let hasDay = Int(words.word()).map { (1...31).contains($0) } == true
    guard SpokenPhrases.months.contains(words.word(hasDay ? 1 : 0)) else { return nil }
    var parts = hasDay ? [words.take()] : []
    parts.append(words.take())
    if isYear(words.word()) { parts.append(words.take()) }
    return parts.joined(separator: " ")
  }
}
