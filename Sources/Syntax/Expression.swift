package import Diagnostics

/// A word as written: a field, collection, function or alias, without its backticks.
package struct Name: Sendable, Equatable {
  /// The word; its case is kept, though names ignore case.
  package let text: String
  /// Where it stands, backticks included.
  package let span: SourceSpan

  /// A word at a place.
  package init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// A document, payment or party named by its number: `#INV-00346`.
package struct Reference: Sendable, Equatable {
  /// What stands behind the `#`, without quotes.
  package let text: String
  /// Where it stands, `#` included.
  package let span: SourceSpan

  /// A reference at a place.
  package init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// A value to be worked out, as spelled.
package struct Expression: Sendable, Equatable {
  /// What it is made of.
  package let kind: Kind
  /// Where it stands, brackets around it left out.
  package let span: SourceSpan

  /// An expression at a place.
  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// The forms that an expression takes.
  ///
  /// Chains (`and`, `or`, `+`, `*`) are flat arrays, so that a long one is no deeper than a short
  /// one.
  package indirect enum Kind: Sendable, Equatable {
    case literal(Literal)
    /// `customer.country`; never empty.
    case path([Name])
    /// `#INV-1`, `#INV-1.lines`.
    case reference(Reference, path: [Name])
    /// `$x`, `$x.owed`; the name without its `$`.
    case variable(Name, path: [Name])
    /// `it`, the last answer.
    case it(path: [Name])
    case not(Expression)
    case negated(Expression)
    /// Two or more tests joined by one connective; the two never mix without brackets.
    case logical(Connective, [Expression])
    /// `a + b - c` or `a * b / c`, from left to right.
    case arithmetic(first: Expression, rest: [ArithmeticTerm])
    case comparison(Comparison)
    /// `a to b`, both ends included.
    case range(Expression, Expression)
    /// `(a, b, c)` at the right of `in`, `=` or `is`; never empty.
    case list([Expression])
    case aggregate(Aggregate)
    case call(Call)
    /// `(invoices where open …)`: a question inside a question.
    case query(Query)
    case conditional(test: Expression, then: Expression, otherwise: Expression)
  }
}

/// `and` or `or`.
package enum Connective: String, Sendable {
  case and
  case or
}

/// One further term of a flat arithmetic chain.
package struct ArithmeticTerm: Sendable, Equatable {
  /// The sign in front of the term.
  package let sign: ArithmeticSign
  /// Where the sign stands.
  package let signSpan: SourceSpan
  /// The term itself.
  package let operand: Expression

  /// A sign and what follows it.
  package init(_ sign: ArithmeticSign, _ signSpan: SourceSpan, _ operand: Expression) {
    self.sign = sign
    self.signSpan = signSpan
    self.operand = operand
  }
}

/// The four signs.
package enum ArithmeticSign: String, Sendable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
}

/// `left operator right`; never chained.
package struct Comparison: Sendable, Equatable {
  /// What stands before the relation.
  package let left: Expression
  /// How the two sides are compared.
  package let relation: Relation
  /// `not in`, `is not`, `!=`: the exact complement.
  package let isNegated: Bool
  /// Where the operator's words stand.
  package let relationSpan: SourceSpan
  /// What stands behind it.
  package let right: Expression

  /// A comparison of two expressions.
  package init(
    _ left: Expression, _ relation: Relation, isNegated: Bool, _ relationSpan: SourceSpan,
    _ right: Expression
  ) {
    self.left = left
    self.relation = relation
    self.isNegated = isNegated
    self.relationSpan = relationSpan
    self.right = right
  }
}

/// What a comparison asks, in its positive form; `!=` and `is not` are negated `equal`.
package enum Relation: String, Sendable {
  case equal = "="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case similar = "~"
  case isIn = "in"
  case has = "has"
  case matches = "matches"
  case starts = "starts with"
  case ends = "ends with"
}

/// `sum lines.amount`, `count(where open)`, `count unique customer`.
package struct Aggregate: Sendable, Equatable {
  /// Which aggregate it is.
  package let function: AggregateName
  /// Where the aggregate's word stands.
  package let functionSpan: SourceSpan
  /// Whether `unique` follows the word.
  package let isUnique: Bool
  /// What is aggregated; nil for a bare `count` or `count(where C)`.
  package let argument: Expression?
  /// The `where` inside the brackets.
  package let condition: Expression?
  /// Whether brackets follow the word: `sum(a)` against `sum a`.
  package let isBracketed: Bool

  /// An aggregate with its parts.
  package init(
    _ function: AggregateName, _ functionSpan: SourceSpan, isUnique: Bool,
    argument: Expression?, condition: Expression?, isBracketed: Bool
  ) {
    self.function = function
    self.functionSpan = functionSpan
    self.isUnique = isUnique
    self.argument = argument
    self.condition = condition
    self.isBracketed = isBracketed
  }
}

/// The words that fold many values into one.
package enum AggregateName: String, Sendable, CaseIterable {
  case count
  case sum
  case average
  case min
  case max
  case median
  case list
  case any
  case all
}

/// `month(date)`, `share(owed by country)`, `convert(x, EUR on 2026-03-31)`.
package struct Call: Sendable, Equatable {
  /// What is called.
  package let name: Name
  /// What it is called with.
  package let arguments: [Expression]
  /// What stands behind `by` inside the brackets.
  package let by: Expression?
  /// What stands behind `on` inside the brackets.
  package let on: Expression?

  /// A call of a named function.
  package init(
    _ name: Name, _ arguments: [Expression], by: Expression? = nil, on: Expression? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.by = by
    self.on = on
  }
}
