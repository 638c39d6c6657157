import Model
import Syntax

/// A question while its words are put in order: what it asks about, its tests, its steps.
struct SpokenSentence {
  let schema: Schema
  var words: SpokenWords
  /// What is asked about, and its word as it was written.
  private(set) var collection: CollectionID
  private var isOne = false
  private var isNamed = false
  private var isCount = false
  private var rowCount: Int?
  private var order: SpokenPhrases.Order?
  private var tests: [String] = []
  private var steps: [String] = []
  /// Whether days are those on which something is to be paid.
  private var isAboutDue = false
  private var figure: String?
  /// The whole question, where a phrase asks about other records than the noun.
  private var whole: String?
  private var repairs: SpokenRepairs { SpokenRepairs(schema: schema, collection: collection) }

  /// The question that some words may mean; nil where a word is left over.
  ///
  /// Of several nouns the first is what is asked about with which no word is left over; without
  /// one invoices are meant, where a figure of theirs is asked for.
  static func text(_ words: SpokenWords, _ schema: Schema) -> String? {
    let places = (0..<min(7, words.all.count)).compactMap { place in
      noun(words, at: place, schema).map { Noun(place: place, collection: $0, count: $1) }
    }
    // `average days to pay by customer`: invoices are meant where nothing is named.
    var front = words
    while front.accept(SpokenPhrases.openings) != nil {}
    let invoices = schema.collection(named: "invoices").map {
      Noun(place: front.index, collection: $0, count: 0)
    }
    let nouns = places.filter { begins(words, before: $0.place) }
    for noun in nouns.isEmpty ? invoices.map({ [$0] }) ?? [] : nouns {
      if var sentence = SpokenSentence(words, noun, schema), let text = sentence.read() {
        return text
      }
    }
    return nil
  }

  private mutating func read() -> String? {
    if let number = numberAlone() { return "#\(number)" }
    while !words.isAtEnd {
      guard readPhrase() else { return nil }
    }
    return isNamed || figure != nil || !steps.isEmpty || !tests.isEmpty ? text : nil
  }

  /// What is asked about, and how many words say so from a place on.
  private struct Noun {
    let place: Int
    let collection: CollectionID
    let count: Int
  }

  /// Reads up to what is asked about.
  private init?(_ words: SpokenWords, _ noun: Noun, _ schema: Schema) {
    (self.schema, self.words, collection) = (schema, words, noun.collection)
    var front = words.within(0..<noun.place)
    while !front.isAtEnd {
      guard readFront(&front) else { return nil }
    }
    self.words.index = noun.place + noun.count
    isNamed = noun.count > 0
    isOne =
      isNamed
      && words.all[noun.place + noun.count - 1].lowercased() == schema[collection].singular
  }

  /// Whether the words before a noun leave it what is asked about: `by customer` does not.
  private static func begins(_ words: SpokenWords, before place: Int) -> Bool {
    var front = words.within(0..<place)
    while !front.isAtEnd {
      if SpokenPhrases.groups.contains(where: { front.holds($0) > 0 }) { return false }
      front.index += 1
    }
    return true
  }

  /// A collection by its name or by what people call it, and how many words that took.
  private static func noun(
    _ words: SpokenWords, at place: Int, _ schema: Schema
  ) -> (collection: CollectionID, count: Int)? {
    var words = words
    words.index = place
    var after = words
    if let phrase = after.accept(SpokenPhrases.nouns.keys),
      let id = SpokenPhrases.nouns[phrase].flatMap({ schema.collection(named: $0) })
    {
      return (id, after.index - place)
    }
    return schema.collection(named: words.word()).map { ($0, 1) }
  }

  // MARK: Before the noun

  private mutating func readFront(_ front: inout SpokenWords) -> Bool {
    if front.accept(SpokenPhrases.counts) != nil {
      isCount = true
    } else if front.accept(["how much"]) != nil, let amountField {
      figure = "sum \(amountField)"
    } else if let phrase = front.accept(SpokenPhrases.orders.keys) {
      order = SpokenPhrases.orders[phrase]
    } else if let count = Int(front.word()), count > 0 {
      rowCount = count
      front.index += 1
    } else if let test = repairs.test(&front) {
      tests.append(test)
    } else {
      return front.accept(SpokenPhrases.openings + ["and", ","]) != nil
    }
    return true
  }

  func hasField(_ name: String) -> Bool {
    schema.field(named: name, of: collection) != nil
  }

  // MARK: Behind the noun

  /// `invoice 346`: the record itself.
  private mutating func numberAlone() -> String? {
    guard isOne, tests.isEmpty, words.index == words.all.count - 1 else { return nil }
    let word = words.all[words.index]
    let isNumber =
      word.contains(where: \.isNumber)
      && word.allSatisfy {
        $0.isLetter || $0.isNumber || "-/_".contains($0)
      }
    return isNumber ? word : nil
  }

