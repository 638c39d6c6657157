import Columns
import Model

extension BookBuilder {
  /// The two sides: what settles which documents.
  static let sides: [Side] = [
    Side(
      documents: .invoices, party: "customer", payments: .payments, credits: .credits,
      allocations: .allocations, link: "invoice"),
    Side(
      documents: .bills, party: "vendor", payments: .billPayments, credits: .vendorCredits,
      allocations: .billAllocations, link: "bill"),
  ]

  struct Side {
    let documents: CollectionID
    let party: String
    let payments: CollectionID
    let credits: CollectionID
    let allocations: CollectionID
    /// The field of a credit note that names the document which it corrects.
    let link: String
  }

  /// Refuses rows whose figures have no place at the scale that payments made from days on which
  /// documents were settled share with those of files.
  mutating func refuseUnfitSettlements() {
    for side in BookBuilder.sides where tellsSettled(side) {
      let figures = [
        (side.documents, "total"), (side.payments, "amount"), (side.credits, "amount"),
        (side.allocations, "amount"),
      ]
      let scale = figures.compactMap { column($1, of: $0)?.scale }.max() ?? 0
      for (collection, field) in figures {
        let unfit = Set(column(field, of: collection)?.rescaled(to: scale).unfit ?? [])
        for row in unfit.sorted() {
          refuse(
            Int(row), of: collection, field: field, text: "",
            reason: "the figure does not fit beside those of the other files")
        }
        let all = 0..<RowIndex(tables[collection.index].rowCount)
        keep(all.filter { !unfit.contains($0) }, of: collection)
      }
    }
  }

  /// Whether files tell when documents of a side were settled, or how much of what is.
  private func tellsSettled(_ side: Side) -> Bool {
    let documents = tables[side.documents.index]
    return documents.settledDays != nil || documents.settledAmounts != nil
      || tables[side.credits.index].settledAmounts != nil
      || tables[side.payments.index].settledAmounts != nil
  }

  /// Days on which documents were settled, and amounts of them that are, become payments.
  ///
  /// A day alone pays what the file's allocations leave of the total. An amount without a day is
  /// paid on the document's own day. What is applied of credit notes and payments settles first.
  mutating func settleByDays() {
    for side in BookBuilder.sides where tellsSettled(side) {
      guard case .money(let unpaid, let scale, let currencies)? = unallocated(side) ?? none(side)
      else { continue }
      let (settledDays, rests) = settledParts(side, of: unpaid, scale: scale)
      let settled = settledDays.indices.filter {
        settledDays[$0] != Missing.day && rests[$0] != Missing.stored && rests[$0] != 0
      }
      var parts = SettledParts(
        rows: settled.map { RowIndex($0) }, days: settled.map { settledDays[$0] },
        amounts: settled.map { rests[$0] }, currencies: settled.map { currencies[$0] },
        scale: scale)
      applyMoney(side, to: &parts)
      pay(parts, side)
    }
  }

  /// Nothing unpaid, at the scale of what could settle it, where files have no documents; else nil.
  private func none(_ side: Side) -> Column? {
    guard tables[side.documents.index].rowCount == 0 else { return nil }
    let scales = [side.credits, side.payments].map { column("amount", of: $0)?.scale ?? 0 }
    return .money([], scale: scales.max() ?? 0, currencies: [])
  }

  /// Parts of documents that are settled, nobody says by what.
  struct SettledParts {
    var rows: [RowIndex]
    var days: [Int32]
    var amounts: [Int64]
    var currencies: [UInt16]
    let scale: Int
  }

  /// Makes a payment for each part that is not nothing.
  private mutating func pay(_ parts: SettledParts, _ side: Side) {
    let paid = parts.rows.indices.filter { parts.amounts[$0] != 0 }
    guard !paid.isEmpty else { return }
    let days = paid.map { parts.days[$0] }
    let codes = paid.map { parts.currencies[$0] }
    let amounts = Column.money(
      paid.map { parts.amounts[$0] }, scale: parts.scale, currencies: codes)
    let documentRows = paid.map { parts.rows[$0] }
    let firstPayment = RowIndex(tables[side.payments.index].rowCount)
    let paymentRows = (0..<RowIndex(paid.count)).map { firstPayment + $0 }
    let parties = column(side.party, of: side.documents)?.taking(documentRows)
    append(
      ["date": .date(days), "amount": amounts, "currency": .currency(codes), side.party: parties],
      count: paid.count, to: side.payments)
    append(
      [
        "date": .date(days), "amount": amounts, "currency": .currency(codes),
        "document": .record(side.documents, documentRows),
        "payment": .record(side.payments, paymentRows),
      ], count: paid.count, to: side.allocations)
  }

  /// Digits behind the point of amounts that files say are settled: more than any file writes.
  static let settledScale = 6

  private static func figures(_ column: Column?) -> (amounts: [Int64], scale: Int)? {
    switch column {
    case .number(let amounts, let scale), .money(let amounts, let scale, _): (amounts, scale)
    default: nil
    }
  }

