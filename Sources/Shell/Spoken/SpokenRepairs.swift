import Model
import Syntax

/// Puts right what people write otherwise inside a step: names with blanks, words for signs, texts
/// without quotes.
struct SpokenRepairs {
  let schema: Schema
  let collection: CollectionID

  /// The step that some words are, as the language writes it.
  func repaired(_ words: SpokenWords) -> String {
    var words = words
    var told: [String] = []
    while !words.isAtEnd {
      if let found = repair(&words, after: told) {
        told.append(found)
      } else {
        let word = words.take()
        if isText(word, after: told) {
          told.append(text(word, &words))
        } else if let last = told.last, isValue(word, after: last) {
          told += ["has", text(word, &words)]
        } else {
          told.append(word)
        }
      }
    }
    return told.spoken
  }

  private func repair(_ words: inout SpokenWords, after told: [String]) -> String? {
    let start = words.index
    let repairs: [(inout SpokenWords) -> String?] = [
      { comparison(&$0, after: told) }, { step(&$0, after: told) }, { name(&$0) },
    ]
    for repair in repairs {
      if let found = repair(&words) { return found }
      words.index = start
    }
    return nil
  }

  /// The field that says how much a record comes to.
  var amountField: String? {
    for name in ["total", "amount", "owed"] {
      if let field = schema.field(named: name, of: collection), schema[field].type == .money {
        return schema[field].name
      }
    }
    return nil
  }

  // MARK: Tests

  /// `unpaid`, `not sent`, as the record has it.
  func test(_ words: inout SpokenWords) -> String? {
    let start = words.index
    if let test = words.accept(SpokenPhrases.tests.keys).flatMap({ fitting($0) }) { return test }
    words.index = start
    if words.accept(["not yet", "not"]) != nil,
      let test = words.accept(SpokenPhrases.tests.keys).flatMap({ fitting($0) })
    {
      return test.contains(" ") ? "not (\(test))" : "not \(test)"
    }
    words.index = start
    return nil
  }

  private func fitting(_ phrase: String) -> String? {
    SpokenPhrases.tests[phrase]?.first { test in
      let word = test.split { !$0.isLetter && $0 != "_" }.first { !["not", "any"].contains($0) }
      return word.map { hasField(String($0)) } ?? false
    }
  }

  private func hasField(_ name: String) -> Bool {
    schema.field(named: name, of: collection) != nil
  }

  /// A test at a place where one begins: one that has another name here, or that lacks its field.
  private func spokenTest(_ words: inout SpokenWords) -> String? {
    let start = words.index
    if let test = test(&words) { return test }
    words.index = start
    for (phrase, ours) in ["older than": "age >", "younger than": "age <"]
    where words.accept([phrase]) != nil {
      return ours
    }
    let isLack = words.accept(["no", "without", "has no", "with no"]) != nil
    guard isLack || words.accept(["has", "have", "with"]) != nil else { return nil }
    for name in [words.word(), words.word() + "s"] where hasField(name) {
      words.index += 1
      if isList(name) { return isLack ? "not any(\(name))" : "any(\(name))" }
      return "\(name) is \(isLack ? "" : "not ")missing"
    }
    return nil
  }

  // MARK: Where parts begin

  private static let stepWords: Set<String> = [
    "show", "calc", "sort", "top", "take", "skip", "unique", "export", "chart", "summarize",
  ]
  private static let stepPhrases =
    ["order by", "ordered by", "sorted by", "sort by", "group by", "grouped by", "limit"]
  private static let folds: Set<String> = ["sum", "count", "average", "min", "max", "median"]

  /// Whether a step begins at the next word.
  static func beginsStep(_ words: SpokenWords) -> Bool {
    let isSort = SpokenPhrases.sorts.contains { words.holds($0) > 0 }
    return !isSort && stepWords.contains(words.word()) || folds.contains(words.word())
  }

  /// Whether another phrase begins at the next word.
  static func beginsPhrase(_ words: SpokenWords) -> Bool {
    var ahead = words
    let heads =
      SpokenPhrases.groups + stepPhrases + ["in", "since", "before", "after", "where", "and"]
    return beginsStep(words) || heads.contains { words.holds($0) > 0 }
      || SpokenDay(&ahead) != nil
  }