  private mutating func readPhrase() -> Bool {
    let start = words.index
    let readers: [(inout SpokenSentence) -> Bool] = [
      { $0.readSteps() }, { $0.readDate() }, { $0.readTest() }, { $0.readLack() },
      { $0.readComparison() }, { $0.readFigures() }, { $0.readGroups() }, { $0.readCurrency() },
      { $0.readParty() },
      { $0.words.accept(SpokenPhrases.fillers + [","]) != nil },
    ]
    for reader in readers {
      if reader(&self) { return true }
      words.index = start
    }
    return false
  }

  private mutating func readTest() -> Bool {
    isAboutDue = isAboutDue || words.word() == "to"
    guard let test = repairs.test(&words) else { return false }
    tests.append(test)
    return true
  }

  /// The steps that are written as such, with what is spoken in them put right.
  private mutating func readSteps() -> Bool {
    let rest = words.within(words.index..<words.all.count)
    if words.accept(["where", "whose", "having", "filter"]) != nil {
      let end = SpokenRepairs.endOfTests(words)
      guard end > words.index else { return false }
      let test = repairs.repaired(words.within(words.index..<end))
      tests.append(test)
      words.index = end
      return true
    }
    guard SpokenRepairs.beginsStep(words) else { return false }
    steps.append(repairs.repaired(rest))
    words.index = words.all.count
    return true
  }

  /// `without po`, `with disputes`, `with no lines`, `with the most bills`.
  private mutating func readLack() -> Bool {
    let lacks = [
      "without", "with no", "without any", "without a", "without an", "missing", "no",
      "that have no", "lacking",
    ]
    if words.accept(["with most", "with the most"]) != nil, let field = acceptField() {
      (order, steps) = (.largest, ["top \(rowCount ?? 10) by count \(field)"])
      return true
    }
    let isLack = words.accept(lacks) != nil
    guard isLack || words.accept(["with", "with a", "with an", "having", "that have"]) != nil,
      let field = acceptField()
    else { return false }
    let isList = schema.field(named: field, of: collection).map { schema[$0].type.isList } ?? false
    tests.append(
      isList
        ? (isLack ? "not any(\(field))" : "any(\(field))")
        : "\(field) is \(isLack ? "" : "not ")missing")
    return true
  }

  /// A field of the record, its words with blanks between them.
  private mutating func acceptField() -> String? {
    for count in [3, 2, 1] {
      let name = (0..<count).map { words.word($0) }.joined(separator: "_")
      for candidate in [name, name + "s"] where !name.hasSuffix("_") && hasField(candidate) {
        words.index += count
        return candidate
      }
    }
    return nil
  }

  /// `over 500`, `more than 60 days`, `with more than 5 invoices`, `about 1,250`.
  private mutating func readComparison() -> Bool {
    _ = words.accept(["with", "for", "of", "by"])
    if words.accept(["about", "around", "roughly"]) != nil {
      guard let field = amountField, let value = Int(plain(words.take())) else { return false }
      tests.append("\(field) in \(value * 9 / 10) to \(value * 11 / 10)")
      return true
    }
    guard let phrase = words.accept(SpokenPhrases.comparisons.keys),
      let sign = SpokenPhrases.comparisons[phrase]
    else { return false }
    var value = plain(words.take())
    if value.allSatisfy({ $0.isLetter }) { value += " " + plain(words.take()) }
    guard value.contains(where: \.isNumber) else { return false }
    if let unit = SpokenPhrases.unit(words.word()) {
      words.index += 1
      _ = words.accept(["overdue", "late", "past due", "old", "ago"])
      let isLate = tests.contains("overdue")
      tests.removeAll { $0 == "overdue" }
      tests.append("\(isLate ? "days_overdue" : "age") \(sign) \(value) \(unit)s")
    } else if let list = acceptField() {
      tests.append("count \(list) \(sign) \(value)")
    } else if let field = amountField {
      let isCode = words.word().count == 3 && words.word().allSatisfy(\.isLetter)
      tests.append("\(field) \(sign) \(value)\(isCode ? " " + words.take().uppercased() : "")")
    } else {
      return false
    }
    return true
  }

  /// A number without what groups its digits.
  private func plain(_ word: String) -> String {
    words.word() == "," ? word : word.replacing(",", with: "")
  }

  /// `last month`, `due by Friday`, `from 1 March to 31 March`, `since 3 days`.
  private mutating func readDate() -> Bool {
    isAboutDue = isAboutDue || words.accept(["due", "falling due"]) != nil
    let isDue = isAboutDue
    _ = words.accept(["date", "with date"])
    let field = isDue ? "due" : "date"
    guard hasField(field) else { return false }
    let phrase = words.accept(SpokenPhrases.dates.keys.filter { !$0.isEmpty }) ?? ""
    if phrase == "since" || phrase == "for", let count = Int(words.word()),
      let unit = SpokenPhrases.unit(words.word(1))
    {
      words.index += 2
      tests.append("\(field) < \(count) \(unit)s ago")
      return true
    }
    guard let day = SpokenDay(&words, isAhead: isDue) else { return false }
    if words.accept(["to", "until", "and"]) != nil {
      guard let last = SpokenDay(&words, isAhead: isDue) else { return false }
      tests.append("\(field) in \(day.text) to \(last.text)")
      return true
    }
    let sign = SpokenPhrases.dates[phrase] ?? "in"
    tests.append("\(field) \(sign == "in" && !day.isPeriod ? "=" : sign) \(day.text)")
    return true
  }

