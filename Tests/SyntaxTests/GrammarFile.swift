import Foundation

/// A grammar in the notation of `Grammar/invoq.ebnf`, read so that sentences can be made from it.
struct GrammarFile {
  indirect enum Rule {
    case reserved(String)
    case contextual(String)
    case made(String)
    case reference(String)
    case sequence([Rule])
    case choice([Rule])
    case optional(Rule)
    case repeated(Rule)
  }

  private(set) var rules: [String: Rule] = [:]
  private(set) var reserved: Set<String> = []
  private var words: [String] = []
  private var index = 0

  static func read() throws -> GrammarFile {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "Grammar/invoq.ebnf"), encoding: .utf8)
    return GrammarFile(text)
  }

  init(_ text: String) {
    words = GrammarFile.words(text)
    while index < words.count {
      let name = words[index]
      index += 2
      rules[name] = choice()
      index += 1
    }
  }

  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if rest.hasPrefix("(*") {
        rest = rest[(rest.range(of: "*)")?.upperBound ?? rest.endIndex)...]
      } else if first == "'" || first == "\"" {
        let close = rest.dropFirst().firstIndex(of: first) ?? rest.endIndex
        words.append(String(rest[...close]))
        rest = rest[rest.index(after: close)...]
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      } else {
        words.append(String(first))
        rest = rest.dropFirst()
      }
    }
    return words
  }

  private mutating func choice() -> Rule {
    var choices = [sequence()]
    while words[index] == "|" {
      index += 1
      choices.append(sequence())
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() -> Rule {
    var parts: [Rule] = []
    while !["|", ";", ")", "]", "}"].contains(words[index]) { parts.append(part()) }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func part() -> Rule {
    let word = words[index]
    index += 1
    switch word.first {
    case "'":
      let plain = String(word.dropFirst().dropLast())
      if plain.first?.isLetter == true { reserved.insert(plain) }
      return .reserved(plain)
    case "\"": return .contextual(String(word.dropFirst().dropLast()))
    case "(", "[", "{":
      let inner = choice()
      index += 1
      return word == "(" ? inner : word == "[" ? .optional(inner) : .repeated(inner)
    default: return word == word.uppercased() ? .made(word) : .reference(word)
    }
  }
}

/// Makes random sentences from a grammar, with ever shorter choices the longer they get.
struct SentenceMaker {
  private let grammar: GrammarFile
  private var random: SplitMix64
  private var words: [String] = []
  private var heights: [String: Int] = [:]

  init(_ grammar: GrammarFile, seed: UInt64) {
    self.grammar = grammar
    self.random = SplitMix64(seed: seed)
    for _ in 0..<grammar.rules.count {
      for (name, rule) in grammar.rules {
        heights[name] = min(heights[name] ?? .max / 2, height(rule) + 1)
      }
    }
  }

  mutating func sentence(length: Int) -> String {
    words = []
    make(.reference("statement"), length)
    return words.joined(separator: " ")
  }

  private func height(_ rule: GrammarFile.Rule) -> Int {
    switch rule {
    case .reserved, .contextual, .made, .optional, .repeated: 0
    case .reference(let name): heights[name] ?? .max / 2
    case .sequence(let parts): parts.map { height($0) }.max() ?? 0
    case .choice(let choices): choices.map { height($0) }.min() ?? 0
    }
  }

  private mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  private mutating func make(_ rule: GrammarFile.Rule, _ length: Int) {
    let isLong = words.count >= length
    switch rule {
    case .reserved(let word): words.append(below(5) == 0 ? word.uppercased() : word)
    case .contextual(let word): words.append(word)
    case .made(let kind): words.append(value(kind))
    case .reference(let name):
      guard let rule = grammar.rules[name] else { return words.append("?\(name)?") }
      make(rule, length)
    case .sequence(let parts):
      for part in parts { make(part, length) }
    case .choice(let choices):
      let least = choices.map { height($0) }.min() ?? 0
      let fitting = isLong ? choices.filter { height($0) == least } : choices
      make(fitting[below(fitting.count)], length)
    case .optional(let inner):
      if !isLong, below(2) == 0 { make(inner, length) }
    case .repeated(let inner):
      while words.count < length, below(5) < 2 { make(inner, length) }
    }
  }

  private mutating func value(_ kind: String) -> String {
    let values = SentenceMaker.values[kind] ?? ["?\(kind)?"]
    return values[below(values.count)]
  }

  private static let values: [String: [String]] = [
    "NAME": ["owed", "customer", "due", "Größe", "`odd name`", "`where`", "as_of", "x1"],
    "REF": ["#INV-1", "#A/2021", "#\"INV 1\""],
    "VAR": ["$x", "$late"],
    "TEXT": ["\"acme\"", "'it''s'", "“x”", "\"\""],
    "WHOLE": ["10", "1", "0"],
    "NUMBER": ["1200", "1200.50", "0"],
    "PERCENT": ["20%", "2.5%"],
    "CURRENCY": ["EUR", "JPY"],
    "SIGN": ["€", "£"],
    "DATE": ["2026-03-31", "2024-02-29"],
    "DAY": ["31", "1"],
    "MONTH": ["March", "may", "Sep"],
    "YEAR": ["2026", "1999"],
    "WEEKDAY": ["Monday", "fri"],
    "PERIOD": ["2026-Q1", "2026-H2", "2026-W13", "2026-03"],
    "UNIT": ["day", "weeks", "month", "quarters", "year"],
    "LENGTH": ["60d", "2w"],
  ]
}