  /// The place behind the last word of a test.
  static func endOfTests(_ words: SpokenWords) -> Int {
    var words = words
    let start = words.index
    while !words.isAtEnd {
      let before = words.index > start ? words.word(-1) : "where"
      let goesOn = ["where", "and", "or", "not", "=", "<", ">", "<=", ">=", "!=", "("]
      let isFold = folds.contains(words.word()) && !goesOn.contains(before)
      let isStep =
        stepWords.contains(words.word()) || stepPhrases.contains { words.holds($0) > 0 }
      if isFold || isStep { break }
      words.index += 1
    }
    return words.index
  }

  // MARK: Steps

  private func step(_ words: inout SpokenWords, after told: [String]) -> String? {
    if let order = order(&words, after: told) { return order }
    if words.accept(SpokenPhrases.sorts) != nil { return "sort" }
    if words.accept(["group by", "grouped by", "per", "for each"]) != nil {
      guard let unit = SpokenPhrases.unit(words.word()) else { return "by" }
      words.index += 1
      return "by \(unit)(date)"
    }
    if words.holds("by") > 0, let unit = SpokenPhrases.unit(words.word(1)),
      schema.field(named: unit, of: collection) == nil
    {
      words.index += 2
      return "by \(unit)(date)"
    }
    if words.word() == "sum", words.index + 1 == words.all.count || words.word(1) == "by",
      let amountField
    {
      words.index += 1
      return "sum \(amountField)"
    }
    let others = ["limit": "take", "avg": "average", "descending": "desc", "ascending": "asc"]
    guard let ours = others[words.word()] else { return nil }
    words.index += 1
    return ours
  }

  /// `top 5` and `sort desc` at the end: by the figure that is asked for.
  private func order(_ words: inout SpokenWords, after told: [String]) -> String? {
    var figure = amountField
    if let place = told.firstIndex(where: {
      SpokenRepairs.folds.contains($0) || $0.hasPrefix("sum ")
    }) {
      let isBare = told.count == place + 1 || told[place + 1].hasPrefix("by")
      figure = isBare ? told[place] : "\(told[place]) \(told[place + 1])"
    }
    guard let figure else { return nil }
    if words.word() == "top", Int(words.word(1)) != nil, words.index + 2 == words.all.count {
      words.index += 2
      return "top \(words.word(-1)) by \(figure)"
    }
    let sorts = ["sort desc", "order desc", "sort descending", "sort by desc", "order by desc"]
    return words.accept(sorts) != nil ? "sort \(figure) desc" : nil
  }

  // MARK: Names

  private static let otherNames = [
    "due date": "due", "invoice date": "date", "bill date": "date", "invoice number": "number",
    "bill number": "number", "customer name": "customer", "vendor name": "vendor",
    "supplier": "vendor", "client": "customer", "amount due": "owed", "balance due": "owed",
    "vat number": "tax_id", "vat id": "tax_id", "e-mail": "email", "order number": "po",
    "days late": "days_overdue",
  ]

  /// A field whose name has blanks, or that is behind a link: `days overdue`, `customer country`.
  private func name(_ words: inout SpokenWords) -> String? {
    for count in [3, 2] {
      let name = (0..<count).map { words.word($0) }.joined(separator: "_")
      guard schema.field(named: name, of: collection) != nil else { continue }
      words.index += count
      return name
    }
    if let phrase = words.accept(SpokenRepairs.otherNames.keys),
      let ours = SpokenRepairs.otherNames[phrase], schema.field(named: ours, of: collection) != nil
    {
      return ours
    }
    let isCompared = SpokenPhrases.comparisons.keys.contains { phrase in
      var behind = words
      behind.index += 1
      return behind.holds(phrase) > 0
    }
    if isCompared, words.word() == "overdue" || isList(words.word()) {
      let name = words.take()
      return isList(name) ? "count \(name)" : "days_overdue"
    }
    guard let link = schema.field(named: words.word(), of: collection),
      case .record(let target) = schema[link].type,
      schema.field(named: words.word(1), of: target) != nil
    else { return nil }
    words.index += 2
    return "\(words.word(-2)).\(words.word(-1))"
  }

  // MARK: Comparisons

  private static let empties = ["empty", "blank", "null", "none", "nothing", "unknown", "\"\""]

