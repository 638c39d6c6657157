import Columns
import Model
import Storage

/// What each invoice or bill comes to on a day; LANGUAGE.md, section 5, has the definitions.
struct DocumentAccounts: Sendable {
  let collection: CollectionID
  /// Digits behind the point of every amount here.
  let scale: Int
  let currencies: Cells<UInt16>
  /// The day of each document.
  let days: Cells<Int32>
  /// The day from which on each document is there.
  let firstDays: RecordDays
  private let dueDays: Cells<Int32>
  private let totals: Cells<Int64>
  private let totalScale: Int
  private let totalFactor: Int128
  private let settledFactor: Int128
  private let settlements: Settlements?
  private let clearings: Late<ClearingDays>?
  private let knowledge: Knowledge
  private let drafts: Cells<Bool>
  private let voidDays: Cells<Int32>
  private let countries: DocumentCountries
  private let disputes: DisputeRecords
  private let discounts: DiscountOffers

  init(
    _ store: StoreView, _ collection: CollectionID, party: String, disputes: CollectionID,
    _ knowledge: Knowledge, _ firstDays: [CollectionID: RecordDays]
  ) {
    self.collection = collection
    guard
      case .money(let totals, let totalScale, let currencies) = store.column(
        "total", of: collection),
      case .date(let days) = store.column("date", of: collection),
      case .date(let dueDays) = store.column("due", of: collection),
      case .date(let voidDays) = store.column("void_on", of: collection),
      case .boolean(let drafts) = store.column("draft", of: collection)
    else { preconditionFailure("a document has a total, days and a state") }
    settlements = knowledge.settlements(of: collection)
    clearings = knowledge.clearingDays(of: collection)
    self.knowledge = knowledge
    self.firstDays = firstDays[collection] ?? RecordDays(days)
    scale = max(totalScale, settlements?.scale ?? 0)
    self.totalScale = totalScale
    totalFactor = Decimal.powersOfTen[scale - totalScale]
    settledFactor = Decimal.powersOfTen[scale - (settlements?.scale ?? 0)]
    (self.totals, self.currencies) = (totals, currencies)
    (self.days, self.dueDays, self.voidDays, self.drafts) = (days, dueDays, voidDays, drafts)
    countries = DocumentCountries(store, collection, party: party)
    self.disputes = DisputeRecords(store, of: collection, in: disputes, knowledge)
    discounts = DiscountOffers(store, collection)
  }

  /// What was settled of a document by a day, at `scale`.
  func settled(_ row: RowIndex, asOf day: Int32) -> Settlements.Totals {
    guard let settlements else { return .none }
    let totals = settlements.settled(row, asOf: day)
    return settledFactor == 1 ? totals : totals.multiplied(by: settledFactor)
  }

  /// Total less what was settled, at `scale`; nil where the total is missing.
  ///
  /// Nothing is owed for a draft or, from the day on which it was voided, for a void document:
  /// only what was paid on it all the same stands there, with its sign.
  func owed(_ row: RowIndex, asOf day: Int32) -> Int128? {
    let total = totals[Int(row)]
    guard total != Missing.stored else { return nil }
    let charged = isIssued(row, asOf: day) ? Int128(total) * totalFactor : 0
    return charged - settled(row, asOf: day).all
  }

  /// What each document adds to what is owed while it is not void, at `scale`;
  /// `Missing.coefficient` where its total is missing, and for a draft unless drafts count too.
  func allCharges(andDrafts: Bool = false) -> [Int128] {
    zip(totals.array, drafts.array).map { total, isDraft in
      total == Missing.stored || (isDraft && !andDrafts)
        ? Missing.coefficient : Int128(total) * totalFactor
    }
  }

  /// Neither a draft nor void.
  func isIssued(_ row: RowIndex, asOf day: Int32) -> Bool {
    !drafts[Int(row)] && !isVoid(row, asOf: day)
  }

