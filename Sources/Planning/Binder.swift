package import Diagnostics
package import Model
package import Syntax

/// Turns a question as written into a question as meant: after it no name is a string.
package struct Binder {
  let source: SourceText
  let catalog: any Catalog
  /// The day of the innermost source: what `today` means there.
  var day: CivilDate
  /// Whether the innermost source is read as of each of several days, so that `today` is a column.
  var hasEachDay = false
  /// Mistakes found so far; binding goes on behind one where it can.
  var mistakes: [Diagnostic] = []
  /// What was understood where the words left a choice.
  var notes: [String] = []
  /// The aggregate step whose items are being bound, if one is.
  var summary: Summary?
  /// The step that may ask about all its rows, while its expressions are being bound.
  var window: Window?

  var schema: Schema { catalog.schema }

  /// The meaning of a question; `today` is the day of those without an `as of` of their own.
  ///
  /// - Throws: up to three mistakes at once.
  package static func bind(
    _ query: Query, in source: SourceText, catalog: any Catalog, today: CivilDate
  ) throws(Mistakes) -> BoundQuery {
    var binder = Binder(source: source, catalog: catalog, day: today)
    do throws(Diagnostic) {
      let stage = try binder.bindQuery(query)
      if binder.mistakes.isEmpty {
        let finished = query.isCard ? binder.showingAll(stage) : binder.showingRecord(stage)
        return BoundQuery(
          finished.plan, asOf: stage.asOf,
          recordCollection: stage.countsRecords ? stage.record?.collection : nil,
          isCard: query.isCard, notes: binder.notes)
      }
    } catch {
      binder.mistakes.append(error)
    }
    throw Mistakes(
      binder.mistakes.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) })
  }

  init(source: SourceText, catalog: any Catalog, day: CivilDate) {
    self.source = source
    self.catalog = catalog
    self.day = day
  }

  /// What a column of an expression is called that has no other name.
  func heading(of expression: Expression) -> String {
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
    guard steps.isEmpty, case .reference(_, let path) = source.kind else { return false }
    return path.isEmpty
  }
}

/// How far a question has been bound: the plan so far and what its rows stand for.
struct Stage {
  var plan: LogicalPlan
  /// The column of the record that each row stands for; nil once rows are groups.
  var record: Scope.RecordColumn?
  /// The last day that the source is read for.
  var asOf: CivilDate
  /// Whether each row still stands for a record of its own, not for the first of equal rows.
  var countsRecords = true

  /// What names mean behind the plan.
  var scope: Scope {
    Scope(Scope.Level(columns: plan.columns, record: record))
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
