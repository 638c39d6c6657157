import Model
import OracleSupport

/// Conditions are true or false: what SQL calls unknown is false.
extension SQLWriter {
  mutating func sql(_ test: Condition, _ row: String) throws -> String {
    try sql(test, inquiry.source.collection, row)
  }

  mutating func sql(
    _ test: Condition, _ collection: CollectionID, _ row: String,
    outer: (collection: CollectionID, row: String)? = nil
  ) throws -> String {
    switch test {
    case .compare(let path, let comparer, let wanted):
      return try compare(path, comparer, wanted, collection, row)
    case .oneOf(let path, let values):
      return "("
        + (try values.map { try compare(path, .equal, $0, collection, row) })
        .joined(separator: " OR ") + ")"
    case .within(let path, let low, let high):
      let notBelow = try compare(path, .greaterOrEqual, low, collection, row)
      return "(\(notBelow) AND \(try compare(path, .lessOrEqual, high, collection, row)))"
    case .missing(let path): return "(\(try value(path, collection, row).expression) IS NULL)"
    case .flag(let path): return "coalesce(\(try value(path, collection, row).expression), FALSE)"
    case .text(let path, let relation, let text):
      return try related(path, relation, text, collection, row)
    case .not(let inner): return "(NOT \(try sql(inner, collection, row, outer: outer)))"
    case .all(let parts):
      return "("
        + (try parts.map { try sql($0, collection, row, outer: outer) })
        .joined(separator: " AND ") + ")"
    case .any(let parts):
      return "("
        + (try parts.map { try sql($0, collection, row, outer: outer) })
        .joined(separator: " OR ") + ")"
    case .list(let path, let isAll, let inner):
      let member = name("m")
      let (target, from) = try members(path, collection, row, member)
      let held = try sql(inner, target, member)
      return isAll
        ? "(NOT EXISTS (SELECT 1 \(from) AND NOT \(held)))"
        : "EXISTS (SELECT 1 \(from) AND \(held))"
    case .counted(let path, let inner, let comparer, let count):
      let member = name("m")
      let (target, from) = try members(path, collection, row, member)
      let held = try inner.map { " AND \(try sql($0, target, member))" } ?? ""
      return "((SELECT count(*) \(from)\(held)) \(comparer.rawValue) \(count))"
    case .terms(let a, let comparer, let b):
      return compared(try value(a, collection, row), comparer, try value(b, collection, row))
    case .absent(let term): return "(\(try value(term, collection, row).expression) IS NULL)"
    case .among(let path, let nested, let isNot):
      return try among(path, nested, isNot, collection, row)
    case .sameAsOuter(let path):
      guard let outer else { throw NotInSQL() }
      return compared(
        try value(path, collection, row), .equal, try value(path, outer.collection, outer.row))
    }
  }

  private mutating func among(
    _ path: Condition.Path, _ nested: Term.Nested, _ isNot: Bool, _ collection: CollectionID,
    _ row: String
  ) throws -> String {
    let member = name("m")
    let wanted = equalForm(try value(path, collection, row))
    let number = Condition.Path(names: ["number"], type: .text)
    let shown =
      try nested.field.map { equalForm(try value($0, nested.collection, member)) }
      ?? value(number, nested.collection, member).expression
    var tests = ["\(shown) = \(wanted)"]
    if let condition = nested.condition {
      tests.append(try sql(condition, nested.collection, member, outer: (collection, row)))
    }
    return """
      (\(isNot ? "NOT " : "")EXISTS (SELECT 1 FROM (\(try rows(of: nested.collection))) \(member) \
      WHERE \(tests.joined(separator: " AND "))))
      """
  }

  // MARK: Comparing

  private func compare(
    _ path: Condition.Path, _ comparer: Condition.Comparer, _ wanted: Value,
    _ collection: CollectionID, _ row: String
  ) throws -> String {
    let found = try value(path, collection, row)
    let isNegated = comparer == .notEqual
    let sign = isNegated ? "=" : comparer.rawValue
    let test: String
    switch (found.form, wanted) {
    case (.record(let table), .text(let text)):
      let folded = SQLWriter.quoted(evaluator.folded(.text(text)) ?? "")
      test = try labels(table, found.expression).map { "\(Self.text("eq", $0)) = \(folded)" }
        .map { "coalesce(\($0), FALSE)" }.joined(separator: " OR ")
    case (.text, .text(let text)):
      let folded = SQLWriter.quoted(evaluator.folded(.text(text)) ?? "")
      test = "\(Self.text("eq", found.expression)) \(sign) \(folded)"
    case (.date, .period(let period)):
      test = "\(found.expression) BETWEEN '\(period.first)' AND '\(period.last)'"
    case (_, .number), (_, .money), (_, .date), (_, .currency), (_, .enumeration):
      return compared(found, comparer, try value(.constant(wanted), collection, row: row))
    default: throw NotInSQL()
    }
    return isNegated ? "(NOT coalesce((\(test)), FALSE))" : "coalesce((\(test)), FALSE)"
  }

  /// A constant needs no names of its own.
  private func value(_ term: Term, _ collection: CollectionID, row: String) throws -> SQLValue {
    var copy = self
    return try copy.value(term, collection, row)
  }

  private var evaluator: ReferenceEvaluator { ReferenceEvaluator(book, inquiry.source.day) }

