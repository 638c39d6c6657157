import Foundation
import Model
import OracleSupport

/// Makes random conditions whose constants come from the book, so that most answers have rows.
struct QuestionGenerator {
  var random: SeededRandom
  let book: ReferenceBook
  /// What was made, as `relation × type`.
  private(set) var coverage: [String: Int] = [:]
  private var pathsOfCollection: [CollectionID: [DataType.Kind: [Condition.Path]]] = [:]

  /// Rows to ask about: the words of a source, and the same as records.
  struct Source {
    let words: String
    let collection: CollectionID
    let records: [RecordID]
    let day: CivilDate
  }

  init(_ book: ReferenceBook, seed: UInt64) {
    self.book = book
    random = SeededRandom(seed)
  }

  /// A random source with rows, on a random day.
  mutating func source(today: CivilDate) -> Source {
    while true {
      let index = random.below(book.schema.collections.count)
      let day = random.oneIn(2) ? edge(today) : today.adding(days: -random.below(500)) ?? today
      let source = source(of: CollectionID(index: index), day)
      if !source.records.isEmpty { return source }
    }
  }

  /// A day on which some document comes to the edge of a bucket, or today.
  private mutating func edge(_ today: CivilDate) -> CivilDate {
    let document = random.pick(book.records(of: random.pick([.invoices, .bills]), .last))
    guard !random.oneIn(2), case .date(let due) = book.stored("due", document) else { return today }
    return due.adding(days: random.pick([0, 1, 30, 31, 60, 61, 90, 91])) ?? today
  }

  /// Documents by one of the words that depend on the day, on a day that is an edge for some.
  mutating func edgeQuestion(today: CivilDate) -> (source: Source, condition: Condition) {
    let field: (String, EnumerationID) = random.oneIn(2) ? ("aging", .aging) : ("status", .status)
    let word = random.below(book.schema.words(of: field.1).count)
    let source = source(of: random.pick([.invoices, .bills]), edge(today))
    let path = Condition.Path(names: [field.0], type: .enumeration(field.1))
    return (source, .compare(path, .equal, .enumeration(field.1, word)))
  }

  /// Lines are asked for by way of their documents, which may not exist yet.
  func source(of collection: CollectionID, _ day: CivilDate) -> Source {
    let schema = book.schema[collection]
    guard schema.dateField == nil,
      let link = book.schema.field(named: "document", of: collection),
      case .record(let documents) = book.schema[link].type,
      let lines = book.schema.field(named: "lines", of: documents)
    else {
      return Source(
        words: schema.name, collection: collection, records: book.records(of: collection, day),
        day: day)
    }
    let records = book.records(of: documents, day).flatMap { book.list(lines, $0, day) }
    return Source(
      words: book.schema[documents].name + ".lines", collection: collection, records: records,
      day: day)
  }
}

// MARK: - Conditions

extension QuestionGenerator {
  /// A condition that more often than not holds for some record of the source.
  mutating func condition(_ source: Source, depth: Int = 2) -> Condition {
    condition(of: random.pick(source.records), among: source.records, source.day, depth)
  }

  private mutating func condition(
    of witness: RecordID, among records: [RecordID], _ day: CivilDate, _ depth: Int
  ) -> Condition {
    let made = candidate(of: witness, among: records, day, depth)
    let holds = try? ReferenceEvaluator(book, day).holds(made, witness)
    return holds == false && !random.oneIn(4) ? .not(made) : made
  }

  private mutating func candidate(
    of witness: RecordID, among records: [RecordID], _ day: CivilDate, _ depth: Int
  ) -> Condition {
    switch depth == 0 ? 0 : random.below(9) {
    case 1, 2:
      return .all(
        (0..<2 + random.below(2)).map { _ in
          condition(of: witness, among: records, day, depth - 1)
        })
    case 3:
      return .any(
        (0..<2 + random.below(2)).map { _ in
          condition(of: witness, among: records, day, depth - 1)
        })
    case 4: return .not(candidate(of: random.pick(records), among: records, day, depth - 1))
    case 5, 6:
      return listCondition(of: witness, day, depth) ?? leaf(of: witness, among: records, day)
    default: return leaf(of: witness, among: records, day)
    }
  }

