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
    /// Nowhere.
    case ignored
  }

  /// How its texts are read.
  enum Kind: Equatable {
    case text
    case boolean
    case number
    /// A rate of tax or discount: `0.20`, `20%` and `20` are the same.
    case rate
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
      self = ["tax_rate", "discount_rate"].contains(field.name) ? .rate : .number
    case .money: self = .money
    case .date: self = .date
    case .currency: self = .currency
    default: self = .text
    }
  }
}
