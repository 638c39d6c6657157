import Accounting
import Diagnostics
import Model
import Planning
import Storage

/// A payment or credit note that counts, and can settle something from a day on.
struct UsableMoney {
  let record: RecordID
  /// Where the sentence names it.
  let span: SourceSpan
  let side: BookSide
  let currency: Currency
  /// The day on which it is used: that of the sentence, or its own where that is later.
  let day: CivilDate

  /// The link by which what it settles leads to it.
  var link: String { record.collection == side.payments ? "payment" : "credit" }
}

extension Posting {
  /// The money that a sentence names, unless it counts no more.
  func money(_ named: BoundWrite.Named, _ verb: String) throws(Diagnostic) -> UsableMoney {
    let record = named.record
    guard let side = BookSide(ofMoney: record) else {
      throw .wrongKind(facts.called(record), verb, "payments and credit notes", at: named.span)
    }
    for (field, state) in [("void_on", "void"), ("returned_on", "returned")]
    where facts.date(field, of: record) != nil {
      throw .isVoid(facts.called(record), state, at: named.span)
    }
    return UsableMoney(
      record: record, span: named.span, side: side,
      currency: facts.currency(of: record) ?? view.zeroCurrency,
      day: max(day, facts.date("date", of: record) ?? .first))
  }

  /// Whose it is.
  func party(of money: UsableMoney) -> RecordID? {
    facts.record(money.side.party, of: money.record)
  }

  /// What is left of it, which is something.
  func left(of money: UsableMoney) throws(Diagnostic) -> Decimal {
    let left = rest(of: money.record)
    guard !left.isZero, !left.isNegative else {
      throw .nothingLeft(facts.called(money.record), at: money.span)
    }
    return left
  }

  /// What it settles of each document, and of nil what went elsewhere.
  func applied(_ money: UsableMoney) -> [(document: RecordID?, amount: Decimal)] {
    var sums: [(document: RecordID?, amount: Decimal)] = []
    for allocation in facts.records(of: money.side.allocations, by: money.link, to: money.record) {
      let document = facts.record("document", of: allocation)
      let amount = facts.amount("amount", of: allocation)
      if let place = sums.firstIndex(where: { $0.document == document }) {
        sums[place].amount = sums[place].amount.adding(amount) ?? sums[place].amount
      } else {
        sums.append((document, amount))
      }
    }
    return sums
  }

  /// Lets money settle so much less of a document, from the day on.
  mutating func takeBack(_ amount: Decimal, of document: RecordID, with money: UsableMoney) {
    guard let taken = amount.negated else { return }
    allocate(
      taken, of: document, with: money.record, on: effectiveDay(of: document, from: money.day),
      side: money.side, currency: money.currency)
  }

  /// The amount that was said, no more than there is of it; all of that where none was said.
  func amount(
    _ sum: BoundWrite.Sum?, upTo most: Decimal, in currency: Currency,
    orSay tooMuch: (_ most: String, SourceSpan) -> Diagnostic
  ) throws(Diagnostic) -> Decimal {
    guard let sum else { return most }
    let amount = try amount(sum, in: currency)
    if amount > most { throw tooMuch(text(most, currency), sum.span) }
    return amount
  }
}
