import Columns
import Diagnostics
import Model

/// What must be said about an answer, each thing once, in the order of the rows that made it so.
struct Remarks: Sendable {
  private var texts: [String] = []
  /// The rates at which amounts were converted.
  var used = UsedRates()
  /// The first currency that a comparison with a bare number has met, by its place.
  private var comparedCurrencies: [SourceSpan: UInt16] = [:]

  /// All of it as notes.
  var notes: [String] { texts + used.notes }

  mutating func note(_ text: String) {
    if !texts.contains(text) { texts.append(text) }
  }

  /// Says so when a bare number is compared with amounts of several currencies, in whichever
  /// batches they come.
  mutating func noteComparison(of currencies: [UInt16], at span: SourceSpan) {
    let known = comparedCurrencies[span] ?? currencies.first { $0 != Missing.currency }
    guard let known else { return }
    comparedCurrencies[span] = known
    if currencies.contains(where: { $0 != known && $0 != Missing.currency }) {
      note("amounts of several currencies were compared with the same number")
    }
  }

  /// Adds what was said about the rows behind.
  mutating func add(_ later: Remarks) {
    for text in later.texts { note(text) }
    used.formUnion(later.used)
    for (span, currency) in later.comparedCurrencies { noteComparison(of: [currency], at: span) }
  }
}
