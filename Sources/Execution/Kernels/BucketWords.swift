import Columns
import Diagnostics
import Model
import Planning

extension Evaluator {
  /// The bucket of each value; missing for missing ones and for amounts of another currency.
  func buckets(
    _ values: Vector, _ type: DataType, at span: SourceSpan
  ) throws(Diagnostic) -> Vector {
    guard case .enumeration(let id) = type, case .buckets(let buckets) = id else {
      preconditionFailure("buckets have their words")
    }
    switch values {
    case .number(let numbers):
      return .enumeration(id, try places(numbers, buckets, at: span))
    case .money(let money):
      if !money.bags.isEmpty { throw .currenciesCompared(at: span) }
      var words = try places(
        NumberVector(money.coefficients, scale: money.scale), buckets, at: span)
      guard let currency = buckets.currency else {
        if buckets.edges.contains(where: { !$0.isZero }) {
          scratch.remarks.noteComparison(of: money.currencies, at: span)
        }
        return .enumeration(id, words)
      }
      for index in words.indices where money.currencies[index] != currency.code {
        // Zero is zero in any currency.
        if money.coefficients[index] == 0 || words[index] == Missing.word { continue }
        scratch.note("amounts in another currency than the edges are in no bucket")
        words[index] = Missing.word
      }
      return .enumeration(id, words)
    default:
      return .constant(.missing, type, count: values.count)
    }
  }

  private func places(
    _ numbers: NumberVector, _ buckets: Buckets, at span: SourceSpan
  ) throws(Diagnostic) -> [UInt8] {
    let scale = buckets.edges.reduce(numbers.scale) { max($0, $1.scale) }
    var edges: [Int128] = []
    for edge in buckets.edges {
      guard let coefficient = edge.coefficient(atScale: scale) else { throw .overflow(at: span) }
      edges.append(coefficient)
    }
    return try Arithmetic.rescaled(numbers, to: scale, at: span).map { value in
      if value == Missing.coefficient { return Missing.word }
      return UInt8(edges.firstIndex { value <= $0 } ?? edges.count)
    }
  }
}