  /// What a file says is settled of each of its documents, at `settledScale`.
  static func settledAmounts(of draft: TableDraft) -> [Int128]? {
    guard let settled = draft.settledColumn,
      let (amounts, scale) = figures(draft.columns.first { $0.name == settled.name }?.values),
      scale <= settledScale
    else { return nil }
    let factor = Decimal.powersOfTen[settledScale - scale] * (settled.isTurned ? -1 : 1)
    let said = amounts.map { $0 == Missing.stored ? Missing.coefficient : Int128($0) * factor }
    guard settled.isRest else { return said }
    guard
      case .money(let totals, let totalScale, _)? = draft.values("total") ?? draft.values("amount"),
      totalScale <= settledScale
    else { return nil }
    let tens = Decimal.powersOfTen[settledScale - totalScale]
    let runs = zip(totals, said).contains { total, rest in
      total != Missing.stored && rest != Missing.coefficient
        && rest.magnitude > (Int128(total) * tens).magnitude
    }
    if settled.mayRun, runs { return nil }
    return zip(totals, said).map { total, rest in
      total == Missing.stored || rest == Missing.coefficient
        ? Missing.coefficient : Int128(total) * tens - rest
    }
  }

  /// The day on which each document is settled, and how much of what allocations leave of it.
  private func settledParts(
    _ side: Side, of unpaid: [Int64], scale: Int
  ) -> (days: [Int32], amounts: [Int64]) {
    let table = tables[side.documents.index]
    var days = table.settledDays ?? [Int32](repeating: Missing.day, count: table.rowCount)
    var amounts = unpaid
    guard let settled = table.settledAmounts, scale <= BookBuilder.settledScale,
      case .date(let ownDays)? = column("date", of: side.documents),
      case .money(let totals, let totalScale, _)? = column("total", of: side.documents)
    else { return (days, amounts) }
    let tens = Decimal.powersOfTen
    let factor = tens[BookBuilder.settledScale - scale]
    for row in days.indices
    where settled[row] != Missing.coefficient && unpaid[row] != Missing.stored {
      if isUnissued(row, of: side.documents) { continue }
      // Allocations have settled a part of it already.
      let allocated = Int128(totals[row]) * tens[scale - totalScale] - Int128(unpaid[row])
      let (whole, part) = settled[row].quotientAndRemainder(dividingBy: factor)
      guard part == 0, let amount = Int64(exactly: whole - allocated) else { continue }
      if days[row] == Missing.day { days[row] = ownDays[row] }
      amounts[row] = amount
    }
    return (days, amounts)
  }

  func isUnissued(_ row: Int, of documents: CollectionID) -> Bool {
    if case .boolean(let drafts)? = column("draft", of: documents), drafts[row] { return true }
    if case .date(let days)? = column("void_on", of: documents), days[row] != Missing.day {
      return true
    }
    return false
  }

  /// The totals of documents less what the file's allocations settle; missing where that overflows.
  private func unallocated(_ side: Side) -> Column? {
    guard let totals = column("total", of: side.documents),
      let allocated = column("amount", of: side.allocations),
      case .record(_, let documents)? = column("document", of: side.allocations)
    else { return column("total", of: side.documents) }
    let scale = max(totals.scale ?? 0, allocated.scale ?? 0)
    guard case .money(var rests, _, let currencies) = totals.rescaled(to: scale).column,
      case .money(let amounts, _, _) = allocated.rescaled(to: scale).column
    else { return totals }
    for (document, amount) in zip(documents, amounts)
    where document >= 0 && amount != Missing.stored && rests[Int(document)] != Missing.stored {
      let (rest, overflow) = rests[Int(document)].subtractingReportingOverflow(amount)
      rests[Int(document)] = overflow ? Missing.stored : rest
    }
    return .money(rests, scale: scale, currencies: currencies)
  }

  /// Gives each allocation its effective day, and refuses those that cannot settle anything.
  mutating func resolveAllocations() {
    for side in BookBuilder.sides {
      let count = tables[side.allocations.index].rowCount
      guard count > 0 else { continue }
      let allocations = AllocationColumns(self, side)
      var days: [Int32] = []
      var kept: [RowIndex] = []
      for row in 0..<count {
        days.append(allocations.effectiveDay(of: row))
        if let reason = allocations.reasonToRefuse(row) {
          refuse(row, of: side.allocations, field: "amount", text: "", reason: reason)
        } else {
          kept.append(RowIndex(row))
        }
      }
      set("date", of: side.allocations, to: .date(days))
      keep(kept, of: side.allocations)
    }
  }

