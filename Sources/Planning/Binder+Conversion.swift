import Diagnostics
import Model
import Syntax

extension Binder {
  /// Binds `convert(owed, EUR on 2026-03-31)`; without a day it is the row's own.
  mutating func bindConversion(
    _ function: FunctionSignature, _ call: Call, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    guard call.by == nil, call.arguments.count == 2 else {
      throw .wrongArguments(function, at: span)
    }
    let help = "for example:  convert(owed, EUR on 2026-03-31)"
    let value = try bind(call.arguments[0], in: scope)
    if value.type.isList { throw .listCompared(words(at: value.span), at: value.span) }
    guard value.type == .money else {
      throw .mismatch(value, wanted: "an amount of money", help: help)
    }
    let target = try bindOperand(call.arguments[1], beside: .currency, in: scope)
    guard target.type == .currency else {
      throw .mismatch(target, wanted: "a currency", help: help)
    }
    var arguments = [value, target]
    if let on = call.on {
      var day = try bindOperand(on, beside: .date, in: scope)
      // A period is its last day, as behind `as of`.
      if case .constant(.period(let period)) = day.kind {
        day = .constant(.date(period.last), .date, day.span)
      }
      guard day.type == .date else { throw .mismatch(day, wanted: "a date", help: help) }
      arguments.append(day)
    }
    return BoundExpression(.call(.convert, arguments), .money, span)
  }
}
