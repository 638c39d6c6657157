import Model

/// What a column of a file is to become.
struct ColumnPlan: Equatable {
  /// Where its values go.
  enum Target: Equatable {
    /// A stored field of the collection.
    case field
    /// The day on which each document was settled in full.
    case settledDay
    /// The word `draft` marks a draft; all words are kept as they are.
    case status
    /// A field of its own.
    case extra
    /// Nowhere by itself: it is the currency of an amount beside it.
    case currencyOfAmount
    /// Nowhere; with the name of a field that is worked out, where it is one.
    case ignored
  }

  /// How its texts are read.
  enum Kind: Equatable {
    case text
    case boolean
    case number
    /// A tax rate: `0.20`, `20%` and `20` are the same.
    case rate
    /// A rate of discount, written like one of tax.
    case discountRate
    case money
    case date
    case currency
  }

  let target: Target
  /// The field's name.
  let name: String
  /// How it is read; of an extra column only its values tell.
  var kind: Kind
}

extension ColumnPlan.Kind {
  /// How a field of the schema is read.
  init(_ field: FieldSchema) {
    switch field.type {
    case .boolean: self = .boolean
    case .number:
      switch field.name {
      case "tax_rate": self = .rate
      case "discount_rate": self = .discountRate
      default: self = .number
      }
    case .money: self = .money
    case .date: self = .date
    case .currency: self = .currency
    default: self = .text
    }
  }
}