  private func comparison(_ words: inout SpokenWords, after told: [String]) -> String? {
    let tests = ["where", "and", "or", "not", "("]
    if told.isEmpty || tests.contains(told.last ?? "") { return spokenTest(&words) }
    for (phrase, ours) in [("is not", "is not missing"), ("is", "is missing"), ("=", "is missing")]
    {
      for empty in SpokenRepairs.empties where words.accept(["\(phrase) \(empty)"]) != nil {
        return ours
      }
    }
    if words.accept(["is not set", "is not there", "is not given"]) != nil { return "is missing" }
    if words.accept(["is set", "is there"]) != nil { return "is not missing" }
    if words.accept(["between"]) != nil { return between(&words) }
    if words.accept(["like", "contains", "includes"]) != nil { return pattern(words.take()) }
    return sign(&words)
  }

  private func isList(_ name: String) -> Bool {
    schema.field(named: name, of: collection).map { schema[$0].type.isList } ?? false
  }

  /// `before today`, `more than 500`.
  private func sign(_ words: inout SpokenWords) -> String? {
    _ = words.accept(["is"])
    if words.accept(["about", "around", "roughly"]) != nil {
      return Int(words.take()).map { "in \($0 * 9 / 10) to \($0 * 11 / 10)" }
    }
    let dates = ["before": "<", "after": ">", "since": ">=", "until": "<=", "till": "<="]
    let signs = SpokenPhrases.comparisons.filter { $0.key.first?.isLetter == true }
      .merging(dates) { first, _ in first }
    guard let phrase = words.accept(signs.keys), let sign = signs[phrase] else {
      return weekday(&words)
    }
    if let day = SpokenDay(&words, isAhead: true) { return "\(sign) \(day.text)" }
    return sign
  }

  /// `= Friday`, `in Friday`: the next one.
  private func weekday(_ words: inout SpokenWords) -> String? {
    guard words.accept(["=", "in", "on", "is", "by"]) != nil,
      SpokenPhrases.weekdays.contains(words.word())
    else { return nil }
    return "= next \(words.take())"
  }

  private func between(_ words: inout SpokenWords) -> String? {
    var ends = [words.take()]
    while !words.isAtEnd, words.word() != "and" { ends.append(words.take()) }
    guard words.accept(["and"]) != nil else { return nil }
    return "in \(ends.spoken) to"
  }

  /// `'%acme%'`, with the letters alone.
  private func pattern(_ word: String) -> String {
    let letters = word.filter { $0 != "\"" && $0 != "%" }
    return word.hasSuffix("%\"") && !word.hasPrefix("\"%")
      ? "starts with \"\(letters)\"" : "has \"\(letters)\""
  }

  // MARK: Texts

  /// Whether a word is a text whose quotes were left out.
  private func isText(_ word: String, after told: [String]) -> Bool {
    guard let last = told.last, ["=", "is", "!=", "<>", "has", "not", "=="].contains(last),
      let first = word.first, first.isLetter, told.count > 1 || last != "not"
    else { return false }
    let isAfterNot = last != "not" || told.dropLast().last == "is"
    let isCode = word.count == 3 && Currency.allCodes.contains(word.uppercased())
    let isWord = schema.words.values.contains { $0.contains(word.lowercased()) }
    let isField = schema.field(named: word, of: collection) != nil
    return isAfterNot && !isCode && !isWord && !isField
      && Keyword(rawValue: word.lowercased()) == nil
  }

  /// Whether a word is a value for which the field before it has no sign: `country Germany`.
  private func isValue(_ word: String, after last: String) -> Bool {
    guard
      let field = schema.field(
        named: last.split(separator: ".").last.map(String.init) ?? "",
        of: collection), word.first?.isLetter == true || word.first?.isNumber == true
    else { return false }
    let isName =
      switch schema[field].type {
      case .text, .record: true
      default: false
      }
    return isName && Keyword(rawValue: word.lowercased()) == nil && !hasField(word)
  }

  private func text(_ word: String, _ words: inout SpokenWords) -> String {
    var text = word
    while !words.isAtEnd, words.word() != ",", !["and", "or"].contains(words.word()),
      !SpokenRepairs.beginsPhrase(words)
    {
      text += " " + words.take()
    }
    return "\"\(text)\""
  }
}
