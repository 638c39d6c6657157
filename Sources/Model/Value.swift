/// One value, at the edges of the engine: a literal, a setting, a cell to be told.
package indirect enum Value: Sendable, Hashable {
  case missing
  case boolean(Bool)
  case number(Decimal)
  case money(Money)
  /// Amounts in several currencies.
  case bag(Bag)
  case date(CivilDate)
  case period(Period)
  case duration(Duration)
  case text(Text)
  case currency(Currency)
  /// A word of an enumeration, by its place in the list.
  case enumeration(EnumerationID, Int)
  case record(RecordID)
  case list([Value])
}

extension Value {
  /// The value as the language spells it: text in quotes, a record by its place.
  package func spelled(in schema: Schema) -> String {
    switch self {
    case .missing: "missing"
    case .boolean(let answer): answer ? "true" : "false"
    case .number(let number): number.description
    case .money(let money): money.text
    case .bag(let bag): bag.amounts.map(\.text).joined(separator: " + ")
    case .date(let date): date.description
    case .period(let period): period.text
    case .duration(let length): length.text
    case .text(let text): "\"\(text.string)\""
    case .currency(let currency): currency.text
    case .enumeration(let id, let word): schema.words(of: id)[word]
    case .record(let record): "\(schema[record.collection].singular) \(record.row + 1)"
    case .list(let values):
      "(\(values.map { $0.spelled(in: schema) }.joined(separator: ", ")))"
    }
  }
}
