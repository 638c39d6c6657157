import Execution
import Model
import OracleSupport
import Shell

/// A question as the engine and the plain evaluator answer it.
struct InquiryVerdict {
  let inquiry: Inquiry
  let text: String
  /// The answer of the engine as cells; nil for a mistake.
  let found: [[String]]?
  /// How many rows the evaluator has.
  let rowCount: Int
  /// Whether both found that the figures have no order, or no rate.
  let isRefused: Bool
  /// Where the two differ.
  let difference: String?

  /// Asks both; the engine a second time without indexes and three rows at a time, if wanted.
  init(_ inquiry: Inquiry, _ engine: Engine, _ book: ReferenceBook, isPlain: Bool = false) {
    self.inquiry = inquiry
    text = inquiry.words(book.schema)
    let outcome = Outcome(engine, text, forgetsZeros: true)
    found = InquiryVerdict.cells(outcome, inquiry)
    if isPlain {
      var plain = engine
      plain.isOptimizing = false
      plain.options.rowsPerBatch = 3
      let other = Outcome(plain, text, forgetsZeros: true)
      // Without an order, batches may come out of the groups in another one.
      if InquiryVerdict.ordered(InquiryVerdict.cells(other, inquiry), inquiry)
        != InquiryVerdict.ordered(found, inquiry)
      {
        (rowCount, isRefused) = (0, false)
        difference = "\(text)\n  optimized: \(outcome)\n  plain:     \(other)"
        return
      }
    }
    guard let wanted = try? ReferenceRunner(book, inquiry).cells() else {
      (rowCount, isRefused) = (0, true)
      difference = found == nil ? nil : "\(text)\n  no mistake: \(outcome)"
      return
    }
    (rowCount, isRefused) = (wanted.count, false)
    difference =
      InquiryVerdict.ordered(found, inquiry) == InquiryVerdict.ordered(wanted, inquiry)
      ? nil : "\(text)\n" + InquiryVerdict.told(found, "\(outcome)", wanted)
  }

  /// How the answer of the engine differs from that of a database.
  func difference(from rows: [[String]]) -> String? {
    let rows = inquiry.acrossKeyCount == nil ? rows : rows.filter { $0.last != "0" }
    if InquiryVerdict.ordered(found, inquiry) == InquiryVerdict.ordered(rows, inquiry) {
      return nil
    }
    return InquiryVerdict.told(found, "a mistake", rows)
  }

  /// The cells of an answer, those of `across` as rows of their own; nil for a mistake.
  static func cells(_ outcome: Outcome, _ inquiry: Inquiry) -> [[String]]? {
    if let count = inquiry.acrossKeyCount, case .table(let table) = outcome {
      return table.unpivoted(keyCount: count).rows
    }
    return outcome.rows
  }

  /// The same in an order of their own where the question leaves it open.
  static func ordered(_ rows: [[String]]?, _ inquiry: Inquiry) -> [[String]]? {
    inquiry.isOrdered ? rows : rows?.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The first rows that only one side has.
  private static func told(
    _ found: [[String]]?, _ outcome: String, _ wanted: [[String]]
  ) -> String {
    guard let found else { return "  engine: \(outcome)\n  judge:  \(wanted.count) rows" }
    let (ours, theirs) = (Set(found), Set(wanted))
    return """
        engine: \(found.count) rows, alone \(found.filter { !theirs.contains($0) }.prefix(4))
        judge:  \(wanted.count) rows, alone \(wanted.filter { !ours.contains($0) }.prefix(4))
      """
  }
}
