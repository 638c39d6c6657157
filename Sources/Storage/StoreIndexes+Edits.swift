import Columns
import Model

/// A field of a record that has another value than before; of a new record, each that has one.
struct FieldEdit {
  let record: RecordID
  let field: FieldID
  let before: Value
  let after: Value
}

extension StoreIndexes {
  /// The indexes once some fields have changed and some records have gone or come back.
  ///
  /// The tables are the book as it is after all of that; whether a record is gone, it is asked.
  ///
  /// - Complexity: O(what is changed and what leads to the same records), whatever the book's size.
  func updated(
    by edits: [FieldEdit], goneOrBack records: [RecordID], _ tables: [StoreView.Table],
    _ schema: Schema, isRemoved: (RecordID) -> Bool
  ) -> StoreIndexes {
    var indexes = self
    for edit in edits { indexes.enter(edit, tables, schema) }
    let touched = Set(edits.map(\.record) + records)
    let settled = indexes.settle(touched, edits, tables, schema, isRemoved: isRemoved)
    indexes.clear(settled, edits, tables, schema)
    return indexes
  }

  private mutating func enter(
    _ edit: FieldEdit, _ tables: [StoreView.Table], _ schema: Schema
  ) {
    switch tables[edit.field.collection.index].columns[edit.field.index] {
    case .record:
      guard var index = links[edit.field]?.value else { return }
      index.move(
        edit.record.row, from: edit.before.row ?? .missing, to: edit.after.row ?? .missing)
      links[edit.field] = Late(index)
    case .text(let codes, let dictionary):
      guard var index = names[edit.field]?.value else { return }
      index.note(edit.record.row, in: codes, dictionary)
      names[edit.field] = Late(index)
    case .currency:
      if schema[edit.field].name == "currency", case .currency(let currency) = edit.after {
        currencies[edit.record.collection, default: []].insert(currency)
      }
    case .boolean, .number, .money, .date, nil: return
    }
  }

  /// Works out anew what is settled of the records that some allocations lead to or have led to.
  ///
  /// - Returns: those records.
  private mutating func settle(
    _ touched: Set<RecordID>, _ edits: [FieldEdit], _ tables: [StoreView.Table],
    _ schema: Schema, isRemoved: (RecordID) -> Bool
  ) -> Set<RecordID> {
    var all: Set<RecordID> = []
    for (collection, before) in settlements {
      guard let link = AllocationLink(collection, tables, schema) else { continue }
      let rows = touched.filter { $0.collection == link.allocations }.map(\.row)
      guard !rows.isEmpty else { continue }
      var records = Set(rows.map { link.records[Int($0)] })
      for edit in edits where edit.field == link.link {
        if let row = edit.before.row { records.insert(row) }
      }
      records.remove(.missing)
      all.formUnion(records.map { RecordID(collection, $0) })
      var settled = before
      if link.scale != before.scale {
        let rows = link.records.indices.filter { row in
          link.records[row] >= 0 && link.amounts[row] != Missing.stored
            && !isRemoved(RecordID(link.allocations, RowIndex(row)))
        }
        settled = Settlements(
          rows.map { link.event($0) }, recordCount: tables[collection.index].rowCount,
          scale: link.scale)
      } else {
        for record in records {
          let own = (links[link.link]?.value[record] ?? []).filter {
            link.amounts[Int($0)] != Missing.stored && !isRemoved(RecordID(link.allocations, $0))
          }
          settled.replace(own.map { link.event(Int($0)) }, of: record)
        }
      }
      settlements[collection] = settled
    }
    return all
  }

  /// Works out anew when records were cleared that were settled otherwise or have another worth.
  private mutating func clear(
    _ settled: Set<RecordID>, _ edits: [FieldEdit], _ tables: [StoreView.Table],
    _ schema: Schema
  ) {
    let worth = edits.filter { ClearableRecords.fields.contains(schema[$0.field].name) }
    let touched = Dictionary(grouping: settled.union(worth.map(\.record)), by: \.collection)
    for (collection, records) in touched {
      guard var days = clearings[collection]?.value,
        let clearable = clearable(collection, tables, schema)
      else { continue }
      days.update(Set(records.map(\.row)), of: clearable)
      clearings[collection] = Late(days)
    }
  }
}

extension Value {
  /// The row of a record; nil for any other value.
  fileprivate var row: RowIndex? {
    if case .record(let record) = self { return record.row }
    return nil
  }
}
