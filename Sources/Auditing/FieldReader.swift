import Accounting
import Columns
import Model
import Storage

/// Reads whole columns of a collection, stored and derived alike, as of a day.
struct FieldReader {
  let view: BookView
  let collection: CollectionID
  let day: CivilDate
  /// The rows of all records, also of those that do not exist yet.
  let all: [RowIndex]

  init(_ view: BookView, _ collection: CollectionID, asOf day: CivilDate) {
    (self.view, self.collection, self.day) = (view, collection, day)
    all = (0..<RowIndex(view.rowCount(of: collection, asOf: day))).map { $0 }
  }

  /// The rows of the records that exist on the day.
  var existing: [RowIndex] { view.existing(all, of: collection, asOf: day) }

  func hasField(_ name: String) -> Bool {
    view.store.schema.field(named: name, of: collection) != nil
  }

  func money(_ name: String) -> MoneyVector {
    guard case .money(let vector) = vector(name) else { preconditionFailure("\(name) is money") }
    return vector
  }

  func number(_ name: String) -> NumberVector {
    guard case .number(let vector) = vector(name) else {
      preconditionFailure("\(name) is a number")
    }
    return vector
  }

  func text(_ name: String) -> TextVector {
    guard case .text(let vector) = vector(name) else { preconditionFailure("\(name) is text") }
    return vector
  }

  func days(_ name: String) -> [Int32] {
    guard case .date(let days) = vector(name) else { preconditionFailure("\(name) is a date") }
    return days
  }

  func currencies(_ name: String) -> [UInt16] {
    guard case .currency(let codes) = vector(name) else {
      preconditionFailure("\(name) is a currency")
    }
    return codes
  }

  func records(_ name: String) -> [RowIndex] {
    guard case .record(_, let rows) = vector(name) else { preconditionFailure("\(name) is a link") }
    return rows
  }

  func words(_ name: String) -> [UInt8] {
    guard case .enumeration(_, let words) = vector(name) else {
      preconditionFailure("\(name) is one of some words")
    }
    return words
  }

  func tests(_ name: String) -> [Bool] {
    guard case .boolean(let values) = vector(name) else { preconditionFailure("\(name) is yes/no") }
    return values
  }

  private func vector(_ name: String) -> Vector {
    guard let field = view.store.schema.field(named: name, of: collection) else {
      preconditionFailure("\(view.store.schema[collection].name) have no \(name)")
    }
    return view.vector(of: field, at: all, asOf: day)
  }
}
