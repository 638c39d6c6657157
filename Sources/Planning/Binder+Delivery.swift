import Diagnostics
import Model
package import Syntax

/// `chart` and `export`, which stand last and change no rows.
extension Binder {
  /// What becomes of the answer of a statement whose rows are `stage`.
  ///
  /// - Returns: the rows, with the column that a chart computes.
  mutating func bindDelivery(
    _ steps: ArraySlice<Step>, after stage: Stage
  ) throws(Diagnostic) -> (stage: Stage, delivery: Delivery) {
    var stage = stage
    var delivery = Delivery()
    for step in steps {
      switch step.kind {
      case .export(let export): delivery.export = ExportOrder(export)
      case .chart(let style, let value):
        (stage, delivery.chart) = try bindChart(style, value, after: stage, at: step.span)
      default: preconditionFailure("only what stands last is delivered")
      }
    }
    return (stage, delivery)
  }

  private mutating func bindChart(
    _ style: ChartStyle?, _ value: Expression?, after stage: Stage, at span: SourceSpan
  ) throws(Diagnostic) -> (Stage, ChartOrder) {
    let order = { (name: String?) in
      ChartOrder(style: style.map { $0 == .bars ? .bars : .line }, value: name, span: span)
    }
    guard let value else {
      let shown = showingRecord(stage)
      guard shown.plan.columns.contains(where: { $0.isShown && $0.type.canBeDrawn }) else {
        throw .nothingToDraw(at: span)
      }
      return (shown, order(nil))
    }
    let shown = showingRecord(stage)
    let name = heading(of: value)
    if let known = shown.scope.levels[0].column(called: name), shown.plan.columns[known].isShown {
      guard shown.plan.columns[known].type.canBeDrawn else {
        throw .notDrawable(name, shown.plan.columns[known].type.phrase, at: value.span)
      }
      return (shown, order(shown.plan.columns[known].name))
    }
    let step = Step(.calc([.expression(value, alias: nil)]), value.span)
    let drawn = try bindStep(step, after: shown)
    guard let column = drawn.plan.columns.last, column.type.canBeDrawn else {
      throw .notDrawable(name, drawn.plan.columns.last?.type.phrase ?? "nothing", at: value.span)
    }
    return (drawn, order(column.name))
  }

  /// Where only rows are asked for, nothing is drawn or written.
  func misplaced(_ step: Step) -> Diagnostic {
    if case .export = step.kind { return .misplacedDelivery("export", at: step.span) }
    return .misplacedDelivery("chart", at: step.span)
  }
}

extension Query {
  /// The question without what is done with its answer.
  package var asked: Query {
    Query(
      source, asOf: asOf, knownOn: knownOn, steps: Array(steps[..<deliveryStart]), span)
  }

  /// The steps behind the question itself: a chart, an export, or both.
  var deliverySteps: ArraySlice<Step> { steps[deliveryStart...] }

  private var deliveryStart: Int {
    var start = steps.count
    if start > 0, case .export = steps[start - 1].kind { start -= 1 }
    if start > 0, case .chart = steps[start - 1].kind { start -= 1 }
    return start
  }
}

extension ExportOrder {
  init(_ export: Export) {
    self.init(
      file: export.file, title: export.title, isFull: export.options.contains(.full),
      isRaw: export.options.contains(.raw), isForExcel: export.options.contains(.excel),
      hasDecimalComma: export.options.contains(.decimalComma), span: export.span)
  }
}

extension DataType {
  /// Whether its values have a length that can be drawn.
  fileprivate var canBeDrawn: Bool { self == .number || self == .money }
}
