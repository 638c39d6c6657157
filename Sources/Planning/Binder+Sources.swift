import Diagnostics
import Model
import Syntax

extension Binder {
  /// The column that `as of each` adds.
  package static let dayColumn = "as_of"

  /// Binds a source and its steps, in a time of its own; `around` are the rows around a question
  /// inside another.
  mutating func bindQuery(
    _ query: Query, around: [Scope.Level] = []
  ) throws(Diagnostic) -> Stage {
    let outer = time
    defer { time = outer }
    try enterTime(of: query)
    var stage = try bindSource(query.source, isDated: query.isDated, around: around)
    stage.around = around
    var previous: Step?
    for step in query.steps {
      defer { previous = step }
      do throws(Diagnostic) {
        stage = try bindStep(step, after: stage)
      } catch {
        mistakes.append(withComma(error, between: previous, step))
        // Behind a filter or a sort the columns are known all the same.
        if !step.keepsColumns { return stage }
      }
    }
    return stage
  }

  /// The mistake of a second aggregate step where a comma was forgotten: `count sum owed`.
  private func withComma(
    _ mistake: Diagnostic, between previous: Step?, _ step: Step
  ) -> Diagnostic {
    guard mistake.code == .notAggregated, let previous, previous.isBareAggregate,
      case .summarize = step.kind
    else { return mistake }
    return .commaBetweenFigures(
      mistake, words(at: previous.span), words(at: step.span), end: previous.span.end)
  }

  /// Goes over to the time that a question says; else it is asked as of the time around it.
  private mutating func enterTime(of query: Query) throws(Diagnostic) {
    if let asOf = query.asOf {
      try refuseAnswers(query, at: asOf.span)
      time = AskedTime(days: try bindDays(asOf), isEach: asOf.isEach, known: time.known)
    }
    if let known = query.knownOn {
      try refuseAnswers(query, at: known.span)
      time.known = try bindPeriod(known).last
    }
  }

  private func refuseAnswers(_ query: Query, at span: SourceSpan) throws(Diagnostic) {
    switch query.source.kind {
    case .it: throw .answerIsFrozen("it", again: again(query), at: span)
    case .variable(let name, _): throw .answerIsFrozen("$\(name.text)", again: nil, at: span)
    case .path, .reference, .query, .find, .call: return
    }
  }

  /// The last question as of the time that is asked of its answer, where it can be asked so.
  private func again(_ query: Query) -> String? {
    guard let last = surroundings.lastQuestion, case .path = last.source.kind else { return nil }
    let dated = Query(
      last.source, asOf: query.asOf ?? last.asOf, knownOn: query.knownOn ?? last.knownOn,
      steps: last.steps + query.steps, last.span)
    return SyntaxPrinter.text(dated)
  }

  /// The days of an `as of`.
  private mutating func bindDays(_ asOf: AsOf) throws(Diagnostic) -> [CivilDate] {
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
    _ source: Source, isDated: Bool, around: [Scope.Level]
  ) throws(Diagnostic) -> Stage {
    switch source.kind {
    case .path(let names):
      if let linked = try linkedSource(names, around: around, at: source.span) { return linked }
      if let collection = schema.collection(named: names[0].text) {
        return try follow(names.dropFirst(), from: scan(collection))
      }
      if surroundings.definition(named: names[0].text.lowercased()) != nil {
        let stage = try bindCall(names[0], [], isDated: isDated, at: names[0].span)
        return try follow(names.dropFirst(), from: goingOn(behind: stage))
      }
      throw unknownSource(names[0])
    case .reference(let reference, let path):
      let record = try resolve(reference, among: nil)
      return try follow(path[...], from: one(record, at: source.span))
    case .query(let query):
      if isDated, query.isDated { throw .twoDays(at: source.span) }
      return goingOn(behind: try bindQuery(query, around: around))
    case .variable(let name, let path):
      return try follow(path[...], from: goingOn(behind: try answer(of: name, at: source.span)))
    case .it(let path):
      return try follow(path[...], from: goingOn(behind: try lastAnswer(at: source.span)))
    case .find(let words):
      if time.isEach { throw .findOfSeveralDays(at: source.span) }
      let find = Find(words.map { Text($0) }, days: time.asked)
      return Stage(plan: .find(find), record: nil, time: time)
    case .call(let call):
      guard surroundings.definition(named: call.name.text.lowercased()) != nil else {
        throw unknownSource(call.name)
      }
      return goingOn(
        behind: try bindCall(call.name, call.arguments, isDated: isDated, at: source.span))
    }
  }

  /// Steps behind a question in brackets are about the same day as those inside.
  private mutating func goingOn(behind stage: Stage) -> Stage {
    time = stage.time
    return stage
  }

  private func unknownSource(_ name: Name) -> Diagnostic {
    for (index, collection) in schema.collections.enumerated() {
      let id = CollectionID(index: index)
      guard let field = schema.field(named: name.text, of: id) else { continue }
      return .fieldAsSource(
        name, of: collection.name, isTest: schema[field].type == .boolean)
    }
    let names = schema.collections.map(\.name) + surroundings.definedNames
    return .unknownSource(name, suggestions: Suggestion.nearest(to: name.text, among: names))
  }

  /// One record on the days that are asked about.
  private mutating func one(_ record: RecordID, at span: SourceSpan) -> Stage {
    guard time.hasDayColumn else {
      let column = PlanColumn("", .record(record.collection), isShown: false)
      let plan = LogicalPlan.records(
        Records(record.collection, rows: [record.row], days: time.asked, columns: [column]))
      return Stage(
        plan: plan, record: RecordColumn(index: 0, collection: record.collection), time: time)
    }
    // Only a scan hands out each day beside the record.
    var stage = scan(record.collection)
    let column = BoundExpression(.column(0, depth: 0), .record(record.collection), span)
    stage.plan = .filter(
      stage.plan, BoundExpression(.isRecord(column, rows: [record.row]), .boolean, span))
    return stage
  }

