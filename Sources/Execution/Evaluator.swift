import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage

/// Works out bound expressions for all rows of a batch at once.
struct Evaluator {
  let view: BookView
  /// What must be said about the answer, and what was worked out once for all batches.
  let scratch: Scratch
  /// How plans are run, those of questions inside others too.
  let options: Executor.Options
  /// The answers that were given before, by their numbers.
  let answers: [Int: Batch]

  /// How many rows a loop goes on with before it asks again; far less than a noticeable time.
  static let rowsBetweenChecks = 16_384

  /// Asked for each expression of each batch, and in loops that may go far beyond one.
  func checkInterruption() throws(Diagnostic) {
    if isInterrupted { throw .interrupted() }
  }

  var isInterrupted: Bool { options.isInterrupted() }

  /// Works out the records of a derived collection where nobody has asked for them yet.
  func prepare(_ collection: CollectionID, asOf day: Moment) throws(Diagnostic) {
    guard view.store.schema[collection].isDerived else { return }
    do throws(Interruption) {
      try view(of: day).prepare(
        collection, asOf: day.asOf, unless: options.isInterrupted)
    } catch {
      throw .interrupted()
    }
  }

  /// Facts that outlive a batch.
  final class Scratch {
    /// What must be said about the answer.
    var remarks = Remarks()
    /// Results of text tests by the texts' codes.
    var textTests: [TextTestMemo.Key: TextTestMemo] = [:]
    /// What questions inside others came to, by what they asked of the rows around them.
    var subqueries: [SubqueryCall: SubqueryResult] = [:]
    /// Whether groups are so large that it is worth to fold the rows of a batch by themselves.
    var foldsParts = true
    /// The book as it was known on days.
    var views: [CivilDate: BookView] = [:]

    func note(_ text: String) { remarks.note(text) }
  }

  /// The book as it was known at a moment.
  func view(of moment: Moment) -> BookView {
    guard let known = moment.known else { return view }
    if let made = scratch.views[known] { return made }
    let made = view.known(on: known)
    scratch.views[known] = made
    return made
  }

  /// The values of an expression, one a row.
  func evaluate(_ expression: BoundExpression, in frame: Frame) throws(Diagnostic) -> Vector {
    try checkInterruption()
    let count = frame.batch.count
    switch expression.kind {
    case .constant(let value): return .constant(value, expression.type, count: count)
    case .column(let index, let depth): return frame.column(index, depth: depth)
    case .field(let field, let base):
      guard case .column(let column, let depth) = base.kind else {
        return try evaluate(field, of: base, in: frame)
      }
      if depth > 0, let outer = frame.outer, 2 * frame.batch.count >= outer.frame.batch.count {
        // Many rows have few around them: what these have is looked up once.
        let around = BoundExpression(.column(column, depth: depth - 1), base.type, base.span)
        return try evaluate(
          BoundExpression(.field(field, of: around), expression.type, expression.span),
          in: outer.frame
        ).taking(outer.positions)
      }
      guard depth == 0 else { return try evaluate(field, of: base, in: frame) }
      let key = FieldKey(field: field, column: column)
      if let known = frame.known.values(of: key) { return known }
      let values = try evaluate(field, of: base, in: frame)
      frame.known.keep(values, as: key)
      return values
    case .not(let operand):
      return .boolean(RowLoops.map(try test(operand, in: frame)) { !$0 })
    case .all(let tests): return .boolean(try chain(tests, deciding: false, in: frame))
    case .any(let tests): return .boolean(try chain(tests, deciding: true, in: frame))
    case .compare(let left, let operation, let right):
      return .boolean(try compare(left, operation, right, in: frame, at: expression.span))
    case .between(let value, let low, let high):
      return .boolean(try between(value, low, high, in: frame, at: expression.span))
    case .isRecord(let record, let rows):
      return .boolean(try isRecord(record, rows, in: frame))
    case .isMissing(let operand):
      return .boolean(try evaluate(operand, in: frame).missing)
    case .textTest(let subject, let test, let pattern):
      return .boolean(try textTest(subject, test, pattern, in: frame))
    case .negated(let operand):
      return try negated(try evaluate(operand, in: frame), at: expression.span)
    case .arithmetic(let left, let operation, let right):
      return try arithmetic(
        try evaluate(left, in: frame), operation, try evaluate(right, in: frame),
        at: expression.span)
    case .moved(let date, let length):
      return try moved(try evaluate(date, in: frame), by: length, at: expression.span)
    case .call(.convert, let arguments):
      if let known = frame.known.conversion(expression) { return known }
      let values = try call(.convert, arguments, expression, in: frame)
      frame.known.keep(values, ofConversion: expression)
      return values
    case .call(let function, let arguments):
      return try call(function, arguments, expression, in: frame)
    case .conditional(let test, let then, let otherwise):
      return try conditional(test, then, otherwise, expression.type, in: frame)
    case .aggregate(let aggregate): return try listAggregate(aggregate, in: frame)
    case .subquery(let inner):
      return try value(of: inner, in: frame, at: expression.span)
    case .isIn(let value, let inner): return .boolean(try isMember(value, of: inner, in: frame))
    case .parameter: preconditionFailure("parameters have values before a plan runs")
    }
  }

