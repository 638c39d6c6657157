import Model
import Planning
import Rendering
import Syntax

/// What stands above a page of an answer, where its question says more than what its rows are.
enum PageTitle {
  /// The title of a question; nil where its rows say it.
  static func title(of query: Query, _ surroundings: Surroundings) -> String? {
    if let called = called(query.source),
      let definition = surroundings.definition(named: called.name.lowercased())
    {
      let subject = called.name.lowercased().hasSuffix("_by") ? subject(called, definition) : nil
      return Rendering.heading(of: [called.name, subject].compactMap { $0 }.joined(separator: " "))
    }
    let folds = query.steps.compactMap { step in text(ofFold: step) }
    return folds.last.map { Rendering.heading(of: $0) }
  }

  /// The question of a name that a question goes on from, with what it is given.
  private static func called(_ source: Source) -> (name: String, given: Expression?)? {
    switch source.kind {
    case .call(let call): (call.name.text, call.arguments.first)
    case .path(let names): names.first.map { ($0.text, nil) }
    default: nil
    }
  }

  /// What a question like `aging_by` is by: what it is given, else what it takes for that.
  private static func subject(
    _ called: (name: String, given: Expression?), _ definition: DefinitionText
  ) -> String? {
    if let given = called.given { return words(given) }
    guard let statement = try? Parser.statement(in: definition.text, currencies: Currency.allCodes),
      case .define(let whole) = statement.kind
    else { return nil }
    return whole.parameters.first?.standard.map { words($0) }
  }

  /// `customer country` for `customer.country`.
  private static func words(_ value: Expression) -> String {
    guard case .path(let names) = value.kind else { return SyntaxPrinter.text(value) }
    return names.map(\.text).joined(separator: " ")
  }

  /// The words of a step that makes groups, its columns by the names that they have; nil for any
  /// other.
  private static func text(ofFold step: Step) -> String? {
    guard case .summarize(let values, let keys, let across) = step.kind else { return nil }
    let named = Step.Kind.summarize(
      values.map(named), by: keys.map(named), across: across.map(named))
    let text = SyntaxPrinter.text(Step(named, step.span))
    let word = "\(Keyword.summarize.rawValue) "
    return text.hasPrefix(word) ? String(text.dropFirst(word.utf8.count)) : text
  }

  private static func named(_ item: Item) -> Item {
    guard case .expression(_, let alias?) = item else { return item }
    return .expression(Expression(.path([alias]), alias.span), alias: nil)
  }
}