  private func isVoid(_ row: RowIndex, asOf day: Int32) -> Bool {
    voidDays[Int(row)] != Missing.day && voidDays[Int(row)] <= knowledge.last(day)
  }

  func isOverdue(_ row: RowIndex, asOf day: Int32) -> Bool {
    guard isIssued(row, asOf: day), let owed = owed(row, asOf: day), owed > 0 else { return false }
    return dueDays[Int(row)] != Missing.day && dueDays[Int(row)] < day
  }
}

// MARK: - Many at once

extension DocumentAccounts {
  /// Total less what was settled of some documents, at `scale`; `Missing.coefficient` where the
  /// total is missing or the row leads nowhere.
  func owed(at rows: [RowIndex], asOf day: Int32) -> Figures {
    clearings?.value.left(of: rows, asOf: day) { owed(atOpen: $0, asOf: day) }
      ?? owed(atOpen: rows, asOf: day)
  }

  private func owed(atOpen rows: [RowIndex], asOf day: Int32) -> Figures {
    var charges = totals.values(at: rows, missing: Missing.stored)
    if let issued = issued(at: rows, asOf: day) {
      charges = RowLoops.map(charges, issued) { $1 || $0 == Missing.stored ? $0 : 0 }
    }
    let charged = Figures(narrow: charges).scaled(up: scale - totalScale)
    guard let settlements else { return charged }
    return charged.less(
      settlements.sums(at: rows, asOf: day).scaled(up: scale - settlements.scale))
  }

  /// Which documents are neither drafts nor void; nil where all are.
  private func issued(at rows: [RowIndex], asOf day: Int32) -> [Bool]? {
    guard drafts.hasValues || voidDays.hasValues else { return nil }
    let drafts = drafts.values(at: rows, missing: true)
    let voids = voidDays.values(at: rows, missing: Missing.day)
    let last = knowledge.last(day)
    return rows.indices.map { !drafts[$0] && (voids[$0] == Missing.day || voids[$0] > last) }
  }

  /// Whether issued documents owe something whose sign meets a test.
  @inline(__always)
  private func isOwed(
    _ rows: [RowIndex], asOf day: Int32, _ meets: (Int64) -> Bool
  ) -> [Bool] {
    let owed = owed(at: rows, asOf: day)
    // The tests ask where a figure lies beside zero, and nothing else.
    let signs =
      owed.narrow
      ?? owed.map { $0 == Missing.coefficient ? Missing.stored : Int64($0.signum()) }
    let isMet = RowLoops.map(signs) { $0 != Missing.stored && meets($0) }
    guard let issued = issued(at: rows, asOf: day) else { return isMet }
    return RowLoops.map(isMet, issued) { $0 && $1 }
  }

  private func overdue(_ rows: [RowIndex], asOf day: Int32) -> [Bool] {
    let due = dueDays.values(at: rows, missing: Missing.day)
    var late = isOwed(rows, asOf: day) { $0 > 0 }
    for index in rows.indices where due[index] == Missing.day || due[index] >= day {
      late[index] = false
    }
    return late
  }

  private func daysOverdue(_ rows: [RowIndex], asOf day: Int32) -> NumberVector {
    let due = dueDays.values(at: rows, missing: Missing.day)
    return NumberVector(
      Figures(
        narrow: RowLoops.map(due) {
          $0 == Missing.day ? Missing.stored : Int64(day) &- Int64($0)
        }), scale: 0)
  }

  /// Buckets closed on the right: 30 days late is still in the first.
  private func buckets(_ rows: [RowIndex], asOf day: Int32, edges: [Int]) -> [UInt8] {
    let due = dueDays.values(at: rows, missing: Missing.day)
    return rows.indices.map { index in
      if rows[index] < 0 { return Missing.word }
      if due[index] == Missing.day { return UInt8(edges.count + 2) }
      let late = Int(day) - Int(due[index])
      if late <= 0 { return 0 }
      var bucket = 0
      while bucket < edges.count, late > edges[bucket] { bucket += 1 }
      return UInt8(bucket + 1)
    }
  }

