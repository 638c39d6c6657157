import Model
import OracleSupport

/// A sample book as plain values, read from its files without any part of the engine.
///
/// Everything is looked up anew and row by row: slow, and plain to see that it is right.
struct ReferenceBook {
  let schema = InvoiceSchema.standard
  /// The planted mistake, if there is one.
  var slip: Slip?
  /// The day behind `known on`: what was recorded later is not there.
  var knownOn: CivilDate?
  /// By collection and field.
  private var columns: [[String: [Value]]]
  private var rowCounts: [Int]
  /// By collection, field and record: the rows that lead to it.
  private var backLinks: [FieldID: [RowIndex: [RowIndex]]] = [:]

  init(_ book: OracleBook) {
    let schema = InvoiceSchema.standard
    let files = schema.collections.map { PlainCSV(book.files[$0.name + ".csv"] ?? []) }
    rowCounts = files.map(\.rows.count)
    columns = []
    let places = files.map { file -> [String: RowIndex] in
      guard let column = file.column("number") else { return [:] }
      return Dictionary(
        file.rows.enumerated().map { ($1[column], RowIndex($0)) },
        uniquingKeysWith: { first, _ in first })
    }
    for (index, collection) in schema.collections.enumerated() {
      var values: [String: [Value]] = [:]
      for field in collection.fields where field.origin == .stored {
        let isOfDocument = field.name == "document_country"
        guard let column = files[index].column(isOfDocument ? "country" : field.name) else {
          continue
        }
        let currency = files[index].column("currency")
        values[field.name] = files[index].rows.map { row in
          ReferenceBook.value(
            row[column], field.type, currency: currency.map { row[$0] }, places: places)
        }
      }
      columns.append(values)
    }
    linkBack()
    fillCurrencies()
  }

  private static func value(
    _ text: String, _ type: DataType, currency: String?, places: [[String: RowIndex]]
  ) -> Value {
    if text.isEmpty { return type == .boolean ? .boolean(false) : .missing }
    switch type {
    case .boolean: return .boolean(text == "yes")
    case .number: return Decimal(text).map { .number($0) } ?? .missing
    case .money:
      let unit = currency.flatMap { Currency($0) } ?? .unnamed
      return Decimal(text).map { .money(Money($0, unit)) } ?? .missing
    case .date: return CivilDate(iso: text.utf8).map { .date($0) } ?? .missing
    case .text: return .text(Text(text))
    case .currency: return Currency(text).map { .currency($0) } ?? .missing
    case .record(let target):
      return places[target.index][text].map { .record(RecordID(target, $0)) } ?? .missing
    case .period, .duration, .enumeration, .list, .missing: return .missing
    }
  }

  private mutating func linkBack() {
    for (index, collection) in schema.collections.enumerated() {
      for (place, field) in collection.fields.enumerated() {
        guard case .record = field.type, let values = columns[index][field.name] else { continue }
        var rows: [RowIndex: [RowIndex]] = [:]
        for (row, value) in values.enumerated() {
          if case .record(let target) = value {
            rows[target.row, default: []].append(RowIndex(row))
          }
        }
        backLinks[FieldID(CollectionID(index: index), index: place)] = rows
      }
    }
  }

  /// Lines, disputes and promises are in the currency of their document; a line without a discount
  /// has one of zero.
  private mutating func fillCurrencies() {
    for (index, collection) in schema.collections.enumerated()
    where columns[index]["currency"] == nil {
      guard let documents = columns[index]["document"] else { continue }
      for field in collection.fields where field.type == .money {
        let isDiscount = field.name == "discount"
        let none = isDiscount ? [Value](repeating: .missing, count: documents.count) : nil
        guard let values = columns[index][field.name] ?? none else { continue }
        columns[index][field.name] = zip(values, documents).map { value, document in
          guard case .record(let record) = document,
            case .currency(let currency) = stored("currency", record)
          else { return .missing }
          if case .money(let money) = value { return .money(Money(money.amount, currency)) }
          return isDiscount ? .money(Money(.zero, currency)) : .missing
        }
      }
    }
  }
}

// MARK: - Looking things up

extension ReferenceBook {
  /// Whether the files tell a field at all.
  func hasColumn(_ name: String, _ collection: CollectionID) -> Bool {
    columns[collection.index][name] != nil
  }

  /// A stored value as the file has it.
  func stored(_ name: String, _ record: RecordID) -> Value {
    columns[record.collection.index][name]?[Int(record.row)] ?? absent(name, record)
  }

  private func absent(_ name: String, _ record: RecordID) -> Value {
    guard let field = schema.field(named: name, of: record.collection) else { return .missing }
    return schema[field].type == .boolean ? .boolean(false) : .missing
  }

  /// The records behind a link, those that exist by the end of a day.
  func list(_ field: FieldID, _ record: RecordID, _ day: CivilDate) -> [RecordID] {
    guard case .toMany(let target, let via) = schema[field].origin else { return [] }
    return via.flatMap { backLinks[$0]?[record.row] ?? [] }.map { RecordID(target, $0) }
      .filter { exists($0, day) }
  }

  /// All records of a collection that exist by the end of a day.
  func records(of collection: CollectionID, _ day: CivilDate) -> [RecordID] {
    (0..<RowIndex(rowCounts[collection.index])).map { RecordID(collection, $0) }
      .filter { exists($0, day) }
  }

  /// Whether a record is not dated after a day; a line has the day of its document.
  func exists(_ record: RecordID, _ day: CivilDate) -> Bool {
    guard isKnown(record) else { return false }
    guard let name = schema[record.collection].dateField else {
      guard case .record(let document) = value(named: "document", record, day) else { return true }
      return exists(document, day)
    }
    guard case .date(let date) = value(named: name, record, day) else { return true }
    return date <= day
  }

  /// Whether a record was entered by the day behind `known on`, and what it belongs to as well.
  private func isKnown(_ record: RecordID) -> Bool {
    guard let knownOn else { return true }
    if case .date(let recorded) = stored("recorded", record), recorded > knownOn { return false }
    return ["document", "payment", "credit"].allSatisfy { name in
      guard case .record(let owner) = stored(name, record) else { return true }
      return isKnown(owner)
    }
  }

  /// A field by its name.
  func value(named name: String, _ record: RecordID, _ day: CivilDate) -> Value {
    guard let field = schema.field(named: name, of: record.collection) else { return .missing }
    return value(field, record, day)
  }

  /// A stored or derived field.
  func value(_ field: FieldID, _ record: RecordID, _ day: CivilDate) -> Value {
    switch schema[field].origin {
    case .stored:
      let isSettlement = [CollectionID.allocations, .billAllocations].contains(field.collection)
      if isSettlement, schema[field].name == "date" { return .date(effectiveDay(of: record)) }
      return stored(schema[field].name, record)
    case .derived(let derived): return self.derived(derived, record, day)
    case .toMany: return .missing
    }
  }

  /// What a record is called.
  func label(_ record: RecordID) -> Value {
    for name in schema[record.collection].labels {
      let value = stored(name, record)
      if case .text = value { return value }
    }
    return .text(Text("\(schema[record.collection].singular) \(record.row + 1)"))
  }
}
