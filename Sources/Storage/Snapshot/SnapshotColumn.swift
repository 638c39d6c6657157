import Columns

/// The kinds of columns by their numbers in a snapshot; a number never changes its meaning.
enum SnapshotColumn: Int {
  case boolean = 0
  case number = 1
  case money = 2
  case date = 3
  case text = 4
  case currency = 5
  case record = 6

  init(_ column: StoredColumn) {
    self =
      switch column {
      case .boolean: .boolean
      case .number: .number
      case .money: .money
      case .date: .date
      case .text: .text
      case .currency: .currency
      case .record: .record
      }
  }
}