  private func daysToPay(_ rows: [RowIndex], asOf day: Int32) -> NumberVector {
    let paid = isOwed(rows, asOf: day) { $0 == 0 }
    let days = days.values(at: rows, missing: Missing.day)
    let lasts = settlements?.lastDays(of: rows, asOf: day)
    return NumberVector(
      rows.indices.map { index in
        guard paid[index], days[index] != Missing.day, let lasts, lasts[index] != Missing.day
        else { return Missing.coefficient }
        return Int128(lasts[index]) - Int128(days[index])
      }, scale: 0)
  }
}

// MARK: - Fields

extension DocumentAccounts {
  /// The values of a derived field.
  func vector(
    of field: DerivedField, at rows: [RowIndex], asOf day: Int32, edges: [Int]
  ) -> Vector {
    switch field {
    case .owed:
      .money(
        MoneyVector(
          owed(at: rows, asOf: day), scale: scale,
          currencies: currencies.values(at: rows, missing: Missing.currency)))
    case .received: settled(\.paid, at: rows, asOf: day)
    case .credited: settled(\.credited, at: rows, asOf: day)
    case .writtenOff: settled(\.writtenOff, at: rows, asOf: day)
    case .isOpen: .boolean(isOwed(rows, asOf: day) { $0 != 0 })
    case .isPaid: .boolean(isOwed(rows, asOf: day) { $0 == 0 })
    case .isOverdue: .boolean(overdue(rows, asOf: day))
    case .isDisputed: .boolean(disputes.areDisputed(rows, asOf: day))
    case .disputedOn, .disputedBy, .disputedBecause:
      disputes.vector(of: field, at: rows, asOf: day)
    case .status: .enumeration(.status, statuses(rows, asOf: day))
    case .aging: .enumeration(.aging, buckets(rows, asOf: day, edges: edges))
    case .daysOverdue: .number(daysOverdue(rows, asOf: day))
    case .daysToPay: .number(daysToPay(rows, asOf: day))
    case .discountDue: discountDays(rows, asOf: day)
    case .earlyDiscount: earlyDiscounts(rows, asOf: day)
    case .country: countries.vector(at: rows)
    case .age, .applied, .unapplied, .partyOwed, .partyOverdueOwed, .partyUnapplied, .partyBalance,
      .partyLastPayment, .isResolved:
      preconditionFailure("documents derive no \(field)")
    }
  }

  /// The first status of each document that holds, by its place among the words.
  private func statuses(_ rows: [RowIndex], asOf day: Int32) -> [UInt8] {
    let owed = owed(at: rows, asOf: day)
    let drafts = drafts.values(at: rows, missing: false)
    let voids = voidDays.values(at: rows, missing: Missing.day)
    let due = dueDays.values(at: rows, missing: Missing.day)
    let last = knowledge.last(day)
    return rows.indices.map { index in
      if rows[index] < 0 { return Missing.word }
      if voids[index] != Missing.day, voids[index] <= last { return Status.void }
      if drafts[index] { return Status.draft }
      if owed[index] == 0 { return Status.paid }
      // A missing figure is the least of all.
      if owed[index] > 0, due[index] != Missing.day, due[index] < day { return Status.overdue }
      let settled = settled(rows[index], asOf: day)
      return settled.paid != 0 || settled.credited != 0 ? Status.partPaid : Status.unpaid
    }
  }

  private func discountDays(_ rows: [RowIndex], asOf day: Int32) -> Vector {
    .date(
      rows.map { row in
        guard row >= 0 else { return Missing.day }
        return discounts.discount(of: row, asOf: day)?.until.day ?? Missing.day
      })
  }

