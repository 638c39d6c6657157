import Columns
import Model
import Storage

/// How the yes and no of documents, which a file tells without a day, moved by what was said since.
struct MarkHistory: Sendable {
  private struct Turn {
    let day: Int32
    let before: Value
    var after: Value
  }

  /// What became of each field of each record, in the order of events.
  private var turns: [FieldID: [RowIndex: [Turn]]] = [:]

  /// What the events that are in force say; those that were taken back are as if never said.
  init(_ store: StoreView) {
    let log = store.log
    for event in log.events where log.isInForce(event) {
      for case .set(let record, let field, let before, let after) in event.changes
      where MarkHistory.fields.contains(store.schema[field].name)
        && (record.collection == .invoices || record.collection == .bills)
      {
        turns[field, default: [:]][record.row, default: []].append(
          Turn(day: event.day.day, before: before, after: after))
      }
    }
  }

  private static let fields: Set<String> = Set(
    InvoiceSchema.states.flatMap { state in
      [state] + InvoiceSchema.stateParts.map { "\(state)_\($0)" }
    })

  /// The values of a stored field at some rows as of a day, where the last ones are these.
  func corrected(
    _ last: Vector, of field: FieldID, _ type: DataType, at rows: [RowIndex], asOf day: Int32
  ) -> Vector {
    guard let turns = turns[field], rows.contains(where: { turns[$0] != nil }) else { return last }
    let values = rows.enumerated().map { place, row -> Value in
      guard let own = turns[row], let first = own.first else { return last[place] }
      return own.last { $0.day <= day }?.after ?? first.before
    }
    return Vector(values, type)
  }
}
