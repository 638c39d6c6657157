import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage

/// Reads, tests and computes the rows of a large collection on all processors.
///
/// Nothing in such a plan looks at more than one row, so pieces of the collection can be worked off
/// side by side. Their rows come in order all the same, and what is said about them does too.
final class ParallelOperator: Operator {
  private let plan: LogicalPlan
  private let scan: Scan
  private let context: RunContext
  /// The same in one thread, for who asks batch by batch.
  private let alone: any Operator

  /// Nil where the plan is no such plan, or not worth the threads.
  init?(_ plan: LogicalPlan, _ context: RunContext) {
    guard context.evaluator.options.processors > 1, let scan = plan.scanOfItsRows,
      context.scanned == nil,
      context.evaluator.view.store.rowCount(of: scan.collection) >= 2 * context.rowsPerPiece
        || context.evaluator.view.store.schema[scan.collection].isDerived
    else { return nil }
    (self.plan, self.scan, self.context) = (plan, scan, context)
    var single = context
    single.evaluator = context.evaluator.alone(context.evaluator.scratch)
    alone = OperatorBuilder(single, clock: nil).operator(for: plan)
  }

  func next() throws(Diagnostic) -> Batch? { try alone.next() }

  func nextFrame() throws(Diagnostic) -> Frame? { try alone.nextFrame() }

  func forEach<Made: Sendable>(
    _ evaluator: Evaluator,
    make: @escaping @Sendable (Frame, Evaluator) throws(Diagnostic) -> Made,
    take: @escaping (Made) throws(Diagnostic) -> Bool
  ) throws(Diagnostic) {
    let (day, collection) = (scan.days.last, scan.collection)
    let moment = Moment(day, known: scan.days.known)
    let headway = evaluator.options.headway
    if evaluator.view.store.schema[collection].isDerived { headway?.begin(.workingOut(collection)) }
    try evaluator.prepare(collection, asOf: moment)
    let rowCount = evaluator.view(of: moment).rowCount(of: collection, asOf: day)
    let size = context.rowsPerPiece
    let said = evaluator.scratch
    let pieces = (rowCount + size - 1) / size
    guard pieces > 1 else { return try alone.forEach(evaluator, make: make, take: take) }
    let selection = evaluator.prepareTextTest(plan)
    headway?.begin(.reading(collection), rows: rowCount)
    let pipeline = OrderedPipeline<Piece<Made>>(pieces) { (piece) throws(Diagnostic) -> Bool in
      said.remarks.add(piece.remarks)
      headway?.advance(size)
      for made in piece.made where !(try take(made)) { return false }
      return true
    }
    let (plan, context) = (self.plan, PieceContext(context))
    try pipeline.run(processors: evaluator.options.processors) {
      let worker = context.forOneThread()
      return { piece in
        let rows = piece * size..<min((piece + 1) * size, rowCount)
        return Result { () throws(Diagnostic) in
          try Piece(plan, worker.scanning(rows, selection), make)
        }
      }
    }
  }
}

/// What became of a part of the rows.
private struct Piece<Made: Sendable>: Sendable {
  let made: [Made]
  let remarks: Remarks

  init(
    _ plan: LogicalPlan, _ context: RunContext,
    _ make: (Frame, Evaluator) throws(Diagnostic) -> Made
  ) throws(Diagnostic) {
    let evaluator = context.evaluator
    evaluator.scratch.remarks = Remarks()
    let rows = OperatorBuilder(context, clock: nil).operator(for: plan)
    var made: [Made] = []
    while let frame = try rows.nextFrame() { made.append(try make(frame, evaluator)) }
    (self.made, remarks) = (made, evaluator.scratch.remarks)
  }
}

/// What threads need to make contexts of their own.
private struct PieceContext: Sendable {
  private let view: BookView
  private let options: Executor.Options
  private let answers: [Int: Batch]
  private let views: [CivilDate: BookView]
  private let textTests: [TextTestMemo.Key: TextTestMemo]
  private let day: Moment
  private let rowsPerBatch: Int

  init(_ context: RunContext) {
    let evaluator = context.evaluator
    (view, options, answers) = (evaluator.view, evaluator.options, evaluator.answers)
    (views, textTests) = (evaluator.scratch.views, evaluator.scratch.textTests)
    (day, rowsPerBatch) = (context.day, context.rowsPerBatch)
  }

  /// A context that no other thread sees.
  func forOneThread() -> RunContext {
    let scratch = Evaluator.Scratch()
    scratch.views = views
    scratch.textTests = textTests
    let evaluator = Evaluator(view: view, scratch: scratch, options: options, answers: answers)
    return RunContext(evaluator: evaluator.alone(scratch), day: day, rowsPerBatch: rowsPerBatch)
  }
}

extension Evaluator {
  /// The same without threads.
  fileprivate func alone(_ scratch: Scratch) -> Evaluator {
    var options = options
    options.processors = 1
    return Evaluator(view: view, scratch: scratch, options: options, answers: answers)
  }
}

extension LogicalPlan {
  /// The pass over a collection behind steps that look at one row at a time; nil for other plans.
  fileprivate var scanOfItsRows: Scan? {
    switch self {
    case .scan(let scan): scan.days.moments.count == 1 ? scan : nil
    case .filter(let input, _), .project(let input, _, _), .expand(let input, _, _):
      input.scanOfItsRows
    default: nil
    }
  }
}
