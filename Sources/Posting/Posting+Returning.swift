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
    _ named: BoundWrite.Named, _ field: String, _ verb: String
  ) throws(Diagnostic) {
    let money = try money(named, verb)
    for (document, amount) in applied(money) where !amount.isZero {
      guard let document else {
        throw .gaveBack(
          facts.called(money.record), text(amount, money.currency), at: money.span)
      }
      takeBack(amount, of: document, with: money)
    }
    set(field, of: money.record, to: .date(money.day))
    warnOfClosedPeriod(money.day)
  }

  /// `refund`: what is left of a payment or credit note is given back, by a payment below zero.
  mutating func refund(
    _ named: BoundWrite.Named, _ sum: BoundWrite.Sum?
  ) throws(Diagnostic) {
    let money = try money(named, "refund")
    let amount = try amount(
      sum, upTo: try left(of: money), in: money.currency, orSay: Diagnostic.moreThanLeft)
    guard let back = amount.negated else { return }
    let reference = write.clauses.reference ?? Text("refund of \(facts.label(of: money.record))")
    let payment = addPayment(
      money.side, party(of: money), back, money.currency, [("reference", .text(reference))])
    for (record, part) in [(money.record, amount), (payment, back)] {
      allocate(
        part, of: nil, with: record, on: money.day, side: money.side, currency: money.currency)
    }
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
