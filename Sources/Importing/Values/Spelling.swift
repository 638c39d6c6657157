import Columns
import Diagnostics
import Model

/// How the dates and numbers of one column are written.
struct Spelling {
  /// Nil where every order gives the same days.
  var dateOrder: DateOrder?
  /// Nil where both marks give the same numbers.
  var decimalMark: DecimalMark?
  /// How it was decided, if not by the column itself.
  var note: String?
  /// The text that shows best whether the decision is right; nil where nothing had to be decided.
  var proof: ColumnReport.Proof?
  /// What the texts of the column say about it.
  fileprivate var evidence: Evidence?

  /// What the evidence shows, by the dictionary of the texts that it was taken from.
  fileprivate func proof(in texts: TextDictionary) -> ColumnReport.Proof? {
    guard let evidence, dateOrder != .yearMonthDay else { return nil }
    let isFirst = dateOrder == .dayMonthYear || decimalMark == .point
    func text(_ code: UInt32) -> String { String(decoding: texts[code], as: UTF8.self) }
    switch (evidence.verdict, evidence.example) {
    case (.first, let code?):
      return isFirst ? .onlySo(text(code)) : .neverSo(text(code))
    case (.second, let code?):
      return isFirst ? .neverSo(text(code)) : .onlySo(text(code))
    case (.undecided(let code), _): return .eitherWay(text(code))
    case (.contrary(let first, let second), _): return .neverSo(text(isFirst ? second : first))
    default: return nil
    }
  }
}

/// Decides for each column of a file in which order it writes dates and which decimal mark it has.
///
/// Every column is decided by all its own values, never row by row. One that cannot be decided so
/// follows the decided columns of the same file, if these agree; else the file is refused.
struct SpellingDecision {
  private let table: RawTable
  private let plans: [ColumnPlan]
  private let mapping: FieldMapping?

  private static let byMapping = "as the mapping says"

  /// The spelling of every column.
  static func spellings(
    of table: RawTable, _ plans: [ColumnPlan], _ mapping: FieldMapping?
  ) throws(Diagnostic) -> [Spelling] {
    let decision = SpellingDecision(table: table, plans: plans, mapping: mapping)
    var spellings = plans.map { _ in Spelling() }
    try decision.decideDates(&spellings)
    try decision.decideNumbers(&spellings)
    for (index, column) in table.columns.enumerated() {
      spellings[index].proof = spellings[index].proof(in: column.texts)
    }
    return spellings
  }

  /// What the texts of some columns say.
  private func evidences(
    of columns: [Int], _ evidence: @escaping @Sendable (TextDictionary) -> Evidence
  ) -> [Evidence] {
    let texts = columns.map { table.columns[$0].texts }
    return Workers.map(columns.count, rows: texts.map(\.count).max() ?? 0) { evidence(texts[$0]) }
  }

  // MARK: - Dates

  private func decideDates(_ spellings: inout [Spelling]) throws(Diagnostic) {
    let columns = plans.indices.filter { plans[$0].kind == .date }
    if let order = mapping?.dates {
      for column in columns {
        spellings[column] = Spelling(
          dateOrder: order, note: SpellingDecision.byMapping,
          evidence: .dates(table.columns[column].texts))
      }
      return
    }
    var undecided: [(column: Int, code: UInt32)] = []
    var separators: [Int: UInt8] = [:]
    for (column, evidence) in zip(columns, evidences(of: columns, Evidence.dates)) {
      spellings[column].evidence = evidence
      if let code = evidence.example { separators[column] = separator(of: code, in: column) }
      switch evidence.verdict {
      case .indifferent: break
      case .first: spellings[column].dateOrder = .dayMonthYear
      case .second: spellings[column].dateOrder = .monthDayYear
      case .undecided(let code): undecided.append((column, code))
      case .contrary(let first, let second):
        throw .contraryDates(
          dayFirst: table.place(of: first, in: column),
          monthFirst: table.place(of: second, in: column))
      }
    }
    let decided = columns.filter { spellings[$0].dateOrder != nil }
    for (column, code) in undecided {
      let leaders = decided.filter { separators[$0] == separators[column] }
      let orders = Set(leaders.map { spellings[$0].dateOrder })
      guard let leader = leaders.first, orders.count == 1 else {
        throw undecidableDates(code, in: column)
      }
      spellings[column].dateOrder = spellings[leader].dateOrder
      spellings[column].note = "dates as in \(table.columns[leader].heading)"
    }
  }

  private func separator(of code: UInt32, in column: Int) -> UInt8 {
    DateText(table.columns[column].texts[code])?.separator ?? 0
  }

  private func undecidableDates(_ code: UInt32, in column: Int) -> Diagnostic {
    let date = DateText(table.columns[column].texts[code])
    return .undecidableDates(
      table.place(of: code, in: column), dayFirst: date?.day(.dayMonthYear)?.spoken ?? "",
      monthFirst: date?.day(.monthDayYear)?.spoken ?? "")
  }

  // MARK: - Numbers

  private func decideNumbers(_ spellings: inout [Spelling]) throws(Diagnostic) {
    let columns = plans.indices.filter {
      [.number, .rate, .discountRate, .money].contains(plans[$0].kind)
    }
    if let mark = mapping?.decimal {
      for column in columns {
        spellings[column] = Spelling(
          decimalMark: mark, note: SpellingDecision.byMapping,
          evidence: .numbers(table.columns[column].texts))
      }
      return
    }
    var undecided: [(column: Int, code: UInt32)] = []
    for (column, evidence) in zip(columns, evidences(of: columns, Evidence.numbers)) {
      spellings[column].evidence = evidence
      switch evidence.verdict {
      case .indifferent: break
      case .first: spellings[column].decimalMark = .point
      case .second: spellings[column].decimalMark = .comma
      case .undecided(let code): undecided.append((column, code))
      case .contrary(let first, let second):
        throw .contraryNumbers(
          point: table.place(of: first, in: column), comma: table.place(of: second, in: column))
      }
    }
    // What an unknown column means by a mark (a version, a code) decides nothing about money.
    let leaders = columns.filter {
      spellings[$0].decimalMark != nil && plans[$0].target == .field
    }
    let marks = Set(leaders.map { spellings[$0].decimalMark })
    for (column, code) in undecided {
      guard let leader = leaders.first, marks.count == 1 else {
        throw undecidableNumbers(code, in: column)
      }
      spellings[column].decimalMark = spellings[leader].decimalMark
      spellings[column].note = "decimal mark as in \(table.columns[leader].heading)"
    }
  }

  private func undecidableNumbers(_ code: UInt32, in column: Int) -> Diagnostic {
    let text = table.columns[column].texts[code]
    let digits = NumberReading.beforePercentSign(text) ?? text
    return .undecidableNumbers(
      table.place(of: code, in: column),
      withPoint: NumberReading.read(digits, .point)?.decimal.description ?? "",
      withComma: NumberReading.read(digits, .comma)?.decimal.description ?? "")
  }
}
