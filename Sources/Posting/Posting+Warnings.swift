import Model
import Storage

/// What is unusual about a change, as the book sees it.
extension Posting {
  /// A day in a period that is closed is told, whoever may change it all the same.
  mutating func warnOfClosedPeriod(_ day: CivilDate) {
    guard let book = facts.book, let last = facts.date("closed_until", of: book), day <= last
    else { return }
    warn("\(day) is in a closed period: the book is closed until \(last)")
  }

  /// More written off than is usual.
  mutating func warnOfWriteOff(_ amount: Decimal, _ currency: Currency) {
    guard let book = facts.book, let limit = facts.money("write_off_limit", of: book),
      limit.currency == currency, amount > limit.amount
    else { return }
    warn("\(text(amount, currency)) is more than the limit of write-offs, \(limit.groupedText)")
  }
}
