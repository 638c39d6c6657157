import Accounting
import Diagnostics
import Model
import Planning
import Storage

/// Money that goes back, and money of one currency for what is owed in another.
extension Posting {
  /// `return`: the bank takes a payment back, so what it settled is owed again from that day on.
  mutating func giveBack(_ payment: BoundWrite.Named) throws(Diagnostic) {
    guard [.payments, .billPayments].contains(payment.record.collection) else {
      throw .wrongKind(
        facts.called(payment.record), "return", "payments", at: payment.span)
    }
    try end(payment, "returned_on", "return")
  }

  /// Takes back what money settles, and lets it count no more from the day on.
  mutating func end(
    _ money: BoundWrite.Named, _ field: String, _ verb: String
  ) throws(Diagnostic) {
    let (side, currency) = try side(ofMoney: money, verb)
    let dated = max(day, facts.date("date", of: money.record) ?? .first)
    for (document, applied) in applied(money.record, side) {
      guard let document else {
        throw .gaveBack(facts.called(money.record), text(applied, currency), at: money.span)
      }
      guard let back = applied.negated else { continue }
      allocate(
        back, of: document, with: money.record, on: effectiveDay(of: document, from: dated),
        side: side, currency: currency)
    }
    set(field, of: money.record, to: .date(dated))
    warnOfClosedPeriod(dated)
  }

  /// What money settles of each document, and nil for what went elsewhere; nothing is left out.
  private func applied(
    _ money: RecordID, _ side: BookSide
  ) -> [(document: RecordID?, amount: Decimal)] {
    let link = money.collection == side.payments ? "payment" : "credit"
    var sums: [(document: RecordID?, amount: Decimal)] = []
    for allocation in facts.records(of: side.allocations, by: link, to: money) {
      let document = facts.record("document", of: allocation)
      let amount = facts.amount("amount", of: allocation)
      if let place = sums.firstIndex(where: { $0.document == document }) {
        sums[place].amount = sums[place].amount.adding(amount) ?? sums[place].amount
      } else {
        sums.append((document, amount))
      }
    }
    return sums.filter { !$0.amount.isZero }
  }

  /// `refund`: what is left of a payment or credit note is given back, by a payment below zero.
  mutating func refund(
    _ money: BoundWrite.Named, _ sum: BoundWrite.Sum?
  ) throws(Diagnostic) {
    let (side, currency) = try side(ofMoney: money, "refund")
    let left = rest(of: money.record)
    guard !left.isZero, !left.isNegative else {
      throw .nothingLeft(facts.called(money.record), at: money.span)
    }
    var amount = left
    if let sum {
      amount = try self.amount(sum, in: currency)
      if amount > left { throw .moreThanLeft(text(left, currency), at: sum.span) }
    }
    guard let back = amount.negated else { return }
    let reference = write.clauses.reference ?? Text("refund of \(facts.label(of: money.record))")
    let payment = addPayment(
      side, facts.record(side.party, of: money.record), back, currency,
      [
        ("reference", .text(reference))
      ])
    let dated = max(day, facts.date("date", of: money.record) ?? .first)
    allocate(amount, of: nil, with: money.record, on: dated, side: side, currency: currency)
    allocate(back, of: nil, with: payment, on: dated, side: side, currency: currency)
  }

  // MARK: - Another currency

  /// Exchanges money at the rate that was said: a payment of what it comes to takes its place.
  ///
  /// What that rate brings more or less than the book's own of the day is kept beside it.
  mutating func exchange(
    _ amount: Decimal, _ from: Currency, of money: RecordID, into currency: Currency,
    at rate: BoundWrite.Rate, side: BookSide, party: RecordID?, called name: String
  ) throws(Diagnostic) -> (payment: RecordID, amount: Decimal) {
    guard !rate.figure.isZero, !rate.figure.isNegative else {
      throw .notPositive(at: rate.span)
    }
    guard let exact = amount.multiplied(by: rate.figure) else {
      throw .doesNotFit("the amount is too large", at: rate.span)
    }
    let worth = exact.rounded(toPlaces: currency.exponent, rounding: .halfAwayFromZero)
    guard !worth.isZero else { throw .notPositive(at: rate.span) }
    var fields: [(String, Value?)] = [
      ("reference", .text(Text("\(Money(amount, from).text) of \(name) at \(rate.figure)"))),
      ("rate", .number(rate.figure)),
    ]
    if let usual = usualWorth(of: amount, from, in: currency),
      let difference = worth.subtracting(usual), !difference.isZero
    {
      fields.append(("exchange_difference", value(difference, currency)))
      warn(
        "at the book's rate it comes to \(text(usual, currency)); the difference is kept")
    }
    allocate(amount, of: nil, with: money, on: day, side: side, currency: from)
    return (addPayment(side, party, worth, currency, fields), worth)
  }

  /// What an amount comes to at the book's rate of the day; nil where it has none.
  private func usualWorth(
    of amount: Decimal, _ from: Currency, in currency: Currency
  ) -> Decimal? {
    guard let way = view.rates.conversion(from: from, to: currency, on: day) else { return nil }
    return amount.multiplied(by: Decimal(way.numerator, scale: 0))?
      .divided(by: Decimal(way.denominator, scale: 0))?
      .rounded(toPlaces: currency.exponent, rounding: .halfAwayFromZero)
  }
}
