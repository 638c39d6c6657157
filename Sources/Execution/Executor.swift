package import Accounting
package import Columns
package import Diagnostics
import Model
package import Planning
import Storage

/// Runs plans: one operator a node, rows pulled batch by batch.
package struct Executor {
  /// How a plan is run; answers do not depend on it.
  package struct Options: Sendable {
    /// Rows that operators hand on at a time.
    package var rowsPerBatch = 4096
    /// Whether the rules of the optimizer are used for questions inside others.
    package var isOptimizing = true
    /// Whether somebody wants the run to stop; asked once a batch.
    package var isInterrupted: @Sendable () -> Bool = { false }
    /// Where a run tells how far it is; nil where nobody waits.
    package var headway: Headway?
    /// Whether columns get totals, for those who print them.
    package var addsTotals = false
    /// Threads that work on a question; answers do not depend on it.
    package var processors = Workers.processors
    /// Batches that a thread works off before it takes others; with fewer than two such pieces
    /// there is one thread.
    package var batchesPerPiece = 4
    /// Bytes that rows and groups of a question may take; without a word half of what the machine
    /// has.
    package var memoryLimit = Workers.memory / 2
    /// What is left of them while a question runs.
    fileprivate(set) var budget = MemoryBudget(limit: .max)
    /// Reads the time in nanoseconds, for a profile; nil for none.
    package var clock: (@Sendable () -> UInt64)?

    /// The usual way.
    package init() {}
  }

  private let view: BookView
  private let options: Options
  private let answers: [Int: Batch]

  /// An executor over a book, and the rows of answers that plans may name.
  package init(_ view: BookView, options: Options = Options(), answers: [Int: Batch] = [:]) {
    self.view = view
    self.options = options
    self.answers = answers
  }

  /// The answer to a question.
  ///
  /// - Throws: what a value makes impossible (a figure too large, currencies without order),
  ///   or `interrupted`.
  package func run(_ query: BoundQuery, plan: LogicalPlan) throws(Diagnostic) -> Answer {
    let scratch = Evaluator.Scratch()
    var options = options
    options.budget = MemoryBudget(limit: options.memoryLimit)
    let evaluator = Evaluator(view: view, scratch: scratch, options: options, answers: answers)
    let day = Moment(query.asOf, known: query.days.known)
    let context = RunContext(
      evaluator: evaluator, day: day, rowsPerBatch: max(1, options.rowsPerBatch))
    let builder = OperatorBuilder(context, clock: options.clock)
    let root = builder.operator(for: plan)
    let batches = try root.kept(evaluator)
    let across = builder.aggregate?.acrossValues ?? []
    let rows = Batch.joined(batches, types: plan.columns.map(\.type), day: day)
    let told = AnswerTable(
      query, plan, across: across, evaluator: evaluator, addsTotals: options.addsTotals)
    let table = try told.table(rows, notes: query.notes)
    return Answer(
      table: table, rows: told.frozen(rows), isCard: query.isCard,
      profile: builder.profile(of: plan))
  }
}

/// What came of a question.
package struct Answer: Sendable {
  /// The rows.
  package let table: ResultTable
  /// The rows as they can be asked again.
  package let rows: FrozenRows
  /// Whether it is one record asked for by its number, which is told field by field.
  package let isCard: Bool
  /// Rows and time of each operator, the root first; empty without a clock.
  package let profile: [ProfileEntry]
}

/// What one operator did.
package struct ProfileEntry: Sendable {
  /// The operator, as `explain` calls it.
  package let label: String
  /// Rows that it handed out.
  package let rows: Int
  /// Time in it without the operators below, in nanoseconds.
  package let nanoseconds: UInt64
  /// Number of sets, as of a union, on one of whose sides it works.
  package let depth: Int
}

/// Makes the operators of a plan.
final class OperatorBuilder {
  private let context: RunContext
  private let clock: (@Sendable () -> UInt64)?
  /// What measures each operator, the root first; nil while what is below is being made.
  private var meters: [MeterOperator?] = []
  /// The aggregate that decides the columns of an `across`, where there is one.
  private(set) var aggregate: AggregateOperator?

