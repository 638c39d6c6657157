import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage

/// Turns the last rows of a plan into an answer: what is shown, under its heading, records as text.
struct AnswerTable {
  private let query: BoundQuery
  private let plan: LogicalPlan
  /// The values that `across` spread over columns.
  private let across: [Value]
  private let evaluator: Evaluator
  /// Whether columns get totals, for those who print them.
  private let addsTotals: Bool
  private let planTraits: [ColumnTraits]
  private var schema: Schema { evaluator.view.store.schema }

  init(
    _ query: BoundQuery, _ plan: LogicalPlan, across: [Value], evaluator: Evaluator,
    addsTotals: Bool
  ) {
    (self.query, self.plan, self.across, self.evaluator) = (query, plan, across, evaluator)
    self.addsTotals = addsTotals
    planTraits = ColumnTraits.of(plan, in: evaluator.view.store.schema)
  }

  func table(_ all: Batch, notes: [String]) throws(Diagnostic) -> ResultTable {
    let told = columns.filter(\.column.isShown).map { told in
      let values = tell(told.column.type, told.values(of: all))
      return ResultTable.Column(
        told.column.name, told.column.type, values,
        isConfidential: told.traits.contains(.confidential),
        total: addsTotals && told.traits.contains(.additive) ? total(of: values) : nil)
    }
    return ResultTable(
      columns: told, rowCount: all.count, words: wordLists(), noun: noun(),
      totals: try footerTotals(told, rowCount: all.count), asOf: query.asOf,
      notes: notes + evaluator.scratch.remarks.notes,
      hasSeveralCurrencies: evaluator.view.hasSeveralCurrencies,
      chart: query.delivery.chart.flatMap { ResultTable.Chart($0, of: told) })
  }

  /// The rows as they can be asked again, `it where …`: what is not shown is kept.
  func frozen(_ all: Batch) -> FrozenRows {
    // The usual columns are added again where they are shown again.
    let kept =
      query.showsUsual
      ? columns.filter { !$0.column.isShown || $0.column.name == Binder.dayColumn } : columns
    let record = query.record.flatMap { record in
      kept.firstIndex { $0.place == record.index && !$0.isOfAcross }
        .map { RecordColumn(index: $0, collection: record.collection) }
    }
    return FrozenRows(
      columns: kept.map(\.column), traits: kept.map(\.traits), record: record,
      countsRecords: query.countsRecords, days: query.days,
      rows: Batch(count: all.count, columns: kept.map { $0.values(of: all) }, days: all.days))
  }

  /// A column of the answer, and where its values are.
  private struct ToldColumn {
    let column: PlanColumn
    let traits: ColumnTraits
    /// Whether `across` made it.
    let isOfAcross: Bool
    /// Its place among the columns of the plan, or among those that `across` made.
    let place: Int

    func values(of rows: Batch) -> Vector {
      isOfAcross ? rows.spread[place] : rows.columns[place]
    }
  }

  /// The columns in the order in which they are told: those of `across` before their totals.
  private var columns: [ToldColumn] {
    let own = plan.columns.enumerated().map { place, column in
      ToldColumn(column: column, traits: planTraits[place], isOfAcross: false, place: place)
    }
    guard let aggregation = plan.acrossAggregation else { return own }
    let block = acrossColumns(aggregation)
    let start = own.firstIndex { $0.column.role != .none } ?? own.count
    return own[..<start] + block + own[start...].filter { $0.column.role != .acrossBlock }
  }

  /// One column for each value of the `across` key and each aggregate.
  private func acrossColumns(_ aggregation: Aggregation) -> [ToldColumn] {
    let traits = ColumnTraits.of(.aggregate(aggregation), in: schema)
    let totals = aggregation.columns.indices.filter { aggregation.columns[$0].role == .total }
    var columns: [ToldColumn] = []
    for value in across {
      for place in totals {
        let total = aggregation.columns[place]
        let heading = self.heading(of: value)
        let name = totals.count == 1 ? heading : "\(heading) \(total.written)"
        columns.append(
          ToldColumn(
            column: PlanColumn(name, total.type), traits: traits[place], isOfAcross: true,
            place: columns.count))
      }
    }
    return columns
  }

