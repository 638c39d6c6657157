internal import Model

/// A function of the language, by its place in the table.
package enum FunctionID: String, Sendable, CaseIterable {
  case year
  case quarter
  case month
  case week
  case monthNumber = "month_number"
  case start
  case end
  case days
  case lower
  case upper
  case trim
  case left
  case right
  case length
  case round
  case abs
  case floor
  case amount
  case currency
  case standard = "default"
  case exact
}

/// What a function takes and gives.
package struct FunctionSignature: Sendable {
  /// Which function it is.
  package let id: FunctionID
  /// How to write it, for `help` and for messages.
  package let usage: String
  /// One sentence.
  package let meaning: String
  /// What each argument may be.
  let parameters: [Parameter]
  /// How many of the last arguments may be left out.
  let optionalCount: Int
  /// The type of the result, from the arguments' types.
  let result: @Sendable ([DataType]) -> DataType

  /// What an argument may be.
  enum Parameter: Sendable {
    case date
    case period
    case text
    case number
    case money
    case numberOrMoney
    case anything
    /// Of the same type as the argument before.
    case same

    var phrase: String {
      switch self {
      case .date: "a date"
      case .period: "a period"
      case .text: "text"
      case .number: "a number"
      case .money: "an amount of money"
      case .numberOrMoney: "a number or an amount of money"
      case .anything: "a value"
      case .same: "a value of the same type"
      }
    }

    func accepts(_ type: DataType, after previous: DataType?) -> Bool {
      switch (self, type) {
      case (_, .missing): true
      case (.date, .date), (.period, .period), (.text, .text), (.number, .number): true
      case (.money, .money), (.numberOrMoney, .number), (.numberOrMoney, .money): true
      case (.anything, _): !type.isList
      case (.same, _): type == previous
      default: false
      }
    }
  }
}

/// The functions, as data.
package enum FunctionTable {
  /// Every function that can be called.
  package static let all: [FunctionSignature] = [
    dated(.year, "year(date)", "the year that holds a date"),
    dated(.quarter, "quarter(date)", "the quarter that holds a date: 2026-Q1"),
    dated(.month, "month(date)", "the month that holds a date: 2026-03"),
    dated(.week, "week(date)", "the ISO week that holds a date: 2026-W13"),
    FunctionSignature(
      id: .monthNumber, usage: "month_number(date)", meaning: "1 for January to 12 for December",
      parameters: [.date], optionalCount: 0, result: { _ in .number }),
    FunctionSignature(
      id: .start, usage: "start(period)", meaning: "the first day of a period",
      parameters: [.period], optionalCount: 0, result: { _ in .date }),
    FunctionSignature(
      id: .end, usage: "end(period)", meaning: "the last day of a period",
      parameters: [.period], optionalCount: 0, result: { _ in .date }),
    FunctionSignature(
      id: .days, usage: "days(period)", meaning: "the number of days in a period",
      parameters: [.period], optionalCount: 0, result: { _ in .number }),
    textual(.lower, "lower(text)", "the text in small letters"),
    textual(.upper, "upper(text)", "the text in capital letters"),
    textual(.trim, "trim(text)", "the text without white space at its ends"),
    cut(.left, "left(text, 3)", "the first letters of a text"),
    cut(.right, "right(text, 3)", "the last letters of a text"),
    FunctionSignature(
      id: .length, usage: "length(text)", meaning: "the number of letters in a text",
      parameters: [.text], optionalCount: 0, result: { _ in .number }),
    FunctionSignature(
      id: .round, usage: "round(x, 2)",
      meaning:
        "rounded half away from zero; without places, to whole numbers or the currency's exponent",
      parameters: [.numberOrMoney, .number], optionalCount: 1, result: { $0[0] }),
    FunctionSignature(
      id: .abs, usage: "abs(x)", meaning: "without its sign",
      parameters: [.numberOrMoney], optionalCount: 0, result: { $0[0] }),
    FunctionSignature(
      id: .floor, usage: "floor(x)", meaning: "the largest whole number that is not above it",
      parameters: [.numberOrMoney], optionalCount: 0, result: { $0[0] }),
    FunctionSignature(
      id: .amount, usage: "amount(money)", meaning: "the number without its currency",
      parameters: [.money], optionalCount: 0, result: { _ in .number }),
    FunctionSignature(
      id: .currency, usage: "currency(money)", meaning: "the currency without the number",
      parameters: [.money], optionalCount: 0, result: { _ in .currency }),
    FunctionSignature(
      id: .standard, usage: "default(x, y)", meaning: "x, or y where x is missing",
      parameters: [.anything, .same], optionalCount: 0,
      result: { $0[0] == .missing ? $0[1] : $0[0] }),
    FunctionSignature(
      id: .exact, usage: "exact(a, b)", meaning: "whether two texts are the same letter by letter",
      parameters: [.text, .text], optionalCount: 0, result: { _ in .boolean }),
  ]

  /// The function with a name, whatever its case.
  package static func function(named name: String) -> FunctionSignature? {
    let wanted = name.lowercased()
    return all.first { $0.id.rawValue == wanted }
  }

  /// Functions of the language that this version does not have yet.
  package static let planned: Set<String> = [
    "share", "running", "change", "rank", "bucket", "closeness", "normal", "convert",
  ]

  private static func dated(
    _ id: FunctionID, _ usage: String, _ meaning: String
  ) -> FunctionSignature {
    FunctionSignature(
      id: id, usage: usage, meaning: meaning, parameters: [.date], optionalCount: 0,
      result: { _ in .period })
  }

  private static func textual(
    _ id: FunctionID, _ usage: String, _ meaning: String
  ) -> FunctionSignature {
    FunctionSignature(
      id: id, usage: usage, meaning: meaning, parameters: [.text], optionalCount: 0,
      result: { _ in .text })
  }

  private static func cut(
    _ id: FunctionID, _ usage: String, _ meaning: String
  ) -> FunctionSignature {
    FunctionSignature(
      id: id, usage: usage, meaning: meaning, parameters: [.text, .number], optionalCount: 0,
      result: { _ in .text })
  }
}
