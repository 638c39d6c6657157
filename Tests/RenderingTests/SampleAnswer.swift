import Columns
import Model
import Rendering
import Testing

/// Small answers, spelled as a test reads best.
enum SampleAnswer {
  static let today = CivilDate(day: 20_593)

  static func table(
    _ columns: [ResultTable.Column], noun: (one: String, many: String) = ("invoice", "invoices"),
    totals: [(value: Value, word: String)] = [], notes: [String] = [],
    hasSeveralCurrencies: Bool = false
  ) -> ResultTable {
    ResultTable(
      columns: columns, rowCount: columns.first?.values.count ?? 0,
      words: [.status: ["paid", "part_paid"]], noun: noun, totals: totals, asOf: today,
      notes: notes, hasSeveralCurrencies: hasSeveralCurrencies)
  }

  static func text(_ name: String, _ texts: [String?]) -> ResultTable.Column {
    var builder = TextDictionaryBuilder()
    let codes = texts.map { text in text.map { builder.intern($0.utf8) } ?? Missing.text }
    return ResultTable.Column(name, .text, .text(TextVector(codes, builder.finish())))
  }

  static func numbers(_ name: String, _ texts: [String?]) -> ResultTable.Column {
    let values = texts.map { $0.flatMap { Decimal($0) } }
    let scale = values.reduce(0) { max($0, $1?.scale ?? 0) }
    let coefficients = values.map { $0?.coefficient(atScale: scale) ?? Missing.coefficient }
    return ResultTable.Column(
      name, .number, .number(NumberVector(coefficients, scale: scale)))
  }

  /// Amounts as `EUR 12.50`; several with ` + ` between them are a bag.
  static func money(_ name: String, _ texts: [String?]) -> ResultTable.Column {
    let amounts = texts.map { text in
      text.map { $0.split(separator: "+").compactMap { amount(String($0)) } } ?? []
    }
    let scale = amounts.joined().reduce(0) { max($0, $1.amount.scale) }
    var bags: [Bag] = []
    var coefficients: [Int128] = []
    var currencies: [UInt16] = []
    for parts in amounts {
      switch parts.count {
      case 0:
        coefficients.append(Missing.coefficient)
        currencies.append(Missing.currency)
      case 1:
        coefficients.append(parts[0].amount.coefficient(atScale: scale) ?? 0)
        currencies.append(parts[0].currency.code)
      default:
        coefficients.append(Int128(bags.count))
        currencies.append(Currency.several.code)
        bags.append(Bag(parts))
      }
    }
    return ResultTable.Column(
      name, .money,
      .money(MoneyVector(coefficients, scale: scale, currencies: currencies, bags: bags)))
  }

  static func amount(_ text: String) -> Money? {
    let words = text.split(separator: " ")
    guard let number = words.last.flatMap({ Decimal($0.utf8) }) else { return nil }
    let currency = words.count > 1 ? Currency(words[0].utf8) : .unnamed
    return currency.map { Money(number, $0) }
  }

  static func dates(_ name: String, _ texts: [String?]) -> ResultTable.Column {
    let days = texts.map { $0.flatMap { CivilDate(iso: $0.utf8)?.day } ?? Missing.day }
    return ResultTable.Column(name, .date, .date(days))
  }

  static func lists(
    _ name: String, of element: DataType, _ lists: [[Value]]
  ) -> ResultTable.Column {
    ResultTable.Column(name, .list(element), .list(lists))
  }

  /// One column of each type with a value, and a row in which all that can be is missing.
  static func everyType() throws -> ResultTable {
    let march = Period(.month, holding: today)
    return table(
      [
        text("text", ["Müller", nil]),
        numbers("number", ["12345.5", nil]),
        money("money", ["EUR 1200.5", nil]),
        dates("date", ["2026-05-20", nil]),
        ResultTable.Column("boolean", .boolean, .boolean([true, false])),
        ResultTable.Column(
          "period", .period,
          .period(
            PeriodVector(
              [march.first.day, Missing.day], [march.last.day, Missing.day], unit: .month))),
        ResultTable.Column(
          "duration", .duration, .duration([Duration(months: 0, days: 60), nil])),
        ResultTable.Column(
          "currency", .currency,
          .currency([try #require(Currency("EUR")).code, Missing.currency])),
        ResultTable.Column(
          "status", .enumeration(.status), .enumeration(.status, [1, Missing.word])),
        lists("list", of: .text, [[.text(Text("a")), .missing, .number(Decimal(1200))], []]),
        ResultTable.Column("nothing", .missing, .missing(count: 2)),
      ])
  }

  /// Fails with both texts line by line where they differ.
  static func expect(
    _ table: ResultTable, as format: OutputFormat, _ style: RenderingStyle = RenderingStyle(),
    elapsed: Swift.Duration? = nil, is expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let actual = Rendering.text(of: table, as: format, style: style, elapsed: elapsed)
    if Array(actual.utf8) == Array(expected.utf8) { return }
    Issue.record("expected:\n\(expected)\nactual:\n\(actual)", sourceLocation: sourceLocation)
  }
}
