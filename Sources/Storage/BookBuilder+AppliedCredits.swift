import Columns
import Model

extension BookBuilder {
  /// Lets what files say is applied of credit notes settle parts of documents.
  ///
  /// Files that tell how much is left of a credit note do not tell what the rest went to. It went
  /// to the document that the note names, if the file calls that settled, else to others of the
  /// party in the same currency, in their order; what is more was paid back. So what is open of
  /// each is what the file says, and the balance is the sum of it.
  mutating func applyCredits(_ side: Side, to parts: inout SettledParts) {
    let applied = appliedAmounts(side, scale: parts.scale)
    guard applied.contains(where: { $0 > 0 }),
      case .date(let days)? = column("date", of: side.credits),
      case .record(_, let parties)? = column(side.party, of: side.credits),
      case .currency(let currencies)? = column("currency", of: side.credits)
    else { return }
    let documents = PartsOfParties(parts, column(side.party, of: side.documents))
    let named = rows(side.link, of: side.credits)
    var credited = CreditedParts()
    var paidBack: [(credit: RowIndex, amount: Int64)] = []
    for credit in applied.indices where applied[credit] > 0 && days[credit] != Missing.day {
      var left = applied[credit]
      documents.take(&left, from: named[credit], of: parties[credit], currencies[credit], &parts) {
        credited.add($0, RowIndex(credit), $1)
      }
      if left > 0 { paidBack.append((RowIndex(credit), left)) }
    }
    append(credited, parts, side)
    payBack(paidBack, scale: parts.scale, side)
  }

  /// What files say is applied of each credit note, beyond what their allocations tell.
  private func appliedAmounts(_ side: Side, scale: Int) -> [Int64] {
    guard let said = tables[side.credits.index].settledAmounts, scale <= BookBuilder.settledScale
    else { return [] }
    var applied = said.map { $0 == Missing.coefficient ? 0 : $0 }
    if case .money(let amounts, let ownScale, _)? = column("amount", of: side.allocations),
      ownScale <= BookBuilder.settledScale
    {
      let factor = Decimal.powersOfTen[BookBuilder.settledScale - ownScale]
      for (row, credit) in rows("credit", of: side.allocations).enumerated()
      where credit >= 0 && amounts[row] != Missing.stored {
        applied[Int(credit)] -= Int128(amounts[row]) * factor
      }
    }
    let factor = Decimal.powersOfTen[BookBuilder.settledScale - scale]
    return applied.map { amount in
      let (whole, part) = amount.quotientAndRemainder(dividingBy: factor)
      return part == 0 ? Int64(exactly: whole) ?? 0 : 0
    }
  }

  private mutating func append(_ credited: CreditedParts, _ parts: SettledParts, _ side: Side) {
    guard !credited.parts.isEmpty else { return }
    let codes = credited.parts.map { parts.currencies[$0] }
    append(
      [
        "date": .date(credited.parts.map { parts.days[$0] }),
        "amount": .money(credited.amounts, scale: parts.scale, currencies: codes),
        "currency": .currency(codes),
        "document": .record(side.documents, credited.parts.map { parts.rows[$0] }),
        "credit": .record(side.credits, credited.credits),
      ], count: credited.parts.count, to: side.allocations)
  }

  /// What was paid back is a payment the other way, on the day of its credit note.
  private mutating func payBack(
    _ paid: [(credit: RowIndex, amount: Int64)], scale: Int, _ side: Side
  ) {
    guard !paid.isEmpty else { return }
    let credits = paid.map(\.credit)
    guard case .currency(let codes)? = column("currency", of: side.credits)?.taking(credits) else {
      return
    }
    append(
      [
        "date": column("date", of: side.credits)?.taking(credits),
        "amount": .money(paid.map { -$0.amount }, scale: scale, currencies: codes),
        "currency": .currency(codes),
        side.party: column(side.party, of: side.credits)?.taking(credits),
      ], count: paid.count, to: side.payments)
  }
}

/// Parts of documents that credit notes settle: each part's place, its credit note and how much.
private struct CreditedParts {
  private(set) var parts: [Int] = []
  private(set) var credits: [RowIndex] = []
  private(set) var amounts: [Int64] = []

  mutating func add(_ part: Int, _ credit: RowIndex, _ amount: Int64) {
    parts.append(part)
    credits.append(credit)
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
