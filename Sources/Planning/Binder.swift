package import Diagnostics
package import Model
package import Syntax

/// Turns a question as written into a question as meant: after it no name is a string.
package struct Binder {
  /// The statement, and behind it the definitions that it calls.
  var source: SourceText
  let catalog: any Catalog
  /// What the statement may call by name beside the book.
  let surroundings: Surroundings
  /// When the innermost source is asked about.
  var time: AskedTime
  /// What the parameters of the definition being bound stand for.
  var arguments: [String: Argument] = [:]
  /// The definitions being bound, the outermost first.
  var calls: [String] = []
  /// How many definitions have been called.
  var callCount = 0
  /// How many questions inside this one there are so far.
  var subqueryCount = 0
  /// Mistakes found so far; binding goes on behind one where it can.
  var mistakes: [Diagnostic] = []
  /// What was understood where the words left a choice.
  var notes: [String] = []
  /// The aggregate step whose items are being bound, if one is.
  var summary: Summary?
  /// The step that may ask about all its rows, while its expressions are being bound.
  var window: Window?

  var schema: Schema { catalog.schema }
  /// The day of the innermost source: what `today` means there.
  var day: CivilDate { time.day }

  /// The meaning of a question; `today` is the day of those without an `as of` of their own.
  ///
  /// - Throws: up to three mistakes at once.
  package static func bind(
    _ query: Query, in source: SourceText, catalog: any Catalog, today: CivilDate,
    surroundings: Surroundings = Surroundings()
  ) throws(Mistakes) -> BoundQuery {
    var binder = Binder(
      source: source, catalog: catalog, day: today, surroundings: surroundings)
    do throws(Diagnostic) {
      let asked = query.asked
      var stage = try binder.bindQuery(asked)
      var delivery = Delivery()
      if binder.mistakes.isEmpty {
        (stage, delivery) = try binder.bindDelivery(query.deliverySteps, after: stage)
      }
      if binder.mistakes.isEmpty {
        return binder.finished(stage, isCard: asked.isCard, delivery)
      }
    } catch {
      binder.mistakes.append(error)
    }
    throw Mistakes(
      binder.mistakes.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) },
      in: binder.source)
  }

  /// The meaning of a value that stands alone, `let $x = 60 days`, as a question of one row.
  package static func bind(
    value: Expression, in source: SourceText, catalog: any Catalog, today: CivilDate,
    surroundings: Surroundings
  ) throws(Mistakes) -> BoundQuery {
    var binder = Binder(
      source: source, catalog: catalog, day: today, surroundings: surroundings)
    do throws(Diagnostic) {
      let bound = ConstantFolding.fold(try binder.bind(value, in: Scope(.empty)))
      if bound.type.isList { throw .listCompared(binder.words(at: value.span), at: value.span) }
      let columns = [PlanColumn("value", bound.type)]
      let single = Single([bound], days: binder.time.asked, columns: columns)
      let stage = Stage(plan: .single(single), record: nil, time: binder.time)
      if binder.mistakes.isEmpty { return binder.finished(stage, isCard: false) }
    } catch {
      binder.mistakes.append(error)
    }
    throw Mistakes(binder.mistakes, in: binder.source)
  }

  init(source: SourceText, catalog: any Catalog, day: CivilDate, surroundings: Surroundings) {
    self.source = source
    self.catalog = catalog
    self.surroundings = surroundings
    time = AskedTime(days: [day])
  }

  private func finished(
    _ stage: Stage, isCard: Bool, _ delivery: Delivery = Delivery()
  ) -> BoundQuery {
    let shown = isCard ? showingAll(stage) : showingRecord(stage)
    return BoundQuery(
      plan: shown.plan, days: stage.time.asked, record: shown.record,
      countsRecords: shown.countsRecords,
      showsUsual: stage.record != nil && !stage.hasShownColumns, isCard: isCard, notes: notes,
      delivery: delivery, source: source)
  }

  /// What a column of an expression is called that has no other name.
  func heading(of expression: Expression) -> String {
    var expression = expression
    var around = arguments
    while case .variable(let name, let path) = expression.kind, path.isEmpty,
      let argument = around[name.text.lowercased()]
    {
      (expression, around) = (argument.expression, argument.around)
    }
    if case .path(let names) = expression.kind { return names.map(\.text).joined(separator: ".") }
    return words(at: expression.span)
  }

  /// The words of a place with single spaces.
  func words(at span: SourceSpan) -> String {
    source[span].unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
      .joined(separator: " ")
  }
}

extension Query {
  /// Whether it is a reference alone: `#INV-00346`.
  fileprivate var isCard: Bool {
    guard steps.isEmpty, asOf?.isEach != true, case .reference(_, let path) = source.kind
    else { return false }
    return path.isEmpty
  }
}

/// When a source is asked about.
struct AskedTime {
  /// One day, or those of `as of each`; never empty.
  var days: [CivilDate]
  /// Whether `as of each` was said, so that `today` is a column.
  var isEach = false
  /// Whether the day is that of the row around the question.
  var isOfRow = false
  /// The day behind `known on`.
  var known: CivilDate?

  var day: CivilDate { days.last ?? .first }

  /// The days as a plan has them.
  var asked: AskedDays { AskedDays(days, known: known, isOfRow: isOfRow) }

  /// Whether each row has a column with its day.
  var hasDayColumn: Bool { isEach && !isOfRow }
}

/// How far a question has been bound: the plan so far and what its rows stand for.
struct Stage {
  var plan: LogicalPlan
  /// The column of the record that each row stands for; nil once rows are groups.
  var record: RecordColumn?
  /// When the source is asked about.
  var time: AskedTime
  /// Whether each row still stands for a record of its own, not for the first of equal rows.
  var countsRecords = true
  /// The rows around the question, where it stands inside another.
  var around: [Scope.Level] = []

  /// What names mean behind the plan.
  var scope: Scope {
    Scope(Scope.Level(columns: plan.columns, record: record), around: around)
  }

  /// Whether a step has already said what to show.
  var hasShownColumns: Bool {
    plan.columns.contains { $0.isShown && $0.name != Binder.dayColumn }
  }
}

/// The aggregate step that is being bound.
struct Summary {
  /// The rows that are aggregated.
  let rows: Scope
  /// How many keys make a group; their columns stand before those of the aggregates.
  let keyCount: Int
  /// What has been asked of the groups so far.
  var aggregates: [BoundAggregate] = []
}
