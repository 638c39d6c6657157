import Columns
import Diagnostics
import Model
import Planning

/// One step of a plan as it runs: hands out its rows batch by batch.
protocol Operator: AnyObject {
  /// The next rows; nil when there are no more. A batch may be empty.
  func next() throws(Diagnostic) -> Batch?
}

extension Operator {
  /// All rows that are left, as one batch.
  func drain(types: [DataType], day: Moment) throws(Diagnostic) -> Batch {
    var batches: [Batch] = []
    while let batch = try next() {
      if batch.count > 0 { batches.append(batch) }
    }
    return Batch.joined(batches, types: types, day: day)
  }
}

/// What every operator of a run shares.
struct RunContext {
  let evaluator: Evaluator
  /// The day that the question asks about.
  let day: Moment
  let rowsPerBatch: Int

  /// Asked once a batch.
  func checkInterruption() throws(Diagnostic) {
    try evaluator.checkInterruption()
  }
}
