import Diagnostics
import Model

/// Every message of this stage, in the order of its codes.
extension Diagnostic {
  static func overflow(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .overflow, "a figure becomes too large, or too fine, here", at: span,
      help:
        "figures have up to 26 digits, 12 of them behind the point; leave out what is far too large"
    )
  }

  static func currenciesCompared(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .currenciesCompared, "amounts in several currencies have no order and no average", at: span,
      help:
        "ask 'by currency', or in one:  convert(owed, EUR)   "
        + "in each one's own:  convert(owed, currency)"
    )
  }

  static func dateOutOfRange(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .dateOutOfRange,
      "a day here lies outside the calendar, which runs from 0001-01-01 to 9999-12-31", at: span)
  }

  static func interrupted() -> Diagnostic {
    Diagnostic(.interrupted, "stopped", at: nil)
  }

  static func noRate(
    from: Currency, to: Currency, on day: CivilDate, at span: SourceSpan
  ) -> Diagnostic {
    let source = from == .unnamed ? "amounts without a currency" : from.text
    return Diagnostic(
      .noRate, "no rate leads from \(source) to \(to.text) on \(day)", at: span,
      help: "'rates' lists them; a file rates.csv has date,from,to,rate")
  }

  static func tooManyColumns(_ count: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooManyColumns, "'across' would make \(count) columns", at: span,
      help: "put what has fewer values behind 'across', and this behind 'by'")
  }

  static func tooMuchMemory(limit: Int) -> Diagnostic {
    Diagnostic(
      .tooMuchMemory, "this question needs more than \(limit.asMemory) of memory", at: nil,
      help: "ask for fewer rows or columns, with where, top or show, or allow more: set memory"
        + " \((4 * limit).asMemory)")
  }

  static func severalRows(_ count: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .severalRows, "this question gave \(count) rows, and one value is needed", at: span,
      help: "make one of them, with max, sum or take 1, or ask whether a value is in (…)")
  }
}

extension Int {
  /// Bytes in the unit in which `set memory` takes them.
  package var asMemory: String {
    let units = [("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)]
    guard let (name, size) = units.first(where: { self >= $0.1 }) else { return "1 kB" }
    return "\(self / size) \(name)"
  }
}
