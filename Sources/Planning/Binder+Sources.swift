import Diagnostics
import Model
import Syntax

extension Binder {
  /// The column that `as of each` adds.
  static let dayColumn = "as_of"

  /// Collections of the language that this version does not have yet.
  private static let plannedSources: Set<String> = [
    "events", "event", "matches", "match",
    "rates", "rate", "bank_lines", "bank_line", "imports", "import", "refusals", "refusal",
    "receipts", "receipt", "deliveries", "delivery",
  ]

  /// Binds a source and its steps, in a day of its own.
  mutating func bindQuery(_ query: Query) throws(Diagnostic) -> Stage {
    let outer = (day: day, hasEachDay: hasEachDay)
    defer { (day, hasEachDay) = outer }
    if let knownOn = query.knownOn { throw .notYet("known on", at: knownOn.span) }
    let days = try bindDays(query.asOf)
    guard let lastDay = days.last else { preconditionFailure("a question has a day") }
    day = lastDay
    hasEachDay = days.count > 1 || query.asOf?.isEach == true
    if let asOf = query.asOf { try checkDays(asOf, of: query.source) }
    var stage = try bindSource(query.source, days: days)
    for step in query.steps {
      do throws(Diagnostic) {
        stage = try bindStep(step, after: stage)
      } catch {
        mistakes.append(error)
        // Behind a filter or a sort the columns are known all the same.
        if !step.keepsColumns { return stage }
      }
    }
    return stage
  }

  /// A question in brackets has its days already, and a reference is read for one.
  private func checkDays(_ asOf: AsOf, of source: Source) throws(Diagnostic) {
    switch source.kind {
    case .query: throw .notYet("as of behind a question in brackets", at: asOf.span)
    case .reference where hasEachDay: throw .notYet("as of each behind a reference", at: asOf.span)
    case .reference, .path, .variable, .it, .find, .call: break
    }
  }

  /// The days of an `as of`; the day of the session without one.
  private mutating func bindDays(_ asOf: AsOf?) throws(Diagnostic) -> [CivilDate] {
    guard let asOf else { return [day] }
    switch asOf.kind {
    case .day(let expression):
      return [try bindPeriod(expression).last]
    case .each(let unit, let expression):
      let period = try bindPeriod(expression)
      let unit = PeriodUnit(unit)
      var days: [CivilDate] = []
      var current = Period(unit, holding: period.first)
      while current.last <= period.last {
        days.append(current.last)
        guard days.count <= 4000 else { throw .tooManyDays(at: expression.span) }
        guard let next = current.last.adding(days: 1) else { break }
        current = Period(unit, holding: next)
      }
      if days.isEmpty { throw .noWholePeriod(unit, at: expression.span) }
      return days
    }
  }

  /// A constant date or period, as days from first to last.
  private mutating func bindPeriod(_ expression: Expression) throws(Diagnostic) -> Period {
    if case .range(let low, let high) = expression.kind {
      return Period(try bindPeriod(low).first, try bindPeriod(high).last)
    }
    let bound = try bindOperand(expression, beside: .date, in: Scope(.empty))
    switch ConstantFolding.fold(bound).kind {
    case .constant(.date(let date)): return Period(date, date)
    case .constant(.period(let period)): return period
    default:
      throw .mismatch(
        bound, wanted: "a date or a period", help: "for example:  as of 31 March 2026")
    }
  }

  private mutating func bindSource(
    _ source: Source, days: [CivilDate]
  ) throws(Diagnostic) -> Stage {
    switch source.kind {
    case .path(let names):
      guard let collection = schema.collection(named: names[0].text) else {
        throw unknownSource(names[0])
      }
      let stage = scan(collection, days: days)
      return try follow(names.dropFirst(), from: stage)
    case .reference(let reference, let path):
      let record = try resolve(reference, among: nil)
      let column = PlanColumn("", .record(record.collection), isShown: false)
      let plan = LogicalPlan.records(
        Records(record.collection, rows: [record.row], day: day, columns: [column]))
      let stage = Stage(
        plan: plan, record: Scope.RecordColumn(index: 0, collection: record.collection), asOf: day)
      return try follow(path[...], from: stage)
    case .query(let query):
      let stage = try bindQuery(query)
      // Steps behind the brackets are about the same day as those inside.
      day = stage.asOf
      hasEachDay = stage.plan.hasEachDay
      return stage
    case .variable: throw .notYet("a variable", at: source.span)
    case .it: throw .notYet("it", at: source.span)
    case .find: throw .notYet("find", at: source.span)
    case .call(let call): throw unknownSource(call.name)
    }
  }

