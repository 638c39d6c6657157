import Foundation
import Model
import OracleSupport
import Shell

/// The answers of invoq to all questions about one book, ready to be compared with those of SQLite.
struct SQLiteComparison {
  let answers: [PlainTable]
  private let book: OracleBook

  init(_ book: OracleBook) throws {
    self.book = book
    answers = try Question.all.map { try $0.plain(book.engine) }
  }

  /// What differs: the question, and the first rows that only one side has.
  func differences(mistaking mistake: PlantedMistake? = nil) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "invoq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try book.write(into: folder.path())
    let queries = zip(Question.all, answers).map {
      SQLite.Query(text: $0.sql, columnCount: $1.headings.count)
    }
    let found = try SQLite.rows(
      of: queries, askedOn: Question.days, in: folder.path(), mistaking: mistake)
    return zip(zip(Question.all, answers), found).compactMap { pair, rows in
      SQLiteComparison.difference(
        pair.1.rows, rows.map { $0.map(SQLiteComparison.canonical) }, isOrdered: pair.0.isOrdered
      ).map { "\(pair.0.text)\n\($0)" }
    }
  }

  /// The first rows that only one side has; nil where both have the same.
  private static func difference(_ found: [[String]], _ wanted: [[String]], isOrdered: Bool)
    -> String?
  {
    if isOrdered ? found == wanted : sorted(found) == sorted(wanted) { return nil }
    var counts: [[String]: Int] = [:]
    for row in found { counts[row, default: 0] += 1 }
    for row in wanted { counts[row, default: 0] -= 1 }
    let extra = counts.filter { $0.value > 0 }.keys.map { "only invoq: \($0)" }.sorted()
    let absent = counts.filter { $0.value < 0 }.keys.map { "only SQL:   \($0)" }.sorted()
    let shown = Array(extra.prefix(5)) + Array(absent.prefix(5))
    return shown.isEmpty ? "another order" : shown.joined(separator: "\n")
  }

  private static func sorted(_ rows: [[String]]) -> [[String]] {
    rows.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// A value of SQL as `PlainTable` writes it.
  private static func canonical(_ value: String?) -> String {
    guard let value else { return PlainTable.missing }
    let parts = value.components(separatedBy: " + ")
    if parts.count > 1 || parts[0].contains("e-") {
      let amounts = parts.map(canonicalPart).filter { !$0.hasSuffix(" 0") }
      return amounts.isEmpty ? "0" : amounts.sorted().joined(separator: " + ")
    }
    return canonicalPart(value)
  }

  /// `EUR 123400e-4`, `1900e-4`, `EUR 100/3e-4` or `7/2` as an exact decimal, else as it is.
  private static func canonicalPart(_ part: String) -> String {
    guard
      let match = part.wholeMatch(of: /(?:([A-Z]{3}) )?(-?\d+)(?:\/(\d+))?(?:e-(\d+)|(?:\.0))?/),
      match.3 != nil || match.4 != nil || part.hasSuffix(".0"), let digits = Int128(match.2)
    else { return part }
    let scale = match.4.flatMap { Int($0) } ?? 0
    var number = Decimal(digits, scale: scale)
    if let divisor = match.3.flatMap({ Int128($0) }) {
      number = Decimal(quotient(digits, divisor, scale: scale), scale: 6)
    }
    let text = number.normalized.description
    return match.1.map { "\($0) \(text)" } ?? text
  }

  /// A quotient of figures with a scale as millionths, a half to the even neighbor.
  private static func quotient(_ dividend: Int128, _ divisor: Int128, scale: Int) -> Int128 {
    var (dividend, divisor) = (dividend * 1_000_000, divisor)
    for _ in 0..<scale { divisor *= 10 }
    let isNegative = dividend < 0
    if isNegative { dividend = -dividend }
    let (whole, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    let isUp = rest * 2 > divisor || (rest * 2 == divisor && whole % 2 == 1)
    return (isNegative ? -1 : 1) * (whole + (isUp ? 1 : 0))
  }

  private typealias Decimal = Model.Decimal
}

extension Question {
  /// The answer of invoq as cells that can be compared.
  fileprivate func plain(_ engine: Engine) throws -> PlainTable {
    do {
      let answer = try engine.plain(text, forgetsZeros: true)
      return acrossKeyCount.map { answer.unpivoted(keyCount: $0) } ?? answer
    } catch {
      throw SQLite.Failure(description: "\(text)\n\(error)")
    }
  }
}
