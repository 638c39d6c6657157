import Accounting
import Diagnostics
import Model
import Planning
import Storage

extension Posting {
  /// `add`: a new document with its lines, or a new party.
  mutating func add(_ addition: BoundAddition) throws(Diagnostic) {
    if let label = addition.label {
      guard view.store.records(of: addition.collection, called: label).isEmpty else {
        throw .numberTaken(label.string, at: write.span)
      }
    }
    switch addition.collection {
    case .customers, .vendors: try addParty(addition)
    case .credits, .vendorCredits: try addCredit(addition)
    default: try addDocument(addition)
    }
  }

  private mutating func addParty(_ addition: BoundAddition) throws(Diagnostic) {
    guard let name = addition.label else { throw .missingPart("a name", at: write.span) }
    append(
      addition.collection,
      [("number", .text(nextNumber(of: addition.collection))), ("name", .text(name))]
        + settings(addition))
  }

  private func settings(_ addition: BoundAddition) -> [(String, Value?)] {
    addition.settings.map { (facts.schema[$0.field].name, $0.value) }
  }

  private func currency(
    of addition: BoundAddition, owner: RecordID
  ) throws(Diagnostic) -> Currency {
    let said = addition.lines.lazy.compactMap { $0.price?.currency }.first
    if let currency = write.clauses.currency ?? said ?? facts.currency(of: owner) {
      return currency
    }
    guard view.zeroCurrency != .unnamed else { throw .noCurrency(at: write.span) }
    return view.zeroCurrency
  }

  private mutating func addDocument(_ addition: BoundAddition) throws(Diagnostic) {
    let isPayable = [.bills, .purchaseOrders].contains(addition.collection)
    let party = isPayable ? "vendor" : "customer"
    guard let owner = addition.owner else {
      throw .missingPart("for \"…\", the \(party),", at: write.span)
    }
    guard owner.record.collection == (isPayable ? .vendors : .customers) else {
      throw .wrongKind(facts.called(owner.record), "add", "\(party)s here", at: owner.span)
    }
    guard !addition.lines.isEmpty else { throw .missingPart("a line", at: write.span) }
    let currency = try currency(of: addition, owner: owner.record)
    let figures = try DocumentFigures(addition.lines, currency, self)
    let number = addition.label ?? nextNumber(of: addition.collection)
    let document = append(
      addition.collection,
      [
        ("number", .text(number)), (party, .record(owner.record)), ("date", .date(day)),
        ("due", due(of: addition, owner.record).map { .date($0) }),
        ("currency", .currency(currency)), ("net", value(figures.net, currency)),
        ("tax", value(figures.tax, currency)), ("total", value(figures.total, currency)),
        ("po", write.clauses.po.map { .text($0) }), ("recorded", .date(today)),
        ("recorded_by", .text(Text(user))),
      ] + settings(addition))
    addLines(figures, of: document, currency)
    warnOfClosedPeriod(day)
    warnOfLimit(owner.record, figures.total, currency, addition.collection)
  }

  /// The day by which to pay: said, or what the terms come to.
  private func due(of addition: BoundAddition, _ owner: RecordID) -> CivilDate? {
    if let due = write.clauses.due { return due }
    let own = addition.settings.lazy.compactMap { setting -> String? in
      guard facts.schema[setting.field].name == "terms", case .text(let terms) = setting.value
      else { return nil }
      return terms.string
    }.first
    guard let terms = own ?? facts.text("terms", of: owner) else { return nil }
    return PaymentTerms(terms.utf8)?.due(from: day)
  }

  private mutating func warnOfLimit(
    _ owner: RecordID, _ total: Decimal, _ currency: Currency, _ collection: CollectionID
  ) {
    guard collection == .invoices, let limit = facts.money("credit_limit", of: owner),
      limit.currency == currency, let owed = facts.money("owed", of: owner),
      owed.currency == currency || owed.amount.isZero,
      let sum = owed.amount.adding(total), sum > limit.amount
    else { return }
    warn("\(facts.called(owner)) would owe \(text(sum, currency)), more than \(limit.groupedText)")
  }

