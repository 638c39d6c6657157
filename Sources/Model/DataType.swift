/// The types of the language.
package indirect enum DataType: Sendable, Hashable {
  /// Yes or no; never missing.
  case boolean
  case number
  /// An amount in a currency, or a bag of amounts in several.
  case money
  case date
  case period
  case duration
  case text
  case currency
  case enumeration(EnumerationID)
  case record(CollectionID)
  case list(DataType)
  /// The type of the word `missing` alone.
  case missing
}

extension DataType {
  /// The element's type of a list, else the type itself.
  package var element: DataType {
    if case .list(let element) = self { return element }
    return self
  }

  /// Whether it is a list.
  package var isList: Bool {
    if case .list = self { return true }
    return false
  }

  /// What a clerk calls a value of the type, with its article.
  package var phrase: String {
    switch self {
    case .boolean: "yes or no"
    case .number: "a number"
    case .money: "an amount of money"
    case .date: "a date"
    case .period: "a period"
    case .duration: "a length of time"
    case .text: "text"
    case .currency: "a currency"
    case .enumeration: "one of a list of words"
    case .record: "a record"
    case .list: "a list"
    case .missing: "missing"
    }
  }
}
