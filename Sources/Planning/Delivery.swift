package import Diagnostics

/// What becomes of an answer beside being shown: a picture, a file.
package struct Delivery: Sendable, Equatable {
  /// The file that it goes to; nil where it is shown.
  package var export: ExportOrder?
  /// The picture that is drawn of it; nil for none.
  package var chart: ChartOrder?

  /// Nothing but being shown.
  package init() {}

  /// Whether the answer is only shown.
  package var isPlain: Bool { export == nil && chart == nil }
}

/// A file that an answer goes to.
package struct ExportOrder: Sendable, Equatable {
  /// The file, as written.
  package let file: String
  /// What stands above the answer; nil where nothing was said.
  package let title: String?
  /// Whether bank accounts and tax numbers stand there in full.
  package let isFull: Bool
  /// Whether texts that begin like a formula stay as they are.
  package let isRaw: Bool
  /// Whether the file begins as Excel wants it.
  package let isForExcel: Bool
  /// Whether numbers have a comma before their decimals.
  package let hasDecimalComma: Bool
  /// Where the file's name stands.
  package let span: SourceSpan
}

/// A picture that is drawn of an answer.
package struct ChartOrder: Sendable, Equatable {
  /// The kinds of pictures.
  package enum Style: Sendable {
    case bars
    case line
  }

  /// The kind that was asked for; nil where the answer decides.
  package let style: Style?
  /// The column that is drawn; nil where the answer decides.
  package let value: String?
  /// Where it was asked for.
  package let span: SourceSpan
}
