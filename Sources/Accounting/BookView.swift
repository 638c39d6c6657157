package import Columns
package import Model
package import Storage

/// A book as a clerk sees it: stored fields as they are, derived fields as of any day.
///
/// The same code serves every question; no operator of the engine knows what "owed" means.
package struct BookView: Sendable {
  /// The book itself.
  package let store: StoreView
  /// The currency in which nothing is told: the book's only one, else its home currency.
  package let zeroCurrency: Currency
  /// Whether documents are in more than one currency.
  package let hasSeveralCurrencies: Bool
  /// What amounts come to in other currencies.
  package var rates: RateTable { lateRates.value }
  private let lateRates: Late<RateTable>
  let documents: [CollectionID: DocumentAccounts]
  let credits: [CollectionID: CreditAccounts]
  let parties: [CollectionID: PartyAccounts]
  let knowledge: Knowledge
  private let marks: MarkHistory
  private let firstDays: [CollectionID: RecordDays]
  private let derivations: [any Derivation]
  private let derived: [CollectionID: DerivedCache]

  /// A view of a book with all that was ever recorded.
  ///
  /// - Parameters:
  ///   - store: the book.
  ///   - derivations: what works out the derived collections beside the ledgers.
  package init(_ store: StoreView, derivations: [any Derivation] = []) {
    self.init(store, Knowledge(store, on: nil), derivations)
  }

  /// The book as it was known at the end of a day: what was recorded later is forgotten.
  package func known(on day: CivilDate) -> BookView {
    let known = store.known(on: day)
    return BookView(known, Knowledge(known, on: day), derivations)
  }

  private init(_ store: StoreView, _ knowledge: Knowledge, _ derivations: [any Derivation]) {
    self.derivations = derivations
    self.store = store
    lateRates = Late { RateTable(store) }
    marks = MarkHistory(store)
    derived = Dictionary(
      (Ledger.both + [Events()] + derivations).map { ($0.collection, DerivedCache($0)) },
      uniquingKeysWith: { $1 })
    let used = BookView.currencies(in: store)
    hasSeveralCurrencies = used.count > 1
    zeroCurrency =
      used.count == 1 ? used.first ?? .unnamed : store.settings.homeCurrency ?? .unnamed
    let firstDays = knowledge.firstDays(BookView.recordDays(in: store))
    let invoices = DocumentAccounts(
      store, .invoices, party: "customer", disputes: .disputes, knowledge, firstDays)
    let bills = DocumentAccounts(
      store, .bills, party: "vendor", disputes: .billDisputes, knowledge, firstDays)
    documents = [.invoices: invoices, .bills: bills]
    var credits: [CollectionID: CreditAccounts] = [:]
    for collection in [CollectionID.payments, .credits, .billPayments, .vendorCredits] {
      credits[collection] = CreditAccounts(store, collection, knowledge, firstDays)
    }
    self.credits = credits
    parties = [
      .customers: PartyAccounts(
        store, documents: invoices, payments: credits[.payments], credits: credits[.credits],
        link: "customer"),
      .vendors: PartyAccounts(
        store, documents: bills, payments: credits[.billPayments],
        credits: credits[.vendorCredits], link: "vendor"),
    ]
    self.firstDays = firstDays
    self.knowledge = knowledge
  }

  /// The day from which on each record exists; a line exists as soon as its document does.
  private static func recordDays(in store: StoreView) -> [CollectionID: RecordDays] {
    var days: [CollectionID: RecordDays] = [:]
    for (index, collection) in store.schema.collections.enumerated() where !collection.isDerived {
      let id = CollectionID(index: index)
      if let name = collection.dateField {
        if case .date(let column) = store.column(name, of: id) { days[id] = RecordDays(column) }
      } else if store.schema.field(named: "document", of: id) != nil,
        case .record(let documents, let rows) = store.column("document", of: id),
        case .date(let column) = store.column("date", of: documents)
      {
        days[id] = RecordDays(column, of: rows)
      }
    }
    return days
  }

  /// The currencies of documents and payments.
  private static func currencies(in store: StoreView) -> Set<Currency> {
    let collections = [
      CollectionID.invoices, .bills, .payments, .billPayments, .credits, .orders,
    ]
    return collections.reduce(into: []) { $0.formUnion(store.currencies(of: $1)) }
  }

  /// How many records a collection has, those that do not exist on the day included.
  package func rowCount(of collection: CollectionID, asOf date: CivilDate) -> Int {
    rows(of: collection, asOf: date)?.count ?? store.rowCount(of: collection)
  }

  /// Of some rows of a collection, those whose records exist by the end of a day.
  ///
  /// A record without a date exists on every day, as a party does.
  package func existing(
    _ rows: [RowIndex], of collection: CollectionID, asOf date: CivilDate
  ) -> [RowIndex] {
    let places = days(of: collection, asOf: date)?.places(of: rows, thereOn: date.day)
    return places.map { places in places.map { rows[$0] } } ?? rows
  }

  /// The same view of another state of the book.
  package func of(_ store: StoreView) -> BookView {
    BookView(store, derivations: derivations)
  }

  /// Whether a record is known, where the view is of a book as it was known on a day.
  package func isKnown(_ row: RowIndex, of collection: CollectionID) -> Bool {
    knowledge.knows(row, of: collection)
  }

  /// The records behind a to-many link, as of the end of a day.
  ///
  /// - Precondition: the field is a to-many link.
  package func backLinks(of link: FieldID, asOf date: CivilDate) -> BackLinks {
    guard case .toMany(let target, let fields) = store.schema[link].origin else {
      preconditionFailure("\(store.schema[link].name) is no list")
    }
    return backLinks(by: fields, of: target, asOf: date)
  }

  /// The records of a collection that lead elsewhere by some of its to-one links.
  package func backLinks(
    by fields: [FieldID], of collection: CollectionID, asOf date: CivilDate
  ) -> BackLinks {
    let derived = rows(of: collection, asOf: date)
    let indexes = fields.compactMap { derived?.linkIndex(of: $0) ?? store.linkIndex(of: $0) }
    return BackLinks(
      indexes: indexes, days: days(of: collection, asOf: date), day: date.day)
  }

  /// The values of a stored or derived field at some rows, as of the end of a day.
  ///
  /// `RowIndex.missing` gives a missing value.
  ///
  /// - Precondition: the field is no to-many link.
  package func vector(
    of field: FieldID, at rows: [RowIndex], asOf date: CivilDate
  ) -> Vector {
    switch store.schema[field].origin {
    case .stored:
      self.rows(of: field.collection, asOf: date)?.vector(of: field, at: rows)
        ?? marks.corrected(
          store.column(field).vector(at: rows), of: field, store.schema[field].type, at: rows,
          asOf: date.day)
    case .derived(let derived): vector(of: derived, in: field.collection, at: rows, asOf: date)
    case .toMany: preconditionFailure("\(store.schema[field].name) is a list, not a value")
    }
  }

  private func vector(
    of derived: DerivedField, in collection: CollectionID, at rows: [RowIndex],
    asOf date: CivilDate
  ) -> Vector {
    if derived == .age { return age(of: collection, at: rows, asOf: date) }
    let day = date.day
    if derived == .isResolved { return resolved(of: collection, at: rows, asOf: day) }
    if let accounts = documents[collection] {
      return accounts.vector(of: derived, at: rows, asOf: day, edges: store.settings.agingEdges)
    }
    if let accounts = credits[collection] {
      return accounts.vector(of: derived, at: rows, asOf: day)
    }
    if let accounts = parties[collection] {
      return accounts.vector(of: derived, at: rows, asOf: day, zero: zeroCurrency)
    }
    preconditionFailure("\(store.schema[collection].name) derive no \(derived)")
  }

  private func age(
    of collection: CollectionID, at rows: [RowIndex], asOf date: CivilDate
  ) -> Vector {
    let days = days(of: collection, asOf: date)
    return .number(
      NumberVector(
        rows.map { row in
          guard let days, row >= 0, days[Int(row)] != Missing.day else {
            return Missing.coefficient
          }
          return Int128(date.day) - Int128(days[Int(row)])
        }, scale: 0))
  }

  private func resolved(
    of collection: CollectionID, at rows: [RowIndex], asOf day: Int32
  ) -> Vector {
    guard case .date(let days) = store.column("resolved_on", of: collection) else {
      preconditionFailure("a resolution has a day")
    }
    let last = knowledge.last(day)
    return .boolean(
      rows.map { $0 >= 0 && days[Int($0)] != Missing.day && days[Int($0)] <= last })
  }
}

// MARK: - Derived collections

extension BookView {
  /// Works out the records of a derived collection for a day, unless that was done before.
  ///
  /// Every door works them out when it must; this one is for who may have to stop meanwhile. For
  /// collections of the book it does nothing.
  ///
  /// - Throws: `Interruption` when the last argument has become true before the end.
  package func prepare(
    _ collection: CollectionID, asOf date: CivilDate, unless isInterrupted: () -> Bool
  ) throws(Interruption) {
    _ = try derived[collection]?.rows(of: self, asOf: date, unless: isInterrupted)
  }

  /// The records of a derived collection; nil for a collection of the book.
  private func rows(of collection: CollectionID, asOf date: CivilDate) -> DerivedRows? {
    guard store.schema[collection].isDerived else { return nil }
    do {
      return try derived[collection]?.rows(of: self, asOf: date) { false }
        ?? .none(of: collection, in: store)
    } catch {
      preconditionFailure("nobody interrupted")
    }
  }

  private func days(of collection: CollectionID, asOf date: CivilDate) -> RecordDays? {
    if let derived = rows(of: collection, asOf: date) { return derived.days }
    return firstDays[collection]
  }
}
