import Model

extension Payables {
  /// Decides how and when a bill is settled, and writes or agrees on it.
  mutating func settle(_ bill: Bill, _ slot: FatePlan<BillFate>.Slot) {
    let total = bill.sums.total
    switch slot.fate {
    case .plain, .withoutDueDate:
      if slot.mistake != .overpaidBill {
        agree(bill, total, on: thursday(of: bill))
      } else {
        agree(bill, total, on: calendar.byToday(bill.recorded.plus(3)))
        agree(bill, total, on: calendar.byToday(bill.recorded.plus(10)))
      }
    case .paidLate:
      agree(bill, total, on: thursday(of: bill).plus(7 * random.within(2...6)))
    case .paidInPart:
      agree(bill, total * random.within(3...7) / 10, on: calendar.byToday(bill.recorded.plus(9)))
    case .creditApplied, .creditUnused: credit(bill, isApplied: slot.fate == .creditApplied)
    case .disputed, .disputeResolved: dispute(bill, isResolved: slot.fate == .disputeResolved)
    case .held, .notApproved, .voided: break
    }
  }

  /// We pay on Thursdays: the last one before a bill is due, or the first one after it arrived.
  private func thursday(of bill: Bill) -> CivilDate {
    let due = bill.due ?? bill.date.plus(21)
    let last = due.plus(-((due.weekday + 3) % 7))
    let first = bill.recorded.plus(1 + (10 - bill.recorded.weekday) % 7)
    return max(last, first)
  }

  private mutating func agree(
    _ bill: Bill, _ amount: Int, on day: CivilDate
  ) {
    guard let index = calendar.index(of: day) else { return }
    comingPayments[index].append(
      OutgoingPayment(
        vendor: bill.vendor, currency: bill.currency, bill: bill.number,
        vendorNumber: bill.vendorNumber, amount: amount))
  }

  /// Writes the payments of a day: what a vendor gets in a currency that day is one payment.
  mutating func payBills(day index: Int) {
    var together: [[OutgoingPayment]] = []
    var places: [String: Int] = [:]
    for part in comingPayments[index] {
      let key = "\(part.vendor) \(part.currency.text)"
      if let place = places[key] {
        together[place].append(part)
      } else {
        places[key] = together.count
        together.append([part])
      }
    }
    comingPayments[index] = []
    for group in together { pay(group, on: calendar.day(index)) }
  }

  private mutating func pay(_ parts: [OutgoingPayment], on day: CivilDate) {
    guard let first = parts.first else { return }
    let number = paymentNumbers.next()
    files.row(
      .billPayments, .text(number), .text(vendors[first.vendor].number), .date(day),
      .amount(parts.reduce(0) { $0 + $1.amount }, first.currency), .currency(first.currency),
      .text(first.vendor == VendorPlace.power ? "direct debit" : "transfer"),
      .text(parts.map(\.vendorNumber).joined(separator: ", ")),
      .text(Firm.vendor(first.vendor).bankName), .date(day))
    for part in parts {
      allocate(payment: number, credit: nil, to: part.bill, part.amount, part.currency, on: day)
    }
  }

  private mutating func allocate(
    payment: String?, credit: String?, to bill: String, _ amount: Int, _ currency: Currency,
    on date: CivilDate
  ) {
    files.row(
      .billAllocations, payment.map { .text($0) } ?? .none, credit.map { .text($0) } ?? .none,
      .text(bill), .date(date), .amount(amount, currency), .currency(currency), .date(date))
  }

  /// Writes a vendor's credit note; one that is not used yet stays open beside the paid bill.
  private mutating func credit(_ bill: Bill, isApplied: Bool) {
    var part = Array(bill.sums.lines.prefix(1))
    part[0].quantity = max(100, part[0].quantity / 200 * 100)
    let sums = DocumentSums(part, in: bill.currency)
    let number = creditNumbers.next()
    let date = calendar.byToday(bill.recorded.plus(random.within(2...8)))
    files.row(
      .vendorCredits, .text(number), .text(vendors[bill.vendor].number), .text(bill.number),
      .date(date), .currency(bill.currency), .amount(sums.net, bill.currency),
      .amount(sums.tax, bill.currency), .amount(sums.total, bill.currency),
      .text(random.pick(["goods returned", "price corrected", "delivered short"])), .date(date))
    files.lines(.vendorCreditLines, of: number, sums)
    if isApplied {
      allocate(payment: nil, credit: number, to: bill.number, sums.total, bill.currency, on: date)
    }
    let rest = bill.sums.total - (isApplied ? sums.total : 0)
    if rest > 0 { agree(bill, rest, on: max(thursday(of: bill), date)) }
  }

  private mutating func dispute(_ bill: Bill, isResolved: Bool) {
    let date = calendar.byToday(bill.recorded.plus(random.within(1...6)))
    let resolved = isResolved ? calendar.byToday(date.plus(random.within(3...20))) : nil
    files.row(
      .billDisputes, .text(bill.number), .date(date),
      .amount(bill.sums.lines[0].amount, bill.currency),
      .text(random.pick(["not delivered", "price is not as ordered", "wrong article"])),
      .date(resolved))
    if let resolved { agree(bill, bill.sums.total, on: max(thursday(of: bill), resolved)) }
  }
}
