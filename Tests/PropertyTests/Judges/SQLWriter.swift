import Model
import OracleSupport

/// Writes a question as SQL that SQLite and DuckDB both understand.
struct SQLWriter {
  /// The question has parts that SQL would have to define anew.
  struct NotInSQL: Error {}

  let book: ReferenceBook
  let inquiry: Inquiry
  var nameCount = 0
  /// The rows after each step, as named queries: databases do not read them nested so deep.
  private var parts: [String] = []
  /// The rows so far.
  private var query: String {
    get { "SELECT * FROM q\(parts.count)" }
    set { parts.append("q\(parts.count + 1) AS (\(newValue))") }
  }
  /// The column by which they are in order.
  var place = "ord"
  var columns: [String: SQLValue] = [:]

  init(_ book: ReferenceBook, _ inquiry: Inquiry) {
    (self.book, self.inquiry) = (book, inquiry)
  }

  /// The question, its cells as text; nil where it has no SQL.
  static func sql(_ inquiry: Inquiry, _ book: ReferenceBook) -> String? {
    var writer = SQLWriter(book, inquiry)
    guard let last = try? writer.written() else { return nil }
    return "WITH \(writer.parts.joined(separator: ",\n"))\n\(last)"
  }

  mutating func name(_ prefix: String) -> String {
    nameCount += 1
    return "\(prefix)\(nameCount)"
  }

  /// The records of a collection by the end of the day.
  func rows(of collection: CollectionID) throws -> String {
    guard let table = SQLTable.all[book.schema[collection].name] else { throw NotInSQL() }
    return table.rows.replacing("§", with: inquiry.source.day.description)
  }

  private mutating func written() throws -> String {
    query = try rows(of: inquiry.source.collection)
    for step in inquiry.steps.dropLast(isLastHaving ? 2 : 1) { try add(step) }
    let last = inquiry.steps[inquiry.steps.count - (isLastHaving ? 2 : 1)]
    switch last {
    case .show(let items): return try shown(items)
    case .summarize(let summaries, let keys, nil):
      return try summarized(summaries, keys, having: isLastHaving ? inquiry.steps.last : nil)
    case .summarize(let summaries, let keys, let across?):
      return try acrossed(summaries[0], keys, across)
    default: throw NotInSQL()
    }
  }

  private var isLastHaving: Bool {
    if case .having? = inquiry.steps.last { true } else { false }
  }

  // MARK: Steps

  private mutating func add(_ step: Inquiry.Step) throws {
    let row = name("r")
    switch step {
    case .filter(let test):
      query = "SELECT \(row).* FROM (\(query)) \(row) WHERE \(try sql(test, row))"
    case .set(let word, let test): try addSet(word, test, row)
    case .calc(let items): for item in items { try addColumn(item) }
    case .window(let window, let item, let by): try addWindow(window, item, by, row)
    case .sort(let keys): try addOrder(keys, row)
    case .top(let count, let term):
      try addOrder([Inquiry.Key(term: term, isDescending: true)], row)
      addSlice("<= \(count)")
    case .take(let count): addSlice("<= \(count)")
    case .skip(let count): addSlice("> \(count)")
    case .unique(let paths):
      let keys = try paths.map { try addedColumn(of: .field($0)).of(row).expression }
      let (number, outside) = (name("u"), name("r"))
      query = """
        SELECT \(outside).* FROM (SELECT \(row).*, row_number() OVER (PARTITION BY \
        \(keys.joined(separator: ", ")) ORDER BY \(row).\(place)) AS \(number) \
        FROM (\(query)) \(row)) \(outside) WHERE \(outside).\(number) = 1
        """
    case .show, .summarize, .having: throw NotInSQL()
    }
  }

  private mutating func addSet(
    _ word: Inquiry.SetWord, _ test: Condition, _ row: String
  ) throws {
    let all = try rows(of: inquiry.source.collection)
    let found = "SELECT \(row).* FROM (\(all)) \(row) WHERE \(try sql(test, row))"
    let (left, right) = (name("r"), name("r"))
    let place = name("p")
    switch word {
    case .union:
      query = """
        SELECT \(left).*, \(left).\(self.place) AS \(place) FROM (\(query)) \(left) UNION ALL \
        SELECT \(right).*, 1000000000000 + \(right).ord AS \(place) FROM (\(found)) \(right) \
        WHERE \(right).ord NOT IN (SELECT ord FROM (\(query)))
        """
      self.place = place
    case .except, .intersect:
      let isIn = word == .except ? "NOT IN" : "IN"
      query = """
        SELECT \(left).* FROM (\(query)) \(left) \
        WHERE \(left).ord \(isIn) (SELECT ord FROM (\(found)))
        """
    }
  }

