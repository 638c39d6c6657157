import Execution
import Foundation
import Model
import OracleSupport
import Shell
import Testing

/// Random questions of several steps, answered by the engine and by judges that do not know it.
struct InquiryTests {
  /// Questions for each of the books; fifty times as many with `INVOQ_LONG=1`.
  static let questionsPerBook = 400

  @Test func answersAgreeWithTheReference() throws {
    for seed in ReferenceTests.bookSeeds {
      let book = try ReferenceTests.book(seed)
      var generator = InquiryGenerator(ReferenceBook(book), seed: seed ^ 0xB7, today: book.today)
      var (asked, nonEmpty, refused) = (0, 0, 0)
      for _ in 0..<Rounds.count(InquiryTests.questionsPerBook) {
        let inquiry = generator.next()
        let verdict = InquiryTests.verdict(inquiry, book.engine, generator.book)
        #expect(
          verdict.difference == nil,
          "INVOQ_SEED=\(Rounds.seed), \(book.name): \(verdict.difference ?? "")")
        asked += 1
        nonEmpty += verdict.rowCount > 0 ? 1 : 0
        refused += verdict.isRefused ? 1 : 0
      }
      print(book.name, asked, nonEmpty, refused)
    }
  }

  struct Verdict {
    var difference: String?
    var rowCount = 0
    var isRefused = false
  }

  static func verdict(_ inquiry: Inquiry, _ engine: Engine, _ book: ReferenceBook) -> Verdict {
    let text = inquiry.words(book.schema)
    let outcome = Outcome(engine, text, forgetsZeros: true)
    guard let wanted = try? ReferenceRunner(book, inquiry).cells() else {
      let difference = outcome.rows == nil ? nil : "\(text)\n  no mistake: \(outcome)"
      return Verdict(difference: difference, isRefused: true)
    }
    var found = outcome.rows
    if let count = inquiry.acrossKeyCount, case .table(let table) = outcome {
      found = table.unpivoted(keyCount: count).rows
    }
    let isEqual =
      inquiry.isOrdered ? found == wanted : found.map(sorted) == sorted(wanted)
    if isEqual { return Verdict(rowCount: wanted.count) }
    return Verdict(
      difference: """
        \(text)
          engine:    \(found?.count ?? -1) rows \(found?.prefix(6).description ?? "\(outcome)")
          reference: \(wanted.count) rows \(wanted.prefix(6))
        """, rowCount: wanted.count)
  }

  private static func sorted(_ rows: [[String]]) -> [[String]] {
    rows.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