  /// The rate of the discount on the whole total, as clerks round it.
  private func earlyDiscounts(_ rows: [RowIndex], asOf day: Int32) -> Vector {
    let amounts = rows.map { row -> Decimal? in
      guard row >= 0, totals[Int(row)] != Missing.stored else { return nil }
      let total = Decimal(Int128(totals[Int(row)]) * totalFactor, scale: scale)
      let places = Currency(code: currencies[Int(row)]).exponent
      return discounts.discount(of: row, asOf: day)?.rate.multiplied(by: total)?
        .rounded(toPlaces: places, rounding: .halfAwayFromZero)
    }
    let places = amounts.reduce(0) { max($0, $1?.scale ?? 0) }
    return .money(
      MoneyVector(
        amounts.map { $0?.coefficient(atScale: places) ?? Missing.coefficient }, scale: places,
        currencies: rows.map { $0 < 0 ? Missing.currency : currencies[Int($0)] }))
  }

  /// What one means of settling has settled of each document.
  private func settled(
    _ means: (Settlements.Totals) -> Int128, at rows: [RowIndex], asOf day: Int32
  ) -> Vector {
    let totals = settlements?.totals(at: rows, asOf: day)
    let amounts = rows.indices.map { index in
      rows[index] < 0 ? Missing.coefficient : (totals.map { means($0[index]) } ?? 0) * settledFactor
    }
    return .money(
      MoneyVector(
        amounts, scale: scale, currencies: currencies.values(at: rows, missing: Missing.currency)))
  }
}

/// Places of the statuses among `InvoiceSchema.statuses`.
private enum Status {
  static let draft: UInt8 = 0
  static let unpaid: UInt8 = 1
  static let partPaid: UInt8 = 2
  static let overdue: UInt8 = 3
  static let paid: UInt8 = 4
  static let void: UInt8 = 5
}

/// Which documents are contested on a day.
private struct DisputeRecords: Sendable {
  private let marked: Cells<Bool>
  private let store: StoreView
  private let link: FieldID
  private let raised: Cells<Int32>
  private let resolved: Cells<Int32>
  private let disputes: CollectionID
  private let knowledge: Knowledge

  init(
    _ store: StoreView, of documents: CollectionID, in disputes: CollectionID,
    _ knowledge: Knowledge
  ) {
    guard case .boolean(let marked) = store.column("marked_disputed", of: documents),
      case .date(let raised) = store.column("date", of: disputes),
      case .date(let resolved) = store.column("resolved_on", of: disputes),
      let link = store.schema.field(named: "document", of: disputes)
    else { preconditionFailure("a dispute has a document and days") }
    (self.marked, self.raised, self.resolved) = (marked, raised, resolved)
    (self.store, self.link) = (store, link)
    (self.disputes, self.knowledge) = (disputes, knowledge)
  }

  /// Marked by the file, or raised by the day and not resolved by it.
  func areDisputed(_ documents: [RowIndex], asOf day: Int32) -> [Bool] {
    var answers = marked.values(at: documents, missing: false)
    guard let index = store.linkIndex(of: link) else { return answers }
    var (rows, places): ([RowIndex], [Int32]) = ([], [])
    index.append(rowsBehind: documents[...], to: &rows, &places)
    for (row, place) in zip(rows, places)
    where knowledge.knows(row, of: disputes) && raised[Int(row)] <= day {
      let end = resolved[Int(row)]
      if end == Missing.day || end > knowledge.last(day) { answers[Int(place)] = true }
    }
    return answers
  }

  /// The day, user or reason of the last dispute that was raised by the day.
  func vector(of field: DerivedField, at documents: [RowIndex], asOf day: Int32) -> Vector {
    let last = documents.map { document -> RowIndex in
      guard document >= 0 else { return .missing }
      let raised = store.rows(behind: link, of: document).filter {
        knowledge.knows($0, of: disputes) && self.raised[Int($0)] <= day
      }
      return raised.max { (self.raised[Int($0)], $0) < (self.raised[Int($1)], $1) } ?? .missing
    }
    let names: [DerivedField: String] = [
      .disputedOn: "date", .disputedBy: "recorded_by", .disputedBecause: "reason",
    ]
    return store.column(names[field] ?? "date", of: disputes).vector(at: last)
  }
}
