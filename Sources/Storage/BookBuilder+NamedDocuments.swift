import Columns
import Model

extension BookBuilder {
  /// Lets each credit note settle the document that it names, where no file tells how credit notes
  /// were used.
  ///
  /// Files tell it where allocations have a column of credit notes, even an empty one, or where a
  /// column of credit notes says what is left of each. A document of which a file says how much is
  /// settled has its credit notes in that figure, and one that was settled in full before the
  /// credit note had none of it. All of the note goes to its document: what is more than was
  /// open is owed back, and shows as such.
  mutating func creditNamedDocuments() {
    for side in BookBuilder.sides {
      let rows = creditsOfNamedDocuments(side)
      guard !rows.isEmpty else { continue }
      creditsSettlingNamed[side.credits] = rows.count
      append(
        [
          "date": column("date", of: side.credits)?.taking(rows),
          "amount": column("amount", of: side.credits)?.taking(rows),
          "currency": column("currency", of: side.credits)?.taking(rows),
          "document": column(side.link, of: side.credits)?.taking(rows),
          "credit": .record(side.credits, rows),
        ], count: rows.count, to: side.allocations)
    }
  }

  /// The credit notes that settle what they name.
  private func creditsOfNamedDocuments(_ side: Side) -> [RowIndex] {
    let documents = tables[side.documents.index]
    guard column("credit", of: side.allocations) == nil,
      tables[side.credits.index].settledAmounts == nil,
      case .record(_, let named)? = column(side.link, of: side.credits),
      case .date(let days)? = column("date", of: side.credits),
      case .money(let amounts, _, let currencies)? = column("amount", of: side.credits),
      case .currency(let owed)? = column("currency", of: side.documents)
    else { return [] }
    return named.indices.filter { row in
      let document = Int(named[row])
      guard document >= 0, days[row] != Missing.day, amounts[row] != Missing.stored,
        currencies[row] == owed[document]
      else { return false }
      if let said = documents.settledAmounts, said[document] != Missing.coefficient { return false }
      if let settled = documents.settledDays?[document], settled != Missing.day {
        return days[row] <= settled
      }
      return !isUnissued(document, of: side.documents)
    }.map { RowIndex($0) }
  }

  /// Lets each payment settle the document that it names, as far as that is owed, where no file
  /// tells how payments were used; what is more stays unapplied.
  ///
  /// A payment of which no file tells the party is that of its document's.
  mutating func payNamedDocuments() {
    for side in BookBuilder.sides {
      guard let name = tables[side.payments.index].paidDocumentColumn,
        case .text(let codes, let dictionary)? = column(name, of: side.payments)
      else { continue }
      let numbers = NumberedRecords(
        column("number", of: side.documents), named: dictionary, by: codes)
      let documents: [RowIndex] = codes.map {
        $0 == Missing.text ? .missing : numbers.only[Int($0)]
      }
      nameParties(ofPayments: documents, side)
      if column("payment", of: side.allocations) == nil { apply(documents, side) }
    }
  }

  private mutating func nameParties(ofPayments documents: [RowIndex], _ side: Side) {
    guard case .record(let parties, let owners)? = column(side.party, of: side.documents) else {
      return
    }
    let told = rows(side.party, of: side.payments)
    let rows = zip(told, documents).map { told, document in
      told < 0 && document >= 0 ? owners[Int(document)] : told
    }
    set(side.party, of: side.payments, to: .record(parties, rows))
  }

  /// Applies payments to the documents that they name, in the order of the rows.
  private mutating func apply(_ documents: [RowIndex], _ side: Side) {
    guard case .money(let totals, let totalScale, let owed)? = column("total", of: side.documents),
      case .money(let amounts, let ownScale, let paid)? = column("amount", of: side.payments),
      case .date(let days)? = column("date", of: side.payments)
    else { return }
    let scale = max(totalScale, ownScale)
    let tens = Decimal.powersOfTen
    var left = totals.map {
      $0 == Missing.stored ? 0 : Int128($0) * tens[scale - totalScale]
    }
    var taken: [(payment: RowIndex, amount: Int64)] = []
    for (payment, document) in documents.enumerated()
    where document >= 0 && amounts[payment] != Missing.stored && days[payment] != Missing.day
      && paid[payment] == owed[Int(document)] && !isUnissued(Int(document), of: side.documents)
    {
      let amount = min(Int128(amounts[payment]) * tens[scale - ownScale], left[Int(document)])
      guard amount > 0, let part = Int64(exactly: amount) else { continue }
      left[Int(document)] -= amount
      taken.append((RowIndex(payment), part))
    }
    guard !taken.isEmpty else { return }
    let payments = taken.map(\.payment)
    let codes = payments.map { paid[Int($0)] }
    append(
      [
        "date": .date(payments.map { days[Int($0)] }),
        "amount": .money(taken.map(\.amount), scale: scale, currencies: codes),
        "currency": .currency(codes),
        "document": .record(side.documents, payments.map { documents[Int($0)] }),
        "payment": .record(side.payments, payments),
      ], count: taken.count, to: side.allocations)
  }
}