  private func heading(of value: Value) -> String {
    switch value {
    case .missing: "none"
    case .boolean(let answer): answer ? "yes" : "no"
    case .text(let text): text.string
    case .record(let record): label(of: record).string
    default: value.spelled(in: schema)
    }
  }

  private func tell(_ type: DataType, _ vector: Vector) -> Vector {
    switch vector {
    case .record(let collection, let rows): told(collection, rows)
    case .list(let lists): .list(lists.map { $0.map(told) })
    default: vector
    }
  }

  private func told(_ value: Value) -> Value {
    if case .record(let record) = value { return .text(label(of: record)) }
    return value
  }

  private func label(of record: RecordID) -> Text {
    if case .text(let text) = told(record.collection, [record.row])[0] { return text }
    return Text("")
  }

  /// Records by their labels, lines by their numbers; those without one by their place.
  private func told(_ collection: CollectionID, _ rows: [RowIndex]) -> Vector {
    let labels = evaluator.labels(of: collection, rows)
    let missing = labels.missing
    guard rows.indices.contains(where: { missing[$0] && rows[$0] >= 0 }) else { return labels }
    let singular = schema[collection].singular
    return Vector(
      rows.indices.map { index in
        missing[index] && rows[index] >= 0
          ? .text(Text(number(of: rows[index], in: collection) ?? "\(singular) \(rows[index] + 1)"))
          : labels[index]
      }, .text)
  }

  /// The number that a record is known by on its document.
  private func number(of row: RowIndex, in collection: CollectionID) -> String? {
    for name in schema[collection].labels {
      guard let field = schema.field(named: name, of: collection), schema[field].type == .number,
        case .number(let number) = evaluator.view.store.column(field).vector(at: [row])[0]
      else { continue }
      return number.normalized.description
    }
    return nil
  }

  private func wordLists() -> [EnumerationID: [String]] {
    var lists = schema.words
    for column in plan.columns {
      if case .enumeration(let id) = column.type.element { lists[id] = schema.words(of: id) }
    }
    return lists
  }

  private func noun() -> (one: String, many: String) {
    guard let collection = query.recordCollection else { return ("row", "rows") }
    return (schema[collection].singularInWords, schema[collection].plural)
  }

  /// What a column comes to; nil where the sum is too large, for the answer is right all the same.
  private func total(of values: Vector) -> Value? {
    let groups = [Int32](repeating: 0, count: values.count)
    guard values.count > 1 else { return nil }
    do throws(Diagnostic) {
      switch values {
      case .money:
        var sum = MoneyAccumulator(
          isAverage: false, zero: evaluator.view.zeroCurrency, span: .at(0))
        try sum.add(values, groups: groups, groupCount: 1)
        return try sum.finish(groupCount: 1)[0]
      case .number:
        var sum = NumberAccumulator(isAverage: false, span: .at(0))
        try sum.add(values, groups: groups, groupCount: 1)
        return try sum.finish(groupCount: 1)[0]
      default: return nil
      }
    } catch {
      return nil
    }
  }

  /// The sum that a clerk looks for first: what is owed, else the amount.
  private func footerTotals(
    _ columns: [ResultTable.Column], rowCount: Int
  ) throws(Diagnostic) -> [(value: Value, word: String)] {
    guard query.recordCollection != nil, rowCount > 1 else { return [] }
    for word in ["owed", "balance", "unapplied", "amount", "total"] {
      guard let column = columns.first(where: { $0.name == word && $0.type == .money })
      else { continue }
      var sum = MoneyAccumulator(
        isAverage: false, zero: evaluator.view.zeroCurrency, span: .at(0))
      try sum.add(
        column.values, groups: [Int32](repeating: 0, count: rowCount), groupCount: 1)
      return [(try sum.finish(groupCount: 1)[0], word)]
    }
    return []
  }
}
