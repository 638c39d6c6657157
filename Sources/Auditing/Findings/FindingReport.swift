import Accounting
import Columns
import Model
import Storage

/// Findings on their way to columns.
struct FindingReport: Sendable {
  private struct Entry: Sendable {
    let rule: Int
    let kind: Int
    let row: RowIndex
    let line: Decimal?
    let expected: String
    let found: String
    let difference: Money?
    let message: String
  }

  private var entries: [Entry] = []
  private var rule = 0
  private var kind = 0

  /// Says whose findings follow.
  mutating func begin(rule: Int, kind: Int) {
    (self.rule, self.kind) = (rule, kind)
  }

  /// Adds what another report says.
  mutating func append(_ other: FindingReport) { entries += other.entries }

  /// Reports what is wrong with a record.
  ///
  /// - Parameters:
  ///   - row: the record's row.
  ///   - line: the number of the line that it is about, if it is about one.
  ///   - expected: what should be there.
  ///   - found: what is there; empty where nothing is.
  ///   - difference: what it comes to, if it comes to anything.
  ///   - message: one sentence for a clerk.
  mutating func add(
    _ row: RowIndex, line: Decimal? = nil, expected: String, found: String,
    difference: Money? = nil, _ message: String
  ) {
    entries.append(
      Entry(
        rule: rule, kind: kind, row: row, line: line, expected: expected, found: found,
        difference: difference, message: message))
  }

  /// The findings as records.
  consuming func rows(in records: [AuditedRecords], _ store: StoreView) -> DerivedRows {
    let entries = entries
    var columns: [String: Vector] = [
      "rule": FindingReport.texts(entries.map { FindingReport.rules[$0.rule].name }),
      "level": .enumeration(
        .findingLevel, entries.map { FindingReport.rules[$0.rule].level.rawValue }),
      "line": .number(FindingReport.numbers(entries.map(\.line))),
      "expected": FindingReport.texts(entries.map(\.expected)),
      "found": FindingReport.texts(entries.map(\.found)),
      "difference": .money(FindingReport.money(entries.map(\.difference))),
      "message": FindingReport.texts(entries.map(\.message)),
    ]
    let numbers = records.map { $0.reader.text("number") }
    columns["document"] = FindingReport.texts(
      entries.map { numbers[$0.kind].string($0.row) ?? "" })
    let days = records.map { $0.reader.days("date") }
    columns["date"] = .date(entries.map { days[$0.kind][Int($0.row)] })
    for (index, about) in records.enumerated() {
      columns[about.kind.link] = .record(
        about.kind.collection, entries.map { $0.kind == index ? $0.row : .missing })
    }
    let parties = records.map { $0.reader.records($0.kind.party) }
    for (party, collection) in [("customer", CollectionID.customers), ("vendor", .vendors)] {
      columns[party] = .record(
        collection,
        entries.map {
          records[$0.kind].kind.party == party ? parties[$0.kind][Int($0.row)] : .missing
        })
    }
    return DerivedRows(.findings, count: entries.count, columns, in: store)
  }

  private static func texts(_ texts: [String]) -> Vector {
    var builder = TextDictionaryBuilder()
    let codes = texts.map { $0.isEmpty ? Missing.text : builder.intern(Array($0.utf8)) }
    return .text(TextVector(codes, builder.finish()))
  }

  private static func numbers(_ numbers: [Decimal?]) -> NumberVector {
    let scale = numbers.compactMap { $0?.scale }.max() ?? 0
    return NumberVector(
      numbers.map { $0?.coefficient(atScale: scale) ?? Missing.coefficient }, scale: scale)
  }

  private static func money(_ amounts: [Money?]) -> MoneyVector {
    let exact = amounts.map { $0.map { Money($0.amount.normalized, $0.currency) } }
    var vector = MoneyVector(scale: exact.compactMap { $0?.amount.scale }.max() ?? 0)
    for amount in exact { vector.append(amount.map { .money($0) } ?? .missing) }
    return vector
  }
}