  private mutating func addColumn(_ item: Inquiry.Named) throws {
    let row = name("r")
    let value = try value(item.term, row)
    var selected = "\(value.expression) AS \(item.name)"
    columns[item.name] = SQLValue(form: value.form, expression: "@.\(item.name)")
    switch value.form {
    case .money(let currency):
      selected += ", \(currency) AS \(item.name)_c"
      columns[item.name] = SQLValue(
        form: .money(currency: "@.\(item.name)_c"), expression: "@.\(item.name)")
    case .ratio(let divisor):
      selected += ", \(divisor) AS \(item.name)_d"
      columns[item.name] = SQLValue(
        form: .ratio(over: "@.\(item.name)_d"), expression: "@.\(item.name)")
    default: break
    }
    query = "SELECT \(row).*, \(selected) FROM (\(query)) \(row)"
  }

  private mutating func addWindow(
    _ window: Inquiry.Window, _ item: Inquiry.Named, _ by: Term?, _ row: String
  ) throws {
    var value = try addedColumn(of: item.term).of(row)
    let key = try by.map { try addedColumn(of: $0).of(row).expression }
    if case .date = value.form {
      let column = name("v")
      let inner = name("r")
      let number = dayNumber(value.expression.replacing("\(row).", with: "\(inner)."))
      query = "SELECT \(inner).*, \(number) AS \(column) FROM (\(query)) \(inner)"
      value = SQLValue(form: .number(scale: 0), expression: "\(row).\(column)")
    }
    let x = value.expression
    var part = ["(\(x) IS NULL)"]
    var form = value.form
    if case .money(let currency) = value.form { part.append(currency) }
    if let key { part.append(key) }
    let over = "PARTITION BY \(part.joined(separator: ", "))"
    let ordered = "\(over) ORDER BY \(row).\(place)"
    var divisor: String?
    let made: String
    switch window {
    case .running: made = "sum(\(x)) OVER (\(ordered))"
    case .change: made = "\(x) - lag(\(x)) OVER (\(ordered))"
    case .rank:
      made = "rank() OVER (\(over) ORDER BY \(x) DESC)"
      form = .number(scale: 0)
    case .share:
      made = x
      divisor = "sum(\(x)) OVER (\(over))"
      form = .ratio(over: "@.\(item.name)_d")
    }
    var selected = "CASE WHEN \(x) IS NULL THEN NULL ELSE \(made) END AS \(item.name)"
    if let divisor { selected += ", \(divisor) AS \(item.name)_d" }
    if case .money(let currency) = form {
      selected += ", \(currency) AS \(item.name)_c"
      form = .money(currency: "@.\(item.name)_c")
    }
    columns[item.name] = SQLValue(form: form, expression: "@.\(item.name)")
    query = "SELECT \(row).*, \(selected) FROM (\(query)) \(row)"
  }

  /// Missing values last, amounts by their currency first, equal ones as they were.
  private mutating func addOrder(_ keys: [Inquiry.Key], _ row: String) throws {
    var order: [String] = []
    for key in keys {
      let made = try addedColumn(of: key.term)
      order.append("(\(made.expression) IS NULL)")
      switch made.form {
      case .money(let currency):
        order.append("CASE WHEN \(made.expression) IS NOT NULL THEN \(currency) END")
      case .number, .date, .currency: break
      default: throw NotInSQL()
      }
      order.append(made.expression + (key.isDescending ? " DESC" : ""))
    }
    order = order.map { $0.replacing("@", with: row) } + ["\(row).\(place)"]
    place = name("p")
    query = """
      SELECT \(row).*, row_number() OVER (ORDER BY \(order.joined(separator: ", "))) AS \(place) \
      FROM (\(query)) \(row)
      """
  }

  /// A value as a column of its own, for windows over it.
  private mutating func addedColumn(of term: Term) throws -> SQLValue {
    let column = name("v")
    try addColumn(Inquiry.Named(term: term, kind: .number, name: column))
    guard let value = columns[column] else { throw NotInSQL() }
    return value
  }

  private mutating func addSlice(_ limit: String) {
    let (row, number) = (name("r"), name("n"))
    query = """
      SELECT * FROM (SELECT \(row).*, row_number() OVER (ORDER BY \(row).\(place)) AS \(number) \
      FROM (\(query)) \(row)) WHERE \(number) \(limit)
      """
  }

  // MARK: Answers

  private mutating func shown(_ items: [Inquiry.Named]) throws -> String {
    let row = name("r")
    let cells = try items.map { try cell(value($0.term, row)) }
    return "SELECT \(cells.joined(separator: ", ")) FROM (\(query)) \(row) ORDER BY \(row).\(place)"
  }

