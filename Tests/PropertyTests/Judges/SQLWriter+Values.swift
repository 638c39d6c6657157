import Model
import OracleSupport

extension SQLWriter {
  /// A term of a row of the question.
  mutating func value(_ term: Term, _ row: String) throws -> SQLValue {
    try value(term, inquiry.source.collection, row)
  }

  mutating func value(_ term: Term, _ collection: CollectionID, _ row: String) throws -> SQLValue {
    switch term {
    case .field(let path): return try value(path, collection, row)
    case .column(let name, _):
      guard let column = columns[name] else { throw NotInSQL() }
      return column.of(row)
    case .constant(let value): return try constant(value)
    case .arithmetic(let a, let sign, let b):
      return try arithmetic(value(a, collection, row), sign, value(b, collection, row))
    case .moved(let date, let days):
      let number = dayNumber(try value(date, collection, row).expression)
      return SQLValue(
        form: .date, expression: "(SELECT iso FROM days WHERE n = \(number) + (\(days)))")
    case .choice(let test, let a, let b):
      let test = try sql(test, collection, row)
      return try either(value(a, collection, row), value(b, collection, row)) {
        "CASE WHEN \(test) THEN \($0) ELSE \($1) END"
      }
    case .fallback(let a, let b):
      let first = try value(a, collection, row)
      return try either(first, value(b, collection, row)) {
        "CASE WHEN \(first.expression) IS NOT NULL THEN \($0) ELSE \($1) END"
      }
    case .call(let function, let argument, let count):
      return try called(function, value(argument, collection, row), count)
    case .bucket(let inner, let edges, let isWhole):
      return try bucket(value(inner, collection, row), edges, isWhole)
    case .inEuros(let inner): return try inEuros(value(inner, collection, row))
    case .fold(let fold, let list, let field, let test):
      return try folded(fold, list, field, test, collection, row)
    case .answer(let fold, let nested):
      let member = name("m")
      let test = try nested.condition.map {
        try sql($0, nested.collection, member, outer: (collection, row))
      }
      let from =
        "FROM (\(try rows(of: nested.collection))) \(member)"
        + (test.map { " WHERE \($0)" } ?? "")
      return try folded(fold, nested.field, nested.collection, member, from)
    }
  }

  /// A field of a record, or of the one that it leads to.
  func value(
    _ path: Condition.Path, _ collection: CollectionID, _ row: String
  ) throws -> SQLValue {
    let first = try field(path.names[0], collection)
    var value = SQLValue(form: first.form, expression: first.expression).of(row, day)
    for (index, name) in path.names.dropFirst().enumerated() {
      guard case .record(let target) = value.form, let next = SQLTable.all[target],
        let collection = book.schema.collection(named: target)
      else { throw NotInSQL() }
      let field = try self.field(name, collection)
      guard let table = field.isStored ? next.linked : next.dated else { throw NotInSQL() }
      let alias = "k\(index)_\(row)"
      let inner = SQLValue(form: field.form, expression: field.expression).of(alias, day)
      let from =
        "FROM \(table) \(alias) WHERE \(alias).number = \(value.expression)"
        + (field.isStored ? "" : " AND \(alias).day = \(day)")
      var form = inner.form
      if case .money(let currency) = form {
        form = .money(currency: "(SELECT \(currency) \(from))")
      }
      value = SQLValue(form: form, expression: "(SELECT \(inner.expression) \(from))")
    }
    return value
  }

