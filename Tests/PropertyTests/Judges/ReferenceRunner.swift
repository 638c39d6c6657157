import Model
import OracleSupport

/// Runs the steps of a question over plain rows, one after the other.
struct ReferenceRunner {
  let book: ReferenceBook
  let inquiry: Inquiry

  /// A record, or a row of a summary, with the columns made so far.
  struct Row {
    var record: RecordID?
    var columns: [String: Value] = [:]
  }

  init(_ book: ReferenceBook, _ inquiry: Inquiry) {
    (self.book, self.inquiry) = (book, inquiry)
  }

  /// The cells of the answer; with `across`, a row a cell as `PlainTable.unpivoted` has them.
  func cells() throws -> [[String]] {
    var rows = inquiry.source.records.map { Row(record: $0) }
    var shown: [String] = []
    for step in inquiry.steps {
      switch step {
      case .show(let columns):
        rows = try calculated(rows, columns)
        shown = columns.map(\.name)
      case .summarize(let summaries, let keys, let across):
        rows = try summarized(rows, summaries, keys, across)
        shown =
          keys.map(\.name) + (across == nil ? summaries.map(\.name) : ["across", "cell"])
      default: rows = try self.rows(after: step, rows)
      }
    }
    let names = shown
    let cells = rows.map { row in
      names.map { ReferenceTests.cell(row.columns[$0] ?? .missing, book) }
    }
    return cells.filter { inquiry.acrossKeyCount == nil || $0.last != "0" }
  }

  private func rows(after step: Inquiry.Step, _ rows: [Row]) throws -> [Row] {
    switch step {
    case .filter(let test): return try rows.filter { try holds(test, $0) }
    case .set(let word, let test): return try set(word, rows, test)
    case .calc(let columns): return try calculated(rows, columns)
    case .window(let window, let column, let by):
      let values = try rows.map { try value(column.term, $0) }
      let parts = try rows.map { row in try by.map { try value($0, row) } ?? .missing }
      let found = try windowed(window, values, parts)
      return zip(rows, found).map { row, value in row.with(column.name, value) }
    case .sort(let keys): return try sorted(rows, keys)
    case .top(let count, let term):
      let keys = [Inquiry.Key(term: term, isDescending: true)]
      return Array(try sorted(rows, keys).prefix(count))
    case .take(let count): return Array(rows.prefix(count))
    case .skip(let count):
      return Array(rows.dropFirst(book.slip == .skipOneMore ? count + 1 : count))
    case .unique(let paths):
      var seen: Set<[Value]> = []
      return rows.filter { row in
        seen.insert(
          paths.map { path in row.record.map { evaluator([:]).value(path, $0) } ?? .missing }
        )
        .inserted
      }
    case .having(let name, let comparer, let count):
      return try rows.filter {
        try evaluator([:]).compare(
          $0.columns[name] ?? .missing, comparer, .number(Decimal(count)))
      }
    case .show, .summarize: return rows
    }
  }

  private func evaluator(_ columns: [String: Value]) -> ReferenceEvaluator {
    var evaluator = ReferenceEvaluator(book, inquiry.source.day)
    evaluator.columns = columns
    return evaluator
  }

  private func value(_ term: Term, _ row: Row) throws -> Value {
    try evaluator(row.columns).value(term, row.record ?? RecordID(.invoices, 0))
  }

  private func holds(_ test: Condition, _ row: Row) throws -> Bool {
    try evaluator(row.columns).holds(test, row.record ?? RecordID(.invoices, 0))
  }

  /// A mistake in any row is one, whether somebody looks at that row later or not.
  private func calculated(_ rows: [Row], _ columns: [Inquiry.Named]) throws -> [Row] {
    try rows.map { row in
      try columns.reduce(row) { made, column in
        made.with(column.name, try value(column.term, row))
      }
    }
  }

  private func set(_ word: Inquiry.SetWord, _ rows: [Row], _ test: Condition) throws -> [Row] {
    let others = try inquiry.source.records.map { Row(record: $0) }.filter { try holds(test, $0) }
    let known = Set(others.compactMap(\.record))
    switch word {
    case .intersect: return rows.filter { $0.record.map(known.contains) ?? false }
    case .except:
      if book.slip == .exceptKeepsAll { return rows }
      return rows.filter { !($0.record.map(known.contains) ?? false) }
    case .union:
      let first = Set(rows.compactMap(\.record))
      if book.slip == .unionCountsTwice { return rows + others }
      return rows + others.filter { !($0.record.map(first.contains) ?? false) }
    }
  }
}

extension ReferenceRunner.Row {
  func with(_ name: String, _ value: Value) -> Self {
    var row = self
    row.columns[name] = value
    return row
  }
}

// MARK: - Order

extension ReferenceRunner {
  /// Stable; missing values last both ways, amounts by their currency first.
  private func sorted(_ rows: [Row], _ keys: [Inquiry.Key]) throws -> [Row] {
    var keyed: [(row: Row, place: Int, values: [Value])] = []
    for (place, row) in rows.enumerated() {
      keyed.append((row, place, try keys.map { try value($0.term, row) }))
    }
    for (index, _) in keys.enumerated()
    where keyed.contains(where: { if case .bag = $0.values[index] { true } else { false } }) {
      throw ReferenceEvaluator.NoAnswer()
    }
    let evaluator = evaluator([:])
    return try keyed.sorted { a, b in
      for (index, key) in keys.enumerated() {
        switch try order(a.values[index], b.values[index], key.isDescending, evaluator) {
        case 0: continue
        case let sign: return sign < 0
        }
      }
      return a.place < b.place
    }.map(\.row)
  }

