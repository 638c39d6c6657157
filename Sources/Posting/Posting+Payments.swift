import Accounting
import Diagnostics
import Model
import Planning
import Storage

extension Posting {
  /// `pay`: a payment for one document, and what it settles of it.
  mutating func pay(
    _ document: BoundWrite.Named, _ sum: BoundWrite.Sum
  ) throws(Diagnostic) {
    let (side, currency) = try side(of: document, "pay")
    let owed = rest(of: document.record)
    guard !owed.isNegative, !owed.isZero else {
      throw .nothingOwed(facts.called(document.record), at: document.span)
    }
    if facts.isSo("draft", of: document.record) {
      warn("\(facts.called(document.record)) is a draft")
    }
    if facts.isSo("held", of: document.record) {
      warn("\(facts.called(document.record)) is held")
    }
    let party = facts.record(side.party, of: document.record)
    let (payment, amount) = try payment(sum, currency, side, party)
    allocate(
      min(amount, owed), of: document.record, with: payment,
      on: effectiveDay(of: document.record), side: side, currency: currency)
    if amount > owed, let excess = amount.subtracting(owed) {
      warn("\(text(excess, currency)) more than is owed; it stays unapplied")
    }
  }

  /// The payment that settles a document in a currency: in that currency, or exchanged into it.
  private mutating func payment(
    _ sum: BoundWrite.Sum, _ currency: Currency, _ side: BookSide, _ party: RecordID?
  ) throws(Diagnostic) -> (RecordID, Decimal) {
    guard let rate = write.clauses.rate else {
      let amount = try amount(sum, in: currency)
      return (addPayment(side, party, amount, currency), amount)
    }
    guard let said = sum.currency, said != currency else {
      throw .rateWithoutNeed(currency.text, at: rate.span)
    }
    let amount = try amount(sum, in: said)
    let number = nextNumber(of: side.payments)
    let paid = addPayment(side, party, amount, said)
    return try exchange(
      amount, said, of: paid, into: currency, at: rate, side: side, party: party,
      called: number.string)
  }

  /// `post payment`: money of a customer, and what it settles.
  mutating func post(
    _ sum: BoundWrite.Sum, _ payer: BoundWrite.Named, _ remittance: BoundWrite.Remittance?
  ) throws(Diagnostic) {
    guard payer.record.collection == .customers else {
      throw .wrongKind(
        facts.called(payer.record), "post payment", "customers; a vendor is paid with 'pay'",
        at: payer.span)
    }
    let currency = try currency(of: sum, payer, remittance)
    let amount = try amount(sum, in: currency)
    let payment = addPayment(.receivable, payer.record, amount, currency)
    guard let remittance else {
      warn("\(text(amount, currency)) stays unapplied")
      return
    }
    let rest = try spread(
      amount, of: payment, currency, remittance, of: payer.record, side: .receivable,
      dated: day)
    if !rest.isZero { warn("\(text(rest, currency)) stays unapplied") }
  }

  private func currency(
    of sum: BoundWrite.Sum, _ payer: BoundWrite.Named, _ remittance: BoundWrite.Remittance?
  ) throws(Diagnostic) -> Currency {
    if let said = sum.currency { return said }
    if case .documents(let parts)? = remittance, let first = parts.first,
      let currency = facts.currency(of: first.document.record)
    {
      return currency
    }
    if let usual = facts.currency(of: payer.record) { return usual }
    guard view.zeroCurrency != .unnamed else { throw .noCurrency(at: sum.span) }
    return view.zeroCurrency
  }

  /// Adds the payment, and says what is unusual about it.
  mutating func addPayment(
    _ side: BookSide, _ party: RecordID?, _ amount: Decimal, _ currency: Currency,
    _ fields: [(String, Value?)] = []
  ) -> RecordID {
    let number = nextNumber(of: side.payments)
    if day > today { warn("the day of the payment is still to come") }
    warnOfClosedPeriod(day)
    if fields.isEmpty, let party { warnOfDuplicate(side, party, amount, currency) }
    let reference = fields.isEmpty ? write.clauses.reference : nil
    return append(
      side.payments,
      [
        ("number", .text(number)), (side.party, party.map { .record($0) }), ("date", .date(day)),
        ("amount", value(amount, currency)), ("currency", .currency(currency)),
        ("method", write.clauses.method.map { .text($0) }),
        ("reference", reference.map { .text($0) }), ("recorded", .date(today)),
      ] + fields)
  }

