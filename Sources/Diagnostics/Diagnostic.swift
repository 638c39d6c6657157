/// What we say when something is wrong: one clause, the place, and one line that helps.
package struct Diagnostic: Error, Sendable, Equatable {
  /// How grave it is.
  package enum Severity: String, Sendable {
    case error
    case warning
    case note
  }

  /// Text to put in place of a span, where one is almost certainly right.
  package struct FixIt: Sendable, Equatable {
    /// What to replace.
    package let span: SourceSpan
    /// What to write there.
    package let replacement: String

    /// A replacement for a span.
    package init(_ span: SourceSpan, _ replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  /// How grave it is.
  package let severity: Severity
  /// The stable, documented kind.
  package let code: DiagnosticCode
  /// One clause in a clerk's words, without a full stop.
  package let message: String
  /// Where, in the text that was being read; nil when the trouble has no place in it.
  package let span: SourceSpan?
  /// One line that can be typed as it stands, or empty.
  package let help: String
  /// Facts that belong to the message, one a line; at most two.
  package let notes: [String]
  /// The replacement that mends it, if one is almost certain.
  package let fixIt: FixIt?

  /// A diagnostic; construct it only in the `…Diagnostics.swift` file of a stage.
  package init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan?, help: String = "",
    notes: [String] = [], fixIt: FixIt? = nil, severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.help = help
    self.notes = notes
    self.fixIt = fixIt
  }
}

/// Up to three mistakes of one statement, thrown together; never empty.
package struct Mistakes: Error, Sendable, Equatable {
  /// How many mistakes of one statement are told at once.
  package static let limit = 3

  /// The mistakes, in the order of their places.
  package let all: [Diagnostic]
  /// The text that their places are in, where it is longer than the statement: with the
  /// definitions that the statement calls.
  package let source: SourceText?

  /// The first `limit` of some mistakes.
  package init(_ all: [Diagnostic], in source: SourceText? = nil) {
    precondition(!all.isEmpty, "no mistake is no error")
    self.all = Array(all.prefix(Mistakes.limit))
    self.source = source
  }
}
