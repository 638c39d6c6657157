import Diagnostics
import Model
import Syntax

/// What somebody may have meant who wrote as people speak: `unpaid bills by vendor`, `who owes us`.
///
/// Phrase by phrase the words are put into the order of the language; where one is left over,
/// nothing is said. Whoever tells a question must see first that it is understood, for every help
/// can be typed as it stands.
struct SpokenQuestion {
  private let schema: Schema
  private let definitions: [String]

  /// More words than these are a text, and no question.
  private static let mostWords = 40

  init(_ schema: Schema, definitions: [String]) {
    (self.schema, self.definitions) = (schema, definitions)
  }

  /// The questions that a line may mean, the likeliest first.
  func questions(_ line: String) -> [String] {
    let words = SpokenWords(line)
    // A name of its own that was called wrongly is no speech.
    guard (1...SpokenQuestion.mostWords).contains(words.all.count),
      words.all.count > 1 || !definitions.contains(words.word())
    else { return [] }
    let found = [
      ForeignQuery.question(words), phrase(words), definition(words), named(words), debt(words),
      SpokenSentence.text(words, schema), reference(words), numbered(words), name(words),
    ]
    return found.compactMap { $0 }.filter { $0 != line }
  }

  /// A phrase that has a question of its own.
  private func phrase(_ words: SpokenWords) -> String? {
    var words = words
    // Behind a test it is part of it.
    while !words.isAtEnd, words.word() != "where" {
      if let found = words.accept(SpokenPhrases.questions.keys) {
        return SpokenPhrases.questions[found]
      }
      words.index += 1
    }
    return nil
  }

  /// The name of a definition at the front, without what is behind it.
  private func name(_ words: SpokenWords) -> String? {
    guard words.all.count > 1, definitions.contains(words.word()), words.word(1) != "as" else {
      return nil
    }
    return words.word()
  }

  /// `call list`, `aging by country`, `sales per month`: a standard question or one of the user's.
  private func definition(_ words: SpokenWords) -> String? {
    for count in [3, 2, 1] where words.all.count >= count {
      let name = (0..<count).map { words.word($0) }.joined(separator: "_")
        .replacing("vat", with: "tax")
      if definitions.contains(name) {
        guard words.all.count > count else { return count > 1 ? name : nil }
        return "\(name)(\(argument(words.within(count..<words.all.count))))"
      }
    }
    let name = "\(words.word())_by"
    guard definitions.contains(name) else { return nil }
    var rest = words.within(1..<words.all.count)
    _ = rest.accept(["report", "list", "overview"])
    _ = rest.accept(SpokenPhrases.groups)
    return rest.isAtEnd
      ? (name == "aging_by" ? "\(name)(customer)" : name)
      : "\(name)(\(argument(rest)))"
  }

  /// What stands in the brackets of a definition: a field, a unit of time, a period, a number.
  private func argument(_ words: SpokenWords) -> String {
    var words = words
    var parts: [String] = []
    while !words.isAtEnd {
      if words.accept(["for", "of", "in", "by"]) != nil { continue }
      if let day = SpokenDay(&words) {
        parts.append(day.text)
      } else if let unit = SpokenPhrases.unit(words.word()) {
        words.index += 1
        parts.append("\(unit)(date)")
      } else {
        let word = words.take()
        let isNumber =
          word.contains(where: \.isNumber) && word.first?.isLetter == true
        parts.append(isNumber ? "\"\(word)\"" : word)
      }
    }
    return parts.joined(separator: ", ")
  }

  /// `who owes us`, `what does Acme owe`, `how much do we owe to Nordlicht`.
  private func debt(_ words: SpokenWords) -> String? {
    let last = words.all.last?.lowercased() ?? ""
    if words.word() == "who", words.word(1) == "owes" {
      return "invoices where open sum owed by customer"
        + (last == "most" ? " sort sum owed desc" : "")
    }
    var rest = words
    guard rest.accept(["how much", "what", "who"]) != nil,
      rest.accept(["do", "does", "did"]) != nil
    else { return nil }
    let isOurs = rest.accept(["we", "i"]) != nil
    let names = rest.all[rest.index...].filter {
      !["owe", "us", "to", "still", "now", "in", "total", "money"].contains($0.lowercased())
    }
    guard rest.all[rest.index...].contains(where: { $0.lowercased() == "owe" }) else { return nil }
    let name = names.joined(separator: " ").filter { $0 != "\"" }
    let (source, party) = isOurs ? ("bills", "vendor") : ("invoices", "customer")
    let isNumber = name.contains(where: \.isNumber) && !name.contains(" ")
    return name.isEmpty
      ? "\(source) where open sum owed by \(party)"
      : "\(source) where open and \(party) \(isNumber ? "is" : "has") \"\(name)\" sum owed"
  }

  /// `who is Acme`, `balance of Acme`, `statement for Acme`: what is asked of one name.
  private func named(_ words: SpokenWords) -> String? {
    var rest = words
    let heads = [
      "who is": "find", "who are": "find", "balance": "balance", "statement": "statement",
    ]
    guard let head = rest.accept(heads.keys).flatMap({ heads[$0] }) else { return nil }
    _ = rest.accept(["of", "for", "from"])
    let name = rest.all[rest.index...].joined(separator: " ").filter { $0 != "\"" }
    let isNumber = name.contains(where: \.isNumber) && !name.contains(" ")
    guard !name.isEmpty, !isNumber else { return nil }
    return switch head {
    case "find": "find \"\(name)\""
    case "balance":
      "customers where name has \"\(name)\" show name, owed, unapplied, balance"
    default: "\(head)(\"\(name)\")"
    }
  }

  /// `invoice 291`, where several records have a number that ends so.
  private func numbered(_ words: SpokenWords) -> String? {
    guard words.all.count == 2, let noun = schema.collection(named: words.word()),
      words.word(1).allSatisfy(\.isNumber), schema.field(named: "number", of: noun) != nil
    else { return nil }
    return "\(schema[noun].name) where number has \"\(words.word(1))\""
  }

  /// `INV-00346`, `why is INV-00346 overdue`, `when was INV-00346 due`: numbers without their sign.
  private func reference(_ words: SpokenWords) -> String? {
    let heads = [
      "why", "who", "what", "show", "find", "balance", "statement", "is", "was", "has", "when",
      "did", "how", "status", "where",
    ]
    guard words.all.count <= 7, words.all.count == 1 || heads.contains(words.word()),
      let number = words.all.first(where: { word in
        word.contains(where: \.isNumber) && (word.contains("-") || word.first == "#")
      })?.drop(while: { $0 == "#" })
    else { return nil }
    switch words.word() {
    case "why": return "why #\(number)"
    case "balance": return "#\(number) show name, owed, unapplied, balance"
    case "when" where words.all.last?.lowercased() == "due": return "#\(number) show number, due"
    default: return "#\(number)"
    }
  }
}
