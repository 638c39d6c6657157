package import Diagnostics
package import Model

extension LogicalPlan {
  /// The node's kind, in one word.
  package var name: String {
    switch self {
    case .scan: "Scan"
    case .records: "Records"
    case .lookup: "Lookup"
    case .single: "Single"
    case .frozen: "Frozen"
    case .find: "Find"
    case .expand: "Expand"
    case .filter: "Filter"
    case .project: "Project"
    case .aggregate: "Aggregate"
    case .window: "Window"
    case .sort: "Sort"
    case .topN: "TopN"
    case .slice: "Slice"
    case .distinct: "Distinct"
    case .combine(_, let combination): combination.operation.name
    }
  }

  /// The plan as a tree in words, for `explain`.
  package func description(in schema: Schema) -> TreeNode {
    let detail = PlanDescription(schema: schema).detail(of: self)
    let label = detail.isEmpty ? name : "\(name) \(detail)"
    return TreeNode(label, (inputs + subqueries).map { $0.description(in: schema) })
  }

  /// The plans of the questions inside the node's own expressions.
  private var subqueries: [LogicalPlan] {
    var found: [LogicalPlan] = []
    // Without its inputs, so that only the node's own expressions are seen.
    let own = over(.frozen(.nothing))
    _ = own.mappingExpressions { expression in
      found += expression.subqueries
      return expression
    }
    return found
  }
}

extension Frozen {
  /// No rows, in the place of an input that is not looked at.
  fileprivate static let nothing = Frozen(
    id: -1, rowCount: 0, columns: [], traits: [], record: nil, countsRecords: false,
    days: AskedDays([]))
}

extension SetOperation {
  fileprivate var name: String {
    switch self {
    case .union: "Union"
    case .except: "Except"
    case .intersect: "Intersect"
    }
  }
}

extension BoundExpression {
  /// The plans of the questions inside an expression.
  fileprivate var subqueries: [LogicalPlan] {
    var found: [LogicalPlan] = []
    switch kind {
    case .subquery(let inner), .isIn(_, let inner): found.append(inner.plan)
    default: break
    }
    _ = mappingChildren { child in
      found += child.subqueries
      return child
    }
    return found
  }
}

/// Tells nodes and expressions in the words of the language.
struct PlanDescription {
  let schema: Schema

  func detail(of plan: LogicalPlan) -> String {
    switch plan {
    case .scan(let scan):
      let collection = schema[scan.collection]
      let how = collection.isDerived ? ", derived," : scan.isOfOpenItems ? " (open by index)" : ""
      return "\(collection.name)\(how) \(text(scan.days))"
    case .records(let records):
      let count = records.rows.count
      return "\(schema[records.collection].name) (\(count) by index) \(text(records.days))"
    case .lookup(let lookup):
      let open = lookup.isOfOpenItems ? ", open" : ""
      let via = "\(schema[lookup.link].name) = \(lookup.targets.count)\(open) by index"
      return "\(schema[lookup.collection].name) (\(via)) \(text(lookup.days))"
    case .single(let single):
      return single.values.map { text($0, []) }.joined(separator: ", ")
    case .find(let find):
      return "\(find.words.map(\.string).joined(separator: " ")) \(text(find.days))"
    case .frozen(let frozen): return "\(frozen.rowCount) rows of an answer"
    case .combine: return ""
    case .expand(_, let expansion, _): return schema[expansion.link].name
    case .filter(let input, let test): return text(test, input.columns)
    case .project(let input, let values, let columns):
      return zip(columns, values).filter { $0.0.isShown }.map { column, value in
        let written = text(value, input.columns)
        return written == column.name ? written : "\(written) as \(column.name)"
      }.joined(separator: ", ")
    case .aggregate(let node): return detail(of: node)
    case .window(let input, let functions):
      return functions.map { text($0, input.columns) }.joined(separator: ", ")
    case .sort(let input, let keys): return text(keys, input.columns)
    case .topN(let input, let keys, let count):
      return "\(count) by \(text(keys, input.columns))"
    case .slice(_, let skip, let take):
      let parts = [skip > 0 ? "skip \(skip)" : nil, take.map { "take \($0)" }]
      return parts.compactMap { $0 }.joined(separator: " ")
    case .distinct(let input, let keys):
      return keys.map { text($0, input.columns) }.joined(separator: ", ")
    }
  }

  private func text(_ days: AskedDays) -> String {
    let known = days.known.map { " known on \($0)" } ?? ""
    if days.isOfRow { return "as of its row's day" + known }
    let asOf = days.days.count == 1 ? "as of \(days.last)" : "as of \(days.days.count) days"
    return asOf + known
  }