  /// The answers of a test, one a row.
  func test(_ expression: BoundExpression, in frame: Frame) throws(Diagnostic) -> [Bool] {
    try evaluate(expression, in: frame).booleans
  }

  /// The positions of the rows for which a test holds.
  func positions(
    where expression: BoundExpression, in frame: Frame
  ) throws(Diagnostic) -> [Int32] {
    RowLoops.positions(where: try test(expression, in: frame))
  }

  /// A field of records, each as of its row's day.
  private func evaluate(
    _ field: FieldID, of base: BoundExpression, in frame: Frame
  ) throws(Diagnostic) -> Vector {
    guard case .record(_, let rows) = try evaluate(base, in: frame) else {
      preconditionFailure("only records have fields")
    }
    let runs = frame.batch.days.runs(count: rows.count)
    for run in runs { try prepare(field.collection, asOf: run.day) }
    if runs.count == 1 {
      return view(of: runs[0].day).vector(of: field, at: rows, asOf: runs[0].day.asOf)
    }
    return .joined(
      runs.map { view(of: $0.day).vector(of: field, at: Array(rows[$0.rows]), asOf: $0.day.asOf) },
      view.store.schema[field].type)
  }

  /// A chain of tests; each is asked only of the rows that those before it left undecided.
  ///
  /// So `quantity != 0 and amount / quantity > 5` divides by no zero; cheap tests spare dear ones.
  private func chain(
    _ tests: [BoundExpression], deciding: Bool, in frame: Frame
  ) throws(Diagnostic) -> [Bool] {
    guard frame.batch.count > 0 else { return [] }
    var open: [Int32]?
    var openFrame = frame
    for (index, test) in tests.enumerated() {
      let found = try self.test(test, in: openFrame)
      let stillOpen = RowLoops.positions(where: deciding ? RowLoops.map(found) { !$0 } : found)
      if stillOpen.count == found.count { continue }
      open = open.map { RowLoops.gather($0, at: stillOpen) } ?? stillOpen
      if stillOpen.isEmpty { break }
      if index < tests.count - 1 { openFrame = openFrame.taking(stillOpen) }
    }
    guard let open else { return [Bool](repeating: !deciding, count: frame.batch.count) }
    var answers = [Bool](repeating: deciding, count: frame.batch.count)
    for position in open { answers[Int(position)] = !deciding }
    return answers
  }

  private func conditional(
    _ test: BoundExpression, _ then: BoundExpression, _ otherwise: BoundExpression,
    _ type: DataType, in frame: Frame
  ) throws(Diagnostic) -> Vector {
    let answers = try self.test(test, in: frame)
    if case .constant(let yes) = then.kind, case .constant(let no) = otherwise.kind {
      let both = Vector([yes, no], type)
      return both.taking(RowLoops.map(answers) { $0 ? 0 : 1 })
    }
    let yes = RowLoops.positions(where: answers)
    let no = RowLoops.positions(where: RowLoops.map(answers) { !$0 })
    // Each side is worked out only where it is needed.
    let both = Vector.joined(
      [
        try typed(then, type, in: frame.taking(yes)),
        try typed(otherwise, type, in: frame.taking(no)),
      ], type)
    var places = [Int32](repeating: 0, count: answers.count)
    for (place, position) in (yes + no).enumerated() { places[Int(position)] = Int32(place) }
    return both.taking(places)
  }

  /// An expression whose word `missing` stands for a missing value of a type.
  private func typed(
    _ expression: BoundExpression, _ type: DataType, in frame: Frame
  ) throws(Diagnostic) -> Vector {
    let vector = try evaluate(expression, in: frame)
    if case .missing(let count) = vector { return .constant(.missing, type, count: count) }
    return vector
  }
}

extension Frame {
  /// The rows at some positions, with the same rows around them.
  func taking(_ positions: [Int32]) -> Frame {
    if positions.count == batch.count { return self }
    return Frame(
      batch.taking(positions),
      outer: outer.map { outer in (outer.frame, RowLoops.gather(outer.positions, at: positions)) },
      known: KnownRows(takenFrom: (known, positions)))
  }
}

extension Vector {
  /// Which values are missing.
  var missing: [Bool] {
    switch self {
    case .boolean(let values): [Bool](repeating: false, count: values.count)
    case .number(let vector): vector.coefficients.missing
    case .money(let vector): vector.coefficients.missing
    case .date(let days): RowLoops.map(days) { $0 == Missing.day }
    case .period(let vector): vector.firsts.map { $0 == Missing.day }
    case .text(let vector): vector.codes.map { $0 == Missing.text }
    case .currency(let codes): codes.map { $0 == Missing.currency }
    case .enumeration(_, let words): words.map { $0 == Missing.word }
    case .record(_, let rows): RowLoops.map(rows) { $0 == Missing.row }
    case .list(let lists): lists.map(\.isEmpty)
    case .duration(let values): values.map { $0 == nil }
    case .missing(let count): [Bool](repeating: true, count: count)
    }
  }
}