  /// What each document, payment and credit note has settled by each day.
  func makeSettlements() -> [CollectionID: Settlements] {
    let parts = BookBuilder.sides.flatMap { side in
      let allocations = AllocationColumns(self, side)
      let ends = [
        (side.documents, allocations.documents), (side.payments, allocations.payments),
        (side.credits, allocations.credits),
      ]
      return ends.map { collection, records in
        (
          collection: collection, records: records, allocations: allocations,
          count: tables[collection.index].rowCount
        )
      }
    }
    let rows = parts.reduce(0) { $0 + $1.records.count }
    let made = Workers.map(parts.count, rows: rows) { place in
      let part = parts[place]
      return Settlements(
        part.allocations.events(of: part.records), recordCount: part.count,
        scale: part.allocations.scale)
    }
    return Dictionary(zip(parts.map(\.collection), made), uniquingKeysWith: { first, _ in first })
  }
}

/// The columns of a side's allocations, read once.
private struct AllocationColumns: Sendable {
  let documents: [RowIndex]
  let payments: [RowIndex]
  let credits: [RowIndex]
  let days: [Int32]
  let amounts: [Int64]
  let scale: Int
  private let currencies: [UInt16]
  /// Whether invoq itself wrote the file of each, where it wrote any: such files have write-offs
  /// and transfers too.
  private let areOwn: [Bool]
  private let documentDays: [Int32]
  private let paymentDays: [Int32]
  private let creditDays: [Int32]
  private let documentCurrencies: [UInt16]
  private let paymentCurrencies: [UInt16]
  private let creditCurrencies: [UInt16]

  init(_ builder: BookBuilder, _ side: BookBuilder.Side) {
    let count = builder.tables[side.allocations.index].rowCount
    func rows(_ name: String) -> [RowIndex] {
      if case .record(_, let rows)? = builder.column(name, of: side.allocations) { return rows }
      return [RowIndex](repeating: .missing, count: count)
    }
    func days(of collection: CollectionID) -> [Int32] {
      if case .date(let days)? = builder.column("date", of: collection) { return days }
      return [Int32](
        repeating: Missing.day, count: builder.tables[collection.index].rowCount)
    }
    areOwn = builder.ownRows(of: side.allocations)
    documents = rows("document")
    payments = rows("payment")
    credits = rows("credit")
    self.days = days(of: side.allocations)
    documentDays = days(of: side.documents)
    paymentDays = days(of: side.payments)
    creditDays = days(of: side.credits)
    if case .money(let amounts, let scale, let currencies)? = builder.column(
      "amount", of: side.allocations)
    {
      (self.amounts, self.scale, self.currencies) = (amounts, scale, currencies)
    } else {
      amounts = [Int64](repeating: Missing.stored, count: count)
      currencies = [UInt16](repeating: Missing.currency, count: count)
      scale = 0
    }
    func currencyCodes(of collection: CollectionID) -> [UInt16] {
      if case .currency(let codes)? = builder.column("currency", of: collection) { return codes }
      return []
    }
    documentCurrencies = currencyCodes(of: side.documents)
    paymentCurrencies = currencyCodes(of: side.payments)
    creditCurrencies = currencyCodes(of: side.credits)
  }

  /// The allocations that lead to records, as seen from these.
  func events(of records: [RowIndex]) -> [Settlements.Event] {
    var events: [Settlements.Event] = []
    events.reserveCapacity(records.count { $0 >= 0 })
    for row in records.indices where records[row] >= 0 {
      events.append(
        Settlements.Event(
          record: records[row], day: days[row], amount: amounts[row],
          means: Settlements.Means(payment: payments[row], credit: credits[row])))
    }
    return events
  }

  /// The latest of the payment's, the document's and the allocation's own day.
  func effectiveDay(of row: Int) -> Int32 {
    var day = days[row]
    if documents[row] >= 0 { day = max(day, documentDays[Int(documents[row])]) }
    if payments[row] >= 0 { day = max(day, paymentDays[Int(payments[row])]) }
    if credits[row] >= 0 { day = max(day, creditDays[Int(credits[row])]) }
    return day
  }

  func reasonToRefuse(_ row: Int) -> String? {
    let isWriteOff =
      !areOwn.isEmpty && areOwn[row] && payments[row] < 0 && credits[row] < 0
      && documents[row] >= 0
    if (payments[row] >= 0) == (credits[row] >= 0), !isWriteOff {
      return "an allocation names either a payment or a credit note"
    }
    if amounts[row] == Missing.stored { return "an allocation needs an amount" }
    if effectiveDay(of: row) == Missing.day { return "an allocation needs a day" }
    if documents[row] >= 0, currencies[row] != documentCurrencies[Int(documents[row])] {
      return "its currency is not that of its document"
    }
    guard let given = givenCurrency(of: row) else { return nil }
    return given == currencies[row]
      ? nil : "what settles it is in another currency than its document"
  }

  /// The currency of what settles; nil for a write-off.
  private func givenCurrency(of row: Int) -> UInt16? {
    if payments[row] >= 0 { return paymentCurrencies[Int(payments[row])] }
    return credits[row] >= 0 ? creditCurrencies[Int(credits[row])] : nil
  }
}
