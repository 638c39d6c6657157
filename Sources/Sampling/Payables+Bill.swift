import Model

extension Payables {
  /// Writes the next bill with everything that belongs to it.
  mutating func receiveBill(on recorded: CivilDate) {
    let fromEnd = count - 1 - written
    var slot = plan.next(using: &random)
    let isDueThisWeek =
      slot.mistake == nil && fromEnd % 3 == 2 && fromEnd < max(3, count / 20)
    if isDueThisWeek || recorded > calendar.today.plus(-12) { slot.fate = .plain }
    var bill = composeBill(slot, on: recorded)
    if isDueThisWeek,
      let terms = SampleTerms.dueThisWeek(from: bill.date, today: calendar.today)
    {
      bill.terms = terms
      bill.due = terms.due(from: bill.date)
    }
    if slot.fate == .withoutDueDate {
      bill.terms = nil
      bill.due = nil
    }
    orderFor(&bill, slot.mistake)
    let voidOn = slot.fate == .voided ? calendar.byToday(recorded.plus(3)) : nil
    let isYoung = fromEnd == 0 || (fromEnd != 2 && recorded >= calendar.today.plus(-5))
    let isApproved = slot.mistake == .overpaidBill || (slot.fate != .notApproved && !isYoung)
    write(
      bill, isApproved: isApproved, isHeld: slot.fate == .held,
      isFlagged: slot.fate == .disputed, voidOn: voidOn)
    if let mistake = slot.mistake { follow(mistake, bill) }
    if voidOn == nil, isApproved, slot.mistake != .futureDate { settle(bill, slot) }
  }

  private mutating func composeBill(_ slot: FatePlan<BillFate>.Slot, on recorded: CivilDate)
    -> Bill
  {
    let vendor = chooseVendor(for: slot.mistake)
    let isFuture = slot.mistake == .futureDate
    let date =
      isFuture
      ? calendar.today.plus(random.within(20...60))
      : max(calendar.first, recorded.plus(-random.within(0...6)))
    let currency: Currency =
      slot.mistake == .currencyMismatch ? .dollar : vendors[vendor].currency
    let lines = lines(of: vendor, in: vendors[vendor].currency)
    let terms = vendors[vendor].terms
    return Bill(
      number: billNumbers.next(), vendor: vendor,
      vendorNumber: vendors[vendor].nextNumber(random: &random), date: date, recorded: recorded,
      due: terms.due(from: date), terms: terms, sums: DocumentSums(lines, in: currency))
  }

  /// A vendor, the first ones more often; some mistakes need vendors of a kind.
  private mutating func chooseVendor(for mistake: Planted.Kind?) -> Int {
    switch mistake {
    case .duplicateNormalized: return VendorPlace.blanks
    case .duplicateVendor: return VendorPlace.firstAccount
    case .duplicateTransposed, .priceOrder, .quantityOrder: return 0
    case .currencyMismatch: return 7
    default: return min(random.below(vendors.count), random.below(vendors.count))
    }
  }

  /// What a vendor charges: the same every month for some, else one to six lines at cost.
  private mutating func lines(of vendor: Int, in currency: Currency) -> [DocumentLine] {
    let land = Land.named(Firm.vendor(vendor).country)
    let isTaxed = land.name == Land.home || land.code == "AT"
    if vendor == VendorPlace.landlord || vendor == VendorPlace.power {
      let article = vendor == VendorPlace.landlord ? Article.rent : Article.power
      return [
        DocumentLine(
          article: article, quantity: 100, price: article.price, rate: land.rates.standard)
      ]
    }
    let articles = Article.sold
    let first = random.below(articles.count)
    let step = random.pick([1, 3, 7, 9])
    return (0..<random.within(1...6)).map { index in
      let article = articles[(first + index * step) % articles.count]
      let rate = article.isReduced ? land.rates.reduced : land.rates.standard
      return DocumentLine(
        article: article, quantity: article.quantity(random: &random),
        price: currency.price(ofEuros: article.price * (55 + vendor % 9) / 100),
        rate: isTaxed ? rate : 0)
    }
  }

