package import Diagnostics
package import Model

/// A value that each row has among the rows of its step: its share, its rank.
///
/// Missing values count for nothing and have none. Amounts are seen within their currency.
package struct WindowFunction: Sendable, Equatable {
  /// What is asked of a row among the others.
  package enum Kind: String, Sendable {
    /// The part of the sum of all rows.
    case share
    /// The sum up to and with this row.
    case running
    /// The difference to the value before this one.
    case change
    /// 1 for the largest; equal values share a rank.
    case rank
  }

  /// What is asked.
  package let kind: Kind
  /// The value of each row.
  package let argument: BoundExpression
  /// What divides the rows into parts of their own; nil where all belong together.
  package let partition: BoundExpression?
  /// The type of the result.
  package let type: DataType
  /// Where it was written.
  package let span: SourceSpan

  /// A function over rows.
  package init(
    _ kind: Kind, of argument: BoundExpression, by partition: BoundExpression?, type: DataType,
    _ span: SourceSpan
  ) {
    self.kind = kind
    self.argument = argument
    self.partition = partition
    self.type = type
    self.span = span
  }

  /// The same function with its operands replaced.
  func mappingParts(_ change: (BoundExpression) -> BoundExpression) -> WindowFunction {
    WindowFunction(kind, of: change(argument), by: partition.map(change), type: type, span)
  }

  /// The columns of the row that it reads.
  var columnsRead: Set<Int> {
    argument.columnsRead.union(partition?.columnsRead ?? [])
  }
}
