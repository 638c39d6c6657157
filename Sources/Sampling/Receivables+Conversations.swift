import Model

extension Receivables {
  /// Writes a credit note for an invoice or beside it, and agrees on what is left to pay.
  mutating func credit(_ invoice: Invoice, _ fate: InvoiceFate, by day: CivilDate) {
    var part = invoice.sums.lines
    var reason = "order canceled"
    let unit = FixedPoint.powerOfTen(invoice.currency.exponent)
    switch fate {
    case .creditedInFull: break
    case .creditedInPart:
      part = Array(part.prefix(1))
      part[0].quantity = max(100, part[0].quantity / 200 * 100)
      part[0].discount = part[0].quantity < invoice.sums.lines[0].quantity ? 0 : part[0].discount
      reason = random.pick(["goods returned", "damaged in transit", "price agreed was lower"])
    case .settledByBonus:
      let euros = invoice.sums.net / unit * 3 / 2 + 1
      part = [
        bonus("Yearly bonus", euros * 10_000, rate: invoice.sums.lines.map(\.rate).max() ?? 0)
      ]
      reason = "yearly bonus"
    default:
      part = [bonus("Goodwill", random.within(5...25) * 100_000, rate: 0)]
      reason = "goodwill"
    }
    let sums = DocumentSums(part, in: invoice.currency)
    let isLinked = fate == .creditedInFull || fate == .creditedInPart
    let date = min(day, calendar.byToday(invoice.date.plus(random.within(2...9))))
    let number = write(
      credit: sums, for: invoice, isLinked: isLinked, reason: reason, on: date)
    let applied = fate == .goodwillBeside ? 0 : min(sums.total, invoice.sums.total)
    if applied > 0 {
      allocate(
        payment: nil, credit: number, to: invoice.number, applied, invoice.currency, on: date,
        recorded: date)
      owe(-applied, by: invoice.customer, in: invoice.currency)
    }
    if applied < invoice.sums.total {
      payAsUsual(invoice, invoice.sums.total - applied, notBefore: date)
    }
  }

  private func bonus(_ description: String, _ price: Int, rate: Int) -> DocumentLine {
    DocumentLine(
      article: Article.allowance(description), quantity: 100, price: price, rate: rate)
  }

  private mutating func write(
    credit sums: DocumentSums, for invoice: Invoice, isLinked: Bool, reason: String,
    on date: CivilDate
  ) -> String {
    let number = creditNumbers.next()
    files.row(
      .credits, .text(number), .text(accounts[invoice.customer].number),
      isLinked ? .text(invoice.number) : .none, .date(date), .currency(sums.currency),
      .amount(sums.net, sums.currency), .amount(sums.tax, sums.currency),
      .amount(sums.total, sums.currency), .text(reason),
      .date(calendar.byToday(date.plus(random.within(0...3)))))
    files.lines(.creditLines, of: number, sums)
    return number
  }

  /// Writes a dispute; one that was resolved is followed by the payment.
  mutating func dispute(_ invoice: Invoice, isResolved: Bool) {
    let reasons = [
      "goods damaged", "price is not as ordered", "quantity short", "never ordered",
      "delivered late, \"as usual\"",
    ]
    let date = calendar.byToday(invoice.date.plus(random.within(4...18)))
    let resolved = isResolved ? calendar.byToday(date.plus(random.within(3...20))) : nil
    let amount =
      random.oneIn(2) ? invoice.sums.total : invoice.sums.lines[0].amount
    let reason = random.pick(reasons)
    files.row(
      .disputes, .text(invoice.number), .date(date), .amount(amount, invoice.currency),
      .text(reason), .date(resolved))
    note(invoice, on: date, "disputed: " + reason)
    if let resolved {
      payAsUsual(invoice, invoice.sums.total, notBefore: resolved.plus(5).workingDay)
    }
  }

  /// Writes a promise to pay: kept, broken, or for one of the days to come.
  mutating func promise(_ invoice: Invoice, _ fate: InvoiceFate) {
    let today = calendar.today
    let asked = max(invoice.due ?? invoice.date, invoice.date.plus(14)).plus(random.within(4...12))
    var date = asked
    var day = asked.plus(7).workingDay
    switch fate {
    case .promiseKept:
      date = min(asked, today.plus(-20))
      day = date.plus(7).workingDay
      agree(payment(of: invoice, invoice.sums.total), on: day)
    case .promiseBroken:
      date = min(asked, today.plus(-random.within(14...24)))
      day = date.plus(8).workingDay
    default:
      date = today.plus(-random.within(1...6))
      day = today.plus(random.within(0...max(0, 5 - today.weekday)))
    }
    let text = random.pick([
      "will pay in full", "pays after the trade fair", "check is in the mail",
    ])
    files.row(
      .promises, .text(invoice.number), .date(date), .date(day),
      .amount(invoice.sums.total, invoice.currency), .text(text),
      .date(fate == .promiseKept ? day : nil))
    note(invoice, on: date, "called: " + text)
    if fate == .promiseBroken { note(invoice, on: day.plus(3), "called again, nobody there") }
  }

  private mutating func note(_ invoice: Invoice, on date: CivilDate, _ text: String) {
    files.row(
      .notes, .text(accounts[invoice.customer].number), .text(invoice.number), .date(date),
      .text(text), .text(random.pick(Receivables.clerks)))
  }
}