  private mutating func summarized(
    _ summaries: [Inquiry.Summary], _ keys: [Inquiry.Named], having: Inquiry.Step?
  ) throws -> String {
    for key in keys { try addKey(key) }
    for summary in summaries { try addFolded(summary) }
    let row = name("r")
    let groups = keys.compactMap { columns[$0.name]?.of(row) }
    let cells = try groups.map { try cell($0) } + summaries.map { try folded($0, row) }
    var text = "SELECT \(cells.joined(separator: ", ")) FROM (\(query)) \(row)"
    if !groups.isEmpty {
      text += " GROUP BY " + groups.map(\.expression).joined(separator: ", ")
    }
    if case .having(let name, let comparer, let count)? = having,
      let summary = summaries.first(where: { $0.name == name })
    {
      text += " HAVING \(try folded(summary, row)) \(comparer.rawValue) \(count)"
    }
    return text
  }

  private mutating func acrossed(
    _ summary: Inquiry.Summary, _ keys: [Inquiry.Named], _ across: Inquiry.Named
  ) throws -> String {
    for key in keys + [across] { try addKey(key) }
    try addFolded(summary)
    let row = name("r")
    let groups = keys.compactMap { columns[$0.name]?.of(row) }
    guard let column = columns[across.name]?.of(row) else { throw NotInSQL() }
    let cells = try groups.map { try cell($0) }
    let total = cells + ["'\(summary.name)'", try folded(summary, row)]
    let parts = cells + [try cell(column), try folded(summary, row)]
    let by = groups.map(\.expression)
    let from = "FROM (\(query)) \(row)"
    return "SELECT \(parts.joined(separator: ", ")) \(from)"
      + " GROUP BY \((by + [column.expression]).joined(separator: ", "))"
      + " UNION ALL SELECT \(total.joined(separator: ", ")) \(from)"
      + (by.isEmpty ? "" : " GROUP BY \(by.joined(separator: ", "))")
  }

  /// A column by which rows are grouped.
  private mutating func addKey(_ key: Inquiry.Named) throws {
    let row = name("r")
    let value = try value(key.term, row)
    var form = value.form
    if case .period = form { form = .word }
    query = "SELECT \(row).*, \(try exact(value)) AS \(key.name) FROM (\(query)) \(row)"
    columns[key.name] = SQLValue(form: form, expression: "@.\(key.name)")
  }

  /// The column that an aggregate folds, NULL where its test does not hold.
  private mutating func addFolded(_ summary: Inquiry.Summary) throws {
    let row = name("r")
    let test = try summary.test.map { try sql($0, row) }
    let value =
      try summary.term.map { try self.value($0, row) }
      ?? SQLValue(form: .number(scale: 0), expression: "1")
    var form = value.form
    let x = test.map { "CASE WHEN \($0) THEN \(value.expression) END" } ?? value.expression
    var selected = "\(x) AS \(summary.name)"
    if case .money(let currency) = form {
      selected += ", \(currency) AS \(summary.name)_c"
      form = .money(currency: "@.\(summary.name)_c")
    }
    query = "SELECT \(row).*, \(selected) FROM (\(query)) \(row)"
    columns[summary.name] = SQLValue(form: form, expression: "@.\(summary.name)")
  }

  /// An aggregate as the text of its cell.
  private func folded(_ summary: Inquiry.Summary, _ row: String) throws -> String {
    guard let value = columns[summary.name]?.of(row) else { throw NotInSQL() }
    let x = value.expression
    switch (summary.fold, value.form) {
    case (.count, _): return "count(\(summary.isUnique ? "DISTINCT " : "")\(x))"
    case (.sum, .money(let currency)):
      return ["EUR", "JPY", "USD"].map { code in
        "'\(code) ' || CAST(coalesce(sum(CASE WHEN \(currency) = '\(code)' THEN \(x) END), 0)"
          + " AS VARCHAR) || 'e-4'"
      }.joined(separator: " || ' + ' || ")
    case (.sum, .number(let scale)):
      return "CAST(coalesce(sum(\(x)), 0) AS VARCHAR) || 'e-\(scale)'"
    case (.min, .number(let scale)), (.max, .number(let scale)):
      return "CAST(\(summary.fold.rawValue)(\(x)) AS VARCHAR) || 'e-\(scale)'"
    case (.min, .date), (.max, .date): return "\(summary.fold.rawValue)(\(x))"
    case (.average, .number(let scale)):
      return """
        CASE WHEN count(\(x)) > 0 THEN CAST(sum(\(x)) AS VARCHAR) || '/' || \
        CAST(count(\(x)) AS VARCHAR) || 'e-\(scale)' END
        """
    default: throw NotInSQL()
    }
  }
}
