import Accounting
import Diagnostics
import Model
import Planning
import Storage
import Syntax

extension Posting {
  /// `flag`, `hold`, `approve` …: a yes or no of documents.
  mutating func mark(
    _ mark: Write.Mark, _ targets: BoundWrite.Targets, _ answer: Answer
  ) throws(Diagnostic) {
    let (field, value) = Posting.state(of: mark)
    let records = try self.records(of: targets, answer, mark.rawValue) {
      BookSide(ofDocument: $0) != nil
    }
    recordCount = 0
    for record in records where facts.isSo(field, of: record) != value {
      if facts.date("void_on", of: record) != nil {
        guard case .record(let named) = targets else { continue }
        throw .isVoid(facts.called(record), at: named.span)
      }
      set(field, of: record, to: .boolean(value))
      set("\(field)_on", of: record, to: .date(today))
      set("\(field)_by", of: record, to: .text(Text(user)))
      set("\(field)_because", of: record, to: write.clauses.because.map { .text($0) } ?? .missing)
      recordCount += 1
      if mark == .send, facts.isSo("draft", of: record) {
        warn("\(facts.called(record)) is a draft")
      }
      if mark == .approve, facts.isSo("held", of: record) {
        warn("\(facts.called(record)) is held")
      }
    }
    if recordCount == 0 { throw .alreadySo(field, value, count: records.count, at: write.span) }
  }

  private static func state(of mark: Write.Mark) -> (field: String, value: Bool) {
    switch mark {
    case .flag: ("flagged", true)
    case .unflag: ("flagged", false)
    case .hold: ("held", true)
    case .release: ("held", false)
    case .approve: ("approved", true)
    case .send: ("sent", true)
    }
  }

  /// The records that a verb works on, all of a kind that it can work on.
  private func records(
    of targets: BoundWrite.Targets, _ answer: Answer, _ verb: String,
    where fits: (RecordID) -> Bool
  ) throws(Diagnostic) -> [RecordID] {
    let (records, span): ([RecordID], SourceSpan)
    switch targets {
    case .record(let named): (records, span) = ([named.record], named.span)
    case .query(let query, let place): (records, span) = (try answer(query), place)
    }
    guard !records.isEmpty else { throw .noRecords(at: span) }
    if let other = records.first(where: { !fits($0) }) {
      let kinds =
        verb == "note" ? "parties, documents, payments and orders" : "invoices and bills"
      throw .wrongKind(facts.called(other), verb, kinds, at: span)
    }
    return records
  }

  /// `note`: what was said about a party, a document or a payment.
  mutating func note(
    _ targets: BoundWrite.Targets, _ text: Text, _ answer: Answer
  ) throws(Diagnostic) {
    let records = try records(of: targets, answer, "note") {
      InvoiceSchema.noteLink(to: $0.collection) != nil
    }
    recordCount = records.count
    for record in records {
      // A note on what belongs to a party stands among the party's own as well.
      let parties = ["customer", "vendor"].map { name in
        (name, facts.record(name, of: record).map { Value.record($0) })
      }
      append(
        .notes,
        [(InvoiceSchema.noteLink(to: record.collection) ?? "", .record(record))]
          + parties.filter { $0.1 != nil }
          + [
            ("date", .date(today)), ("text", .text(text)), ("recorded", .date(today)),
            ("recorded_by", .text(Text(user))),
          ])
    }
  }

  /// `promise`: a customer says when how much will come.
  mutating func promise(
    _ document: BoundWrite.Named, _ sum: BoundWrite.Sum
  ) throws(Diagnostic) {
    let (side, currency) = try side(of: document, "promise")
    guard side.documents == .invoices else {
      throw .wrongKind(facts.called(document.record), "promise", "invoices", at: document.span)
    }
    let amount = try amount(sum, in: currency)
    let owed = rest(of: document.record)
    if amount > owed { warn("only \(text(owed, currency)) is owed") }
    if day < today { warn("the day promised is over") }
    append(
      .promises,
      [
        ("document", .record(document.record)), ("date", .date(today)), ("due", .date(day)),
        ("amount", value(amount, currency)), ("recorded", .date(today)),
      ])
  }

