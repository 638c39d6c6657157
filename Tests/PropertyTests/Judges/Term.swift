import Model
import OracleSupport

/// A value of each row as the generator makes it: printed as words, worked out row by row, and
/// written as SQL.
indirect enum Term {
  case field(Condition.Path)
  /// A column that an earlier step made.
  case column(String, Kind)
  case constant(Value)
  case arithmetic(Term, Sign, Term)
  /// `due + 5 days`
  case moved(Term, days: Int)
  case choice(Condition, Term, Term)
  /// `default(x, y)`
  case fallback(Term, Term)
  /// A function, and a whole number behind its argument where it takes one.
  case call(Function, Term, Int?)
  case bucket(Term, edges: [Int], isWhole: Bool)
  /// `convert(x, EUR)`
  case inEuros(Term)
  /// `sum(lines.amount where …)`; records are counted where no field is named.
  case fold(Fold, list: Condition.Path, field: Condition.Path?, Condition?)
  /// `(invoices where … max total)`
  case answer(Fold, Nested)

  enum Kind: String {
    case number, money, date, text, period, boolean, currency, enumeration, record
  }

  enum Sign: String, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
  }

  enum Function: String, CaseIterable {
    case year, quarter, month, week, days, start, end, lower, upper, left, right, length, round
    case abs, floor, amount, normal, trim
    case monthNumber = "month_number"
  }

  enum Fold: String, CaseIterable {
    case count, sum, min, max, average, median
  }

  /// A question inside the question.
  struct Nested {
    let collection: CollectionID
    let condition: Condition?
    /// What is shown of the records, or folded; nil for the records.
    let field: Condition.Path?
  }

  /// The words of the language.
  func words(_ schema: Schema) -> String {
    switch self {
    case .field(let path): return path.words
    case .column(let name, _): return name
    case .constant(let value): return Condition.words(value, schema)
    case .arithmetic(let left, let sign, let right):
      return "(\(left.words(schema)) \(sign.rawValue) \(right.words(schema)))"
    case .moved(let date, let days):
      return "(\(date.words(schema)) \(days < 0 ? "-" : "+") \(Swift.abs(days)) days)"
    case .choice(let test, let yes, let no):
      return "(if \(test.words(schema)) then \(yes.words(schema)) else \(no.words(schema)))"
    case .fallback(let value, let other):
      return "default(\(value.words(schema)), \(other.words(schema)))"
    case .call(let function, let argument, let count):
      return "\(function.rawValue)(\(argument.words(schema))\(count.map { ", \($0)" } ?? ""))"
    case .bucket(let value, let edges, _):
      return "bucket(\(value.words(schema)), \(edges.map(String.init).joined(separator: ", ")))"
    case .inEuros(let value): return "convert(\(value.words(schema)), EUR)"
    case .fold(let fold, let list, let field, let test):
      let path = (list.names + (field?.names ?? [])).joined(separator: ".")
      return "\(fold.rawValue)(\(path)\(test.map { " where \($0.words(schema))" } ?? ""))"
    case .answer(let fold, let nested):
      return "(\(nested.source(schema)) \(fold.rawValue) \(nested.field?.words ?? ""))"
    }
  }
}

extension Term.Nested {
  /// The question without what it shows.
  func source(_ schema: Schema) -> String {
    schema[collection].name + (condition.map { " where \($0.words(schema))" } ?? "")
  }

  /// As it stands behind `in`.
  func words(_ schema: Schema) -> String {
    "(\(source(schema))\(field.map { " show \($0.words)" } ?? ""))"
  }
}