  private mutating func addLines(
    _ figures: DocumentFigures, of document: RecordID, _ currency: Currency
  ) {
    let collections: [CollectionID: CollectionID] = [
      .invoices: .invoiceLines, .bills: .billLines, .orders: .orderLines,
      .purchaseOrders: .purchaseOrderLines, .credits: .creditLines,
      .vendorCredits: .vendorCreditLines,
    ]
    guard let lines = collections[document.collection] else { return }
    for (place, line) in figures.lines.enumerated() {
      append(
        lines,
        [
          ("document", .record(document)), ("line", .number(Decimal(place + 1))),
          ("description", .text(line.description)), ("quantity", .number(line.quantity)),
          ("unit_price", value(line.price, currency)), ("amount", value(line.amount, currency)),
          ("tax_rate", line.rate.map { .number($0) }),
          ("tax", line.tax.map { value($0, currency) }),
        ])
    }
  }

  /// A credit note for a document or a party; what it corrects it does not settle yet.
  private mutating func addCredit(_ addition: BoundAddition) throws(Diagnostic) {
    guard let owner = addition.owner else {
      throw .missingPart("for #INV-1, the document,", at: write.span)
    }
    let side: BookSide = addition.collection == .credits ? .receivable : .payable
    let isDocument = owner.record.collection == side.documents
    let party = isDocument ? facts.record(side.party, of: owner.record) : owner.record
    guard let party, party.collection == side.parties else {
      throw .wrongKind(
        facts.called(owner.record), "add credit", "documents and parties", at: owner.span)
    }
    let currency = try currency(of: addition, owner: owner.record)
    let figures = try DocumentFigures(addition.lines, currency, self)
    var amount = figures.total
    if let sum = addition.amount { amount = try self.amount(sum, in: currency) }
    guard !amount.isZero else { throw .missingPart("an amount or a line", at: write.span) }
    let hasLines = !addition.lines.isEmpty
    let number = addition.label ?? nextNumber(of: addition.collection)
    let link = side.party == "customer" ? "invoice" : "bill"
    let credit = append(
      addition.collection,
      [
        ("number", .text(number)), (side.party, .record(party)),
        (link, isDocument ? .record(owner.record) : nil), ("date", .date(day)),
        ("currency", .currency(currency)),
        ("net", hasLines ? value(figures.net, currency) : nil),
        ("tax", hasLines ? value(figures.tax, currency) : nil),
        ("amount", value(amount, currency)),
        ("reason", write.clauses.because.map { .text($0) }), ("recorded", .date(today)),
      ] + settings(addition))
    addLines(figures, of: credit, currency)
    warnOfClosedPeriod(day)
  }
}

/// The figures of a document from its lines: each line rounded, the tax once for each rate.
private struct DocumentFigures {
  struct Line {
    let description: Text
    let quantity: Decimal
    let price: Decimal
    let amount: Decimal
    let rate: Decimal?
    let tax: Decimal?
  }

  private(set) var lines: [Line] = []
  private(set) var net = Decimal.zero
  private(set) var tax = Decimal.zero
  private(set) var total = Decimal.zero

  init(
    _ said: [BoundAddition.Line], _ currency: Currency, _ posting: Posting
  ) throws(Diagnostic) {
    var bases: [Decimal: Decimal] = [:]
    for line in said {
      guard let price = line.price else { throw .missingPart("at, the price,", at: line.span) }
      if let other = price.currency, other != currency {
        throw .otherCurrency(other.text, currency.text, at: price.span)
      }
      let quantity = line.quantity ?? .one
      guard let exact = quantity.multiplied(by: price.amount) else {
        throw .doesNotFit("the amount is too large", at: line.span)
      }
      let amount = exact.rounded(toPlaces: currency.exponent, rounding: .halfAwayFromZero)
      let tax = line.tax.flatMap { $0.multiplied(by: amount) }?
        .rounded(toPlaces: currency.exponent, rounding: .halfAwayFromZero)
      lines.append(
        Line(
          description: line.description, quantity: quantity, price: price.amount,
          amount: amount, rate: line.tax, tax: tax))
      net = net.adding(amount) ?? net
      if let rate = line.tax { bases[rate] = (bases[rate] ?? .zero).adding(amount) }
    }
    for (rate, base) in bases {
      let part = rate.multiplied(by: base)?
        .rounded(toPlaces: currency.exponent, rounding: .halfAwayFromZero)
      tax = tax.adding(part ?? .zero) ?? tax
    }
    total = net.adding(tax) ?? net
  }
}