  /// `dispute`: a document is contested, in part or as far as it is owed.
  mutating func dispute(
    _ document: BoundWrite.Named, _ sum: BoundWrite.Sum?
  ) throws(Diagnostic) {
    let (side, currency) = try side(of: document, "dispute")
    let owed = rest(of: document.record)
    let amount =
      try sum.map { sum throws(Diagnostic) in try self.amount(sum, in: currency) } ?? owed
    if amount > owed { warn("only \(text(owed, currency)) is owed") }
    if facts.isSo("disputed", of: document.record) { warn("it is disputed already") }
    append(
      side.disputes,
      [
        ("document", .record(document.record)), ("date", .date(day)),
        ("amount", value(amount, currency)),
        ("reason", write.clauses.because.map { .text($0) }), ("recorded", .date(today)),
        ("recorded_by", .text(Text(user))),
      ])
  }

  /// `resolve`: what is contested of a document is settled; without disputes, what was promised.
  mutating func resolve(_ document: BoundWrite.Named) throws(Diagnostic) {
    guard let side = BookSide(ofDocument: document.record) else {
      throw .wrongKind(
        facts.called(document.record), "resolve", "invoices and bills", at: document.span)
    }
    for dispute in facts.records(of: side.disputes, by: "document", to: document.record)
    where facts.date("resolved_on", of: dispute) == nil {
      set("resolved_on", of: dispute, to: .date(day))
    }
    if facts.isSo("marked_disputed", of: document.record) {
      set("marked_disputed", of: document.record, to: .boolean(false))
    }
    if changes.isEmpty, side.documents == .invoices {
      for promise in facts.records(of: .promises, by: "document", to: document.record)
      where facts.date("resolved_on", of: promise) == nil {
        set("resolved_on", of: promise, to: .date(day))
      }
    }
    if changes.isEmpty {
      throw .nothingToResolve(facts.called(document.record), at: document.span)
    }
  }

  /// `change`: fields get other values.
  mutating func change(
    _ record: BoundWrite.Named, _ settings: [BoundWrite.Setting]
  ) throws(Diagnostic) {
    for setting in settings {
      let name = facts.schema[setting.field].name
      if name == "terms", case .text(let terms) = setting.value, PaymentTerms(terms.bytes) == nil {
        throw .unknownTerms(terms.string, at: setting.span)
      }
      set(name, of: record.record, to: setting.value)
    }
  }

  /// `change book`: what the book holds for right.
  mutating func changeBook(_ settings: [BoundWrite.Setting]) {
    let values = settings.map { (facts.schema[$0.field].name, Optional($0.value)) }
    guard let record = facts.book else {
      append(.book, values)
      return
    }
    for (name, value) in values { set(name, of: record, to: value ?? .missing) }
  }

  /// `void`: a document or money counts no more from a day on.
  mutating func void(_ record: BoundWrite.Named) throws(Diagnostic) {
    if BookSide(ofMoney: record.record) != nil {
      return try end(record, "void_on", "void")
    }
    guard BookSide(ofDocument: record.record) != nil else {
      throw .wrongKind(
        facts.called(record.record), "void", "documents, payments and credit notes",
        at: record.span)
    }
    try voidDocument(record)
  }

  private mutating func voidDocument(_ document: BoundWrite.Named) throws(Diagnostic) {
    let (side, currency) = try side(of: document, "void")
    var applied: [RecordID: Decimal] = [:]
    for allocation in facts.records(of: side.allocations, by: "document", to: document.record) {
      let money = facts.record("payment", of: allocation) ?? facts.record("credit", of: allocation)
      guard let money else { continue }
      let amount = facts.amount("amount", of: allocation)
      applied[money] = (applied[money] ?? .zero).adding(amount)
    }
    let settling = applied.filter { !$0.value.isZero }
      .min { ($0.key.collection.index, $0.key.row) < ($1.key.collection.index, $1.key.row) }
    if let (money, amount) = settling {
      throw .stillSettled(
        text(amount, currency), facts.label(of: money), facts.label(of: document.record),
        at: document.span)
    }
    set("void_on", of: document.record, to: .date(day))
    warnOfClosedPeriod(day)
  }
}
