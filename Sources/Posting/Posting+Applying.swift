import Accounting
import Diagnostics
import Model
import Planning
import Storage

extension Posting {
  /// `apply`: what is left of a payment or credit note settles documents.
  mutating func apply(
    _ money: BoundWrite.Named, _ remittance: BoundWrite.Remittance
  ) throws(Diagnostic) {
    let (side, currency) = try side(ofMoney: money, "apply")
    let left = rest(of: money.record)
    guard !left.isZero, !left.isNegative else {
      throw .nothingLeft(facts.called(money.record), at: money.span)
    }
    let dated = max(day, facts.date("date", of: money.record) ?? .first)
    let rest = try spread(
      left, of: money.record, currency, remittance,
      of: facts.record(side.party, of: money.record), side: side, dated: dated)
    if rest == left { throw .nothingOpen(facts.called(money.record), at: money.span) }
  }

  /// `unapply`: an allocation is taken back from its own day on; before it, it stays.
  mutating func unapply(
    _ money: BoundWrite.Named, _ document: BoundWrite.Named, _ sum: BoundWrite.Sum?
  ) throws(Diagnostic) {
    let (side, currency) = try side(ofMoney: money, "unapply")
    guard document.record.collection == side.documents else {
      throw .otherSide(facts.called(document.record), at: document.span)
    }
    let link = money.record.collection == side.payments ? "payment" : "credit"
    var applied = Decimal.zero
    for allocation in facts.records(of: side.allocations, by: link, to: money.record)
    where facts.record("document", of: allocation) == document.record {
      applied = applied.adding(facts.amount("amount", of: allocation)) ?? applied
    }
    guard !applied.isZero, !applied.isNegative else {
      throw .notApplied(
        facts.called(money.record), facts.called(document.record), at: document.span)
    }
    var amount = applied
    if let sum {
      amount = try self.amount(sum, in: currency)
      if amount > applied { throw .moreThanApplied(text(applied, currency), at: sum.span) }
    }
    guard let taken = amount.negated else { return }
    let dated = max(day, facts.date("date", of: money.record) ?? .first)
    allocate(
      taken, of: document.record, with: money.record,
      on: effectiveDay(of: document.record, from: dated), side: side, currency: currency)
  }

  /// `write off`: what is owed is given up.
  mutating func writeOff(
    _ document: BoundWrite.Named, _ sum: BoundWrite.Sum?
  ) throws(Diagnostic) {
    let (side, currency) = try side(of: document, "write off")
    let owed = rest(of: document.record)
    guard !owed.isZero, !owed.isNegative else {
      throw .nothingOwed(facts.called(document.record), at: document.span)
    }
    var amount = owed
    if let sum {
      amount = try self.amount(sum, in: currency)
      if amount > owed { throw .moreThanOwed(text(owed, currency), at: sum.span) }
    }
    allocate(
      amount, of: document.record, with: nil, on: effectiveDay(of: document.record), side: side,
      currency: currency)
  }

  private func side(
    ofMoney money: BoundWrite.Named, _ verb: String
  ) throws(Diagnostic) -> (BookSide, Currency) {
    guard let side = BookSide(ofMoney: money.record) else {
      throw .wrongKind(
        facts.called(money.record), verb, "payments and credit notes", at: money.span)
    }
    return (side, facts.currency(of: money.record) ?? view.zeroCurrency)
  }
}