  init(_ context: RunContext, clock: (@Sendable () -> UInt64)?) {
    (self.context, self.clock) = (context, clock)
  }

  func `operator`(for plan: LogicalPlan) -> any Operator {
    guard let clock else { return ParallelOperator(plan, context) ?? plain(plan) }
    let place = meters.count
    meters.append(nil)
    let meter = MeterOperator(plain(plan), clock: clock)
    meters[place] = meter
    return meter
  }

  private func plain(_ plan: LogicalPlan) -> any Operator {
    let evaluator = context.evaluator
    switch plan {
    case .scan(let scan): return ScanOperator(scan, context)
    case .records(let records): return RecordsOperator(records, context)
    case .lookup(let lookup): return RecordsOperator(lookup, context)
    case .single(let single): return SingleOperator(single, context)
    case .frozen(let frozen): return FrozenOperator(frozen, context)
    case .find(let find): return FindOperator(find, context)
    case .combine(let input, let combination):
      return SetOperator(
        `operator`(for: input), `operator`(for: combination.other), combination.operation,
        columnCount: plan.columns.count, evaluator)
    case .expand(let input, let expansion, _):
      return ExpandOperator(`operator`(for: input), expansion, evaluator)
    case .filter(let input, let test):
      return FilterOperator(`operator`(for: input), test, evaluator)
    case .project(let input, let values, _):
      return ProjectOperator(`operator`(for: input), values, evaluator)
    case .aggregate(let aggregation):
      let made = AggregateOperator(`operator`(for: aggregation.input), aggregation, context)
      if aggregation.across != nil { aggregate = made }
      return made
    case .window(let input, let functions):
      return WindowOperator(
        `operator`(for: input), functions, types: input.columns.map(\.type), context)
    case .sort(let input, let keys):
      return sort(input, keys, count: nil)
    case .topN(let input, let keys, let count):
      return sort(input, keys, count: count)
    case .slice(let input, let skip, let take):
      return SliceOperator(
        `operator`(for: input), skip: skip, take: take,
        looksAtAll: !input.cannotFail(evaluator.view.store.schema))
    case .distinct(let input, let keys):
      return DistinctOperator(`operator`(for: input), keys, evaluator)
    }
  }

  private func sort(
    _ input: LogicalPlan, _ keys: [PlanSortKey], count: Int?
  ) -> any Operator {
    SortOperator(
      `operator`(for: input), keys, count: count, types: input.columns.map(\.type), context)
  }

  /// What each operator did, the root first, as the plan is drawn.
  func profile(of plan: LogicalPlan) -> [ProfileEntry] {
    var entries: [ProfileEntry] = []
    var left = meters.compactMap { $0 }[...]
    append(plan, depth: 0, &left, to: &entries)
    return entries
  }

  /// Appends an operator and those below; the time of all of them.
  @discardableResult
  private func append(
    _ plan: LogicalPlan, depth: Int, _ meters: inout ArraySlice<MeterOperator>,
    to entries: inout [ProfileEntry]
  ) -> UInt64 {
    guard let meter = meters.popFirst() else { return 0 }
    let place = entries.count
    var below: UInt64 = 0
    for input in plan.inputs {
      let isSide = plan.inputs.count > 1
      below += append(input, depth: depth + (isSide ? 1 : 0), &meters, to: &entries)
    }
    entries.insert(
      ProfileEntry(
        label: plan.name, rows: meter.rows,
        nanoseconds: meter.nanoseconds - min(below, meter.nanoseconds), depth: depth), at: place)
    return meter.nanoseconds
  }
}

/// Measures the operator behind it.
private final class MeterOperator: Operator {
  private let measured: any Operator
  private let clock: @Sendable () -> UInt64
  private(set) var rows = 0
  private(set) var nanoseconds: UInt64 = 0

  init(_ measured: any Operator, clock: @escaping @Sendable () -> UInt64) {
    (self.measured, self.clock) = (measured, clock)
  }

  func next() throws(Diagnostic) -> Batch? { try nextFrame()?.batch }

  func nextFrame() throws(Diagnostic) -> Frame? {
    let start = clock()
    let frame = try measured.nextFrame()
    nanoseconds += clock() - start
    rows += frame?.batch.count ?? 0
    return frame
  }
}