  private func order(
    _ a: Value, _ b: Value, _ isDescending: Bool, _ evaluator: ReferenceEvaluator
  ) throws -> Int {
    switch (a, b) {
    case (.missing, .missing): return 0
    case (.missing, _): return book.slip == .missingFirst ? -1 : 1
    case (_, .missing): return book.slip == .missingFirst ? 1 : -1
    case (.money(let x), .money(let y)) where x.currency != y.currency:
      return x.currency < y.currency ? -1 : 1
    default:
      let sign = try evaluator.isBefore(a, b) ? -1 : (evaluator.isBefore(b, a) ? 1 : 0)
      return isDescending ? -sign : sign
    }
  }
}

// MARK: - Rows among rows

extension ReferenceRunner {
  /// Each amount among those of its own currency, each value among those of its part.
  private func windowed(
    _ window: Inquiry.Window, _ values: [Value], _ parts: [Value]
  ) throws -> [Value] {
    if values.contains(where: { if case .bag = $0 { true } else { false } }) {
      throw ReferenceEvaluator.NoAnswer()
    }
    return values.indices.map { row in
      guard values[row] != .missing else { return .missing }
      let peers = values.indices.filter { other in
        values[other] != .missing && parts[other] == parts[row]
          && currency(values[other]) == currency(values[row])
      }
      let before = peers.filter { $0 <= row }.map { figure(values[$0]) }
      let own = figure(values[row])
      switch window {
      case .share:
        let sum = peers.reduce(Decimal.zero) { $0.adding(figure(values[$1])) ?? $0 }
        return sum.isZero
          ? .missing : .number(ReferenceEvaluator.quotient(own.normalized, sum.normalized))
      case .running:
        let sum = before.reduce(Decimal.zero) { $0.adding($1) ?? $0 }
        return like(
          values[row], book.slip == .runningLeavesItselfOut ? sum.subtracting(own) ?? sum : sum)
      case .change:
        guard before.count > 1 else { return .missing }
        return like(values[row], own.subtracting(before[before.count - 2]) ?? .zero)
      case .rank:
        let larger = peers.filter { figure(values[$0]) > own }
        let places =
          book.slip == .rankWithoutGaps
          ? Set(larger.map { figure(values[$0]) }).count : larger.count
        return .number(Decimal(places + 1))
      }
    }
  }

  private func figure(_ value: Value) -> Decimal {
    switch value {
    case .number(let number): number
    case .money(let money): money.amount
    case .date(let date): Decimal(Int(date.day))
    default: .zero
    }
  }

  private func currency(_ value: Value) -> Currency? {
    if case .money(let money) = value { money.currency } else { nil }
  }

  private func like(_ value: Value, _ number: Decimal) -> Value {
    if case .money(let money) = value { return .money(Money(number, money.currency)) }
    return .number(number)
  }
}

// MARK: - Summaries

extension ReferenceRunner {
  private func summarized(
    _ rows: [Row], _ summaries: [Inquiry.Summary], _ keys: [Inquiry.Named],
    _ across: Inquiry.Named?
  ) throws -> [Row] {
    let groups = try grouped(rows, keys)
    guard let across else {
      return try groups.map { key, members in
        var row = Row()
        for (name, value) in zip(keys.map(\.name), key) { row.columns[name] = value }
        for summary in summaries { row.columns[summary.name] = try folded(summary, members) }
        return row
      }
    }
    var result: [Row] = []
    for (key, members) in groups {
      var base = Row()
      for (name, value) in zip(keys.map(\.name), key) { base.columns[name] = value }
      let total = try folded(summaries[0], members)
      // The total stands under the name of the aggregate.
      result.append(
        base.with("across", .text(Text(summaries[0].name))).with("cell", total))
      for (value, part) in try grouped(members, [across]) {
        let heading = ReferenceTests.cell(value[0], book)
        result.append(
          base.with("across", .text(Text(heading)))
            .with("cell", try folded(summaries[0], part)))
      }
    }
    return result
  }

  /// The rows by their keys; without keys all belong together, even if there are none.
  private func grouped(_ rows: [Row], _ keys: [Inquiry.Named]) throws -> [([Value], [Row])] {
    if keys.isEmpty { return [([], rows)] }
    var order: [[Value]] = []
    var groups: [[Value]: [Row]] = [:]
    for row in rows {
      let key = try keys.map { try value($0.term, row) }
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(row)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }

  private func folded(_ summary: Inquiry.Summary, _ rows: [Row]) throws -> Value {
    let rows = try rows.filter { row in try summary.test.map { try holds($0, row) } ?? true }
    var values = try summary.term.map { term in try rows.map { try value(term, $0) } }
    if summary.isUnique { values = values.map { Array(Set($0)) } }
    return try ReferenceEvaluator.folded(
      summary.fold, values, count: rows.count, isNumber: summary.kind == .number, book.slip)
  }
}
