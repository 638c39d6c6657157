import Columns
import Diagnostics
import Model
import Planning

/// One step of a plan as it runs: hands out its rows batch by batch.
protocol Operator: AnyObject {
  /// The next rows; nil when there are no more. A batch may be empty.
  func next() throws(Diagnostic) -> Batch?

  /// The same with what was worked out of these rows already, for who asks more of them.
  func nextFrame() throws(Diagnostic) -> Frame?

  /// Hands out all rows that are left: what is made of each batch, in their order, until whoever
  /// takes them wants no more.
  ///
  /// - Parameters:
  ///   - evaluator: what works out expressions in this thread.
  ///   - make: makes something of the rows of a batch, with the evaluator of its thread; it is
  ///     called in any order, on any thread, and must not depend on other batches.
  ///   - take: takes what was made and says whether to go on; called in order, once at a time.
  /// - Throws: what making or taking threw first, in the order of the rows.
  func forEach<Made: Sendable>(
    _ evaluator: Evaluator,
    make: @escaping @Sendable (Frame, Evaluator) throws(Diagnostic) -> Made,
    take: @escaping (Made) throws(Diagnostic) -> Bool
  ) throws(Diagnostic)
}

extension Operator {
  func nextFrame() throws(Diagnostic) -> Frame? {
    guard let batch = try next() else { return nil }
    return Frame(batch)
  }

  func forEach<Made: Sendable>(
    _ evaluator: Evaluator,
    make: @escaping @Sendable (Frame, Evaluator) throws(Diagnostic) -> Made,
    take: @escaping (Made) throws(Diagnostic) -> Bool
  ) throws(Diagnostic) {
    while let frame = try nextFrame() {
      if !(try take(try make(frame, evaluator))) { return }
    }
  }

  /// Hands out all batches that are left, in their order.
  func forEach(
    _ evaluator: Evaluator, _ take: @escaping (Batch) throws(Diagnostic) -> Bool
  ) throws(Diagnostic) {
    try forEach(evaluator, make: { frame, _ in frame.batch }, take: take)
  }

  /// All rows that are left, as one batch.
  func drain(
    types: [DataType], day: Moment, _ evaluator: Evaluator
  ) throws(Diagnostic) -> Batch {
    Batch.joined(try kept(evaluator), types: types, day: day)
  }

  /// All batches that are left but empty ones, as far as the question's memory goes.
  ///
  /// - Postcondition: there is memory to put them together, too.
  func kept(_ evaluator: Evaluator) throws(Diagnostic) -> [Batch] {
    let budget = evaluator.options.budget
    var batches: [Batch] = []
    try forEach(evaluator) { (batch) throws(Diagnostic) in
      try budget.take(2 * batch.byteCount)
      if batch.count > 0 || batches.isEmpty { batches.append(batch) }
      return true
    }
    return batches
  }
}

/// What every operator of a run shares.
struct RunContext {
  var evaluator: Evaluator
  /// The day that the question asks about.
  let day: Moment
  let rowsPerBatch: Int
  /// The rows that a pass over a collection reads; nil for all.
  private(set) var scanned: Range<Int>?
  /// Which rows such a pass hands out; nil for all.
  private(set) var selection: TextSelection?

  init(evaluator: Evaluator, day: Moment, rowsPerBatch: Int) {
    (self.evaluator, self.day, self.rowsPerBatch) = (evaluator, day, rowsPerBatch)
  }

  /// Rows that a thread works off before it takes others.
  var rowsPerPiece: Int { evaluator.options.batchesPerPiece * rowsPerBatch }

  /// The same for a part of the rows, of which some may be left out.
  func scanning(_ rows: Range<Int>, _ selection: TextSelection?) -> RunContext {
    var part = self
    (part.scanned, part.selection) = (rows, selection)
    return part
  }

  /// Asked once a batch.
  func checkInterruption() throws(Diagnostic) {
    try evaluator.checkInterruption()
  }
}
