import Accounting
import Model
import OracleSupport
import Storage
import Testing

/// What `why` tells adds up to what the fields say, on any day.
struct ExplanationTests {
  @Test(arguments: ReferenceTests.bookSeeds.prefix(4))
  func stepsAddUpToTheFigure(seed: UInt64) throws {
    let book = try ReferenceTests.book(seed)
    let figures: [(CollectionID, word: String)] = [
      (.invoices, "owed"), (.bills, "owed"), (.payments, "unapplied"), (.credits, "unapplied"),
      (.billPayments, "unapplied"), (.vendorCredits, "unapplied"),
    ]
    var checked = 0
    for day in [book.today, book.today.adding(days: -120)].compactMap({ $0 }) {
      for (collection, word) in figures {
        for row in 0..<RowIndex(book.view.store.rowCount(of: collection)) {
          let record = RecordID(collection, row)
          let explanation = try #require(book.view.explanation(of: record, asOf: day))
          let result = explanation.steps.last { $0.about == word && $0.day == day }
          guard let amount = result?.amount else { continue }
          let place = explanation.steps.lastIndex { $0.about == word && $0.day == day } ?? 0
          let sum = explanation.steps[..<place].reduce(Decimal.zero) { sum, step in
            step.about == "later" ? sum : sum.adding(step.amount?.amount ?? .zero) ?? sum
          }
          #expect(sum == amount.amount, "\(book.name), \(collection) \(row) on \(day)")
          checked += 1
        }
      }
    }
    #expect(checked > 200)
  }

  @Test(arguments: ReferenceTests.bookSeeds.prefix(4))
  func partiesAddUpCurrencyByCurrency(seed: UInt64) throws {
    let book = try ReferenceTests.book(seed)
    for collection in [CollectionID.customers, .vendors] {
      for row in 0..<RowIndex(book.view.store.rowCount(of: collection)) {
        let explanation = try #require(
          book.view.explanation(of: RecordID(collection, row), asOf: book.today))
        var sums: [Currency: Decimal] = [:]
        var told: [Currency: Decimal] = [:]
        for step in explanation.steps {
          guard let money = step.amount else { continue }
          if step.about == "balance" {
            told[money.currency] = money.amount
          } else {
            sums[money.currency] = (sums[money.currency] ?? .zero).adding(money.amount)
          }
        }
        let open = sums.filter { !$0.value.isZero }
        #expect(open == told.filter { !$0.value.isZero }, "\(book.name), \(collection) \(row)")
      }
    }
  }
}
