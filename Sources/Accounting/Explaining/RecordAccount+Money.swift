import Model
import Storage

/// Payments and credit notes: where the money went.
extension RecordAccount {
  func ofCredit() -> Explanation {
    var explanation = Explanation()
    let isPayment = record.collection == .payments || record.collection == .billPayments
    explanation.add(
      "amount", date("date"), money("amount"), isPayment ? "the payment" : "the credit note")
    let isBill = record.collection == .billPayments || record.collection == .vendorCredits
    let allocations = records(
      of: isBill ? .billAllocations : .allocations, by: isPayment ? "payment" : "credit")
    for allocation in allocations {
      let settled: String
      if case .record(let document) = value("document", of: allocation) {
        settled = "settles \(called(document))"
      } else {
        settled = "given back, or exchanged into another currency"
      }
      let counted = date("date", of: allocation)
      let isLater = (counted ?? .first) > day
      explanation.add(
        isLater ? "later" : "applied", counted,
        money("amount", of: allocation).flatMap { amount in
          amount.amount.negated.map { Money($0, amount.currency) }
        }, settled + (isLater ? ": not on this day yet" : ""))
    }
    for (name, what) in [("void_on", "voided"), ("returned_on", "the bank took it back")] {
      guard view.store.schema.field(named: name, of: record.collection) != nil,
        let end = date(name), end <= day, let amount = money("amount"),
        let less = amount.amount.negated
      else { continue }
      explanation.add("gone", end, Money(less, amount.currency), what)
      break
    }
    if let rest = money("unapplied") {
      explanation.add("unapplied", day, rest, "what settles nothing on this day")
    }
    tellAudit(&explanation)
    return explanation
  }
}

/// Customers and vendors: what their balance is made of.
extension RecordAccount {
  func ofParty() -> Explanation {
    let isVendor = record.collection == .vendors
    let link = isVendor ? "vendor" : "customer"
    var explanation = Explanation()
    for document in existing(isVendor ? .bills : .invoices, link) {
      guard let owed = money("owed", of: document), !owed.amount.isZero else { continue }
      let due = date("due", of: document)
      let phrase = due.map { $0 < day ? "due \($0), overdue" : "due \($0)" } ?? "no due date"
      explanation.add("owed", date("date", of: document), owed, "\(called(document)), \(phrase)")
    }
    let givers: [CollectionID] =
      isVendor ? [.billPayments, .vendorCredits] : [.payments, .credits]
    for giver in givers.flatMap({ existing($0, link) }) {
      guard let rest = money("unapplied", of: giver), let less = rest.amount.negated,
        !less.isZero
      else { continue }
      explanation.add(
        "unapplied", date("date", of: giver), Money(less, rest.currency), called(giver))
    }
    for amount in balances() {
      explanation.add("balance", day, amount, "the sum of the amounts above")
    }
    return explanation
  }

  /// Records of a collection that belong to the party and exist on the day, the earliest first.
  private func existing(_ collection: CollectionID, _ link: String) -> [RecordID] {
    records(of: collection, by: link)
      .filter { !view.existing([$0.row], of: collection, asOf: day).isEmpty }
      .enumerated().sorted {
        (date("date", of: $0.element) ?? .first, $0.offset)
          < (date("date", of: $1.element) ?? .first, $1.offset)
      }.map(\.element)
  }

  private func balances() -> [Money] {
    switch value("balance") {
    case .money(let money): [money]
    case .bag(let bag): bag.amounts
    default: []
    }
  }
}
