import Diagnostics
import Model
import Syntax

/// The step whose expressions may ask about all rows that reach it.
struct Window {
  /// How many columns those rows have.
  let columnCount: Int
  /// What has been asked so far; each becomes a column behind those.
  var functions: [WindowFunction] = []
}

extension Binder {
  /// Binds `share(owed by country)`: the column that it will be.
  mutating func bindWindow(
    _ kind: WindowFunction.Kind, _ function: FunctionSignature, _ call: Call, in scope: Scope,
    at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    guard call.on == nil, call.arguments.count == 1 else {
      throw .wrongArguments(function, at: span)
    }
    guard let current = window, scope.levels.count == 1 else {
      throw .windowMisplaced(kind.rawValue, words(at: span), at: span)
    }
    // Inside there is no other row to ask about.
    window = nil
    defer { window = window ?? current }
    let argument = try bind(call.arguments[0], in: scope)
    guard let type = WindowFunction.type(kind, of: argument.type) else {
      if argument.type.isList {
        throw .listCompared(words(at: argument.span), at: argument.span)
      }
      throw .mismatch(argument, wanted: kind.wanted, help: "for example:  \(function.usage)")
    }
    let partition = try call.by.map { (key) throws(Diagnostic) in try bindSortable(key, in: scope) }
    let bound = WindowFunction(kind, of: argument, by: partition, type: type, span)
    if bound.columnsRead.contains(where: { $0 >= current.columnCount }) {
      throw .windowOverWindow(kind.rawValue, words(at: span), at: span)
    }
    var next = current
    next.functions.append(bound)
    window = next
    let place = current.columnCount + current.functions.count
    return BoundExpression(.column(place, depth: 0), type, span)
  }

  /// Binds the expressions of a step that may ask about all rows of a plan.
  ///
  /// - Returns: what was bound, over the plan that is returned beside it.
  mutating func overRows<T>(
    of plan: LogicalPlan, _ body: (inout Binder) throws(Diagnostic) -> T
  ) throws(Diagnostic) -> (bound: T, plan: LogicalPlan) {
    let outer = window
    window = Window(columnCount: plan.columns.count)
    defer { window = outer }
    let bound = try body(&self)
    guard let functions = window?.functions, !functions.isEmpty else { return (bound, plan) }
    return (bound, .window(plan, functions))
  }
}

extension LogicalPlan {
  /// The plan with the first of its columns only, where a step has put others behind them.
  func keepingColumns(of plan: LogicalPlan) -> LogicalPlan {
    guard columns.count > plan.columns.count else { return self }
    let values = plan.columns.enumerated().map { index, column in
      BoundExpression(.column(index, depth: 0), column.type, .at(0))
    }
    return .project(self, values, columns: plan.columns)
  }
}

extension WindowFunction {
  /// The type of the result; nil for what the function does not work on.
  fileprivate static func type(_ kind: Kind, of argument: DataType) -> DataType? {
    switch (kind, argument) {
    case (.share, .number), (.share, .money): .number
    case (.running, .number), (.running, .money): argument
    case (.change, .number), (.change, .money): argument
    case (.change, .date): .number
    case (.rank, .number), (.rank, .money), (.rank, .date): .number
    default: nil
    }
  }
}

extension WindowFunction.Kind {
  fileprivate var wanted: String {
    switch self {
    case .share, .running: "a number or an amount of money"
    case .change, .rank: "a number, an amount of money or a date"
    }
  }

  /// The kind that a function of the language names.
  init?(_ function: FunctionID) {
    switch function {
    case .share: self = .share
    case .running: self = .running
    case .change: self = .change
    case .rank: self = .rank
    default: return nil
    }
  }
}