  private mutating func scan(_ collection: CollectionID) -> Stage {
    if time.known != nil, let field = schema.field(named: "recorded", of: collection),
      schema[field].origin == .stored, !catalog.hasValues(in: field)
    {
      notes.append(
        "\(schema[collection].plural) do not say when they were recorded, so all of them are known")
    }
    var columns = [PlanColumn("", .record(collection), isShown: false)]
    if time.hasDayColumn { columns.append(PlanColumn(Binder.dayColumn, .date)) }
    return Stage(
      plan: .scan(Scan(collection, days: time.asked, columns: columns)),
      record: RecordColumn(index: 0, collection: collection), time: time)
  }

  /// A source that is a link of a row around the question, `(invoices sum owed)` in a customer; nil
  /// where no row has such a link.
  private func linkedSource(
    _ names: [Name], around: [Scope.Level], at span: SourceSpan
  ) throws(Diagnostic) -> Stage? {
    guard let link = Scope(.empty, around: around).link(names, in: schema) else { return nil }
    let rest = names.dropFirst(link.wordCount)
    guard case .field(let field, let base) = link.value.kind,
      case .toMany(let target, _) = schema[field].origin
    else { return try follow(rest, from: single(link.value, at: span)) }
    var stage = single(base, at: span)
    let column = BoundExpression(.column(0, depth: 0), base.type, base.span)
    stage.plan = .expand(
      stage.plan, Expansion(column, field),
      columns: [PlanColumn("", .record(target), isShown: false)])
    stage.record = RecordColumn(index: 0, collection: target)
    return try follow(rest, from: stage)
  }

  /// The one record that a link of a row leads to, if it leads to one.
  private func single(_ value: BoundExpression, at span: SourceSpan) -> Stage {
    guard case .record(let collection) = value.type else {
      preconditionFailure("a link leads to records")
    }
    let columns = [PlanColumn("", value.type, isShown: false)]
    let plan = LogicalPlan.single(Single([value], days: time.asked, columns: columns))
    let missing = BoundExpression(.isMissing(column(0, of: plan, at: span)), .boolean, span)
    return Stage(
      plan: .filter(plan, BoundExpression(.not(missing), .boolean, span)),
      record: RecordColumn(index: 0, collection: collection), time: time)
  }

  /// Follows the links of a source path: `invoices.lines`.
  private func follow(
    _ names: ArraySlice<Name>, from start: Stage
  ) throws(Diagnostic) -> Stage {
    var stage = names.isEmpty ? start : recordsAlone(start)
    for name in names {
      guard let record = stage.record else { throw .noRecords(behind: name) }
      if let next = followOne(name, from: stage, record) {
        stage = next
        continue
      }
      guard let field = schema.field(named: name.text, of: record.collection),
        case .toMany(let target, let via) = schema[field].origin
      else {
        let links = schema[record.collection].fields.filter { $0.type.isList }.map(\.name)
        throw .notALink(name, of: schema[record.collection].name, links: links)
      }
      let base = BoundExpression(
        .column(record.index, depth: 0), .record(record.collection), name.span)
      var columns = stage.plan.columns
      columns[record.index] = PlanColumn("", .record(target), isShown: false)
      stage.plan = .expand(stage.plan, Expansion(base, field), columns: columns)
      if via.count > 1 {
        // Both ends of a pair lead to it: it is still one record.
        stage.plan = .distinct(
          stage.plan, columns.indices.map { column($0, of: stage.plan, at: name.span) })
      }
      stage.record = RecordColumn(index: record.index, collection: target)
    }
    return stage
  }

  /// The records of a question that has said what to show, without those columns: a link leads on
  /// from the record.
  private func recordsAlone(_ start: Stage) -> Stage {
    guard let record = start.record, start.hasShownColumns else { return start }
    let kept = start.plan.columns.indices.filter {
      $0 == record.index || start.plan.columns[$0].name == Binder.dayColumn
    }
    var stage = start
    stage.plan = .project(
      start.plan, kept.map { column($0, of: start.plan, at: .at(0)) },
      columns: kept.map { start.plan.columns[$0] })
    stage.record = kept.firstIndex(of: record.index).map {
      RecordColumn(index: $0, collection: record.collection)
    }
    return stage
  }

  /// Follows a link to one record, `#INV-00346.customer`: each record that it leads to, once.
  private func followOne(
    _ name: Name, from stage: Stage, _ record: RecordColumn
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
    stage.record = RecordColumn(index: record.index, collection: target)
    return stage
  }
}

extension Scope.Level {
  /// No row at all: only constants can be bound in it.
  static let empty = Scope.Level(columns: [], record: nil)
}

extension Query {
  /// Whether it says itself when it is asked about.
  var isDated: Bool { asOf != nil || knownOn != nil }
}

extension AsOf {
  var isEach: Bool {
    if case .each = kind { return true }
    return false
  }
}

extension Step {
  /// Whether it is one aggregate's word: `count`.
  fileprivate var isBareAggregate: Bool {
    guard case .summarize(let items, let keys, nil) = kind, items.count == 1, keys.isEmpty,
      case .expression(let expression, nil) = items[0],
      case .aggregate(let aggregate) = expression.kind
    else { return false }
    return aggregate.argument == nil && !aggregate.isBracketed
  }

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
