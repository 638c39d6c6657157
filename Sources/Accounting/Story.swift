package import Columns
package import Model
import Storage

/// Everything that happened to a document, or became of a payment or credit note.
///
/// It is told in the order of days, with what was left each time.
package struct Story: Sendable {
  /// One thing that happened.
  private struct Chapter {
    let day: CivilDate
    let what: String
    let amount: Money?
    let left: Money?
    let who: String?
    let note: String?
    let kind: Kind
  }

  /// What a chapter tells, in the order of one day.
  private enum Kind: Int {
    case begun
    case settled
    case claimed
    case answered
    case noted
    case recorded
    case voided
    case due
  }

  private var chapters: [Chapter] = []
  private let view: BookView
  private let record: RecordID
  private let hasSeveralCurrencies: Bool

  /// The story of a record; nil for a kind of record that has none.
  package init?(of record: RecordID, in view: BookView) {
    self.view = view
    self.record = record
    hasSeveralCurrencies = view.hasSeveralCurrencies
    if view.documents[record.collection] != nil {
      tellDocument()
    } else if view.credits[record.collection] != nil {
      tellMoney()
    } else {
      return nil
    }
    tellEvents()
    let told = chapters.enumerated().sorted { one, other in
      (one.element.day, one.element.kind.rawValue, one.offset)
        < (other.element.day, other.element.kind.rawValue, other.offset)
    }
    chapters = told.map(\.element)
  }

  /// What was said about a record and done to it, for a card that has its fields and its
  /// settlements already; it is empty where that is all.
  package static func remarks(
    on record: RecordID, in view: BookView, asOf day: CivilDate
  ) -> ResultTable {
    let story = Story(of: record, in: view) ?? Story(eventsOn: record, in: view)
    let besides: [Kind] = [.begun, .settled, .due]
    return story.table(
      of: story.chapters.filter { $0.day <= day && !besides.contains($0.kind) }, day)
  }

  /// Only what was done to a record, of whatever kind it is.
  private init(eventsOn record: RecordID, in view: BookView) {
    self.view = view
    self.record = record
    hasSeveralCurrencies = view.hasSeveralCurrencies
    tellEvents()
  }

  /// The story as a table: day, what, amount, left, who, note.
  package func table(asOf day: CivilDate) -> ResultTable {
    table(of: chapters.filter { $0.day <= day }, day)
  }

  private func table(of told: [Chapter], _ day: CivilDate) -> ResultTable {
    func texts(_ text: (Chapter) -> String?) -> Vector {
      Vector(told.map { text($0).map { .text(Text($0)) } ?? .missing }, .text)
    }
    func money(_ amount: (Chapter) -> Money?) -> Vector {
      Vector(told.map { amount($0).map { .money($0) } ?? .missing }, .money)
    }
    return ResultTable(
      columns: [
        .init("date", .date, Vector(told.map { .date($0.day) }, .date)),
        .init("what", .text, texts(\.what)), .init("amount", .money, money(\.amount)),
        .init("left", .money, money(\.left)), .init("who", .text, texts(\.who)),
        .init("note", .text, texts(\.note)),
      ], rowCount: told.count, words: [:], noun: ("entry", "entries"), totals: [], asOf: day,
      notes: [], hasSeveralCurrencies: hasSeveralCurrencies)
  }

  private var account: RecordAccount { RecordAccount(view: view, record: record, day: .last) }

  private mutating func add(
    _ day: CivilDate?, _ what: String, _ amount: Money? = nil, left: Money? = nil,
    who: String? = nil, note: String? = nil, kind: Kind
  ) {
    guard let day else { return }
    chapters.append(
      Chapter(
        day: day, what: what, amount: amount, left: left, who: who, note: note, kind: kind))
  }

  // MARK: - Documents

  private mutating func tellDocument() {
    let account = account
    add(
      account.date("date"), "issued", account.money("total"), left: account.money("total"),
      who: account.text("recorded_by", of: record), kind: .begun)
    add(account.date("due"), "due", kind: .due)
    tellSettlements(by: "document", start: account.money("total"))
    let isInvoice = record.collection == .invoices
    for dispute in known(account.records(of: isInvoice ? .disputes : .billDisputes, by: "document"))
    {
      add(
        account.date("date", of: dispute), "disputed", account.money("amount", of: dispute),
        note: account.text("reason", of: dispute), kind: .claimed)
      add(account.date("resolved_on", of: dispute), "resolved", kind: .answered)
    }
    if isInvoice {
      for promise in known(account.records(of: .promises, by: "document")) {
        let due = account.date("due", of: promise).map { "for \($0)" }
        add(
          account.date("date", of: promise), "promised", account.money("amount", of: promise),
          note: account.text("text", of: promise) ?? due, kind: .claimed)
      }
    }
    tellNotes()
    add(account.date("void_on"), "voided", kind: .voided)
  }

  private mutating func tellNotes() {
    let account = account
    guard let link = InvoiceSchema.noteLink(to: record.collection) else { return }
    for note in known(account.records(of: .notes, by: link)) {
      add(
        account.date("date", of: note), "noted", who: account.text("recorded_by", of: note),
        note: account.text("text", of: note), kind: .noted)
    }
  }

  private func known(_ records: [RecordID]) -> [RecordID] {
    records.filter { view.knowledge.knows($0.row, of: $0.collection) }
  }

  /// What was settled, each with what was left behind it.
  private mutating func tellSettlements(by link: String, start: Money?) {
    let account = account
    let isPayable = [.bills, .billPayments, .vendorCredits].contains(record.collection)
    let allocations = known(
      account.records(of: isPayable ? .billAllocations : .allocations, by: link)
    ).sorted {
      (account.date("date", of: $0) ?? .first, $0.row)
        < (account.date("date", of: $1) ?? .first, $1.row)
    }
    var left = start
    for allocation in allocations {
      guard let amount = account.money("amount", of: allocation) else { continue }
      if let before = left, let rest = before.amount.subtracting(amount.amount) {
        left = Money(rest, before.currency)
      }
      add(
        account.date("date", of: allocation), means(of: allocation, amount, by: link), amount,
        left: left, kind: .settled)
    }
  }

  private func means(of allocation: RecordID, _ amount: Money, by link: String) -> String {
    let account = account
    if link != "document" {
      guard case .record(let document) = account.value("document", of: allocation) else {
        return "given back, or exchanged"
      }
      let verb = amount.amount.isNegative ? "taken back from" : "applied to"
      return "\(verb) \(account.called(document))"
    }
    for means in ["payment", "credit"] {
      if case .record(let money) = account.value(means, of: allocation) {
        return (amount.amount.isNegative ? "taken back: " : "") + account.called(money)
      }
    }
    return "written off"
  }

  // MARK: - Money

  private mutating func tellMoney() {
    let account = account
    let isPayment = [.payments, .billPayments].contains(record.collection)
    let isGivenBack = account.money("amount")?.amount.isNegative ?? false
    let what =
      !isPayment
      ? "credited"
      : isGivenBack ? "given back" : record.collection == .payments ? "received" : "paid out"
    add(
      account.date("date"), what, account.money("amount"), left: account.money("amount"),
      note: account.text("reference", of: record) ?? account.text("reason", of: record),
      kind: .begun)
    tellSettlements(by: isPayment ? "payment" : "credit", start: account.money("amount"))
    tellNotes()
    let nothing = account.money("amount").map { Money(.zero, $0.currency) }
    for (field, what) in [("void_on", "voided"), ("returned_on", "returned by the bank")]
    where isPayment || field == "void_on" {
      add(account.date(field), what, account.money("amount"), left: nothing, kind: .voided)
    }
  }

  // MARK: - Events

  /// What was done that left no record with a day of its own, and who did everything.
  private mutating func tellEvents() {
    let telling = EventText(view)
    let log = view.store.log
    for event in log.events where telling.isAbout(event, record) {
      let state = log.isTakenBack(event.number) ? ", undone" : event.undoes.map { " undoes E\($0)" }
      add(
        event.day, "E\(event.number)\(state ?? "")", who: event.user, note: event.statement,
        kind: .recorded)
    }
  }
}
