import Model

/// A test as the generator makes it: printed as a question's words, and evaluated row by row.
indirect enum Condition {
  /// `net <= EUR 12.5`
  case compare(Path, Comparer, Value)
  /// `currency in (EUR, USD)`
  case oneOf(Path, [Value])
  /// `age in 3 to 9`
  case within(Path, Value, Value)
  case missing(Path)
  /// A yes/no field alone.
  case flag(Path)
  /// `name starts with "a"`
  case text(Path, TextRelation, String)
  case not(Condition)
  case all([Condition])
  case any([Condition])
  /// `any(invoices where …)`, or `all(…)`
  case list(Path, isAll: Bool, Condition)
  /// `count(invoices where …) > 2`
  case counted(Path, Condition?, Comparer, Int)
  /// `quantity * unit_price > amount`
  case terms(Term, Comparer, Term)
  /// `default(due, date) is missing`
  case absent(Term)
  /// `customer in (customers where …)`
  case among(Path, Term.Nested, isNot: Bool)
  /// `customer = outer.customer`, in a question inside the question.
  case sameAsOuter(Path)

  /// A field of the row, or of a record that it leads to.
  struct Path {
    let names: [String]
    let type: DataType
    var words: String { names.joined(separator: ".") }
  }

  enum Comparer: String, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  enum TextRelation: String, CaseIterable {
    case has
    case starts = "starts with"
    case ends = "ends with"
    case matches
  }
}

extension Condition {
  /// The words of the language.
  func words(_ schema: Schema) -> String {
    func told(_ value: Value) -> String { Condition.words(value, schema) }
    switch self {
    case .compare(let path, let comparer, let value):
      return "\(path.words) \(comparer.rawValue) \(told(value))"
    case .oneOf(let path, let values):
      return "\(path.words) in (\(values.map(told).joined(separator: ", ")))"
    case .within(let path, let low, let high):
      return "\(path.words) in \(told(low)) to \(told(high))"
    case .missing(let path): return "\(path.words) is missing"
    case .flag(let path): return path.words
    case .text(let path, let relation, let text):
      return "\(path.words) \(relation.rawValue) \(Condition.quoted(text))"
    case .not(let inner): return "not (\(inner.words(schema)))"
    case .all(let parts):
      return parts.map { "(\($0.words(schema)))" }.joined(separator: " and ")
    case .any(let parts):
      return parts.map { "(\($0.words(schema)))" }.joined(separator: " or ")
    case .list(let path, let isAll, let inner):
      return "\(isAll ? "all" : "any")(\(path.words) where \(inner.words(schema)))"
    case .counted(let path, let inner, let comparer, let count):
      let filter = inner.map { " where \($0.words(schema))" } ?? ""
      return "count(\(path.words)\(filter)) \(comparer.rawValue) \(count)"
    case .terms(let left, let comparer, let right):
      return "\(left.words(schema)) \(comparer.rawValue) \(right.words(schema))"
    case .absent(let term): return "\(term.words(schema)) is missing"
    case .among(let path, let nested, let isNot):
      return "\(path.words) \(isNot ? "not in" : "in") \(nested.words(schema))"
    case .sameAsOuter(let path): return "\(path.words) = outer.\(path.words)"
    }
  }

  static func words(_ value: Value, _ schema: Schema) -> String {
    switch value {
    case .number(let number): number.description
    case .money(let money): "\(money.currency.text) \(money.amount)"
    case .date(let date): date.description
    case .period(let period): period.text
    case .text(let text): quoted(text.string)
    case .currency(let currency): currency.text
    case .enumeration(let id, let word): quoted(schema.words(of: id)[word])
    default: "missing"
    }
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// A mistake made on purpose in the reference, to show that the comparison finds such.
enum Slip: CaseIterable {
  case lessOrEqualIsLess
  case missingStaysUnderNot
  case orLooksAtTheFirst
  case bucketEdge
  case ownDay
  case currenciesMixed
  case voidIsOwed
  case accentsCount

  /// Those that a filter shows.
  static let ofFilters: [Slip] = [
    .lessOrEqualIsLess, .missingStaysUnderNot, .orLooksAtTheFirst, .bucketEdge, .ownDay,
    .currenciesMixed, .voidIsOwed, .accentsCount,
  ]

  // These need more than one step, or values that are worked out.
  case elseIsMissing
  case defaultIsIgnored
  case missingIsAmong
  case roundingCutsOff
  case bucketExcludesItsEdge
  case countCountsMissing
  case averageCountsMissing
  case skipOneMore
  case exceptKeepsAll
  case unionCountsTwice
  case missingFirst
  case runningLeavesItselfOut
  case rankWithoutGaps
  case outerIsIgnored
  case oldestRate
}