  /// `total by vendor`, `average days to pay`.
  private mutating func readFigures() -> Bool {
    let folds = [
      "total": "sum", "sum of": "sum", "sum": "sum", "average": "average", "mean": "average",
      "median": "median",
    ]
    let start = words.index
    let fold = words.accept(folds.keys).flatMap { folds[$0] }
    _ = words.accept(["of"])
    if let fold, let field = acceptField() {
      figure = "\(fold) \(field)"
      return true
    }
    if words.accept(SpokenPhrases.volumes) != nil, fold != "median", hasField("net") {
      figure = "\(fold ?? "sum") net"
      return true
    }
    words.index = start
    guard let field = acceptField(), let id = schema.field(named: field, of: collection),
      schema[id].type == .money
    else { return false }
    figure = "sum \(field)"
    return true
  }

  private mutating func readGroups() -> Bool {
    if words.accept(SpokenPhrases.sorts) != nil {
      guard let field = acceptField() else { return false }
      let isDown = words.accept(["desc", "descending", "highest first", "largest first"]) != nil
      steps.append("sort \(field)\(isDown ? " desc" : "")")
      return true
    }
    if words.accept(["limit", "only the first"]) != nil, let count = Int(words.word()) {
      words.index += 1
      steps.append("take \(count)")
      return true
    }
    guard words.accept(SpokenPhrases.groups) != nil else { return false }
    if order != nil, !hasField("date"), words.accept(SpokenPhrases.volumes) != nil {
      let isOurs = schema[collection].name == "customers"
      whole =
        "\(isOurs ? "invoices" : "bills") sum net by \(schema[collection].singular), currency "
        + "sort sum net desc take \(rowCount ?? 10)"
      return true
    }
    if let unit = SpokenPhrases.unit(words.word()), hasField("date") {
      words.index += 1
      steps.append("\(figures) by \(unit)(date)")
      return true
    }
    guard let field = acceptField() else { return false }
    if order == .largest, !hasField("date") { return true }
    steps.append("\(figures) by \(field)")
    return true
  }

  private var figures: String {
    if isCount { return "count" }
    if let figure { return figure }
    let isOpen = tests.contains { $0 == "open" || $0 == "overdue" }
    if isOpen, hasField("owed") { return "count, sum owed" }
    return amountField.map { "count, sum \($0)" } ?? "count"
  }

  private mutating func readCurrency() -> Bool {
    _ = words.accept(["in"])
    let code = words.take()
    guard code.count == 3, Currency.allCodes.contains(code.uppercased()), hasField("currency")
    else { return false }
    tests.append("currency = \(code.uppercased())")
    return true
  }

  /// `for Acme`, `from "Northlight"`, `customer Acme`, or the name in quotes alone.
  private mutating func readParty() -> Bool {
    let isOfOne = isOne && tests.isEmpty && hasField("name")
    let isNamed =
      words.accept(["for", "of", "from", "to", "called", "named"]) != nil || isOfOne
    guard isNamed || words.word().hasPrefix("\"") else { return false }
    var name = words.take()
    while isNamed, !words.isAtEnd, !name.hasPrefix("\""), !SpokenRepairs.beginsPhrase(words) {
      name += " " + words.take()
    }
    let text = name.hasPrefix("\"") ? name : "\"\(name)\""
    guard text.count > 2,
      let field = ["customer", "vendor", "name", "party"].first(where: { hasField($0) })
    else { return false }
    let isNumber = name.contains(where: \.isNumber) && !name.contains(" ")
    tests.append("\(field) \(isNumber ? "is" : "has") \(text)")
    return true
  }

  // MARK: The question

  private var amountField: String? { repairs.amountField }

  private var text: String {
    if let whole { return whole }
    var parts = [schema[collection].name]
    if tests.count == 1 { parts.append("where " + tests[0]) }
    if tests.count > 1 {
      let apart = tests.map { $0.contains(" or ") ? "(\($0))" : $0 }
      parts.append("where " + apart.joined(separator: " and "))
    }
    if let order, steps.isEmpty { parts.append(first(order)) }
    parts += steps
    if isCount || figure != nil, steps.isEmpty { parts.append(figures) }
    return parts.joined(separator: " ")
  }

  private func first(_ order: SpokenPhrases.Order) -> String {
    let count = rowCount ?? (isOne ? 1 : 10)
    return switch order {
    case .largest: "top \(count) by \(amountField ?? "number")"
    case .smallest: "sort \(amountField ?? "number") take \(count)"
    case .newest: hasField("date") ? "sort date desc take \(count)" : "take \(count)"
    case .oldest: hasField("date") ? "sort date take \(count)" : "take \(count)"
    }
  }
}