  private mutating func write(
    _ bill: Bill, isApproved: Bool, isHeld: Bool, isFlagged: Bool, voidOn: CivilDate?
  ) {
    let currency = bill.currency
    files.row(
      .bills, .text(bill.number), .text(bill.vendorNumber), .text(vendors[bill.vendor].number),
      .date(bill.date), .date(bill.due), bill.terms.map { .text($0.text) } ?? .none,
      .currency(currency), .amount(bill.sums.net, currency), .amount(bill.sums.tax, currency),
      .amount(bill.sums.total, currency), bill.order.map { .text($0) } ?? .none,
      random.oneIn(4) ? .text("warehouse \(random.within(1...3))") : .none, .flag(isApproved),
      .flag(isFlagged), .flag(isHeld), .date(voidOn), .date(bill.recorded),
      .text(random.pick(Receivables.clerks)))
    files.lines(.billLines, of: bill.number, bill.sums)
  }
}

// MARK: - Orders

extension Payables {
  /// Writes the order behind a bill, if there was one; mistakes make the bill differ from it.
  private mutating func orderFor(_ bill: inout Bill, _ mistake: Planted.Kind?) {
    let mustHave =
      mistake == .priceOrder || mistake == .quantityOrder || mistake == .currencyMismatch
    guard mustHave || (bill.sums.lines[0].article.item < "R" && random.below(10) < 6) else {
      return
    }
    let number = orderNumbers.next()
    bill.order = number
    let account = vendors[bill.vendor]
    let ordered = DocumentSums(bill.sums.lines, in: account.currency)
    let date = max(calendar.first, min(bill.date, bill.recorded).plus(-random.within(4...20)))
    files.row(
      .purchaseOrders, .text(number), .text(account.number), .date(date), .text(number),
      .currency(account.currency), .amount(ordered.net, account.currency),
      .amount(ordered.tax, account.currency), .amount(ordered.total, account.currency))
    files.lines(.purchaseOrderLines, of: number, ordered)
    var billed = bill.sums.lines
    if mistake == .priceOrder {
      billed[0].price = max(billed[0].price + 100, billed[0].price * 6 / 5)
    }
    if mistake == .quantityOrder { billed[0].quantity += 300 }
    bill.sums = DocumentSums(billed, in: bill.currency)
  }
}

// MARK: - Mistakes

extension Payables {
  /// Notes what is wrong with a bill, or that its copy will arrive.
  private mutating func follow(_ kind: Planted.Kind, _ bill: Bill) {
    switch kind {
    case .duplicateExact, .duplicateNormalized, .duplicateTransposed, .duplicateVendor:
      let day = calendar.byToday(bill.recorded.plus(random.within(5...15)).workingDay)
      if let index = calendar.index(of: day) {
        comingCopies[index].append(BillCopy(kind: kind, original: bill))
      }
    case .priceOrder:
      note(kind, bill, "line 1 is charged at a higher price than \(bill.order ?? "") agreed")
    case .quantityOrder:
      note(kind, bill, "line 1 bills three more than \(bill.order ?? "") ordered")
    case .currencyMismatch:
      note(
        kind, bill,
        "it is in USD, but \(bill.order ?? "") is in \(vendors[bill.vendor].currency.text)")
    case .futureDate: note(kind, bill, "it is dated \(bill.date), after today")
    case .overpaidBill: note(kind, bill, "it was paid twice, both times in full")
    default: break
    }
  }

  private mutating func note(_ kind: Planted.Kind, _ bill: Bill, _ sentence: String) {
    planted.append(Planted(kind: kind, number: bill.number, sentence: sentence))
  }

  /// Enters a bill a second time, its number written a little differently.
  mutating func enter(_ copy: BillCopy, on day: CivilDate) {
    let original = copy.original
    var vendor = original.vendor
    var vendorNumber = original.vendorNumber
    switch copy.kind {
    case .duplicateNormalized:
      vendorNumber = String(decoding: vendorNumber.utf8.filter { $0 != 0x20 }, as: UTF8.self)
    case .duplicateTransposed:
      var digits = Array(vendorNumber.utf8)
      digits.swapAt(digits.count - 2, digits.count - 1)
      vendorNumber = String(decoding: digits, as: UTF8.self)
    case .duplicateVendor: vendor = VendorPlace.secondAccount
    default: break
    }
    let bill = Bill(
      number: billNumbers.next(), vendor: vendor, vendorNumber: vendorNumber, date: original.date,
      recorded: day, due: original.due, terms: original.terms, sums: original.sums,
      order: original.order)
    write(bill, isApproved: true, isHeld: false, isFlagged: false, voidOn: nil)
    let sentence =
      copy.kind == .duplicateVendor
      ? "it is \(original.number) again, under \(vendors[vendor].number), which is the same firm"
      : "\(vendorNumber) is \(original.number) again, there written \(original.vendorNumber)"
    planted.append(Planted(kind: copy.kind, number: bill.number, sentence: sentence))
  }
}
