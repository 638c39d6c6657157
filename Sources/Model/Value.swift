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
