import Model

extension Receivables {
  /// Decides how and when an invoice is settled, and writes or agrees on it.
  mutating func settle(_ invoice: Invoice, _ slot: FatePlan<InvoiceFate>.Slot) {
    if slot.mistake == .overpaidInvoice || slot.mistake == .wrongPayer {
      settleWrongly(invoice, slot.mistake)
      return
    }
    let soon = calendar.byToday(invoice.date.plus(random.within(12...19)))
    switch slot.fate {
    case .plain, .paidWithOther, .withoutDueDate, .voided:
      payAsUsual(invoice, invoice.sums.total, joins: slot.fate == .paidWithOther)
    case .paidInTwo:
      let half = invoice.sums.total / 2
      agree(payment(of: invoice, half), on: soon)
      payAsUsual(invoice, invoice.sums.total - half, notBefore: soon)
    case .paidInPart:
      agree(payment(of: invoice, invoice.sums.total * random.within(3...6) / 10), on: soon)
    case .paidShort:
      let short = invoice.sums.total - FixedPoint.quotient(invoice.sums.total * 2, 100)
      agree(payment(of: invoice, short), on: calendar.byToday(invoice.date.plus(18)))
    case .paidTooMuch:
      var part = payment(of: invoice, invoice.sums.total)
      part.surplus = FixedPoint.powerOfTen(invoice.currency.exponent) * random.within(20...180)
      agree(part, on: soon)
    case .paidBefore:
      let day = max(calendar.first, invoice.date.plus(-random.within(3...10)))
      receive([payment(of: invoice, invoice.sums.total)], on: day)
    case .moneyOnAccount:
      payAsUsual(invoice, invoice.sums.total)
      payOnAccount(invoice)
    case .creditedInPart, .creditedInFull, .settledByBonus, .goodwillBeside:
      credit(invoice, slot.fate, by: soon)
    case .disputed, .disputeResolved:
      dispute(invoice, isResolved: slot.fate == .disputeResolved)
    case .promiseKept, .promiseBroken, .promiseThisWeek:
      promise(invoice, slot.fate)
    }
  }

  /// Agrees on a payment on the customer's usual day.
  mutating func payAsUsual(
    _ invoice: Invoice, _ amount: Int, notBefore earliest: CivilDate? = nil, joins: Bool = false
  ) {
    if joins, let agreed = lastAgreed, agreed.customer == invoice.customer,
      agreed.currency == invoice.currency, agreed.day >= invoice.date
    {
      agree(payment(of: invoice, amount), on: agreed.day)
      return
    }
    guard let usual = payDay(of: invoice) else { return }
    let day = max(usual, earliest ?? usual)
    lastAgreed = (day, invoice.customer, invoice.currency)
    agree(payment(of: invoice, amount), on: day)
  }

  private mutating func settleWrongly(_ invoice: Invoice, _ mistake: Planted.Kind?) {
    var part = payment(of: invoice, invoice.sums.total)
    part.isAlone = true
    part.isFromStranger = mistake == .wrongPayer
    agree(part, on: calendar.byToday(invoice.date.plus(15).workingDay))
    if mistake == .overpaidInvoice {
      agree(part, on: calendar.byToday(invoice.date.plus(22).workingDay))
    }
  }

  private mutating func payOnAccount(_ invoice: Invoice) {
    let unit = FixedPoint.powerOfTen(invoice.currency.exponent)
    agree(
      ComingPayment(
        customer: invoice.customer, currency: invoice.currency, invoice: nil,
        invoiceDate: invoice.date, amount: 0, surplus: unit * 50 * random.within(4...30),
        isAlone: true),
      on: calendar.byToday(invoice.date.plus(random.within(0...20))))
  }

  func payment(of invoice: Invoice, _ amount: Int) -> ComingPayment {
    ComingPayment(
      customer: invoice.customer, currency: invoice.currency, invoice: invoice.number,
      invoiceDate: invoice.date, amount: amount)
  }

  /// Keeps a payment for its day; what would come after today is not in the book.
  mutating func agree(_ part: ComingPayment, on day: CivilDate) {
    if let index = calendar.index(of: day) {
      comingPayments[index].append(part)
    } else if part.invoice != nil {
      BankStatement.keep(part, in: &expected)
    }
  }

  /// Writes the payments of a day: what a customer pays in a currency that day is one payment.
  mutating func receivePayments(day index: Int) {
    let parts = comingPayments[index]
    comingPayments[index] = []
    var together: [[ComingPayment]] = []
    var places: [String: Int] = [:]
    for part in parts {
      let key = "\(part.customer) \(part.currency.text)"
      if !part.isAlone, part.amount > 0, let place = places[key] {
        together[place].append(part)
      } else {
        if !part.isAlone { places[key] = together.count }
        together.append([part])
      }
    }
    for group in together { receive(group, on: calendar.day(index)) }
  }

  /// Writes one payment and what it settles.
  mutating func receive(_ parts: [ComingPayment], on day: CivilDate) {
    guard let first = parts.first else { return }
    let number = paymentNumbers.next()
    let recorded = calendar.byToday(day.plus(random.within(0...2)))
    let bankName =
      first.isFromStranger ? "ACME GMBH" : Firm.customer(first.customer).bankName
    let method = random.oneIn(9) ? random.pick(["card", "check", "direct debit"]) : "transfer"
    let amount = parts.reduce(0) { $0 + $1.amount + $1.surplus }
    let text = remittance(parts)
    files.row(
      .payments, .text(number), .text(accounts[first.customer].number), .date(day),
      .amount(amount, first.currency), .currency(first.currency), .text(method), .text(text),
      .text(bankName), .date(recorded))
    if method == "transfer" {
      BankStatement.keep(
        BankStatement.Entered(
          number: number, date: day, amount: amount, currency: first.currency, text: text,
          customer: first.customer, payer: bankName), in: &entered)
    }
    for part in parts {
      guard let invoice = part.invoice else { continue }
      let later = random.oneIn(20) ? random.within(2...6) : 0
      let date = calendar.byToday(max(day, part.invoiceDate).plus(later))
      allocate(
        payment: number, credit: nil, to: invoice, part.amount, part.currency, on: date,
        recorded: max(date, recorded))
      owe(-part.amount, by: part.customer, in: part.currency)
    }
  }

  mutating func allocate(
    payment: String?, credit: String?, to invoice: String, _ amount: Int, _ currency: Currency,
    on date: CivilDate, recorded: CivilDate
  ) {
    files.row(
      .allocations, payment.map { .text($0) } ?? .none, credit.map { .text($0) } ?? .none,
      .text(invoice), .date(date), .amount(amount, currency), .currency(currency),
      .date(recorded))
  }

  /// What the customer wrote on the transfer: the numbers, or next to nothing.
  private mutating func remittance(_ parts: [ComingPayment]) -> String {
    let numbers = parts.compactMap(\.invoice)
    if numbers.isEmpty { return "on account" }
    if random.oneIn(15) { return "thank you" }
    return numbers.joined(separator: ", ")
  }
}
