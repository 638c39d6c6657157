import Columns
import Model

extension BookBuilder {
  /// Lets what files say is applied of credit notes and payments settle parts of documents.
  ///
  /// Files that tell how much is left of them do not tell what the rest went to. It went to the
  /// document that a credit note names, if the file calls that settled, else to others of the
  /// party in the same currency, in their order; what is more was paid back. So what is open of
  /// each is what the file says, and the balance is the sum of it. Payments of which no file tells
  /// what is left go to what files call settled of their party, as far as that goes: nobody pays
  /// twice because one file tells the payment and another that the invoice is paid.
  mutating func applyMoney(_ side: Side, to parts: inout SettledParts) {
    for (money, field) in [(side.credits, "credit"), (side.payments, "payment")] {
      apply(money, as: field, side, to: &parts)
    }
  }

  private mutating func apply(
    _ money: CollectionID, as field: String, _ side: Side, to parts: inout SettledParts
  ) {
    let isSaid = tables[money.index].settledAmounts != nil
    guard isSaid || money == side.payments else { return }
    let applied = appliedAmounts(of: money, as: field, side, scale: parts.scale)
    guard applied.contains(where: { $0 > 0 }),
      case .date(let days)? = column("date", of: money),
      case .record(_, let parties)? = column(side.party, of: money),
      case .currency(let currencies)? = column("currency", of: money)
    else { return }
    let documents = PartsOfParties(parts, column(side.party, of: side.documents))
    let named = money == side.credits ? rows(side.link, of: money) : nil
    let documentDays = parts.days
    var taken = TakenParts()
    var paidBack: [(row: RowIndex, amount: Int64)] = []
    for row in applied.indices where applied[row] > 0 && days[row] != Missing.day {
      var left = applied[row]
      let first = named?[row] ?? documents.document(of: parties[row], with: left, parts)
      documents.take(&left, from: first, of: parties[row], currencies[row], &parts) {
        // A payment has a day of its own; a credit note settles on that of its document.
        let day = field == "payment" ? max(days[row], documentDays[$0]) : documentDays[$0]
        taken.add($0, RowIndex(row), day, $1)
      }
      if left > 0, isSaid { paidBack.append((RowIndex(row), left)) }
    }
    append(taken, of: money, as: field, parts, side)
    payBack(paidBack, of: money, scale: parts.scale, side)
  }

  /// What files say is applied of each credit note or payment, beyond what their allocations tell;
  /// where they say nothing, all of it.
  private func appliedAmounts(
    of money: CollectionID, as field: String, _ side: Side, scale: Int
  ) -> [Int64] {
    guard scale <= BookBuilder.settledScale,
      let said = tables[money.index].settledAmounts ?? amounts(of: money)
    else { return [] }
    var applied = said.map { $0 == Missing.coefficient ? 0 : $0 }
    if case .money(let amounts, let ownScale, _)? = column("amount", of: side.allocations),
      ownScale <= BookBuilder.settledScale
    {
      let factor = Decimal.powersOfTen[BookBuilder.settledScale - ownScale]
      for (row, record) in rows(field, of: side.allocations).enumerated()
      where record >= 0 && amounts[row] != Missing.stored {
        applied[Int(record)] -= Int128(amounts[row]) * factor
      }
    }
    let factor = Decimal.powersOfTen[BookBuilder.settledScale - scale]
    return applied.map { amount in
      let (whole, part) = amount.quotientAndRemainder(dividingBy: factor)
      return part == 0 ? Int64(exactly: whole) ?? 0 : 0
    }
  }

  /// The amounts of credit notes or payments at `settledScale`.
  private func amounts(of money: CollectionID) -> [Int128]? {
    guard case .money(let amounts, let scale, _)? = column("amount", of: money),
      scale <= BookBuilder.settledScale
    else { return nil }
    let factor = Decimal.powersOfTen[BookBuilder.settledScale - scale]
    return amounts.map { $0 == Missing.stored ? Missing.coefficient : Int128($0) * factor }
  }

  private mutating func append(
    _ taken: TakenParts, of money: CollectionID, as field: String, _ parts: SettledParts,
    _ side: Side
  ) {
    guard !taken.parts.isEmpty else { return }
    let codes = taken.parts.map { parts.currencies[$0] }
    append(
      [
        "date": .date(taken.days),
        "amount": .money(taken.amounts, scale: parts.scale, currencies: codes),
        "currency": .currency(codes),
        "document": .record(side.documents, taken.parts.map { parts.rows[$0] }),
        field: .record(money, taken.rows),
      ], count: taken.parts.count, to: side.allocations)
  }

  /// What was paid back is a payment the other way, on the day of its credit note or payment.
  private mutating func payBack(
    _ paid: [(row: RowIndex, amount: Int64)], of money: CollectionID, scale: Int, _ side: Side
  ) {
    guard !paid.isEmpty else { return }
    let rows = paid.map(\.row)
    guard case .currency(let codes)? = column("currency", of: money)?.taking(rows) else { return }
    append(
      [
        "date": column("date", of: money)?.taking(rows),
        "amount": .money(paid.map { -$0.amount }, scale: scale, currencies: codes),
        "currency": .currency(codes),
        side.party: column(side.party, of: money)?.taking(rows),
      ], count: paid.count, to: side.payments)
  }
}

/// Parts of documents that credit notes or payments settle: each part's place, what settles it,
/// when and how much.
private struct TakenParts {
  private(set) var parts: [Int] = []
  private(set) var rows: [RowIndex] = []
  private(set) var days: [Int32] = []
  private(set) var amounts: [Int64] = []

  mutating func add(_ part: Int, _ row: RowIndex, _ day: Int32, _ amount: Int64) {
    parts.append(part)
    rows.append(row)
    days.append(day)
    amounts.append(amount)
  }
}

/// The settled parts of each party's documents.
private struct PartsOfParties {
  private var partsOfParty: [RowIndex: [Int]] = [:]
  private var partOfDocument: [RowIndex: Int] = [:]

  init(_ parts: BookBuilder.SettledParts, _ parties: Column?) {
    guard case .record(_, let parties)? = parties else { return }
    for (part, document) in parts.rows.enumerated() {
      partOfDocument[document] = part
      partsOfParty[parties[Int(document)], default: []].append(part)
    }
  }

  /// The first document of a party of which just so much is settled; `Missing.row` for none.
  func document(
    of party: RowIndex, with amount: Int64, _ parts: BookBuilder.SettledParts
  ) -> RowIndex {
    let part = (party < 0 ? nil : partsOfParty[party])?.first { parts.amounts[$0] == amount }
    return part.map { parts.rows[$0] } ?? .missing
  }

  /// Takes an amount from a document's part, and then from others of its party.
  func take(
    _ left: inout Int64, from document: RowIndex, of party: RowIndex, _ currency: UInt16,
    _ parts: inout BookBuilder.SettledParts, _ note: (Int, Int64) -> Void
  ) {
    let named = partOfDocument[document].map { [$0] } ?? []
    for part in named + (party < 0 ? [] : partsOfParty[party] ?? [])
    where left > 0 && parts.amounts[part] > 0 && parts.currencies[part] == currency {
      let amount = min(left, parts.amounts[part])
      parts.amounts[part] -= amount
      left -= amount
      note(part, amount)
    }
  }
}
