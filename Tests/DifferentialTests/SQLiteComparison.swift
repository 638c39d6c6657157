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
        pair.1.rows, rows.map { $0.map(SQLCell.canonical) }, isOrdered: pair.0.isOrdered
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
