import Columns
import Model

extension BookBuilder {
  /// Where no file has due dates, documents get the day that their own terms come to.
  ///
  /// A gap in a file that has them is a fact about the document, told in a bucket of its own; and a
  /// party's usual terms fill nothing, because its documents may differ from them.
  mutating func deriveDueDays() {
    for documents in [CollectionID.invoices, .bills] {
      guard case .text(let codes, let texts)? = column("terms", of: documents),
        case .date(let days)? = column("date", of: documents), column("due", of: documents) == nil
      else { continue }
      let terms = (0..<UInt32(texts.count)).map { PaymentTerms(texts[$0]) }
      var due = [Int32](repeating: Missing.day, count: codes.count)
      for (row, code) in codes.enumerated()
      where code != Missing.text && days[row] != Missing.day {
        due[row] = terms[Int(code)]?.due(from: CivilDate(day: days[row]))?.day ?? Missing.day
      }
      set("due", of: documents, to: .date(due))
    }
  }
}
