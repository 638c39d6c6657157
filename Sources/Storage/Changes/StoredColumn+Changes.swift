import Columns
import Model

extension StoredColumn {
  /// The column with a value more; nil where the value has no place in it.
  func appending(_ value: Value) -> StoredColumn? {
    switch (self, value) {
    case (.boolean(let cells), .boolean(let answer)): return .boolean(cells.appending([answer]))
    case (.boolean(let cells), .missing): return .boolean(cells.appending([false]))
    case (.number, .number(let number)):
      guard case .number(let cells, let scale)? = widened(to: number.normalized.scale),
        let stored = StoredColumn.stored(number, scale)
      else { return nil }
      return .number(cells.appending([stored]), scale: scale)
    case (.number(let cells, let scale), .missing):
      return .number(cells.appending([Missing.stored]), scale: scale)
    case (.money, .money(let money)):
      guard
        case .money(let cells, let scale, let currencies)? = widened(
          to: money.amount.normalized.scale),
        let stored = StoredColumn.stored(money.amount, scale)
      else { return nil }
      return .money(
        cells.appending([stored]), scale: scale,
        currencies: currencies.appending([money.currency.code]))
    case (.money(let cells, let scale, let currencies), .missing):
      return .money(
        cells.appending([Missing.stored]), scale: scale,
        currencies: currencies.appending([Missing.currency]))
    case (.date(let cells), .date(let date)): return .date(cells.appending([date.day]))
    case (.date(let cells), .missing): return .date(cells.appending([Missing.day]))
    case (.text(let cells, let dictionary), .text(let text)):
      let (extended, codes) = dictionary.extended(with: [text.bytes[...]])
      return .text(cells.appending(codes), extended)
    case (.text(let cells, let dictionary), .missing):
      return .text(cells.appending([Missing.text]), dictionary)
    case (.currency(let cells), .currency(let currency)):
      return .currency(cells.appending([currency.code]))
    case (.currency(let cells), .missing): return .currency(cells.appending([Missing.currency]))
    case (.record(let target, let cells), .record(let record)) where record.collection == target:
      return .record(target, cells.appending([record.row]))
    case (.record(let target, let cells), .missing):
      return .record(target, cells.appending([Missing.row]))
    default: return nil
    }
  }

  /// The column with one value otherwise; nil where the value has no place in it.
  func replacing(_ row: Int, with value: Value) -> StoredColumn? {
    switch (self, value) {
    case (.boolean(let cells), .boolean(let answer)):
      return .boolean(cells.replacing(row, with: answer))
    case (.boolean(let cells), .missing): return .boolean(cells.replacing(row, with: false))
    case (.number, .number(let number)):
      guard case .number(let cells, let scale)? = widened(to: number.normalized.scale),
        let stored = StoredColumn.stored(number, scale)
      else { return nil }
      return .number(cells.replacing(row, with: stored), scale: scale)
    case (.number(let cells, let scale), .missing):
      return .number(cells.replacing(row, with: Missing.stored), scale: scale)
    case (.money, .money(let money)):
      guard
        case .money(let cells, let scale, let currencies)? = widened(
          to: money.amount.normalized.scale),
        let stored = StoredColumn.stored(money.amount, scale)
      else { return nil }
      return .money(
        cells.replacing(row, with: stored), scale: scale,
        currencies: currencies.replacing(row, with: money.currency.code))
    case (.money(let cells, let scale, let currencies), .missing):
      return .money(
        cells.replacing(row, with: Missing.stored), scale: scale,
        currencies: currencies.replacing(row, with: Missing.currency))
    case (.date(let cells), .date(let date)): return .date(cells.replacing(row, with: date.day))
    case (.date(let cells), .missing): return .date(cells.replacing(row, with: Missing.day))
    case (.text(let cells, let dictionary), .text(let text)):
      let (extended, codes) = dictionary.extended(with: [text.bytes[...]])
      return .text(cells.replacing(row, with: codes[0]), extended)
    case (.text(let cells, let dictionary), .missing):
      return .text(cells.replacing(row, with: Missing.text), dictionary)
    case (.currency(let cells), .currency(let currency)):
      return .currency(cells.replacing(row, with: currency.code))
    case (.currency(let cells), .missing):
      return .currency(cells.replacing(row, with: Missing.currency))
    case (.record(let target, let cells), .record(let record)) where record.collection == target:
      return .record(target, cells.replacing(row, with: record.row))
    case (.record(let target, let cells), .missing):
      return .record(target, cells.replacing(row, with: Missing.row))
    default: return nil
    }
  }

  private static func stored(_ number: Decimal, _ scale: Int) -> Int64? {
    number.normalized.coefficient(atScale: scale).flatMap { Int64(exactly: $0) }
      .flatMap { $0 == Missing.stored ? nil : $0 }
  }

  /// The column with at least so many digits behind the point; nil where a figure has no room.
  private func widened(to places: Int) -> StoredColumn? {
    guard let scale, scale < places else { return self }
    let plain: Column
    switch self {
    case .number(let cells, let scale): plain = .number(Array(cells), scale: scale)
    case .money(let cells, let scale, let currencies):
      plain = .money(Array(cells), scale: scale, currencies: Array(currencies))
    default: return self
    }
    let (column, unfit) = plain.rescaled(to: places)
    return unfit.isEmpty ? StoredColumn(column) : nil
  }
}
