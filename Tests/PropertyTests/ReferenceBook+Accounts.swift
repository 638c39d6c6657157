import Model

/// Section 5 of the language's definition, record by record.
extension ReferenceBook {
  /// The value of a derived field by the end of a day.
  func derived(_ field: DerivedField, _ record: RecordID, _ day: CivilDate) -> Value {
    switch field {
    case .owed: return money(owed(record, day), of: record)
    case .received: return money(settled(record, day, by: "payment"), of: record)
    case .credited: return money(settled(record, day, by: "credit"), of: record)
    case .writtenOff: return money(.zero, of: record)
    case .isOpen: return .boolean(isOpen(record, day))
    case .isPaid: return .boolean(isIssued(record, day) && !isOpen(record, day))
    case .isOverdue: return .boolean(isOverdue(record, day))
    case .isDisputed: return .boolean(isDisputed(record, day))
    case .disputedOn: return ofLastDispute("date", record, day)
    case .disputedBy: return ofLastDispute("recorded_by", record, day)
    case .disputedBecause: return ofLastDispute("reason", record, day)
    case .status: return word(status(record, day), .status)
    case .age: return days(from: value(named: "date", record, day), to: day)
    case .daysOverdue: return days(from: stored("due", record), to: day)
    case .aging: return word(bucket(record, day), .aging)
    case .daysToPay: return daysToPay(record, day)
    case .discountDue: return discountDue(record)
    case .earlyDiscount: return earlyDiscount(record)
    case .country: return country(record)
    case .applied: return money(applied(record, day), of: record)
    case .unapplied:
      return money(
        amount(stored("amount", record)).adding(negated(applied(record, day))) ?? .zero, of: record)
    case .partyOwed: return total(documents(of: record, day), "owed", day)
    case .partyOverdueOwed:
      return total(documents(of: record, day).filter { isOverdue($0, day) }, "owed", day)
    case .partyUnapplied: return total(incoming(of: record, day), "unapplied", day)
    case .partyBalance:
      return total(
        documents(of: record, day), "owed", day, less: incoming(of: record, day), "unapplied")
    case .partyLastPayment: return lastPayment(record, day)
    case .isResolved:
      guard case .date(let end) = stored("resolved_on", record) else { return .boolean(false) }
      return .boolean(end <= min(day, knownOn ?? day))
    }
  }

  // MARK: Settlements

  /// The latest of an allocation's own day and those of what it joins.
  func effectiveDay(of allocation: RecordID) -> CivilDate {
    var latest = CivilDate.first
    if case .date(let own) = stored("date", allocation) {
      if slip == .ownDay { return own }
      latest = own
    }
    for name in ["document", "payment", "credit"] {
      if case .record(let end) = stored(name, allocation),
        case .date(let date) = stored("date", end)
      {
        latest = max(latest, date)
      }
    }
    return latest
  }

  private func allocations(of record: RecordID, _ day: CivilDate) -> [RecordID] {
    guard let list = schema.field(named: "allocations", of: record.collection) else { return [] }
    return self.list(list, record, day)
  }

  /// What payments, or credit notes, settled of a document.
  private func settled(_ document: RecordID, _ day: CivilDate, by end: String) -> Decimal {
    sum(allocations(of: document, day).filter { stored(end, $0) != .missing })
  }

  private func applied(_ record: RecordID, _ day: CivilDate) -> Decimal {
    sum(allocations(of: record, day))
  }

  private func sum(_ records: [RecordID]) -> Decimal {
    records.reduce(.zero) { $0.adding(amount(stored("amount", $1))) ?? $0 }
  }

  // MARK: Documents

  private func owed(_ document: RecordID, _ day: CivilDate) -> Decimal {
    let charged = isIssued(document, day) ? amount(stored("total", document)) : .zero
    let paid = settled(document, day, by: "payment")
    let credited = settled(document, day, by: "credit")
    return charged.adding(negated(paid))?.adding(negated(credited)) ?? .zero
  }

  private func isVoid(_ document: RecordID, _ day: CivilDate) -> Bool {
    guard slip != .voidIsOwed, case .date(let end) = stored("void_on", document) else {
      return false
    }
    return end <= min(day, knownOn ?? day)
  }

  private func isIssued(_ document: RecordID, _ day: CivilDate) -> Bool {
    !isVoid(document, day) && stored("draft", document) != .boolean(true)
  }

  private func isOpen(_ document: RecordID, _ day: CivilDate) -> Bool {
    isIssued(document, day) && !owed(document, day).isZero
  }

  private func isOverdue(_ document: RecordID, _ day: CivilDate) -> Bool {
    guard isOpen(document, day), owed(document, day) > .zero,
      case .date(let due) = stored("due", document)
    else { return false }
    return due < day
  }

  private func status(_ document: RecordID, _ day: CivilDate) -> String {
    if isVoid(document, day) { return "void" }
    if stored("draft", document) == .boolean(true) { return "draft" }
    if !isOpen(document, day) { return "paid" }
    if isOverdue(document, day) { return "overdue" }
    let isTouched =
      !settled(document, day, by: "payment").isZero || !settled(document, day, by: "credit").isZero
    return isTouched ? "part_paid" : "unpaid"
  }

