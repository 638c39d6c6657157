package import Model

/// A column of a book: typed values in row order, `Missing` where a record has none.
///
/// It is what a `Column` becomes once nobody changes it any more: packed, and perhaps in a file.
package enum StoredColumn: Sendable {
  case boolean(Cells<Bool>)
  /// Coefficients that share one scale.
  case number(Cells<Int64>, scale: Int)
  /// Coefficients that share one scale; each row has the packed code of its currency.
  case money(Cells<Int64>, scale: Int, currencies: Cells<UInt16>)
  case date(Cells<Int32>)
  case text(Cells<UInt32>, TextDictionary)
  case currency(Cells<UInt16>)
  /// Rows of another collection.
  case record(CollectionID, Cells<RowIndex>)

  /// Packs a column.
  package init(_ column: Column) {
    switch column {
    case .boolean(let values): self = .boolean(Cells(packing: values, missing: false))
    case .number(let values, let scale):
      self = .number(Cells(packing: values, missing: Missing.stored), scale: scale)
    case .money(let values, let scale, let currencies):
      self = .money(
        Cells(packing: values, missing: Missing.stored), scale: scale,
        currencies: Cells(packing: currencies, missing: Missing.currency))
    case .date(let days): self = .date(Cells(packing: days, missing: Missing.day))
    case .text(let codes, let dictionary):
      self = .text(Cells(packing: codes, missing: Missing.text), dictionary)
    case .currency(let codes): self = .currency(Cells(packing: codes, missing: Missing.currency))
    case .record(let collection, let rows):
      self = .record(collection, Cells(packing: rows, missing: Missing.row))
    }
  }

  /// A column of a type in which every row is missing.
  package static func missing(_ type: DataType, count: Int) -> StoredColumn {
    switch type {
    case .boolean: .boolean(Cells(repeating: false, count: count))
    case .number: .number(Cells(repeating: Missing.stored, count: count), scale: 0)
    case .money:
      .money(
        Cells(repeating: Missing.stored, count: count), scale: 0,
        currencies: Cells(repeating: Missing.currency, count: count))
    case .date: .date(Cells(repeating: Missing.day, count: count))
    case .text: .text(Cells(repeating: Missing.text, count: count), .empty)
    case .currency: .currency(Cells(repeating: Missing.currency, count: count))
    case .record(let collection): .record(collection, Cells(repeating: Missing.row, count: count))
    case .period, .duration, .enumeration, .list, .missing:
      preconditionFailure("no book stores a column of \(type)")
    }
  }

  /// Number of rows.
  package var count: Int {
    switch self {
    case .boolean(let values): values.count
    case .number(let values, _), .money(let values, _, _): values.count
    case .date(let days): days.count
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
    case .boolean(let values): values.hasValues
    case .number(let values, _), .money(let values, _, _): values.hasValues
    case .date(let days): days.hasValues
    case .text(let codes, _): codes.hasValues
    case .currency(let codes): codes.hasValues
    case .record(_, let rows): rows.hasValues
    }
  }

  /// Digits behind the point of a column of numbers or money; nil for any other.
  package var scale: Int? {
    switch self {
    case .number(_, let scale), .money(_, let scale, _): scale
    case .boolean, .date, .text, .currency, .record: nil
    }
  }

  /// The values at some rows, in their order; `Missing.row` gives a missing value.
  package func vector(at rows: [RowIndex]) -> Vector {
    switch self {
    case .boolean(let values): .boolean(values.values(at: rows, missing: false))
    case .number(let values, let scale):
      .number(
        NumberVector(
          Figures(narrow: values.values(at: rows, missing: Missing.stored)), scale: scale))
    case .money(let values, let scale, let currencies):
      .money(
        MoneyVector(
          Figures(narrow: values.values(at: rows, missing: Missing.stored)), scale: scale,
          currencies: currencies.values(at: rows, missing: Missing.currency)))
    case .date(let days): .date(days.values(at: rows, missing: Missing.day))
    case .text(let codes, let dictionary):
      .text(TextVector(codes.values(at: rows, missing: Missing.text), dictionary))
    case .currency(let codes): .currency(codes.values(at: rows, missing: Missing.currency))
    case .record(let collection, let targets):
      .record(collection, targets.values(at: rows, missing: Missing.row))
    }
  }
}
