import Columns
import Model

/// What finds records without looking at all of them.
struct StoreIndexes: Sendable {
  /// The rows behind each to-one link.
  var links: [FieldID: Late<LinkIndex>] = [:]
  /// The rows of each number and name.
  var names: [FieldID: Late<NameIndex>] = [:]
  /// What was settled of documents, and by payments and credit notes.
  var settlements: [CollectionID: Settlements] = [:]
  /// The currencies of each collection that has a currency.
  var currencies: [CollectionID: Set<Currency>] = [:]

  /// No indexes, to be filled from a file.
  init() {}

  /// Indexes the tables of a book.
  init(
    _ tables: [StoreView.Table], _ schema: Schema, settlements: [CollectionID: Settlements]
  ) {
    self.settlements = settlements
    for (place, table) in tables.enumerated() where !schema.collections[place].isDerived {
      let collection = CollectionID(index: place)
      // What is worked out when somebody asks has no records here.
      if schema[collection].isDerived { continue }
      for (index, column) in table.columns.enumerated() {
        let field = FieldID(collection, index: index)
        switch column {
        case .record(let target, let rows):
          let targetCount = tables[target.index].rowCount
          links[field] = Late { LinkIndex(rows.array, targetCount: targetCount) }
        case .text(let codes, let dictionary)
        where schema[collection].labels.contains(schema[field].name):
          let areNumbers = schema[field].name == "number"
          names[field] = Late { NameIndex(codes, dictionary, areNumbers: areNumbers) }
        case .currency(let codes) where schema[field].name == "currency":
          currencies[collection] = StoreIndexes.currencies(in: codes.array)
        case .text, .boolean, .number, .money, .date, .currency, nil: break
        }
      }
    }
  }

  /// Makes those that nobody has asked for yet, with all processors.
  func make() {
    let (names, links) = (Array(names.values), Array(links.values))
    _ = Workers.map(names.count + links.count, rows: Workers.leastRows) { place in
      if place < names.count {
        _ = names[place].value
      } else {
        _ = links[place - names.count].value
      }
    }
  }

  private static func currencies(in codes: [UInt16]) -> Set<Currency> {
    var isUsed = [Bool](repeating: false, count: Int(UInt16.max) + 1)
    var found: Set<Currency> = []
    isUsed[Int(Missing.currency)] = true
    for code in codes where !isUsed[Int(code)] {
      isUsed[Int(code)] = true
      found.insert(Currency(code: code))
    }
    return found
  }
}
