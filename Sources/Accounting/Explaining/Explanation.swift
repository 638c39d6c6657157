package import Columns
package import Model
import Storage

/// How the figures of one record come about, step by step, down to documents and days.
package struct Explanation: Sendable {
  /// One step: what it is about, the day on which it happened, what it changed, and why.
  package struct Step: Sendable, Equatable {
    /// The field or word that the step leads to: `received`, `due`, `status`.
    package let about: String
    /// The day of what happened; nil where no day belongs to it.
    package let day: CivilDate?
    /// What it adds or takes away, or the figure that results.
    package let amount: Money?
    /// One clause.
    package let because: String
  }

  /// The steps, in the order in which one leads to the next.
  package private(set) var steps: [Step] = []

  /// An explanation without steps.
  package init() {}

  /// Adds the next step.
  package mutating func add(
    _ about: String, _ day: CivilDate? = nil, _ amount: Money? = nil, _ because: String
  ) {
    steps.append(Step(about: about, day: day, amount: amount, because: because))
  }

  /// The steps as a table: about, day, amount, because.
  package func table(asOf day: CivilDate, hasSeveralCurrencies: Bool) -> ResultTable {
    ResultTable(
      columns: [
        .init("about", .text, Vector(steps.map { .text(Text($0.about)) }, .text)),
        .init("day", .date, Vector(steps.map { $0.day.map { .date($0) } ?? .missing }, .date)),
        .init(
          "amount", .money, Vector(steps.map { $0.amount.map { .money($0) } ?? .missing }, .money)),
        .init("because", .text, Vector(steps.map { .text(Text($0.because)) }, .text)),
      ], rowCount: steps.count, words: [:], noun: ("step", "steps"), totals: [], asOf: day,
      notes: [], hasSeveralCurrencies: hasSeveralCurrencies)
  }
}

extension BookView {
  /// How the figures of a record come about as of the end of a day.
  ///
  /// Invoices and bills, payments and credit notes, customers and vendors have figures; nil for
  /// any other record.
  package func explanation(of record: RecordID, asOf day: CivilDate) -> Explanation? {
    let account = RecordAccount(view: self, record: record, day: day)
    if documents[record.collection] != nil { return account.ofDocument() }
    if credits[record.collection] != nil { return account.ofCredit() }
    if parties[record.collection] != nil { return account.ofParty() }
    return nil
  }
}

/// One record on one day, read value by value: explanations are short, and need no speed.
struct RecordAccount {
  let view: BookView
  let record: RecordID
  let day: CivilDate

  /// A field of the record.
  func value(_ name: String) -> Value { value(name, of: record) }

  /// A field of some record.
  func value(_ name: String, of record: RecordID) -> Value {
    guard let field = view.store.schema.field(named: name, of: record.collection) else {
      return .missing
    }
    return view.vector(of: field, at: [record.row], asOf: day)[0]
  }

  func date(_ name: String) -> CivilDate? { date(name, of: record) }

  func date(_ name: String, of record: RecordID) -> CivilDate? {
    if case .date(let date) = value(name, of: record) { return date }
    return nil
  }

  func money(_ name: String) -> Money? { money(name, of: record) }

  func money(_ name: String, of record: RecordID) -> Money? {
    if case .money(let money) = value(name, of: record) { return money }
    return nil
  }

  func isSo(_ name: String) -> Bool { value(name) == .boolean(true) }

  func text(_ name: String, of record: RecordID) -> String? {
    if case .text(let text) = value(name, of: record) { return text.string }
    return nil
  }

  /// What a record is called, with its kind: `payment P-0123`.
  func called(_ record: RecordID) -> String {
    let kind = view.store.schema[record.collection].singular
    return "\(kind) \(text("number", of: record) ?? "\(record.row + 1)")"
  }

  /// The records that lead to this one by a link, whether they exist on the day or not.
  func records(of collection: CollectionID, by link: String) -> [RecordID] {
    guard let field = view.store.schema.field(named: link, of: collection) else { return [] }
    return view.store.rows(behind: field, of: record.row).map { RecordID(collection, $0) }
  }
}