  /// A field in SQL; one that the files do not have is NULL, or no.
  private func field(_ name: String, _ collection: CollectionID) throws -> SQLTable.Field {
    if let known = SQLTable.all[book.schema[collection].name]?.fields[name] { return known }
    guard let id = book.schema.field(named: name, of: collection),
      book.schema[id].origin == .stored, !book.hasColumn(name, collection)
    else { throw NotInSQL() }
    let form: SQLValue.Form
    switch book.schema[id].type {
    case .boolean: return SQLTable.Field(form: .test, expression: "FALSE", isStored: true)
    case .number: form = .number(scale: 0)
    case .money: form = .money(currency: "CAST(NULL AS VARCHAR)")
    case .date: form = .date
    case .currency: form = .currency
    case .text: form = .text(isPlain: false)
    default: throw NotInSQL()
    }
    let type = form.isFigure ? "BIGINT" : "VARCHAR"
    return SQLTable.Field(form: form, expression: "CAST(NULL AS \(type))", isStored: true)
  }

  private var day: String { "'\(inquiry.source.day)'" }

  /// The day as a number, so that days can be counted.
  func dayNumber(_ date: String) -> String { "(SELECT n FROM days WHERE iso = \(date))" }

  private func constant(_ value: Value) throws -> SQLValue {
    switch value {
    case .number(let number):
      return SQLValue(
        form: .number(scale: number.scale), expression: "CAST(\(number.coefficient) AS BIGINT)")
    case .money(let money):
      guard let units = money.amount.coefficient(atScale: 4) else { throw NotInSQL() }
      return SQLValue(
        form: .money(currency: "'\(money.currency.text)'"), expression: "\(units)")
    case .date(let date): return SQLValue(form: .date, expression: "'\(date)'")
    case .text(let text):
      return SQLValue(form: .text(isPlain: false), expression: SQLWriter.quoted(text.string))
    case .currency(let currency):
      return SQLValue(form: .currency, expression: "'\(currency.text)'")
    case .enumeration(let id, let word):
      return SQLValue(form: .word, expression: "'\(book.schema.words(of: id)[word])'")
    case .period(let period): return SQLValue(form: .word, expression: "'\(period.text)'")
    default: throw NotInSQL()
    }
  }

  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
  }

  // MARK: Arithmetic

  private func arithmetic(_ a: SQLValue, _ sign: Term.Sign, _ b: SQLValue) throws -> SQLValue {
    switch (a.form, sign, b.form) {
    case (.number(let x), .plus, .number(let y)), (.number(let x), .minus, .number(let y)):
      let scale = max(x, y)
      return SQLValue(
        form: .number(scale: scale),
        expression: "(\(a.scaled(x, scale)) \(sign.rawValue) \(b.scaled(y, scale)))")
    case (.number(let x), .times, .number(let y)):
      return SQLValue(
        form: .number(scale: x + y), expression: "(\(a.expression) * \(b.expression))")
    case (.date, .minus, .date):
      return SQLValue(
        form: .number(scale: 0),
        expression: "(\(dayNumber(a.expression)) - \(dayNumber(b.expression)))")
    case (.money, .times, .number(0)):
      return SQLValue(form: a.form, expression: "(\(a.expression) * \(b.expression))")
    case (.money, .plus, .money), (.money, .minus, .money):
      // Both are amounts of the record itself, in its one currency.
      return SQLValue(
        form: a.form, expression: "(\(a.expression) \(sign.rawValue) \(b.expression))")
    default: throw NotInSQL()
    }
  }

  private func either(
    _ a: SQLValue, _ b: SQLValue, _ choose: (String, String) -> String
  ) throws -> SQLValue {
    switch (a.form, b.form) {
    case (.number(let x), .number(let y)):
      let scale = max(x, y)
      return SQLValue(
        form: .number(scale: scale), expression: choose(a.scaled(x, scale), b.scaled(y, scale)))
    case (.money(let x), .money(let y)):
      return SQLValue(
        form: .money(currency: choose(x, y)), expression: choose(a.expression, b.expression))
    case (.date, .date):
      return SQLValue(form: .date, expression: choose(a.expression, b.expression))
    case (.text, .text):
      return SQLValue(
        form: .text(isPlain: false), expression: choose(a.expression, b.expression))
    default: throw NotInSQL()
    }
  }

  /// At the latest rate of the day, to the cent, a half away from zero.
  private func inEuros(_ value: SQLValue) throws -> SQLValue {
    // Prices may be finer than a cent, and stay so.
    guard case .money(let currency) = value.form, !value.expression.contains("unit_price") else {
      throw NotInSQL()
    }
    let x = value.expression
    let rate = """
      (SELECT w.rate FROM rates w WHERE w.to_currency = \(currency) AND w.date <= \(day) \
      ORDER BY w.date DESC, w.ord DESC LIMIT 1)
      """
    return SQLValue(
      form: .money(currency: "CASE WHEN \(x) IS NOT NULL THEN 'EUR' END"),
      expression: """
        CASE WHEN \(currency) = 'EUR' OR \(x) = 0 THEN \(x) ELSE \
        sign(\(x)) * idiv(2 * abs(\(x)) * 100 + \(rate), 2 * \(rate)) * 100 END
        """)
  }

  // MARK: Functions

  private func called(_ function: Term.Function, _ value: SQLValue, _ count: Int?) throws
    -> SQLValue
  {
    let x = value.expression
    switch (function, value.form) {
    case (.year, .date), (.quarter, .date), (.month, .date), (.week, .date):
      return SQLValue(form: .period(function), expression: x)
    case (.monthNumber, .date):
      return SQLValue(
        form: .number(scale: 0), expression: "CAST(substr(\(x), 6, 2) AS INTEGER)")
    case (.start, .period(let unit)):
      return SQLValue(form: .date, expression: period("first", unit, x))
    case (.end, .period(let unit)):
      return SQLValue(form: .date, expression: period("last", unit, x))
    case (.days, .period(let unit)):
      return SQLValue(form: .number(scale: 0), expression: period("length", unit, x))
    case (.lower, .text), (.upper, .text), (.trim, .text):
      return SQLValue(form: .text(isPlain: true), expression: "\(function.rawValue)(\(x))")
    case (.left, .text):
      return SQLValue(form: .text(isPlain: true), expression: "substr(\(x), 1, \(count ?? 0))")
    case (.right, .text):
      let start =
        "CASE WHEN length(\(x)) > \(count ?? 0) THEN length(\(x)) - \(count ?? 0) ELSE 0 END"
      return SQLValue(form: .text(isPlain: true), expression: "substr(\(x), 1 + \(start))")
    case (.length, .text): return SQLValue(form: .number(scale: 0), expression: "length(\(x))")
    case (.amount, .money): return SQLValue(form: .number(scale: 4), expression: x)
    case (.abs, .number), (.abs, .money): return SQLValue(form: value.form, expression: "abs(\(x))")
    case (.round, .number(let scale)), (.floor, .number(let scale)):
      let places = function == .round ? count ?? 0 : 0
      guard places < scale else { return value }
      let unit = SQLValue.power(scale - places)
      let half = "sign(\(x)) * idiv(abs(\(x)) + \(unit / 2), \(unit))"
      let down =
        "CASE WHEN \(x) < 0 THEN -idiv(\(unit - 1) - \(x), \(unit)) ELSE idiv(\(x), \(unit)) END"
      return SQLValue(
        form: .number(scale: places), expression: function == .round ? half : down)
    default: throw NotInSQL()
    }
  }

  func period(_ column: String, _ unit: Term.Function, _ date: String) -> String {
    "(SELECT \(column) FROM periods WHERE iso = \(date) AND unit = '\(unit.rawValue)')"
  }

  private func bucket(_ value: SQLValue, _ edges: [Int], _ isWhole: Bool) throws -> SQLValue {
    let unit: Int
    switch value.form {
    case .number(let scale): unit = SQLValue.power(scale)
    case .money: unit = 10_000
    default: throw NotInSQL()
    }
    var text = "CASE WHEN \(value.expression) <= \(edges[0] * unit) THEN 'up to \(edges[0])'"
    for (low, high) in zip(edges, edges.dropFirst()) {
      let word =
        !isWhole ? "over \(low) to \(high)" : low + 1 == high ? "\(high)" : "\(low + 1)-\(high)"
      text += " WHEN \(value.expression) <= \(high * unit) THEN '\(word)'"
    }
    let last = edges[edges.count - 1]
    text += " WHEN \(value.expression) > \(last * unit) THEN 'over \(last)' END"
    return SQLValue(form: .text(isPlain: true), expression: text)
  }

  // MARK: Lists

  private mutating func folded(
    _ fold: Term.Fold, _ list: Condition.Path, _ field: Condition.Path?, _ test: Condition?,
    _ collection: CollectionID, _ row: String
  ) throws -> SQLValue {
    let member = name("m")
    let (target, from) = try members(list, collection, row, member)
    let filter = try test.map { " AND \(try sql($0, target, member))" } ?? ""
    if let field, case .money = try value(field, target, member).form {
      // What belongs to a document is in its currency; that of a party may be in several.
      guard ![CollectionID.customers, .vendors].contains(collection) else { throw NotInSQL() }
      let x = try value(field, target, member)
      let sum =
        fold == .sum ? "coalesce(sum(\(x.expression)), 0)" : "\(fold.rawValue)(\(x.expression))"
      let currency = try value(
        Condition.Path(names: ["currency"], type: .currency), collection, row)
      return SQLValue(
        form: .money(currency: currency.expression),
        expression: "(SELECT \(sum) \(from + filter))")
    }
    return try folded(fold, field, target, member, from + filter)
  }

  /// The records behind a to-many link, as a FROM with its WHERE.
  func members(
    _ list: Condition.Path, _ collection: CollectionID, _ row: String, _ member: String
  ) throws -> (CollectionID, String) {
    guard let field = book.schema.field(named: list.names[0], of: collection),
      case .toMany(let target, let via) = book.schema[field].origin, via.count == 1,
      SQLTable.all[book.schema[collection].name]?.fields["number"] != nil
    else { throw NotInSQL() }
    let link = try value(
      Condition.Path(names: [book.schema[via[0]].name], type: .missing), target, member)
    return (
      target,
      "FROM (\(try rows(of: target))) \(member) WHERE \(link.expression) = \(row).number"
    )
  }

  private mutating func folded(
    _ fold: Term.Fold, _ field: Condition.Path?, _ collection: CollectionID, _ member: String,
    _ from: String
  ) throws -> SQLValue {
    guard let field else {
      return SQLValue(form: .number(scale: 0), expression: "(SELECT count(*) \(from))")
    }
    let x = try value(field, collection, member)
    switch (fold, x.form) {
    case (.sum, .number):
      return SQLValue(
        form: x.form, expression: "(SELECT coalesce(sum(\(x.expression)), 0) \(from))")
    case (.min, .number), (.max, .number), (.min, .date), (.max, .date):
      return SQLValue(
        form: x.form, expression: "(SELECT \(fold.rawValue)(\(x.expression)) \(from))")
    default: throw NotInSQL()
    }
  }
}

extension SQLValue.Form {
  var isFigure: Bool {
    switch self {
    case .number, .money: true
    default: false
    }
  }
}

extension SQLValue {
  static func power(_ digits: Int) -> Int { (0..<digits).reduce(1) { power, _ in power * 10 } }

  /// In more digits than it has.
  func scaled(_ own: Int, _ wanted: Int) -> String {
    own == wanted ? expression : "(\(expression) * \(SQLValue.power(wanted - own)))"
  }

  /// The value of a row that has this name.
  func of(_ row: String, _ today: String = "") -> SQLValue {
    func named(_ text: String) -> String {
      text.replacing("@", with: row).replacing("#", with: today)
    }
    let form: Form =
      switch self.form {
      case .money(let currency): .money(currency: named(currency))
      case .ratio(let divisor): .ratio(over: named(divisor))
      default: self.form
      }
    return SQLValue(form: form, expression: named(expression))
  }
}
