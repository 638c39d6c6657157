package import Accounting
package import Diagnostics
package import Model
package import Planning
package import Storage

/// What a sentence would change, and what should be said before it does.
package struct ProposedChange: Sendable {
  /// The changes, in order.
  package let changes: [StoreChange]
  /// How many records it is about.
  package let recordCount: Int
  /// What is unusual about it, one clause each.
  package let warnings: [String]
  /// The book as it would be.
  package let view: BookView
  /// The event that it takes back.
  package let undoes: Int?
  /// Why, if that was said.
  package let because: Text?
  /// The day by which it has happened: today, or a later one that was said.
  package let day: CivilDate
}

/// The rules of writing: from a sentence as meant to the changes that it makes.
///
/// Nothing is changed here; the book as it would be is another view.
package struct Posting {
  /// Which records a question answers with.
  package typealias Answer = (BoundQuery) throws(Diagnostic) -> [RecordID]

  let view: BookView
  /// The day on which it is recorded, and happens unless another is said.
  let today: CivilDate
  /// The login name of whoever does it.
  let user: String
  let write: BoundWrite
  private(set) var changes: [StoreChange] = []
  private(set) var warnings: [String] = []
  var recordCount = 1
  var undoes: Int?
  private var added: [CollectionID: Int] = [:]
  /// What this sentence has settled of documents and taken from money so far.
  private var settled: [RecordID: Decimal] = [:]

  /// What a sentence would change.
  ///
  /// - Throws: why it cannot be done.
  package static func propose(
    _ write: BoundWrite, on view: BookView, today: CivilDate, user: String, answer: Answer
  ) throws(Diagnostic) -> ProposedChange {
    var posting = Posting(view: view, today: today, user: user, write: write)
    try posting.work(answer)
    guard !posting.changes.isEmpty else { throw .nothingToDo(at: write.span) }
    let store: StoreView
    do throws(ChangeFault) {
      store = try view.store.applying(posting.changes)
    } catch {
      throw .doesNotFit("\(error)", at: write.span)
    }
    let after = view.of(store)
    try Invariants(before: view, after: after).check(posting.changes, at: write.span)
    return ProposedChange(
      changes: posting.changes, recordCount: posting.recordCount, warnings: posting.warnings,
      view: after, undoes: posting.undoes, because: write.clauses.because,
      day: max(today, posting.dayOfEffect))
  }

  private init(view: BookView, today: CivilDate, user: String, write: BoundWrite) {
    (self.view, self.today, self.user, self.write) = (view, today, user, write)
  }

  private mutating func work(_ answer: Answer) throws(Diagnostic) {
    switch write.kind {
    case .pay(let document, let sum): try pay(document, sum)
    case .post(let sum, let party, let remittance): try post(sum, party, remittance)
    case .apply(let money, let remittance): try apply(money, remittance)
    case .unapply(let money, let document, let sum): try unapply(money, document, sum)
    case .writeOff(let document, let sum): try writeOff(document, sum)
    case .mark(let mark, let targets): try self.mark(mark, targets, answer)
    case .note(let targets, let text): try note(targets, text, answer)
    case .promise(let document, let sum): try promise(document, sum)
    case .dispute(let document, let sum): try dispute(document, sum)
    case .resolve(let document): try resolve(document)
    case .change(let record, let settings): try change(record, settings)
    case .add(let addition): try add(addition)
    case .changeBook(let settings): changeBook(settings)
    case .void(let record): try void(record)
    case .return(let payment): try giveBack(payment)
    case .refund(let money, let sum): try refund(money, sum)
    case .undo(let number, let span): try undo(number, at: span)
    }
  }

  // MARK: - What all verbs use

  var facts: BookFacts { BookFacts(view: view, day: today) }
  /// The day on which it happens.
  var day: CivilDate { write.clauses.on ?? today }

  /// The day by which it has happened: a promise is made today, whenever it is for.
  private var dayOfEffect: CivilDate {
    if case .promise = write.kind { today } else { day }
  }

  mutating func warn(_ warning: String) {
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  /// Adds a record with some of its fields; those without a value are left out.
  @discardableResult
  mutating func append(_ collection: CollectionID, _ values: [(String, Value?)]) -> RecordID {
    let count = added[collection, default: 0]
    added[collection] = count + 1
    let record = RecordID(
      collection, RowIndex(view.store.rowCount(of: collection) + count))
    let fields = values.compactMap { name, value -> StoreChange.FieldValue? in
      guard let value, value != .missing,
        let field = facts.schema.field(named: name, of: collection)
      else { return nil }
      return StoreChange.FieldValue(field, value)
    }
    changes.append(.append(record, fields))
    return record
  }

  /// Gives a field another value, unless it has it already.
  mutating func set(_ name: String, of record: RecordID, to value: Value) {
    guard let field = facts.schema.field(named: name, of: record.collection) else { return }
    let before = view.store.value(of: record, field)
    if before != value { changes.append(.set(record, field, before: before, after: value)) }
  }

  /// Makes changes as they are.
  mutating func take(_ taken: [StoreChange]) {
    changes += taken
  }

  // MARK: Money

  /// What is still owed on a document, or left of a payment or credit note, whatever the day.
  func rest(of record: RecordID) -> Decimal {
    let name = BookSide(ofDocument: record) == nil ? "unapplied" : "owed"
    let rest = facts.atLast.amount(name, of: record)
    return rest.subtracting(settled[record] ?? .zero) ?? rest
  }

  /// An amount in the currency that it must be in.
  func amount(_ sum: BoundWrite.Sum, in currency: Currency) throws(Diagnostic) -> Decimal {
    if let said = sum.currency, said != currency {
      var exchange: String?
      if case .pay = write.kind { exchange = "pay #… \(said.text) 500 at 0.92" }
      throw .otherCurrency(said.text, currency.text, exchange: exchange, at: sum.span)
    }
    guard !sum.amount.isNegative, !sum.amount.isZero else { throw .notPositive(at: sum.span) }
    guard sum.amount.normalized.scale <= currency.exponent else {
      throw .tooManyDecimals(currency.text, currency.exponent, at: sum.span)
    }
    return sum.amount.normalized
  }

  func value(_ amount: Decimal, _ currency: Currency) -> Value {
    .money(Money(amount, currency))
  }

  func text(_ amount: Decimal, _ currency: Currency) -> String {
    Money(amount, currency).groupedText
  }

  /// Settles a part of a document with money; without money it is written off, without a document
  /// the money goes elsewhere.
  mutating func allocate(
    _ amount: Decimal, of document: RecordID?, with money: RecordID?, on day: CivilDate,
    side: BookSide, currency: Currency
  ) {
    if let document { settled[document] = (settled[document] ?? .zero).adding(amount) }
    if let money { settled[money] = (settled[money] ?? .zero).adding(amount) }
    let isPayment = money?.collection == side.payments
    append(
      side.allocations,
      [
        ("payment", isPayment ? money.map { .record($0) } : nil),
        ("credit", isPayment ? nil : money.map { .record($0) }),
        ("document", document.map { .record($0) }), ("date", .date(day)),
        ("amount", value(amount, currency)), ("currency", .currency(currency)),
        ("recorded", .date(today)),
      ])
    warnOfClosedPeriod(day)
  }

  // MARK: Documents

  /// The side and the currency of a document that can be settled or contested.
  func side(of document: BoundWrite.Named, _ verb: String) throws(Diagnostic)
    -> (side: BookSide, currency: Currency)
  {
    guard let side = BookSide(ofDocument: document.record) else {
      throw .wrongKind(facts.called(document.record), verb, "invoices and bills", at: document.span)
    }
    if facts.date("void_on", of: document.record) != nil {
      throw .isVoid(facts.called(document.record), at: document.span)
    }
    return (side, facts.currency(of: document.record) ?? view.zeroCurrency)
  }

  private static let numberStarts: [CollectionID: String] = [
    .invoices: "INV", .bills: "B", .orders: "SO", .purchaseOrders: "PO", .credits: "CN",
    .vendorCredits: "VC", .payments: "PAY", .billPayments: "BP", .customers: "C", .vendors: "V",
  ]

  /// The number behind the last one of a collection: `PAY-00012` is followed by `PAY-00013`, and
  /// that by the next that this sentence adds.
  func nextNumber(of collection: CollectionID) -> Text {
    let start = Posting.numberStarts[collection] ?? "N"
    let count = view.store.rowCount(of: collection)
    let numbered = (0..<count).reversed().lazy.compactMap { row in
      facts.text("number", of: RecordID(collection, RowIndex(row)))
    }.first
    var number = NumberSequence(behind: numbered ?? "\(start)-00000")
    for _ in 0..<added[collection, default: 0] { number.advance() }
    while !view.store.records(numbered: Text(number.text)).isEmpty { number.advance() }
    return Text(number.text)
  }
}

/// Numbers that count on from one that is there.
struct NumberSequence {
  private let head: String
  private let width: Int
  private var count: Int

  /// The number behind another; one without digits at its end gets some.
  init(behind number: String) {
    let digits = number.utf8.reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(9)
    head = String(decoding: number.utf8.dropLast(digits.count), as: UTF8.self)
    width = max(digits.count, 1)
    count = digits.reversed().reduce(0) { $0 * 10 + Int($1 - 0x30) } + 1
  }

  mutating func advance() { count += 1 }

  var text: String {
    let digits = String(count)
    return head + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