  private func unknownSource(_ name: Name) -> Diagnostic {
    if Binder.plannedSources.contains(name.text.lowercased()) {
      return .notYet(name.text.lowercased(), at: name.span)
    }
    for (index, collection) in schema.collections.enumerated() {
      let id = CollectionID(index: index)
      guard let field = schema.field(named: name.text, of: id) else { continue }
      return .fieldAsSource(
        name, of: collection.name, isTest: schema[field].type == .boolean)
    }
    let names = schema.collections.map(\.name)
    return .unknownSource(name, suggestions: Suggestion.nearest(to: name.text, among: names))
  }

  private func scan(_ collection: CollectionID, days: [CivilDate]) -> Stage {
    var columns = [PlanColumn("", .record(collection), isShown: false)]
    if hasEachDay { columns.append(PlanColumn(Binder.dayColumn, .date)) }
    return Stage(
      plan: .scan(Scan(collection, days: days, columns: columns)),
      record: Scope.RecordColumn(index: 0, collection: collection), asOf: day)
  }

  /// Follows the links of a source path: `invoices.lines`.
  private func follow(
    _ names: ArraySlice<Name>, from start: Stage
  ) throws(Diagnostic) -> Stage {
    var stage = start
    for name in names {
      guard let record = stage.record else { preconditionFailure("a source has records") }
      if let next = followOne(name, from: stage, record) {
        stage = next
        continue
      }
      guard let field = schema.field(named: name.text, of: record.collection),
        case .toMany(let target, _) = schema[field].origin
      else {
        if Binder.plannedSources.contains(name.text.lowercased()) {
          throw .notYet(name.text.lowercased(), at: name.span)
        }
        let links = schema[record.collection].fields.filter { $0.type.isList }.map(\.name)
        throw .notALink(name, of: schema[record.collection].name, links: links)
      }
      let base = BoundExpression(
        .column(record.index, depth: 0), .record(record.collection), name.span)
      var columns = stage.plan.columns
      columns[record.index] = PlanColumn("", .record(target), isShown: false)
      stage.plan = .expand(stage.plan, Expansion(base, field), columns: columns)
      stage.record = Scope.RecordColumn(index: record.index, collection: target)
    }
    return stage
  }

  /// Follows a link to one record, `#INV-00346.customer`: each record that it leads to, once.
  private func followOne(
    _ name: Name, from stage: Stage, _ record: Scope.RecordColumn
  ) -> Stage? {
    guard let field = schema.field(named: name.text, of: record.collection),
      case .record(let target) = schema[field].type
    else { return nil }
    var stage = stage
    var columns = stage.plan.columns
    var values = columns.indices.map { column($0, of: stage.plan, at: name.span) }
    values[record.index] = BoundExpression(
      .field(field, of: values[record.index]), .record(target), name.span)
    columns[record.index] = PlanColumn("", .record(target), isShown: false)
    let linked = LogicalPlan.project(stage.plan, values, columns: columns)
    let found = column(record.index, of: linked, at: name.span)
    let isThere = BoundExpression(
      .not(BoundExpression(.isMissing(found), .boolean, name.span)), .boolean, name.span)
    let keys = columns.indices.map { column($0, of: linked, at: name.span) }
    stage.plan = .distinct(.filter(linked, isThere), keys)
    stage.record = Scope.RecordColumn(index: record.index, collection: target)
    return stage
  }
}

extension Scope.Level {
  /// No row at all: only constants can be bound in it.
  static let empty = Scope.Level(columns: [], record: nil)
}

extension AsOf {
  fileprivate var isEach: Bool {
    if case .each = kind { return true }
    return false
  }
}

extension Step {
  /// Whether the step leaves the columns as they are.
  fileprivate var keepsColumns: Bool {
    switch kind {
    case .filter, .sort, .take, .skip, .unique, .top: true
    case .show, .calc, .combine, .export, .chart, .summarize: false
    }
  }
}

extension PeriodUnit {
  /// The unit that a word of the language names.
  init(_ unit: Syntax.CalendarUnit) {
    switch unit {
    case .day: self = .day
    case .week: self = .week
    case .month: self = .month
    case .quarter: self = .quarter
    case .year: self = .year
    }
  }
}
