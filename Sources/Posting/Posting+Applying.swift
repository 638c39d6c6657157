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
    if let rate = write.clauses.rate {
      return try apply(money, left, currency, remittance, side, at: rate)
    }
    let rest = try spread(
      left, of: money.record, currency, remittance,
      of: facts.record(side.party, of: money.record), side: side, dated: dated)
    if rest == left { throw .nothingOpen(facts.called(money.record), at: money.span) }
  }

  /// `apply … at …`: what is left is exchanged, and what it comes to settles the document.
  private mutating func apply(
    _ money: BoundWrite.Named, _ left: Decimal, _ currency: Currency,
    _ remittance: BoundWrite.Remittance, _ side: BookSide, at rate: BoundWrite.Rate
  ) throws(Diagnostic) {
    guard case .documents(let parts) = remittance, let part = parts.first else {
      throw .rateWithoutNeed(currency.text, at: rate.span)
    }
    let (own, owedIn) = try self.side(of: part.document, "apply")
    guard own.documents == side.documents else {
      throw .otherSide(facts.called(part.document.record), at: part.document.span)
    }
    guard owedIn != currency else { throw .rateWithoutNeed(currency.text, at: rate.span) }
    var amount = left
    if let sum = part.amount {
      amount = try self.amount(sum, in: currency)
      if amount > left { throw .moreThanLeft(text(left, currency), at: sum.span) }
    }
    let party = facts.record(side.party, of: money.record)
    let (payment, worth) = try exchange(
      amount, currency, of: money.record, into: owedIn, at: rate, side: side, party: party,
      called: facts.label(of: money.record))
    let whole = (document: part.document, amount: BoundWrite.Sum?.none)
    let rest = try spread(
      worth, of: payment, owedIn, .documents([whole]), of: party, side: side, dated: day)
    if !rest.isZero { warn("\(text(rest, owedIn)) stays unapplied") }
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
    warnOfWriteOff(amount, currency)
    allocate(
      amount, of: document.record, with: nil, on: effectiveDay(of: document.record), side: side,
      currency: currency)
  }

  /// The side and currency of a payment or credit note that counts.
  func side(
    ofMoney money: BoundWrite.Named, _ verb: String
  ) throws(Diagnostic) -> (BookSide, Currency) {
    guard let side = BookSide(ofMoney: money.record) else {
      throw .wrongKind(
        facts.called(money.record), verb, "payments and credit notes", at: money.span)
    }
    for field in ["void_on", "returned_on"] where facts.date(field, of: money.record) != nil {
      throw .isVoid(
        facts.called(money.record), field == "void_on" ? "void" : "returned", at: money.span)
    }
    return (side, facts.currency(of: money.record) ?? view.zeroCurrency)
  }
}