  private mutating func listCondition(
    of witness: RecordID, _ day: CivilDate, _ depth: Int
  ) -> Condition? {
    let lists = book.schema[witness.collection].fields.filter { field in
      // Derived records have judges of their own: the files do not hold them.
      guard case .list(.record(let target)) = field.type else { return false }
      return !book.schema[target].isDerived
    }
    guard !lists.isEmpty else { return nil }
    let path = Condition.Path(names: [random.pick(lists).name], type: .list(.missing))
    let members = ReferenceEvaluator(book, day).list(path, witness)
    guard !members.isEmpty else {
      note("count", .number)
      return .counted(path, nil, random.pick(Condition.Comparer.allCases), random.below(2))
    }
    let inner = condition(of: random.pick(members), among: members, day, depth - 1)
    if random.oneIn(2) {
      note("count", .number)
      return .counted(
        path, inner, random.pick(Condition.Comparer.allCases), random.below(members.count + 1))
    }
    let isAll = random.oneIn(3)
    note(isAll ? "all" : "any", .record)
    return .list(path, isAll: isAll, inner)
  }

  /// A test of one field.
  private mutating func leaf(
    of witness: RecordID, among records: [RecordID], _ day: CivilDate
  ) -> Condition {
    let evaluator = ReferenceEvaluator(book, day)
    let paths = paths(of: witness.collection)
    // Types first, so that the few currencies are met as often as the many texts.
    for _ in 0..<8 {
      let kind = random.pick(paths.keys.sorted { $0.rawValue < $1.rawValue })
      let path = random.pick(paths[kind] ?? [])
      let value = evaluator.value(path, witness)
      if kind == .boolean {
        note("alone", kind)
        return .flag(path)
      }
      if value == .missing || random.oneIn(12) {
        note("is missing", kind)
        return .missing(path)
      }
      let other = evaluator.value(path, random.pick(records))
      if let test = test(path, kind, value, other) { return test }
    }
    return .missing(random.pick(paths.values.first ?? []))
  }

  private mutating func test(
    _ path: Condition.Path, _ kind: DataType.Kind, _ value: Value, _ other: Value
  ) -> Condition? {
    switch kind {
    case .boolean: return .flag(path)
    case .text: return textTest(path, value, other)
    case .record:
      guard case .record(let record) = value else { return nil }
      if random.oneIn(3) { return textTest(path, book.label(record), book.label(record)) }
      return equality(path, kind, value: book.label(record), other: book.label(record))
    case .currency, .enumeration: return equality(path, kind, value: value, other: other)
    case .number, .money, .date: return ordering(path, kind, value, other)
    }
  }

  private mutating func equality(
    _ path: Condition.Path, _ kind: DataType.Kind, value: Value, other: Value
  ) -> Condition? {
    guard isWritable(value) else { return nil }
    if random.oneIn(4), kind != .record, isWritable(other) {
      note("in", kind)
      return .oneOf(path, [value, other])
    }
    let comparer: Condition.Comparer = random.oneIn(4) ? .notEqual : .equal
    note(comparer.rawValue, kind)
    return .compare(path, comparer, value)
  }

  private mutating func ordering(
    _ path: Condition.Path, _ kind: DataType.Kind, _ value: Value, _ other: Value
  ) -> Condition? {
    guard let constant = constant(value) else { return nil }
    if random.oneIn(6), let second = self.constant(other), kind != .money {
      let isInOrder = (try? ReferenceEvaluator(book, .first).isBefore(constant, second)) ?? false
      note("range", kind)
      return isInOrder ? .within(path, constant, second) : .within(path, second, constant)
    }
    if random.oneIn(8), case .date(let date) = constant {
      note("in period", kind)
      return .oneOf(path, [.period(Period(.month, holding: date))])
    }
    if random.oneIn(8), let second = self.constant(other) {
      note("in", kind)
      return .oneOf(path, [constant, second])
    }
    let comparer = random.pick(Condition.Comparer.allCases)
    note(comparer.rawValue, kind)
    return .compare(path, comparer, constant)
  }

