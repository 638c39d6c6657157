package import Model

/// A column while a book is read and put together: typed values in row order, `Missing` where a
/// record has none.
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
}
