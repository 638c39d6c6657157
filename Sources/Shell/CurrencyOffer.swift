import Diagnostics
import Model
import Syntax

/// What to ask where amounts in several currencies have no order: the same in one currency.
struct CurrencyOffer {
  private let words: SourceText
  private let home: String

  /// The help for an expression, told in its own words; nil where it is none that can be mended so.
  static func help(for words: String, home: Currency) -> String? {
    let name = "let $x = "
    let text = SourceText(name + words)
    guard let statement = try? Parser.statement(in: text, currencies: Currency.allCodes) else {
      return nil
    }
    let offer = CurrencyOffer(words: text, home: home == .unnamed ? "EUR" : home.text)
    switch statement.kind {
    case .letValue(_, let value): return offer.help(for: value)
    // There a name alone is a question; here it is the figure by which something is ordered.
    case .letQuery(_, let query):
      let name = text[query.span]
      return "ask 'by currency', or in one:  convert(\(name), \(offer.home))   "
        + "in each one's own:  convert(\(name), currency)"
    default: return nil
    }
  }

  private func help(for value: Expression) -> String? {
    switch value.kind {
    // A sum has no mistake of its own: behind `sort` it names a column.
    case .aggregate(let aggregate) where aggregate.function != .sum:
      guard let argument = aggregate.argument else { return nil }
      let test = aggregate.condition.map { " where \(words[$0.span])" } ?? ""
      let folded = "\(aggregate.function.rawValue)(\(converted(argument, to: home))\(test))"
      return "ask 'by currency', or in one:  \(folded)"
    case .comparison(let comparison): return help(for: comparison)
    case .call(let call):
      guard let argument = call.arguments.first else { return nil }
      let rest = words[SourceSpan(argument.span.end, value.span.end)]
      return "in one currency:  \(call.name.text)(\(converted(argument, to: home))\(rest)"
    default: return "in one currency:  \(converted(value, to: home))"
    }
  }

  private func help(for comparison: Comparison) -> String {
    let relation = words[SourceSpan(comparison.left.span.end, comparison.right.span.start)]
    let right = words[comparison.right.span]
    // A figure, or an amount whose currency says in which one is meant.
    if let currency = comparison.right.currencyOfConstant {
      return "in one currency:  "
        + "\(converted(comparison.left, to: currency.isEmpty ? home : currency))\(relation)\(right)"
    }
    return "in one currency:  \(converted(comparison.left, to: home))\(relation)"
      + "\(converted(comparison.right, to: home))   in each one's own:  "
      + "\(converted(comparison.left, to: "currency"))\(relation)\(right)"
  }

  private func converted(_ value: Expression, to currency: String) -> String {
    "convert(\(words[value.span]), \(currency))"
  }
}

extension Expression {
  /// The currency of an amount that stands as it is, empty for a number; nil for anything else.
  fileprivate var currencyOfConstant: String? {
    switch kind {
    case .literal(.number), .literal(.percent): ""
    case .literal(.money(_, let currency)): currency
    case .range(let low, _): low.currencyOfConstant
    default: nil
    }
  }
}