  /// The same bank reference, or the same amount on the same day, is told: it may be posted twice.
  private mutating func warnOfDuplicate(
    _ side: BookSide, _ party: RecordID, _ amount: Decimal, _ currency: Currency
  ) {
    for other in facts.records(of: side.payments, by: side.party, to: party) {
      if let reference = write.clauses.reference,
        facts.text("reference", of: other) == reference.string
      {
        warn("\(facts.called(other)) has the same reference")
      } else if facts.money("amount", of: other) == Money(amount, currency),
        facts.date("date", of: other) == day
      {
        warn("\(facts.called(other)) has the same amount and day")
      }
    }
  }

  /// The latest of the money's and the document's day.
  func effectiveDay(of document: RecordID, from start: CivilDate? = nil) -> CivilDate {
    max(start ?? day, facts.date("date", of: document) ?? .first)
  }

  // MARK: - Spreading money over documents

  /// Settles documents with money as far as it goes; what is left of it.
  mutating func spread(
    _ amount: Decimal, of money: RecordID, _ currency: Currency,
    _ remittance: BoundWrite.Remittance, of party: RecordID?, side: BookSide, dated: CivilDate
  ) throws(Diagnostic) -> Decimal {
    var left = amount
    switch remittance {
    case .oldest:
      for document in oldest(of: party, currency, side) where !left.isZero {
        let part = min(left, rest(of: document))
        allocate(
          part, of: document, with: money, on: effectiveDay(of: document, from: dated),
          side: side, currency: currency)
        left = left.subtracting(part) ?? .zero
      }
    case .documents(let parts):
      for part in parts {
        let settled = try share(
          of: part, left, currency, of: party, side: side, dated: dated, money)
        left = left.subtracting(settled) ?? .zero
      }
    }
    return left
  }

  private mutating func share(
    of part: (document: BoundWrite.Named, amount: BoundWrite.Sum?), _ left: Decimal,
    _ currency: Currency, of party: RecordID?, side: BookSide, dated: CivilDate,
    _ money: RecordID
  ) throws(Diagnostic) -> Decimal {
    let document = part.document.record
    let (own, owedIn) = try self.side(of: part.document, "apply")
    guard own.documents == side.documents else {
      throw .otherSide(facts.called(document), at: part.document.span)
    }
    guard owedIn == currency else {
      throw .otherCurrency(
        currency.text, owedIn.text, exchange: "apply #… to #… at 0.92", at: part.document.span)
    }
    let owed = rest(of: document)
    guard !owed.isZero, !owed.isNegative else {
      throw .nothingOwed(facts.called(document), at: part.document.span)
    }
    let amount = try amount(
      part.amount, upTo: min(left, owed), in: currency,
      orSay: owed <= left ? Diagnostic.moreThanOwed : Diagnostic.moreThanLeft)
    guard !amount.isZero else { throw .moreThanLeft(text(left, currency), at: part.document.span) }
    if facts.record(side.party, of: document) != party {
      warn("\(facts.called(document)) belongs to another \(side.party)")
    }
    allocate(
      amount, of: document, with: money, on: effectiveDay(of: document, from: dated),
      side: side, currency: currency)
    return amount
  }

  /// The open documents of a party in a currency, what falls due first in front.
  private func oldest(
    of party: RecordID?, _ currency: Currency, _ side: BookSide
  ) -> [RecordID] {
    guard let party else { return [] }
    return facts.records(of: side.documents, by: side.party, to: party)
      .filter {
        facts.currency(of: $0) == currency && facts.date("void_on", of: $0) == nil
          && !facts.isSo("draft", of: $0) && !rest(of: $0).isNegative && !rest(of: $0).isZero
      }
      .map { document in
        (document, facts.date("due", of: document) ?? facts.date("date", of: document) ?? .last)
      }
      .sorted { ($0.1, $0.0.row) < ($1.1, $1.0.row) }.map(\.0)
  }
}
