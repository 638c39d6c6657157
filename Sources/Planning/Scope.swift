import Diagnostics
import Model
import Syntax

/// The rows that a name may be about: the innermost first, then the rows around it.
struct Scope {
  /// One row: its columns, and the record that it stands for.
  struct Level {
    let columns: [PlanColumn]
    /// The column that holds the record whose fields can be named without a path.
    let record: RecordColumn?
    /// The path by which an enclosing question reached the record: `lines` in `sum(lines.amount)`.
    var path: [String] = []
    /// Columns that the same step has named further left.
    var aliases: [String: BoundExpression] = [:]
  }

  /// The levels, innermost first.
  var levels: [Level]

  /// A scope of one row, and of those around its question.
  init(_ level: Level, around: [Level] = []) {
    levels = [level] + around
  }

  /// The scope of a record reached by a link from here.
  func entering(_ collection: CollectionID, path: [String]) -> Scope {
    var inner = self
    let column = PlanColumn("", .record(collection), isShown: false)
    inner.levels.insert(
      Level(columns: [column], record: RecordColumn(index: 0, collection: collection), path: path),
      at: 0)
    return inner
  }

  /// The day of the row under `as of each`, unless a step has left it out.
  func dayColumn(at span: SourceSpan) -> BoundExpression? {
    for (depth, level) in levels.enumerated() {
      let index = level.columns.firstIndex { $0.name == Binder.dayColumn && $0.type == .date }
      if let index { return BoundExpression(.column(index, depth: depth), .date, span) }
    }
    return nil
  }

  /// Names that would be understood here, for suggestions.
  func visibleNames(in schema: Schema) -> [String] {
    var names: [String] = []
    for level in levels {
      names += level.columns.map(\.name).filter { !$0.isEmpty }
      if let record = level.record { names += schema[record.collection].fields.map(\.name) }
    }
    return names
  }
}

/// What the front of a path means: a value of some row, and how many of its words that took.
struct PathStart {
  let value: BoundExpression
  let wordCount: Int
}

extension Scope {
  /// The meaning of a path's first words, looked up from the innermost row outwards.
  func start(of names: [Name], in schema: Schema) -> PathStart? {
    for (depth, level) in levels.enumerated() {
      if let found = level.start(of: names, depth: depth, in: schema) { return found }
    }
    // `invoice.owed` inside its allocations, `outer.date` inside the same collection.
    let word = names[0].text.lowercased()
    for (depth, level) in levels.enumerated() {
      guard let record = level.record else { continue }
      let isOuter = word == "outer" && depth > 0
      if isOuter || schema[record.collection].singular == word {
        return PathStart(value: level.recordValue(record, depth, names[0].span), wordCount: 1)
      }
    }
    return nil
  }
}

extension Scope.Level {
  /// A column by name, a field of the record, or the path that led to the record.
  func start(of names: [Name], depth: Int, in schema: Schema) -> PathStart? {
    let word = names[0].text.lowercased()
    if depth == 0, let value = aliases[word] { return PathStart(value: value, wordCount: 1) }
    // A column may be called `customer.country`: the longest name that fits is meant.
    for wordCount in (1...names.count).reversed() {
      let path = names[..<wordCount].map(\.text).joined(separator: ".")
      guard let index = column(called: path) else { continue }
      let span = names[0].span.union(names[wordCount - 1].span)
      let value = BoundExpression(.column(index, depth: depth), columns[index].type, span)
      return PathStart(value: value, wordCount: wordCount)
    }
    guard let record else { return nil }
    if !path.isEmpty, names.count >= path.count,
      zip(names, path).allSatisfy({ $0.text.lowercased() == $1 })
    {
      let span = names[0].span.union(names[path.count - 1].span)
      return PathStart(value: recordValue(record, depth, span), wordCount: path.count)
    }
    guard let field = schema.field(named: word, of: record.collection) else { return nil }
    let base = recordValue(record, depth, names[0].span)
    let value = BoundExpression(.field(field, of: base), schema[field].type, names[0].span)
    return PathStart(value: value, wordCount: 1)
  }

  /// The column with a name, or that stands for these words.
  func column(called words: String) -> Int? {
    let wanted = words.lowercased()
    return columns.firstIndex {
      $0.name.lowercased() == wanted || $0.written.lowercased() == wanted
    }
  }

  func recordValue(
    _ record: RecordColumn, _ depth: Int, _ span: SourceSpan
  ) -> BoundExpression {
    BoundExpression(.column(record.index, depth: depth), .record(record.collection), span)
  }
}

// MARK: - Sources of questions inside others

extension Scope {
  /// The link that a source's first words name: a list or a record of the innermost row that has
  /// one of that name, or a row around by its singular.
  func link(_ names: [Name], in schema: Schema) -> PathStart? {
    let word = names[0].text.lowercased()
    for (depth, level) in levels.enumerated() {
      if let found = level.link(names[0], depth: depth, in: schema) {
        return PathStart(value: found, wordCount: 1)
      }
    }
    for (depth, level) in levels.enumerated() {
      guard let record = level.record else { continue }
      let isSingular = names.count > 1 && schema[record.collection].singular == word
      if word == "outer" || isSingular {
        return PathStart(value: level.recordValue(record, depth, names[0].span), wordCount: 1)
      }
    }
    return nil
  }
}

extension Scope.Level {
  /// A column or a field of the record that leads to records.
  fileprivate func link(_ name: Name, depth: Int, in schema: Schema) -> BoundExpression? {
    if let index = column(called: name.text), case .record = columns[index].type {
      return BoundExpression(.column(index, depth: depth), columns[index].type, name.span)
    }
    guard let record, let field = schema.field(named: name.text, of: record.collection),
      case .record = schema[field].type.element
    else { return nil }
    let base = recordValue(record, depth, name.span)
    return BoundExpression(.field(field, of: base), schema[field].type, name.span)
  }
}
