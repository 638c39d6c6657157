import Foundation
import Model

/// Evaluates conditions one row at a time.
struct ReferenceEvaluator {
  let book: ReferenceBook
  let day: CivilDate
  /// The record around a question inside the question.
  var outer: RecordID?
  /// Columns that earlier steps made.
  var columns: [String: Value] = [:]

  /// Amounts in several currencies have no order.
  struct SeveralCurrencies: Error {}

  init(_ book: ReferenceBook, _ day: CivilDate) {
    (self.book, self.day) = (book, day)
  }

  /// Whether a condition holds for a record.
  func holds(_ condition: Condition, _ record: RecordID) throws -> Bool {
    switch condition {
    case .compare(let path, let comparer, let wanted):
      return try compare(value(path, record), comparer, wanted)
    case .oneOf(let path, let wanted):
      let found = value(path, record)
      for one in wanted where try compare(found, .equal, one) { return true }
      return false
    case .within(let path, let low, let high):
      let found = value(path, record)
      let isNotBelow = try compare(found, .greaterOrEqual, low)
      let isNotAbove = try compare(found, .lessOrEqual, high)
      return isNotBelow && isNotAbove
    case .missing(let path): return value(path, record) == .missing
    case .flag(let path): return value(path, record) == .boolean(true)
    case .text(let path, let relation, let text):
      return names(value(path, record)).contains { matches($0, relation, text) }
    case .not(let inner):
      if book.slip == .missingStaysUnderNot, case .compare(let path, _, _) = inner,
        value(path, record) == .missing
      {
        return false
      }
      return try !holds(inner, record)
    case .all(let parts): return try parts.allSatisfy { try holds($0, record) }
    case .any(let parts):
      if book.slip == .orLooksAtTheFirst { return try holds(parts[0], record) }
      return try parts.contains { try holds($0, record) }
    case .list(let path, let isAll, let inner):
      let members = list(path, record)
      return isAll
        ? try members.allSatisfy { try holds(inner, $0) }
        : try members.contains { try holds(inner, $0) }
    case .counted(let path, let inner, let comparer, let count):
      let found = try list(path, record).count { member in
        guard let inner else { return true }
        return try holds(inner, member)
      }
      return try compare(.number(Decimal(found)), comparer, .number(Decimal(count)))
    case .terms(let left, let comparer, let right):
      return try compare(value(left, record), comparer, value(right, record))
    case .absent(let term): return try value(term, record) == .missing
    case .among(let path, let nested, let isNot):
      return try isAmong(path, nested, record) != isNot
    case .sameAsOuter(let path):
      guard let outer, book.slip != .outerIsIgnored else { return true }
      return try compare(value(path, record), .equal, value(path, outer))
    }
  }

  /// The value at the end of a path; a yes/no field that leads nowhere says no.
  func value(_ path: Condition.Path, _ record: RecordID) -> Value {
    var value = Value.record(record)
    for name in path.names {
      guard case .record(let next) = value else {
        return path.type == .boolean ? .boolean(false) : .missing
      }
      value = book.value(named: name, next, day)
    }
    return value
  }

  /// The records behind a to-many link.
  func list(_ path: Condition.Path, _ record: RecordID) -> [RecordID] {
    guard let field = book.schema.field(named: path.names[0], of: record.collection) else {
      return []
    }
    return book.list(field, record, day)
  }
}

// MARK: - Comparing

extension ReferenceEvaluator {
  func compare(
    _ found: Value, _ comparer: Condition.Comparer, _ wanted: Value
  ) throws -> Bool {
    switch comparer {
    case .equal: return try equals(found, wanted)
    case .notEqual: return try !equals(found, wanted)
    case .less: return try isBefore(found, wanted)
    case .greater: return try isBefore(wanted, found)
    case .lessOrEqual:
      if book.slip == .lessOrEqualIsLess { return try isBefore(found, wanted) }
      return try isBefore(found, wanted) || isLevel(found, wanted)
    case .greaterOrEqual: return try isBefore(wanted, found) || isLevel(found, wanted)
    }
  }

  /// Equality; a missing value equals nothing.
  private func equals(_ found: Value, _ wanted: Value) throws -> Bool {
    switch (found, wanted) {
    case (.missing, _), (_, .missing): return false
    case (.date(let date), .period(let period)): return period.contains(date)
    case (.record(let record), .text):
      return book.schema[record.collection].labels.contains {
        folded(book.stored($0, record)) == folded(wanted)
      }
    case (.text, .text): return folded(found) == folded(wanted)
    default: return try isLevel(found, wanted)
    }
  }

  /// Whether neither side comes first.
  private func isLevel(_ a: Value, _ b: Value) throws -> Bool {
    switch (a, b) {
    case (.money(let x), .money(let y)):
      return x.amount == y.amount && areComparable(x, y)
    case (.money(let x), .number(let y)), (.number(let y), .money(let x)): return x.amount == y
    case (.bag, .number), (.number, .bag): throw SeveralCurrencies()
    case (.text, .text): return folded(a) == folded(b)
    default: return a != .missing && a == b
    }
  }

  func isBefore(_ a: Value, _ b: Value) throws -> Bool {
    switch (a, b) {
    case (.number(let x), .number(let y)): return x < y
    case (.money(let x), .money(let y)): return x.amount < y.amount && areComparable(x, y)
    case (.money(let x), .number(let y)): return x.amount < y
    case (.number(let x), .money(let y)): return x < y.amount
    case (.bag, .money), (.money, .bag), (.bag, .number), (.number, .bag), (.bag, .bag):
      throw SeveralCurrencies()
    case (.date(let x), .date(let y)): return x < y
    case (.currency(let x), .currency(let y)): return x.text < y.text
    case (.text, .text):
      return Text(folded(a) ?? "") < Text(folded(b) ?? "")
    default: return false
    }
  }

  /// Amounts of one currency; zero is zero in any.
  private func areComparable(_ a: Money, _ b: Money) -> Bool {
    a.currency == b.currency || a.amount.isZero || b.amount.isZero || book.slip == .currenciesMixed
  }
}

// MARK: - Text

extension ReferenceEvaluator {
  /// The texts by which a value is known.
  private func names(_ value: Value) -> [String] {
    switch value {
    case .text(let text): [text.string]
    case .record(let record):
      book.schema[record.collection].labels.compactMap {
        if case .text(let text) = book.stored($0, record) { text.string } else { nil }
      }
    default: []
    }
  }

  private func matches(
    _ text: String, _ relation: Condition.TextRelation, _ pattern: String
  ) -> Bool {
    let (text, pattern) = (plain(text), plain(pattern))
    switch relation {
    case .has: return pattern.isEmpty || text.contains(pattern)
    case .starts: return text.hasPrefix(pattern)
    case .ends: return text.hasSuffix(pattern)
    case .matches:
      // The generator's patterns have one star, at one end or between.
      let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return text == pattern }
      return text.count >= parts[0].count + parts[1].count && text.hasPrefix(parts[0])
        && text.hasSuffix(parts[1])
    }
  }

  func folded(_ value: Value) -> String? {
    guard case .text(let text) = value else { return nil }
    return spaced(text.string.lowercased())
  }

  /// Without case and accents.
  func plain(_ text: String) -> String {
    if book.slip == .accentsCount { return spaced(text.lowercased()) }
    return spaced(text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil))
  }

  private func spaced(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

private typealias Decimal = Model.Decimal
