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
}
