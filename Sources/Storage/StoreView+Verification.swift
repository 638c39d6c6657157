import Columns
import Model

extension StoreView {
  /// Where an index says something else than the columns that it was made of, a line each.
  ///
  /// - Complexity: makes every index anew.
  package func indexFaults() -> [String] {
    let made = StoreIndexes(tables, schema, settlements: remadeSettlements())
    made.make()
    var faults: [String] = []
    for (field, index) in made.links {
      guard case .record(let target) = schema[field].type else { continue }
      let count = rowCount(of: target)
      if indexes.links[field]?.value.says(index.value, of: count) == true { continue }
      faults.append("the index of \(name(field)) does not agree with its column")
    }
    for (field, index) in made.names where indexes.names[field]?.value.says(index.value) != true {
      faults.append("the index of \(name(field)) does not agree with its column")
    }
    for (field, signatures) in indexes.signatures {
      guard case .text(_, let dictionary) = column(field) else { continue }
      // Of texts that came since the index was made it says nothing.
      let same = signatures.value.textCount == dictionary.count
      if same, !signatures.value.says(TextSignatures(dictionary)) {
        faults.append("the index of words in \(name(field)) does not agree with its column")
      }
    }
    for (collection, settlements) in made.settlements {
      let count = rowCount(of: collection)
      if indexes.settlements[collection]?.says(settlements, of: count) == true { continue }
      faults.append("what is settled of \(schema[collection].name) does not agree with allocations")
    }
    for (collection, days) in made.clearings
    where indexes.clearings[collection]?.value.says(days.value) != true {
      faults.append(
        "the days on which \(schema[collection].name) were cleared do not agree with allocations")
    }
    // A collection without a currency has an empty list or none.
    if made.currencies.filter({ !$0.value.isEmpty })
      != indexes.currencies.filter({ !$0.value.isEmpty })
    {
      faults.append("the list of currencies does not agree with the columns")
    }
    return faults.sorted()
  }

  /// Where records contradict each other as no file and no sentence may let them, a line each.
  ///
  /// A link leads to a record that is there, and an allocation is in the currency of the document
  /// and the payment or credit note that it joins.
  package func recordFaults() -> [String] {
    var faults: [String] = []
    for (place, collection) in schema.collections.enumerated() where !collection.isDerived {
      let id = CollectionID(index: place)
      for (index, field) in collection.fields.enumerated() where field.origin == .stored {
        guard case .record(let target, let rows)? = tables[place].columns[index] else { continue }
        let count = rowCount(of: target)
        let bad = rows.indices.first { row in
          let other = rows[row]
          guard other != .missing, !log.isRemoved(RecordID(id, RowIndex(row))) else { return false }
          return Int(other) >= count || log.isRemoved(RecordID(target, other))
        }
        guard let bad else { continue }
        faults.append("\(collection.singular) \(bad + 1): its \(field.name) is not there")
      }
    }
    for allocations in [CollectionID.allocations, .billAllocations] {
      faults += currencyFaults(of: allocations)
    }
    return faults
  }

  private func currencyFaults(of allocations: CollectionID) -> [String] {
    guard case .currency(let own) = column("currency", of: allocations) else { return [] }
    var faults: [String] = []
    for name in ["document", "payment", "credit"] {
      guard case .record(let target, let rows) = column(name, of: allocations),
        case .currency(let others) = column("currency", of: target)
      else { continue }
      for row in rows.indices where rows[row] >= 0 && rows[row] < others.count {
        let other = others[Int(rows[row])]
        guard own[row] != other, own[row] != Missing.currency, other != Missing.currency,
          !log.isRemoved(RecordID(allocations, RowIndex(row)))
        else { continue }
        faults.append("allocation \(row + 1) is in another currency than its \(name)")
      }
    }
    return faults
  }

  private func name(_ field: FieldID) -> String {
    "\(schema[field.collection].name).\(schema[field].name)"
  }
}
