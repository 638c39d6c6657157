import Model

extension Receivables {
  /// Writes the next invoice with everything that belongs to it.
  mutating func issueInvoice(on date: CivilDate) {
    let fromEnd = count - 1 - written
    var slot = plan.next(using: &random)
    let isUnspoiled = slot.mistake == nil
    let isDraft = isUnspoiled && fromEnd % 3 == 0 && fromEnd < max(3, count / 60)
    let isDueThisWeek = isUnspoiled && fromEnd % 3 == 2 && fromEnd < max(3, count / 50)
    if isDraft || isDueThisWeek || date > calendar.today.plus(-slot.fate.daysNeeded) {
      slot.fate = .plain
    }
    var invoice = composeInvoice(slot, on: date)
    var shownTerms = invoice.terms
    if isDueThisWeek,
      let terms = SampleTerms.dueThisWeek(from: date, today: calendar.today)
    {
      invoice.terms = terms
      shownTerms = terms
      invoice.due = terms.due(from: date)
    }
    orderFor(&invoice, mistake: slot.mistake)
    if let mistake = slot.mistake { plant(mistake, on: &invoice) }
    if isDraft { shownTerms = nil }
    let voidOn =
      slot.fate == .voided ? calendar.byToday(date.plus(random.within(1...4))) : nil
    write(
      invoice, terms: shownTerms, isDraft: isDraft, voidOn: voidOn,
      isFlagged: slot.fate == .disputed, isSent: !isDraft && isSent(on: date, fromEnd: fromEnd))
    if isDraft || voidOn != nil { return }
    owe(invoice.sums.total, by: invoice.customer, in: invoice.currency)
    if isDueThisWeek, invoice.due ?? date > calendar.today { return }
    settle(invoice, slot)
  }

  private mutating func composeInvoice(_ slot: FatePlan<InvoiceFate>.Slot, on date: CivilDate)
    -> Invoice
  {
    let number = nextNumber(isGap: slot.mistake == .sequenceGap)
    var customer = chooseCustomer(for: slot)
    let account = accounts[customer]
    var currency =
      account.hasTwoCurrencies && written / InvoiceFate.blockSize % 2 == 0
      ? .euro : account.currency
    if slot.fate == .paidWithOther, let agreed = lastAgreed, agreed.day >= date {
      customer = agreed.customer
      currency = agreed.currency
    }
    var terms: SampleTerms? = accounts[customer].terms
    if slot.fate == .paidShort { terms = .earlyDiscount }
    if slot.fate == .withoutDueDate { terms = nil }
    return Invoice(
      number: number, customer: customer, date: date, due: terms?.due(from: date), terms: terms,
      sums: DocumentSums(lines(for: customer, in: currency), in: currency))
  }

  private mutating func nextNumber(isGap: Bool) -> String {
    let number = invoiceNumbers.next()
    guard isGap else { return number }
    let after = invoiceNumbers.next()
    planted.append(
      Planted(
        kind: .sequenceGap, number: number, sentence: "no invoice has this number; \(after) follows"
      ))
    return after
  }

  /// A customer, the first ones more often; some mistakes need customers of a kind.
  private mutating func chooseCustomer(for slot: FatePlan<InvoiceFate>.Slot) -> Int {
    switch slot.mistake {
    case .missingField: return 2
    case .taxRate: return 0
    case .overpaidInvoice: return 4
    case .wrongPayer: return 8
    default: break
    }
    // Even a small book has money on account at its first customer, and one owing two currencies.
    if slot.fate == .paidTooMuch, written < 100 { return 0 }
    if slot.fate == .paidInPart, written < 200 { return 3 }
    let all = accounts.count
    return min(random.below(all), random.below(all), random.below(all))
  }

  /// Whether an invoice was sent: not all of the last days, and one before them.
  private func isSent(on date: CivilDate, fromEnd: Int) -> Bool {
    if fromEnd == 4 { return false }
    if date >= calendar.today.plus(-2) { return fromEnd % 2 == 0 }
    return date < calendar.today.plus(-15) || fromEnd % 4 != 0
  }

  /// One to six lines at the customer's prices.
  private mutating func lines(for customer: Int, in currency: Currency) -> [DocumentLine] {
    let articles = Article.sold
    let isHome = Firm.customer(customer).country == Land.home
    let first = random.below(articles.count)
    let step = random.pick([1, 3, 7, 9])
    return (0..<random.within(1...6)).map { index in
      let article = articles[(first + index * step) % articles.count]
      var price = article.price * (95 + customer % 11) / 100
      if random.oneIn(40) { price = price * 108 / 100 }
      var line = DocumentLine(
        article: article, quantity: article.quantity(random: &random),
        price: currency.price(ofEuros: price), rate: isHome ? (article.isReduced ? 7 : 19) : 0)
      if random.oneIn(10) {
        line.discount = FixedPoint.quotient(
          line.gross(in: currency) * random.pick([5, 10, 15]), 100)
      }
      return line
    }
  }