  private func detail(of node: Aggregation) -> String {
    let columns = node.input.columns
    var parts = [node.aggregates.map { text($0, columns) }.joined(separator: ", ")]
    if !node.keys.isEmpty {
      parts.append("by " + node.keys.map { text($0, columns) }.joined(separator: ", "))
    }
    if let across = node.across { parts.append("across " + text(across, columns)) }
    return parts.joined(separator: " ")
  }

  private func text(_ function: WindowFunction, _ columns: [PlanColumn]) -> String {
    let key = function.partition.map { " by " + text($0, columns) } ?? ""
    return "\(function.kind.rawValue)(\(text(function.argument, columns))\(key))"
  }

  private func text(_ keys: [PlanSortKey], _ columns: [PlanColumn]) -> String {
    keys.map { text($0.expression, columns) + ($0.isDescending ? " desc" : "") }
      .joined(separator: ", ")
  }
}

// MARK: - Expressions

extension PlanDescription {
  /// An expression in words; `columns` are those of the row that it is about.
  func text(_ expression: BoundExpression, _ columns: [PlanColumn]) -> String {
    let inner = { (part: BoundExpression) in text(part, columns) }
    switch expression.kind {
    case .constant(let value): return value.spelled(in: schema)
    case .column(let index, let depth):
      guard depth == 0, index < columns.count else { return depth == 0 ? "" : "outer" }
      return columns[index].name
    case .parameter(let place): return "parameter \(place + 1)"
    case .field(let field, let base):
      let path = inner(base)
      return path.isEmpty ? schema[field].name : "\(path).\(schema[field].name)"
    case .not(let operand): return "not \(bracketed(operand, columns))"
    case .all(let tests): return tests.map { bracketed($0, columns) }.joined(separator: " and ")
    case .any(let tests): return tests.map { bracketed($0, columns) }.joined(separator: " or ")
    case .compare(let left, let operation, let right):
      return "\(inner(left)) \(operation.rawValue) \(inner(right))"
    case .between(let value, let low, let high):
      return "\(inner(value)) in \(inner(low)) to \(inner(high))"
    case .isRecord(let record, let rows):
      let subject = inner(record).isEmpty ? "record" : inner(record)
      return "\(subject) is one of \(rows.count)"
    case .isMissing(let operand): return "\(inner(operand)) is missing"
    case .textTest(let subject, let test, let pattern):
      return "\(inner(subject)) \(test.rawValue) \(inner(pattern))"
    case .negated(let operand): return "-\(bracketed(operand, columns))"
    case .arithmetic(let left, let operation, let right):
      return
        "\(bracketed(left, columns)) \(operation.rawValue) \(bracketed(right, columns))"
    case .moved(let date, let length):
      let isBack = length.months <= 0 && length.days <= 0
      return "\(inner(date)) \(isBack ? "- \(length.negated.text)" : "+ \(length.text)")"
    case .call(let function, let arguments):
      return "\(function.rawValue)(\(arguments.map(inner).joined(separator: ", ")))"
    case .conditional(let test, let then, let otherwise):
      return "if \(inner(test)) then \(inner(then)) else \(inner(otherwise))"
    case .aggregate(let aggregate): return text(aggregate, columns)
    case .subquery(let inner): return "(question\(asking(inner, columns)))"
    case .isIn(let value, let inner):
      return "\(text(value, columns)) in (question\(asking(inner, columns)))"
    }
  }

  /// What a question inside another asks of the row around it.
  private func asking(_ inner: Subquery, _ columns: [PlanColumn]) -> String {
    if inner.parameters.isEmpty { return "" }
    return " of " + inner.parameters.map { text($0, columns) }.joined(separator: ", ")
  }

  private func bracketed(_ expression: BoundExpression, _ columns: [PlanColumn]) -> String {
    switch expression.kind {
    case .all, .any, .arithmetic, .conditional: "(\(text(expression, columns)))"
    default: text(expression, columns)
    }
  }

  func text(_ aggregate: BoundAggregate, _ columns: [PlanColumn]) -> String {
    let path = aggregate.expansions.map { schema[$0.link].name }.joined(separator: ".")
    let rows = aggregate.expansions.isEmpty ? columns : [PlanColumn("", .missing)]
    let value = aggregate.argument.map { text($0, rows) } ?? ""
    let word = aggregate.function.rawValue + (aggregate.isUnique ? " unique" : "")
    let subject = [path, value].filter { !$0.isEmpty }.joined(separator: ".")
    guard let condition = aggregate.condition else {
      return subject.isEmpty ? word : "\(word) \(subject)"
    }
    let test = text(condition, rows)
    return subject.isEmpty ? "\(word)(where \(test))" : "\(word)(\(subject) where \(test))"
  }
}
