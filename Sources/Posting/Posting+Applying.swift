import Accounting
import Diagnostics
import Model
import Planning
import Storage

extension Posting {
  /// `apply`: what is left of a payment or credit note settles documents.
  mutating func apply(
    _ named: BoundWrite.Named, _ remittance: BoundWrite.Remittance
  ) throws(Diagnostic) {
    let money = try money(named, "apply")
    let left = try left(of: money)
    if let rate = write.clauses.rate {
      return try apply(money, left, remittance, at: rate)
    }
    let rest = try spread(
      left, of: money.record, money.currency, remittance, of: party(of: money), side: money.side,
      dated: money.day)
    if rest == left { throw .nothingOpen(facts.called(money.record), at: money.span) }
  }

  /// `apply … at …`: what is left is exchanged, and what it comes to settles the document.
  private mutating func apply(
    _ money: UsableMoney, _ left: Decimal, _ remittance: BoundWrite.Remittance,
    at rate: BoundWrite.Rate
  ) throws(Diagnostic) {
    guard case .documents(let parts) = remittance, let part = parts.first else {
      throw .rateWithoutNeed(money.currency.text, at: rate.span)
    }
    let (own, owedIn) = try self.side(of: part.document, "apply")
    guard own.documents == money.side.documents else {
      throw .otherSide(facts.called(part.document.record), at: part.document.span)
    }
    guard owedIn != money.currency else {
      throw .rateWithoutNeed(money.currency.text, at: rate.span)
    }
    let amount = try amount(
      part.amount, upTo: left, in: money.currency, orSay: Diagnostic.moreThanLeft)
    let party = party(of: money)
    let (payment, worth) = try exchange(
      amount, money.currency, of: money.record, into: owedIn, at: rate, side: money.side,
      party: party, called: facts.label(of: money.record))
    let whole = (document: part.document, amount: BoundWrite.Sum?.none)
    let rest = try spread(
      worth, of: payment, owedIn, .documents([whole]), of: party, side: money.side, dated: day)
    if !rest.isZero { warn("\(text(rest, owedIn)) stays unapplied") }
  }

  /// `unapply`: an allocation is taken back from its own day on; before it, it stays.
  mutating func unapply(
    _ named: BoundWrite.Named, _ document: BoundWrite.Named, _ sum: BoundWrite.Sum?
  ) throws(Diagnostic) {
    let money = try money(named, "unapply")
    guard document.record.collection == money.side.documents else {
      throw .otherSide(facts.called(document.record), at: document.span)
    }
    let all = applied(money).first { $0.document == document.record }?.amount ?? .zero
    guard !all.isZero, !all.isNegative else {
      throw .notApplied(
        facts.called(money.record), facts.called(document.record), at: document.span)
    }
    let amount = try amount(
      sum, upTo: all, in: money.currency, orSay: Diagnostic.moreThanApplied)
    takeBack(amount, of: document.record, with: money)
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
    let amount = try amount(sum, upTo: owed, in: currency, orSay: Diagnostic.moreThanOwed)
    warnOfWriteOff(amount, currency)
    allocate(
      amount, of: document.record, with: nil, on: effectiveDay(of: document.record), side: side,
      currency: currency)
  }
}
