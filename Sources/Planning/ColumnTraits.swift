package import Model

/// What is true of a column's values beside their type, as far as it matters for reports.
package struct ColumnTraits: OptionSet, Sendable, Hashable {
  /// One bit for each trait.
  package let rawValue: UInt8

  /// Traits by their bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The sum of its values means something: each amount stands in one row only.
  package static let additive = ColumnTraits(rawValue: 1)
  /// It may hold bank accounts or tax numbers.
  package static let confidential = ColumnTraits(rawValue: 2)
}

extension ColumnTraits {
  /// Fields that hold what not everybody is to see, by their names.
  private static let confidentialNames: Set<String> = [
    "iban", "tax_id", "vat_id", "vat_number", "tax_number", "bank_account", "account_number",
  ]
  /// Amounts that add up to nothing: the price of one, the most that may be owed.
  private static let ownAmounts: Set<String> = ["unit_price", "credit_limit"]

  /// Whether a field may hold bank accounts or tax numbers, by what it is called.
  package static func isConfidential(fieldNamed name: String) -> Bool {
    confidentialNames.contains(name) || name.hasSuffix("_iban")
  }

  /// The traits of a plan's columns, one for each.
  package static func of(_ plan: LogicalPlan, in schema: Schema) -> [ColumnTraits] {
    switch plan {
    case .scan, .records, .lookup, .single, .expand:
      return plan.columns.map { _ in [] }
    case .frozen(let frozen): return frozen.traits
    case .find(let find): return find.columns.map { _ in [] }
    case .filter(let input, _), .sort(let input, _), .topN(let input, _, _),
      .slice(let input, _, _), .distinct(let input, _):
      return of(input, in: schema)
    case .window(let input, let functions):
      return of(input, in: schema) + functions.map { _ in [] }
    case .project(let input, let values, _):
      let known = of(input, in: schema)
      return values.map { of($0, over: known, in: schema) }
    case .combine(let input, let combination):
      let other = of(combination.other, in: schema)
      return zip(of(input, in: schema), other).map { one, other in
        one.intersection(other).union(any([one, other]))
      }
    case .aggregate(let aggregation):
      let known = of(aggregation.input, in: schema)
      return aggregation.keys.map { of($0, over: known, in: schema).intersection(.confidential) }
        + aggregation.aggregates.map { of($0, over: known, in: schema) }
        + (aggregation.across == nil ? [] : [[]])
    }
  }

  /// Confidential where any part is: what is made of such a number may still tell it.
  private static func any(_ parts: [ColumnTraits]) -> ColumnTraits {
    parts.contains { $0.contains(.confidential) } ? .confidential : []
  }

  private static func of(
    _ expression: BoundExpression, over columns: [ColumnTraits], in schema: Schema
  ) -> ColumnTraits {
    switch expression.kind {
    case .column(let index, depth: 0) where columns.indices.contains(index):
      return columns[index]
    case .field(let field, let base): return of(field, base, in: schema)
    case .negated(let operand): return of(operand, over: columns, in: schema)
    case .arithmetic(let left, let operation, let right):
      guard operation == .add || operation == .subtract else { return [] }
      return of(left, over: columns, in: schema)
        .intersection(of(right, over: columns, in: schema))
    case .call(let function, let arguments):
      let all = arguments.map { of($0, over: columns, in: schema) }
      let isSum = function == .convert && all.first?.contains(.additive) == true
      return any(all).union(isSum ? .additive : [])
    case .conditional(_, let then, let otherwise):
      let both = [then, otherwise].map { of($0, over: columns, in: schema) }
      return any(both)
    case .aggregate(let aggregate): return of(aggregate, over: columns, in: schema)
    case .subquery(let inner):
      return any(of(inner.plan, in: schema))
    case .constant, .column, .parameter, .not, .all, .any, .compare, .between, .isRecord,
      .isMissing, .textTest, .moved, .isIn:
      return []
    }
  }

  private static func of(
    _ field: FieldID, _ base: BoundExpression, in schema: Schema
  ) -> ColumnTraits {
    let name = schema[field].name
    if isConfidential(fieldNamed: name) { return .confidential }
    // What is reached by a link may be reached from several rows.
    guard case .column(_, depth: 0) = base.kind, schema[field].type == .money,
      !ownAmounts.contains(name)
    else { return [] }
    return .additive
  }

  private static func of(
    _ aggregate: BoundAggregate, over columns: [ColumnTraits], in schema: Schema
  ) -> ColumnTraits {
    // Inside a list its fields are those of records that no other row of the answer leads to.
    let inner =
      aggregate.argument.map {
        of($0, over: aggregate.expansions.isEmpty ? columns : [], in: schema)
      } ?? []
    switch aggregate.function {
    case .count: return aggregate.isUnique ? [] : .additive
    case .sum:
      guard !aggregate.isUnique else { return [] }
      let type = aggregate.argument?.type.element
      return type == .money || type == .number ? .additive : []
    case .average, .min, .max, .median, .list, .any, .all:
      return inner.intersection(.confidential)
    }
  }
}
