import Model
import Storage

extension RecordAccount {
  private var isBill: Bool { record.collection == .bills }

  /// What is owed, by when, what follows from both, and what looks wrong.
  func ofDocument() -> Explanation {
    var explanation = Explanation()
    tellOwed(&explanation)
    tellDue(&explanation)
    tellStatus(&explanation)
    tellDiscount(&explanation)
    tellDisputes(&explanation)
    tellAudit(&explanation)
    return explanation
  }

  // MARK: - Owed

  private func tellOwed(_ explanation: inout Explanation) {
    let total = money("total")
    let issued = date("date")
    let isAhead = issued.map { $0 > day } ?? false
    explanation.add(
      "total", issued, total,
      total == nil
        ? "no file tells its total"
        : isAhead ? "dated after the day that is asked about" : "as the document says")
    if isSo("draft") {
      explanation.add("owed", nil, negated(total), "a draft: nothing is owed before it is issued")
    } else if let end = date("void_on"), end <= day {
      explanation.add("owed", end, negated(total), "void: nothing is owed from this day on")
    }
    for allocation in settlements() {
      let isCredit = end(of: allocation, "credit") != nil
      explanation.add(
        isCredit ? "credited" : isBill ? "paid_out" : "received", date("date", of: allocation),
        negated(money("amount", of: allocation)), source(of: allocation))
    }
    if let owed = money("owed") {
      explanation.add("owed", day, owed, "the sum of the amounts above")
    }
    let later = laterSettlements()
    for allocation in later {
      explanation.add(
        "later", date("date", of: allocation), negated(money("amount", of: allocation)),
        source(of: allocation) + ": not on this day yet")
    }
  }

  private var allocations: [RecordID] {
    let found = records(of: isBill ? .billAllocations : .allocations, by: "document")
    return found.enumerated().sorted {
      (date("date", of: $0.element) ?? .first, $0.offset)
        < (date("date", of: $1.element) ?? .first, $1.offset)
    }.map(\.element)
  }

  private func settlements() -> [RecordID] {
    allocations.filter { (date("date", of: $0) ?? .first) <= day }
  }

  private func laterSettlements() -> [RecordID] {
    allocations.filter { (date("date", of: $0) ?? .first) > day }
  }

  private func end(of allocation: RecordID, _ link: String) -> RecordID? {
    if case .record(let record) = value(link, of: allocation) { return record }
    return nil
  }

  /// `payment P-0123 of 2026-02-27`: why an allocation counts from its day on.
  private func source(of allocation: RecordID) -> String {
    guard let giver = end(of: allocation, "payment") ?? end(of: allocation, "credit") else {
      return "settled without a payment"
    }
    let counted = date("date", of: allocation)
    let given = date("date", of: giver)
    guard let given, given != counted else { return called(giver) }
    if counted == date("date") {
      return "\(called(giver)) of \(given), which counts from the document's date"
    }
    return "\(called(giver)) of \(given), applied later"
  }

  private func negated(_ money: Money?) -> Money? {
    money.flatMap { money in money.amount.negated.map { Money($0, money.currency) } }
  }

  // MARK: - Due

  private func tellDue(_ explanation: inout Explanation) {
    let words = text("terms", of: record)
    let terms = words.flatMap { PaymentTerms($0.utf8) }
    let due = date("due")
    var reckoned: CivilDate?
    if let issued = date("date"), let terms, let words {
      for instalment in terms.instalments {
        let share = instalment.share.map { part(of: $0) + " " } ?? ""
        explanation.add("terms", issued, nil, "\(share)from the document's date: \(words)")
        for (step, day) in PaymentTerms.walk(instalment.steps, from: issued) {
          explanation.add("terms", day, nil, "\(step)")
        }
      }
      reckoned = terms.due(from: issued)
    } else if let words {
      explanation.add("terms", nil, nil, "'\(words)' names no day")
    }
    switch (due, reckoned) {
    case (nil, _): explanation.add("due", nil, nil, "no file tells a due date")
    case (let due?, nil): explanation.add("due", due, nil, "as the document says")
    case (let due?, let reckoned?):
      let late = Int(due.day - reckoned.day)
      let difference =
        late == 0
        ? "as the terms give"
        : "the document says so: \(days(late.magnitude)) \(late > 0 ? "later" : "earlier") "
          + "than its terms give"
      explanation.add("due", due, nil, difference)
    }
  }

  private func part(of rate: Decimal) -> String {
    let percent = rate.multiplied(by: Decimal(100))?.normalized ?? rate
    return "\(percent) %"
  }

  private func days(_ count: some BinaryInteger) -> String {
    count == 1 ? "1 day" : "\(count) days"
  }

  // MARK: - What follows

  private func tellStatus(_ explanation: inout Explanation) {
    guard case .enumeration(_, let place) = value("status"),
      let status = words(.status, place)
    else { return }
    explanation.add("status", day, nil, "\(status): \(reason(for: status))")
    guard case .enumeration(_, let bucketPlace) = value("aging"),
      let bucket = words(.aging, bucketPlace)
    else { return }
    if case .number(let late) = value("days_overdue") {
      let words =
        late.isNegative
        ? "\(days(-(late.wholeNumber ?? 0))) before due"
        : "\(days(late.wholeNumber ?? 0)) after due"
      explanation.add("aging", day, nil, "\(bucket): \(words)")
    } else {
      explanation.add("aging", day, nil, bucket)
    }
  }

  private func words(_ id: EnumerationID, _ place: Int) -> String? {
    let words = view.store.schema.words(of: id)
    return words.indices.contains(place) ? words[place] : nil
  }

  private func reason(for status: String) -> String {
    switch status {
    case "void": "it was voided"
    case "draft": "it is not issued"
    case "paid": "nothing is owed any more"
    case "overdue": "something is owed and the due date is past"
    case "part_paid": "a part is settled, and the due date is not past"
    default: isSo("open") ? "nothing is settled, and the due date is not past" : "no total is known"
    }
  }

  private func tellDiscount(_ explanation: inout Explanation) {
    guard let until = date("discount_due"), let amount = money("early_discount"),
      let issued = date("date"), let words = text("terms", of: record),
      let rate = PaymentTerms(words.utf8)?.discount(from: issued, on: day)?.rate
    else { return }
    let isLate = until < day
    explanation.add(
      "discount_due", until, amount,
      "\(part(of: rate)) of the total, \(days(until.day - issued.day)) from the document's date"
        + (isLate ? "; that day is past" : ""))
  }

  private func tellDisputes(_ explanation: inout Explanation) {
    if isSo("marked_disputed") {
      explanation.add("disputed", nil, nil, "the file marks it so")
    }
    for dispute in records(of: isBill ? .billDisputes : .disputes, by: "document") {
      guard let raised = date("date", of: dispute), raised <= day else { continue }
      let reason = text("reason", of: dispute) ?? "no reason given"
      explanation.add("disputed", raised, money("amount", of: dispute), reason)
      if let end = date("resolved_on", of: dispute), end <= day {
        explanation.add("disputed", end, nil, "resolved")
      }
    }
  }
}
