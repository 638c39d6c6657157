import Columns
import Model

extension Evaluator {
  /// How alike the texts of each row are; a missing text has no closeness.
  func closeness(_ left: Vector, _ right: Vector) -> Vector {
    guard case .text(let a) = left, case .text(let b) = right else {
      return .constant(.missing, .number, count: left.count)
    }
    // Each distinct text is prepared once; mostly one side is the same in all rows.
    var prepared: (a: [UInt32: TextCloseness], b: [UInt32: TextCloseness]) = ([:], [:])
    let values = zip(a.codes, b.codes).map { x, y -> Value in
      guard x != Missing.text, y != Missing.text else { return .missing }
      let first = prepared.a[x] ?? TextCloseness(a.dictionary[x])
      let second = prepared.b[y] ?? TextCloseness(b.dictionary[y])
      prepared.a[x] = first
      prepared.b[y] = second
      return .number(first.closeness(to: second))
    }
    return Vector(values, .number)
  }
}