  /// Two values; amounts in different currencies are equal, smaller, larger in no case but zero.
  private func compared(_ a: SQLValue, _ comparer: Condition.Comparer, _ b: SQLValue) -> String {
    let isNegated = comparer == .notEqual
    let sign = isNegated ? "=" : comparer.rawValue
    let (left, right) = aligned(a, b)
    var test = "\(left) \(sign) \(right)"
    if case .money(let x) = a.form, case .money(let y) = b.form {
      test += " AND (\(x) = \(y) OR \(a.expression) = 0 OR \(b.expression) = 0)"
    }
    return isNegated ? "(NOT coalesce((\(test)), FALSE))" : "coalesce((\(test)), FALSE)"
  }

  private func aligned(_ a: SQLValue, _ b: SQLValue) -> (String, String) {
    if let x = a.scale, let y = b.scale {
      let scale = max(x, y)
      return (a.scaled(x, scale), b.scaled(y, scale))
    }
    return (equalForm(a), equalForm(b))
  }

  /// What is compared of a value: texts by their small letters.
  private func equalForm(_ value: SQLValue) -> String {
    switch value.form {
    case .text(false): "coalesce(\(Self.text("eq", value.expression)), lower(\(value.expression)))"
    case .text(true): "lower(\(value.expression))"
    case .period(let unit): period("text", unit, value.expression)
    default: value.expression
    }
  }

  // MARK: Text

  /// A form of a text of the files: `eq` without case, `plain` without accents too.
  private static func text(_ form: String, _ expression: String) -> String {
    "(SELECT \(form) FROM texts WHERE original = \(expression))"
  }

  /// The texts by which a record is known.
  private func labels(_ table: String, _ number: String) throws -> [String] {
    guard let collection = book.schema.collection(named: table), let known = SQLTable.all[table],
      let linked = known.linked
    else { throw NotInSQL() }
    return try book.schema[collection].labels.map { label in
      guard known.fields[label] != nil else { throw NotInSQL() }
      return "(SELECT \(label) FROM \(linked) WHERE number = \(number))"
    }
  }

  private func related(
    _ path: Condition.Path, _ relation: Condition.TextRelation, _ pattern: String,
    _ collection: CollectionID, _ row: String
  ) throws -> String {
    let found = try value(path, collection, row)
    var texts = [found.expression]
    if case .record(let table) = found.form { texts = try labels(table, found.expression) }
    let tests = texts.map { text in
      "coalesce(\(related(Self.text("plain", text), relation, evaluator.plain(pattern))), FALSE)"
    }
    return "(\(tests.joined(separator: " OR ")))"
  }

  private func related(
    _ text: String, _ relation: Condition.TextRelation, _ pattern: String
  ) -> String {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    switch relation {
    case .has: return "instr(\(text), \(SQLWriter.quoted(pattern))) > 0"
    case .starts: return SQLWriter.begins(text, pattern)
    case .ends: return SQLWriter.ends(text, pattern)
    case .matches where parts.count == 2:
      // The star stands at one end.
      return parts[1].isEmpty ? SQLWriter.begins(text, parts[0]) : SQLWriter.ends(text, parts[1])
    case .matches: return "\(text) = \(SQLWriter.quoted(pattern))"
    }
  }

  private static func begins(_ text: String, _ start: String) -> String {
    "substr(\(text), 1, length(\(quoted(start)))) = \(quoted(start))"
  }

  private static func ends(_ text: String, _ end: String) -> String {
    """
    length(\(text)) >= length(\(quoted(end))) AND \
    substr(\(text), length(\(text)) - length(\(quoted(end))) + 1) = \(quoted(end))
    """
  }

  // MARK: Cells

  /// What rows are grouped by: the value itself.
  func exact(_ value: SQLValue) throws -> String {
    switch value.form {
    case .period(let unit): return period("text", unit, value.expression)
    case .test: return "coalesce(\(value.expression), FALSE)"
    case .ratio, .money: throw NotInSQL()
    default: return value.expression
    }
  }

  /// A value as the text that is compared with the engine's.
  func cell(_ value: SQLValue) throws -> String {
    let x = value.expression
    switch value.form {
    case .number(let scale): return "CAST(\(x) AS VARCHAR) || 'e-\(scale)'"
    case .money(let currency): return "\(currency) || ' ' || CAST(\(x) AS VARCHAR) || 'e-4'"
    case .text, .date, .word, .currency: return x
    case .test: return "CASE WHEN \(x) THEN 'yes' ELSE 'no' END"
    case .period(let unit): return period("text", unit, x)
    case .record(let table):
      let names = try labels(table, x)
      return names.count == 1 ? names[0] : "coalesce(\(names.joined(separator: ", ")))"
    case .ratio(let divisor):
      let quotients = [(">", ""), ("<", "-")].map { sign, minus in
        "WHEN \(divisor) \(sign) 0 THEN CAST(\(minus)\(x) AS VARCHAR) || '/'"
          + " || CAST(\(minus)\(divisor) AS VARCHAR) || 'e-0'"
      }
      return "CASE \(quotients.joined(separator: " ")) END"
    }
  }
}

extension SQLValue {
  /// The decimals of a figure; nil for what is none.
  var scale: Int? {
    switch form {
    case .number(let scale): scale
    case .money: 4
    default: nil
    }
  }
}
