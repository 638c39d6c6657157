package import Diagnostics
package import Model

/// An expression as meant: every name resolved, every type known, every literal a value.
package struct BoundExpression: Sendable, Equatable {
  /// What it does.
  package let kind: Kind
  /// The type of what it gives.
  package let type: DataType
  /// Where it was written.
  package let span: SourceSpan

  /// A typed expression.
  package init(_ kind: Kind, _ type: DataType, _ span: SourceSpan) {
    self.kind = kind
    self.type = type
    self.span = span
  }

  /// A value known before the question runs.
  package static func constant(
    _ value: Value, _ type: DataType, _ span: SourceSpan
  ) -> BoundExpression {
    BoundExpression(.constant(value), type, span)
  }

  /// The forms of a bound expression.
  package indirect enum Kind: Sendable, Equatable {
    case constant(Value)
    /// A column of the row; `depth` 0 is the innermost row, 1 the row around it.
    case column(Int, depth: Int)
    /// What a question inside another asks of the row around it, by its place in the list.
    case parameter(Int)
    /// A stored or derived field of a record.
    case field(FieldID, of: BoundExpression)
    case not(BoundExpression)
    /// All tests of an `and`, or of an `or`.
    case all([BoundExpression])
    case any([BoundExpression])
    case compare(BoundExpression, ComparisonOperator, BoundExpression)
    /// Whether a value lies between two others, both included; a missing value never does.
    case between(BoundExpression, BoundExpression, BoundExpression)
    /// Whether a record is one of some rows.
    case isRecord(BoundExpression, rows: [RowIndex])
    case isMissing(BoundExpression)
    /// A test of text against a text, with folded case.
    case textTest(BoundExpression, TextTest, BoundExpression)
    case negated(BoundExpression)
    case arithmetic(BoundExpression, ArithmeticOperator, BoundExpression)
    /// A date moved by a length of time.
    case moved(BoundExpression, by: Duration)
    case call(FunctionID, [BoundExpression])
    case conditional(test: BoundExpression, then: BoundExpression, otherwise: BoundExpression)
    /// An aggregate over the lists of each row.
    case aggregate(BoundAggregate)
    /// The one value that a question gives; missing where it gives none.
    case subquery(Subquery)
    /// Whether a value is among those that a question gives; a missing one never is.
    case isIn(BoundExpression, Subquery)
  }
}

/// How two values are compared; the operands have types that can be.
package enum ComparisonOperator: String, Sendable {
  case equal = "="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// The operator that says the same with the sides exchanged.
  package var mirrored: ComparisonOperator {
    switch self {
    case .equal: .equal
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

/// The tests of text that fold case and accents.
package enum TextTest: String, Sendable {
  case has
  case starts = "starts with"
  case ends = "ends with"
  case matches
  /// At most one slip for each four letters.
  case similar = "~"
}

/// The four operations on numbers and money.
package enum ArithmeticOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
}

/// What folds many values into one.
package enum AggregateFunction: String, Sendable {
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

/// An aggregate over rows, or over the lists of each row.
package struct BoundAggregate: Sendable, Equatable {
  /// What is done with the values.
  package let function: AggregateFunction
  /// Whether each value counts once.
  package let isUnique: Bool
  /// The to-many links from the row to what is aggregated; empty for the rows themselves.
  package let expansions: [Expansion]
  /// Which of them count; nil for all.
  package let condition: BoundExpression?
  /// The value of each; nil where the records themselves are counted.
  package let argument: BoundExpression?
  /// The type of the result.
  package let type: DataType
  /// Where it was written.
  package let span: SourceSpan

  /// An aggregate with its parts.
  package init(
    _ function: AggregateFunction, isUnique: Bool, expansions: [Expansion],
    condition: BoundExpression?, argument: BoundExpression?, type: DataType, _ span: SourceSpan
  ) {
    self.function = function
    self.isUnique = isUnique
    self.expansions = expansions
    self.condition = condition
    self.argument = argument
    self.type = type
    self.span = span
  }
}

/// One step along a to-many link: from a record of the row to all records that lead back to it.
package struct Expansion: Sendable, Equatable {
  /// The record that has the link, as seen from the row before this step.
  package let base: BoundExpression
  /// The link.
  package let link: FieldID

  /// A step along a link.
  package init(_ base: BoundExpression, _ link: FieldID) {
    self.base = base
    self.link = link
  }
}
