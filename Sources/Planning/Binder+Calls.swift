import Diagnostics
import Model
import Syntax

/// Definitions, variables and the last answer: what a statement calls by name.
extension Binder {
  /// More definitions than this are not called by one statement, however they call each other.
  private static let mostCalls = 1_000

  // MARK: Definitions

  /// The rows of a definition, `late(60)`; its parameters stand for what the call gives.
  mutating func bindCall(
    _ name: Name, _ given: [Expression], isDated: Bool, at span: SourceSpan
  ) throws(Diagnostic) -> Stage {
    let word = name.text.lowercased()
    guard let text = surroundings.definition(named: word) else {
      throw .unknownSource(name, suggestions: [])
    }
    if calls.contains(word) { throw .callsItself(calls + [word], at: span) }
    callCount += 1
    if callCount > Binder.mostCalls { throw .tooManyCalls(at: span) }
    let definition = try definition(text, calledAt: span)
    if isDated, definition.query.isDated { throw .twoDays(at: span) }
    let around = (summary: summary, arguments: arguments, calls: calls)
    defer { (summary, arguments, calls) = around }
    arguments = try arguments(of: definition, given, at: span)
    summary = nil
    calls.append(word)
    let known = mistakes.count
    let stage = try bindQuery(definition.query)
    if mistakes.count > known { throw mistakes.removeLast() }
    return stage
  }

  /// Reads a definition where it is called, behind the text of the statement.
  private mutating func definition(
    _ text: DefinitionText, calledAt span: SourceSpan
  ) throws(Diagnostic) -> Definition {
    let place = source.append(text.text, calledAt: span)
    do throws(Mistakes) {
      let statement = try Parser.statement(in: source, place, currencies: Currency.allCodes)
      if case .define(let definition) = statement.kind { return definition }
    } catch {
      throw error.all[0]
    }
    preconditionFailure("only definitions are kept as such")
  }

  private func arguments(
    of definition: Definition, _ given: [Expression], at span: SourceSpan
  ) throws(Diagnostic) -> [String: Argument] {
    guard given.count <= definition.parameters.count else {
      throw .tooManyArguments(definition, given.count, at: given[definition.parameters.count].span)
    }
    var found: [String: Argument] = [:]
    for (place, parameter) in definition.parameters.enumerated() {
      let word = parameter.name.text.lowercased()
      if place < given.count {
        found[word] = Argument(expression: given[place], around: arguments)
      } else if let standard = parameter.standard {
        found[word] = Argument(expression: standard, around: [:])
      } else {
        throw .missingArgument(definition, parameter.name.text, at: span)
      }
    }
    return found
  }

  // MARK: Variables

  /// What a variable stands for, shown where the variable is.
  mutating func bind(
    variable name: Name, _ path: [Name], in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let word = name.text.lowercased()
    if let argument = arguments[word] {
      let around = arguments
      defer { arguments = around }
      arguments = argument.around
      // It means what it would mean in its place; only a question sees nothing around it.
      let place = argument.expression.isQuestion ? Scope(.empty) : scope
      let bound = try bind(argument.expression, in: place)
      return try follow(path[...], from: bound.moved(to: span), in: scope, at: span)
    }
    switch surroundings.variables[word] {
    case .value(let value, let type):
      return try follow(path[...], from: .constant(value, type, span), in: scope, at: span)
    case .answer(let frozen): return try bindValue(of: frozen, path, in: scope, at: span)
    case nil: throw .unknownVariable(name, known: surroundings.variables.keys.sorted(), at: span)
    }
  }

  /// An expression with the words that its parameter stands for, where those may mean something
  /// only beside the other side of a comparison: `status is $s`.
  func written(_ expression: Expression) -> Expression {
    var current = expression
    var around = arguments
    while case .variable(let name, let path) = current.kind, path.isEmpty {
      let word = name.text.lowercased()
      guard let argument = around[word] else {
        guard case .value(.text(let text), .text) = surroundings.variables[word] else { break }
        return Expression(.literal(.text(text.string)), expression.span)
      }
      current = argument.expression
      around = argument.around
    }
    switch current.kind {
    case .literal, .path, .reference: return Expression(current.kind, expression.span)
    default: return expression
    }
  }

  /// Whether a variable names the rows of an answer.
  func isAnswer(_ name: Name) -> Bool {
    let word = name.text.lowercased()
    if arguments[word] != nil { return false }
    if case .answer = surroundings.variables[word] { return true }
    return false
  }

  // MARK: Answers

  /// The rows of a variable.
  func answer(of name: Name, at span: SourceSpan) throws(Diagnostic) -> Stage {
    let word = name.text.lowercased()
    switch arguments[word] == nil ? surroundings.variables[word] : .value(.missing, .missing) {
    case .answer(let frozen): return stage(of: frozen)
    case .value: throw .valueAsSource(name.text, at: span)
    case nil: throw .unknownVariable(name, known: surroundings.variables.keys.sorted(), at: span)
    }
  }

  /// The rows of the last answer.
  func lastAnswer(at span: SourceSpan) throws(Diagnostic) -> Stage {
    guard let frozen = surroundings.it else { throw .nothingAnswered(at: span) }
    return stage(of: frozen)
  }

  private func stage(of frozen: Frozen) -> Stage {
    let isEach = frozen.columns.contains { $0.name == Binder.dayColumn && $0.type == .date }
    return Stage(
      plan: .frozen(frozen), record: frozen.record,
      time: AskedTime(days: frozen.days.days, isEach: isEach, known: frozen.days.known),
      countsRecords: frozen.countsRecords)
  }

  /// The one value of the last answer.
  mutating func bindIt(
    _ path: [Name], in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    guard let frozen = surroundings.it else { throw .nothingAnswered(at: span) }
    return try bindValue(of: frozen, path, in: scope, at: span)
  }

  /// The one value of an answer, `it` behind an aggregate, or that of one of its columns.
  private mutating func bindValue(
    of frozen: Frozen, _ path: [Name], in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    var stage = stage(of: frozen)
    stage.around = scope.levels
    if !path.isEmpty {
      let value = try bind(Expression(.path(path), span), in: Scope(stage.scope.levels[0]))
      stage.plan = .project(stage.plan, [value], columns: [PlanColumn("value", value.type)])
      stage.record = nil
    }
    return value(of: try subquery(stage, at: span), at: span)
  }
}

extension Expression {
  /// Whether it is a question in brackets.
  fileprivate var isQuestion: Bool {
    if case .query = kind { return true }
    return false
  }
}

extension BoundExpression {
  /// The same expression, with its mistakes told at another place.
  fileprivate func moved(to span: SourceSpan) -> BoundExpression {
    BoundExpression(kind, type, span)
  }
}
