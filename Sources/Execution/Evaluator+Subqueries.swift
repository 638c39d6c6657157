import Accounting
import Columns
import Diagnostics
import Model
import Planning
import Storage

/// What one run of a question inside another depends on.
struct SubqueryCall: Hashable {
  let id: Int
  /// What it asks of the row around it.
  let values: [Value]
  /// The moment of that row, where the question is asked for it.
  let moment: Moment?
}

/// What a run of a question inside another came to.
enum SubqueryResult {
  case value(Value)
  case members(Set<Value>)
}

extension Evaluator {
  /// The value of a question for each row around it; missing where it has no answer.
  ///
  /// - Throws: where it has several rows.
  func value(
    of inner: Subquery, in frame: Frame, at span: SourceSpan
  ) throws(Diagnostic) -> Vector {
    let calls = try calls(of: inner, in: frame)
    var values: [Value] = []
    values.reserveCapacity(calls.count)
    for call in calls {
      if case .value(let known) = scratch.subqueries[call] {
        values.append(known)
        continue
      }
      let found = try run(inner, call, in: frame)
      if found.count > 1 { throw .severalRows(found.count, at: span) }
      if found.count == 0 {
        scratch.note("a question in brackets had no answer, which counts as missing")
      }
      let value = found.count == 0 ? .missing : found[0]
      scratch.subqueries[call] = .value(value)
      values.append(value)
    }
    if values.count > 1, inner.parameters.isEmpty, !inner.followsDay {
      return .constant(values[0], inner.type, count: values.count)
    }
    return Vector(values, inner.type)
  }

  /// Whether each value is among those that a question gives.
  func isMember(
    _ value: BoundExpression, of inner: Subquery, in frame: Frame
  ) throws(Diagnostic) -> [Bool] {
    let found = try evaluate(value, in: frame)
    let calls = try calls(of: inner, in: frame)
    var answers: [Bool] = []
    answers.reserveCapacity(calls.count)
    for (position, call) in calls.enumerated() {
      let members: Set<Value>
      if case .members(let known) = scratch.subqueries[call] {
        members = known
      } else {
        let values = try run(inner, call, in: frame)
        members = Set((0..<values.count).map { values[$0].comparable }.filter { $0 != .missing })
        scratch.subqueries[call] = .members(members)
      }
      answers.append(members.contains(found[position].comparable))
    }
    return answers
  }

  /// What the question depends on, for each row.
  private func calls(of inner: Subquery, in frame: Frame) throws(Diagnostic) -> [SubqueryCall] {
    var asked: [Vector] = []
    for parameter in inner.parameters { asked.append(try evaluate(parameter, in: frame)) }
    let days = frame.batch.days
    let followsDay = inner.followsDay
    return (0..<frame.batch.count).map { position in
      SubqueryCall(
        id: inner.id, values: asked.map { $0[position] },
        moment: followsDay ? days.moment(at: position) : nil)
    }
  }

  /// The values of a question's one column.
  private func run(
    _ inner: Subquery, _ call: SubqueryCall, in frame: Frame
  ) throws(Diagnostic) -> Vector {
    let moment = call.moment ?? Moment(.first)
    let filled = inner.plan(with: call.values, at: moment)
    let plan =
      options.isOptimizing ? Optimizer.optimize(filled, catalog: view.store) : filled
    let context = RunContext(
      evaluator: self, day: moment, rowsPerBatch: max(1, options.rowsPerBatch))
    let root = OperatorBuilder(context, clock: nil).operator(for: plan)
    return try root.drain(types: [inner.type], day: moment, self).columns[0]
  }
}

extension Value {
  /// The value as `=` compares it: text without case and doubled spaces, zero in any currency.
  fileprivate var comparable: Value {
    switch self {
    case .text(let text): .text(Text(TextFolding.folded(text.bytes)))
    case .number(let number): .number(number.normalized)
    case .money(let money):
      money.amount.isZero
        ? .number(.zero) : .money(Money(money.amount.normalized, money.currency))
    case .period(let period): .list([.date(period.first), .date(period.last)])
    default: self
    }
  }
}
