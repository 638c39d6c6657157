import Foundation
import Model
import OracleSupport
import Shell
import Testing

/// Clerks' questions, answered by invoq and by SQLite from the same files.
struct SQLiteComparisonTests {
  @Test(arguments: [(400, 1), (400, 7), (2000, 3)])
  func answersAgreeWithSQL(invoices: Int, seed: UInt64) throws {
    try compare(try OracleBook(invoices: invoices, seed: seed), mustSaySomething: true)
  }

  @Test(arguments: [11, 12])
  func answersAboutUntidyBooksAgreeWithSQL(seed: UInt64) throws {
    let book = try OracleBook(invoices: 400, seed: seed, isScrambled: true)
    try compare(book, mustSaySomething: false)
  }

  private func compare(_ book: OracleBook, mustSaySomething: Bool) throws {
    guard SQLite.path != nil else {
      return SharedData.skip("the comparison with SQL", because: "sqlite3 is not installed")
    }
    #expect(book.refusedCount == 0)
    let comparison = try SQLiteComparison(book)
    for (question, answer) in zip(Question.all, comparison.answers) where mustSaySomething {
      #expect(!answer.saysNothing, "nothing is asked by \(book.name): \(question.text)")
    }
    for difference in try comparison.differences() {
      Issue.record("\(book.name): \(difference)")
    }
  }

  /// A judge that overlooks mistakes is none: each of these must make it speak.
  @Test func plantedMistakesAreFound() throws {
    guard SQLite.path != nil else {
      return SharedData.skip("the planted mistakes", because: "sqlite3 is not installed")
    }
    let comparison = try SQLiteComparison(
      try OracleBook(invoices: 300, seed: 11, isScrambled: true))
    for mistake in PlantedMistake.all {
      #expect(try !comparison.differences(mistaking: mistake).isEmpty, "\(mistake.name)")
    }
  }

  @Test func everyHeadingThatAsksIsAsked() {
    #expect(Set(Question.all.map(\.heading)) == Set(Question.Heading.allCases))
    #expect(Question.all.count >= 30)
  }
}