  private mutating func textTest(
    _ path: Condition.Path, _ value: Value, _ other: Value
  ) -> Condition? {
    guard case .text(let text) = value, isWritable(value) else { return nil }
    if path.type == .text, random.oneIn(2) {
      if random.oneIn(2), isWritable(other) {
        note("in", .text)
        return .oneOf(path, [value, other])
      }
      let comparer = random.pick(Condition.Comparer.allCases)
      note(comparer.rawValue, .text)
      return .compare(path, comparer, value)
    }
    let relation = random.pick(Condition.TextRelation.allCases)
    let words = text.string.split(separator: " ").map(String.init)
    guard let first = words.first, let last = words.last, !text.string.contains("*"),
      !text.string.contains("?")
    else { return nil }
    let pattern =
      switch relation {
      case .has: random.pick(words)
      case .starts: first
      case .ends: last
      case .matches: random.oneIn(2) ? first + "*" : "*" + last
      }
    note(relation.rawValue, path.type == .text ? .text : .record)
    return .text(path, relation, changed(pattern))
  }

  /// The same for a clerk: another case, no accents.
  private mutating func changed(_ text: String) -> String {
    switch random.below(4) {
    case 0: text.uppercased() == text.lowercased() ? text : text.lowercased()
    case 1: text.folding(options: .diacriticInsensitive, locale: nil)
    default: text
    }
  }

  private func isWritable(_ value: Value) -> Bool {
    if case .text(let text) = value { return !text.string.contains("\n") }
    return value != .missing
  }

  /// A value as a constant: amounts with or without their currency, never below zero.
  private mutating func constant(_ value: Value) -> Value? {
    switch value {
    case .money(let money):
      if money.amount.isNegative { return nil }
      return money.amount.isZero || random.oneIn(3) ? .number(money.amount) : value
    case .number(let number): return number.isNegative ? nil : value
    case .date: return value
    default: return nil
    }
  }

  private mutating func note(_ relation: String, _ kind: DataType.Kind) {
    coverage["\(relation) × \(kind.rawValue)", default: 0] += 1
  }
}

// MARK: - Paths

extension DataType {
  /// The types that a condition can test.
  enum Kind: String {
    case boolean, number, money, date, text, currency, enumeration, record
  }

  var kind: Kind? {
    switch self {
    case .boolean: .boolean
    case .number: .number
    case .money: .money
    case .date: .date
    case .text: .text
    case .currency: .currency
    case .enumeration: .enumeration
    case .record: .record
    case .period, .duration, .list, .missing: nil
    }
  }
}

extension QuestionGenerator {
  /// The fields of a collection and of the records that it leads to, by their types.
  mutating func paths(of collection: CollectionID) -> [DataType.Kind: [Condition.Path]] {
    if let known = pathsOfCollection[collection] { return known }
    var found: [DataType.Kind: [Condition.Path]] = [:]
    for path in paths(of: collection, behind: [], hops: 2) {
      if let kind = path.type.kind { found[kind, default: []].append(path) }
    }
    pathsOfCollection[collection] = found
    return found
  }

  private func paths(
    of collection: CollectionID, behind names: [String], hops: Int
  ) -> [Condition.Path] {
    book.schema[collection].fields.flatMap { field -> [Condition.Path] in
      let own = [Condition.Path(names: names + [field.name], type: field.type)]
      guard case .record(let target) = field.type, hops > 0 else { return own }
      return own + paths(of: target, behind: names + [field.name], hops: hops - 1)
    }
  }
}
