import Columns
import Diagnostics
import Execution
import Planning
import Rendering
import Syntax

/// A question with all that its answer depends on: what it means is looked up, and all that is
/// shown of it is worked out, in one go that can be left.
struct Asking: Sendable {
  let query: Query
  let source: SourceText
  let settings: ShellSettings

  /// What came of it.
  struct Outcome: Sendable {
    let bound: BoundQuery
    let answer: Answer
    /// The answer, with the reason where there is nothing in it.
    let table: ResultTable
    /// The record with what belongs to it; nil for any other answer.
    let card: Card?
  }

  /// Asks it.
  func outcome(_ engine: Engine) throws(Mistakes) -> Outcome {
    let bound = try engine.bind(query, in: source)
    let answer = try engine.answer(bound, addsTotals: isPrinted(bound.delivery))
    var table = answer.table
    if EmptyAnswer.isNothing(table), settings.format == .table, bound.delivery.export == nil {
      let reason = EmptyAnswer(engine, bound).explanation
      // What was stopped on its way has found no reason.
      if engine.options.isInterrupted() { throw Mistakes([.stopped()]) }
      if let reason { table = table.noting(reason) }
    }
    var card: Card?
    if let record = bound.card, showsCards(bound.delivery) {
      card = try CardSections(engine, query).card(table, of: record)
    }
    return Outcome(bound: bound, answer: answer, table: table, card: card)
  }

  /// Whether a record is told with what belongs to it: for people, and not among columns.
  private func showsCards(_ delivery: Delivery) -> Bool {
    if delivery.chart != nil { return false }
    guard let order = delivery.export else { return settings.format.isForCards }
    let format = FileFormat(ofFile: order.file).flatMap { OutputFormat(rawValue: $0.rawValue) }
    return format?.isForCards == true
  }

  /// Whether columns need totals: in pages and workbooks they stand below them.
  private func isPrinted(_ delivery: Delivery) -> Bool {
    delivery.export != nil || settings.format == .html
  }
}
