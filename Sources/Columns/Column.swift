package import Model

/// A stored column: typed values in row order, `Missing` where a record has none.
package enum Column: Sendable {
  case boolean([Bool])
  /// Coefficients that share one scale.
  case number([Int64], scale: Int)
  /// Coefficients that share one scale; each row has the packed code of its currency.
  case money([Int64], scale: Int, currencies: [UInt16])
  case date([Int32])
  case text([UInt32], TextDictionary)
  case currency([UInt16])
  /// Rows of another collection.
  case record(CollectionID, [RowIndex])

  /// Number of rows.
  package var count: Int {
    switch self {
    case .boolean(let values): values.count
    case .number(let values, _): values.count
    case .money(let values, _, _): values.count
    case .date(let values): values.count
    case .text(let codes, _): codes.count
    case .currency(let codes): codes.count
    case .record(_, let rows): rows.count
    }
  }

  /// The type of its values.
  package var type: DataType {
    switch self {
    case .boolean: .boolean
    case .number: .number
    case .money: .money
    case .date: .date
    case .text: .text
    case .currency: .currency
    case .record(let collection, _): .record(collection)
    }
  }

  /// Whether any row has a value; a yes/no column has one where it says yes.
  package var hasValues: Bool {
    switch self {
    case .boolean(let values): values.contains(true)
    case .number(let values, _), .money(let values, _, _):
      values.contains { $0 != Missing.stored }
    case .date(let days): days.contains { $0 != Missing.day }
    case .text(let codes, _): codes.contains { $0 != Missing.text }
    case .currency(let codes): codes.contains { $0 != Missing.currency }
    case .record(_, let rows): rows.contains { $0 != Missing.row }
    }
  }

  /// A column of a type in which every row is missing.
  package static func missing(_ type: DataType, count: Int) -> Column {
    switch type {
    case .boolean: .boolean([Bool](repeating: false, count: count))
    case .number: .number([Int64](repeating: Missing.stored, count: count), scale: 0)
    case .money:
      .money(
        [Int64](repeating: Missing.stored, count: count), scale: 0,
        currencies: [UInt16](repeating: Missing.currency, count: count))
    case .date: .date([Int32](repeating: Missing.day, count: count))
    case .text: .text([UInt32](repeating: Missing.text, count: count), .empty)
    case .currency: .currency([UInt16](repeating: Missing.currency, count: count))
    case .record(let collection):
      .record(collection, [RowIndex](repeating: Missing.row, count: count))
    case .period, .duration, .enumeration, .list, .missing:
      preconditionFailure("no book stores a column of \(type)")
    }
  }

  /// The values at some rows, in their order; `Missing.row` gives a missing value.
  package func vector(at rows: [RowIndex]) -> Vector {
    switch self {
    case .boolean(let values):
      .boolean(rows.map { $0 >= 0 && values[Int($0)] })
    case .number(let values, let scale):
      .number(NumberVector(Column.widened(values, at: rows), scale: scale))
    case .money(let values, let scale, let currencies):
      .money(
        MoneyVector(
          Column.widened(values, at: rows), scale: scale,
          currencies: Column.gathered(currencies, at: rows, missing: Missing.currency)))
    case .date(let days):
      .date(Column.gathered(days, at: rows, missing: Missing.day))
    case .text(let codes, let dictionary):
      .text(
        TextVector(Column.gathered(codes, at: rows, missing: Missing.text), dictionary))
    case .currency(let codes):
      .currency(Column.gathered(codes, at: rows, missing: Missing.currency))
    case .record(let collection, let targets):
      .record(collection, Column.gathered(targets, at: rows, missing: Missing.row))
    }
  }

  private static func widened(_ values: [Int64], at rows: [RowIndex]) -> [Int128] {
    rows.map { row in
      guard row >= 0 else { return Missing.coefficient }
      let value = values[Int(row)]
      return value == Missing.stored ? Missing.coefficient : Int128(value)
    }
  }

  private static func gathered<T>(_ values: [T], at rows: [RowIndex], missing: T) -> [T] {
    rows.map { $0 >= 0 ? values[Int($0)] : missing }
  }
}