  private mutating func write(
    _ invoice: Invoice, terms: SampleTerms?, isDraft: Bool, voidOn: CivilDate?, isFlagged: Bool,
    isSent: Bool
  ) {
    let currency = invoice.currency
    let lands = ["Belgium", "Norway", "Singapore"]
    let recorded = calendar.byToday(
      invoice.date.plus(random.oneIn(8) ? random.within(1...4) : 0))
    files.row(
      .invoices, .text(invoice.number), .text(accounts[invoice.customer].number),
      .date(invoice.date), .date(isDraft ? nil : invoice.due),
      terms.map { .text($0.text) } ?? .none, .currency(currency),
      .amount(invoice.sums.net, currency), .amount(invoice.sums.tax, currency),
      .amount(invoice.sums.total, currency), invoice.order.map { .text($0) } ?? .none,
      random.oneIn(3) ? .text("cost center \(random.within(100...180))") : .none,
      written % 17 == 3 ? .text(random.pick(lands)) : .none,
      written % 13 == 5 ? .text(random.pick(["trade fair", "rush", "project Nord"])) : .none,
      .flag(isSent), .flag(isFlagged), .flag(isDraft), .date(voidOn), .date(recorded),
      .text(random.pick(Receivables.clerks)))
    files.lines(.invoiceLines, of: invoice.number, invoice.sums)
  }

  /// Adds to what a customer owes, as far as it is in the customer's own currency.
  mutating func owe(_ amount: Int, by customer: Int, in currency: Currency) {
    if accounts[customer].currency == currency { accounts[customer].owed += amount }
  }
}

// MARK: - Orders

extension Receivables {
  /// Writes the order behind an invoice, if there was one, and now and then one that waits.
  private mutating func orderFor(_ invoice: inout Invoice, mistake: Planted.Kind?) {
    let account = accounts[invoice.customer]
    if random.oneIn(12) {
      let waiting = DocumentSums(
        lines(for: invoice.customer, in: invoice.currency), in: invoice.currency)
      write(order: waiting, of: account, po: po(invoice.customer, suffix: "B"), on: invoice.date)
    }
    guard mistake != .missingField, account.isOrderRequired || random.below(10) < 6 else { return }
    let po = po(invoice.customer, suffix: "")
    invoice.order = po
    var ordered = invoice.sums.lines
    if random.oneIn(8) { ordered[0].quantity += 100 * random.within(1...5) }
    let lead = random.within(2...14)
    write(
      order: DocumentSums(ordered, in: invoice.currency), of: account, po: po,
      on: max(calendar.first, invoice.date.plus(-lead)))
  }

  private mutating func write(
    order sums: DocumentSums, of account: CustomerAccount, po: String, on date: CivilDate
  ) {
    let number = orderNumbers.next()
    files.row(
      .orders, .text(number), .text(account.number), .date(date), .text(po),
      .currency(sums.currency), .amount(sums.net, sums.currency), .amount(sums.tax, sums.currency),
      .amount(sums.total, sums.currency))
    files.lines(.orderLines, of: number, sums)
  }

  /// The customer's own number of an order.
  private func po(_ customer: Int, suffix: String) -> String {
    switch customer % 3 {
    case 0: "45" + FixedPoint.padded(written + 1, width: 8) + suffix
    case 1: "BEST/\(customer + 1)/\(written + 1)" + suffix
    default: "PO \(70_000 + written)" + suffix
    }
  }
}

// MARK: - Mistakes

extension Receivables {
  private mutating func plant(_ kind: Planted.Kind, on invoice: inout Invoice) {
    let currency = invoice.currency
    let ten = 10 * FixedPoint.powerOfTen(currency.exponent)
    func shown(_ amount: Int) -> String {
      currency.text + " " + FixedPoint.text(amount, scale: currency.exponent)
    }
    let sentence: String
    switch kind {
    case .lineAmount:
      let right = invoice.sums.lines[0].amount
      invoice.sums.spoilFirstLine(by: ten)
      sentence = "line 1 says \(shown(right + ten)), but comes to \(shown(right))"
    case .netOfLines:
      invoice.sums.net += 9 * ten
      invoice.sums.total += 9 * ten
      sentence = "its net is \(shown(9 * ten)) more than its lines"
    case .totalOfNetAndTax:
      invoice.sums.total += ten / 5
      sentence = "its total is \(shown(ten / 5)) more than net and tax"
    case .taxRate:
      invoice.sums.tax += ten / 10
      invoice.sums.total += ten / 10
      sentence = "its tax is \(shown(ten / 10)) more than the rates give"
    case .dueTerms:
      guard let terms = invoice.terms else { return }
      let right = terms.due(from: invoice.date)
      invoice.due = right.plus(10)
      sentence = "it is due on \(right.plus(10)), but \(terms.text) gives \(right)"
    case .missingField:
      sentence = "its customer requires an order number, and it has none"
    case .wrongPayer:
      sentence = "it was paid from the account of ACME GMBH, which is another customer"
    case .overpaidInvoice:
      sentence = "it was paid twice, both times in full"
    default: return
    }
    planted.append(Planted(kind: kind, number: invoice.number, sentence: sentence))
  }
}

extension Article {
  /// How many are bought at once: rather few than many.
  func quantity(random: inout SplitMix64) -> Int {
    let most = usual / 100
    let whole = 1 + min(random.below(most), random.below(most))
    return whole * 100 + (isDivisible ? random.pick([0, 25, 50, 75]) : 0)
  }
}