  private func bucket(_ document: RecordID, _ day: CivilDate) -> String {
    guard case .number(let late) = days(from: stored("due", document), to: day) else {
      return "no due date"
    }
    if late <= .zero { return "not due" }
    if late <= Decimal(slip == .bucketEdge ? 29 : 30) { return "1-30" }
    if late <= Decimal(60) { return "31-60" }
    return late <= Decimal(90) ? "61-90" : "over 90"
  }

  private func daysToPay(_ document: RecordID, _ day: CivilDate) -> Value {
    guard isIssued(document, day), !isOpen(document, day),
      let last = allocations(of: document, day).map({ effectiveDay(of: $0) }).max()
    else { return .missing }
    return days(from: stored("date", document), to: last)
  }

  /// What the last dispute says that was raised by the day.
  private func ofLastDispute(_ name: String, _ document: RecordID, _ day: CivilDate) -> Value {
    guard let list = schema.field(named: "disputes", of: document.collection) else {
      return .missing
    }
    var last: (day: CivilDate, value: Value)?
    for dispute in self.list(list, document, day) {
      var raised = CivilDate.first
      if case .date(let date) = stored("date", dispute) { raised = date }
      if last.map({ raised >= $0.day }) ?? true { last = (raised, stored(name, dispute)) }
    }
    return last?.value ?? .missing
  }

  private func isDisputed(_ document: RecordID, _ day: CivilDate) -> Bool {
    guard let list = schema.field(named: "disputes", of: document.collection) else { return false }
    return self.list(list, document, day).contains {
      derived(.isResolved, $0, day) == .boolean(false)
    }
  }

  private func country(_ document: RecordID) -> Value {
    let own = stored("document_country", document)
    let link = document.collection == .invoices ? "customer" : "vendor"
    guard own == .missing, case .record(let party) = stored(link, document) else { return own }
    return stored("country", party)
  }

  // MARK: Parties

  private func documents(of party: RecordID, _ day: CivilDate) -> [RecordID] {
    records(party, ["invoices", "bills"], day)
  }

  /// Payments and credit notes.
  private func incoming(of party: RecordID, _ day: CivilDate) -> [RecordID] {
    records(party, ["payments", "bill_payments", "credits", "vendor_credits"], day)
  }

  private func records(_ party: RecordID, _ names: [String], _ day: CivilDate) -> [RecordID] {
    names.flatMap { name -> [RecordID] in
      guard let field = schema.field(named: name, of: party.collection) else { return [] }
      return list(field, party, day)
    }
  }

  private func total(
    _ records: [RecordID], _ name: String, _ day: CivilDate, less others: [RecordID] = [],
    _ otherName: String = ""
  ) -> Value {
    let plus = records.map { value(named: name, $0, day) }
    let minus = others.map { value(named: otherName, $0, day) }.map { value -> Value in
      guard case .money(let money) = value else { return value }
      return .money(Money(negated(money.amount), money.currency))
    }
    return ReferenceBook.sum(plus + minus)
  }

  private func lastPayment(_ party: RecordID, _ day: CivilDate) -> Value {
    let dates = records(party, ["payments", "bill_payments"], day).compactMap { record in
      if case .date(let date) = stored("date", record) { date } else { nil }
    }
    return dates.max().map { .date($0) } ?? .missing
  }

  // MARK: Values

  /// A sum of amounts, each currency for itself.
  static func sum(_ values: [Value]) -> Value {
    var sums: [Currency: Decimal] = [:]
    for case .money(let money) in values {
      sums[money.currency] = sums[money.currency, default: .zero].adding(money.amount) ?? .zero
    }
    let parts = sums.filter { !$0.value.isZero }.map { Money($0.value, $0.key) }
    return parts.count > 1 ? .bag(Bag(parts)) : .money(parts.first ?? Money(.zero, .unnamed))
  }

  private func amount(_ value: Value) -> Decimal {
    if case .money(let money) = value { money.amount } else { .zero }
  }

  private func negated(_ number: Decimal) -> Decimal { number.negated ?? .zero }

  private func money(_ amount: Decimal, of record: RecordID) -> Value {
    guard case .currency(let currency) = stored("currency", record) else { return .missing }
    return .money(Money(amount, currency))
  }

  private func word(_ text: String, _ id: EnumerationID) -> Value {
    .enumeration(id, schema.words(of: id).firstIndex(of: text) ?? -1)
  }

  private func days(from start: Value, to end: CivilDate) -> Value {
    guard case .date(let date) = start else { return .missing }
    return .number(Decimal(Int(end.day) - Int(date.day)))
  }
}

// MARK: - Rates

extension ReferenceBook {
  /// What a euro comes to in a currency on a day: the latest rate that the file has by then.
  func euroRate(of currency: Currency, _ day: CivilDate) -> Decimal? {
    var best: (day: CivilDate, rate: Decimal)?
    for record in records(of: .rates, day)
    where stored("to_currency", record) == .currency(currency) {
      guard case .date(let date) = stored("date", record),
        case .number(let rate) = stored("rate", record)
      else { continue }
      let isBetter = best.map { slip == .oldestRate ? date < $0.day : date >= $0.day } ?? true
      if isBetter { best = (date, rate) }
    }
    return best?.rate
  }
}
