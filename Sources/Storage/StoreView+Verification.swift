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
    for (collection, settlements) in made.settlements {
      let count = rowCount(of: collection)
      if indexes.settlements[collection]?.says(settlements, of: count) == true { continue }
      faults.append("what is settled of \(schema[collection].name) does not agree with allocations")
    }
    // A collection without a currency has an empty list or none.
    if made.currencies.filter({ !$0.value.isEmpty })
      != indexes.currencies.filter({ !$0.value.isEmpty })
    {
      faults.append("the list of currencies does not agree with the columns")
    }
    return faults.sorted()
  }

  private func name(_ field: FieldID) -> String {
    "\(schema[field.collection].name).\(schema[field].name)"
  }
}
