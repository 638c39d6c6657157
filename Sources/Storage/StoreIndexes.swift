import Columns
import Model

/// What finds records without looking at all of them.
struct StoreIndexes: Sendable {
  /// The rows behind each to-one link.
  var links: [FieldID: Late<LinkIndex>] = [:]
  /// The rows of each number and name.
  var names: [FieldID: Late<NameIndex>] = [:]
  /// What texts may hold, of fields that have many and are no names.
  var signatures: [FieldID: Late<TextSignatures>] = [:]
  /// What was settled of documents, and by payments and credit notes.
  var settlements: [CollectionID: Settlements] = [:]
  /// When documents, payments and credit notes were cleared.
  var clearings: [CollectionID: Late<ClearingDays>] = [:]
  /// The currencies of each collection that has a currency.
  var currencies: [CollectionID: Set<Currency>] = [:]

  /// No indexes, to be filled from a file.
  init() {}

  /// Indexes the tables of a book.
  init(
    _ tables: [StoreView.Table], _ schema: Schema, settlements: [CollectionID: Settlements]
  ) {
    self.settlements = settlements
    var ofDictionaries: [ObjectIdentifier: Late<TextSignatures>] = [:]
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
        case .text(_, let dictionary) where TextSignatures.areWorthIt(for: dictionary):
          let known = ofDictionaries[ObjectIdentifier(dictionary)]
          let made = known ?? Late { TextSignatures(dictionary) }
          ofDictionaries[ObjectIdentifier(dictionary)] = made
          signatures[field] = made
        case .currency(let codes) where schema[field].name == "currency":
          currencies[collection] = StoreIndexes.currencies(in: codes.array)
        case .text, .boolean, .number, .money, .date, .currency, nil: break
        }
      }
    }
    for collection in settlements.keys {
      guard let records = clearable(collection, tables, schema) else { continue }
      clearings[collection] = Late { ClearingDays(records) }
    }
  }

  /// Makes those that nobody has asked for yet, with all processors.
  func make() {
    var makers: [@Sendable () -> Void] = []
    for index in names.values { makers.append { _ = index.value } }
    for index in links.values { makers.append { _ = index.value } }
    for days in clearings.values { makers.append { _ = days.value } }
    for signatures in signatures.values { makers.append { _ = signatures.value } }
    let all = makers
    _ = Workers.map(all.count, rows: Workers.leastRows) { all[$0]() }
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
