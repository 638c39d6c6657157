import Diagnostics

/// A line for the shell itself: its words, and what they do.
struct Command {
  /// The text that it stands in.
  let source: SourceText
  /// From its first word to its end.
  let span: SourceSpan
  /// The command's own word.
  let word: String
  /// The words behind the command's own, with their places; quotes are taken off.
  let words: [Word]
  /// What to do.
  let action: @Sendable (Command, Session) throws(Mistakes) -> Session.Outcome

  /// One word of a command line.
  struct Word {
    let text: String
    let span: SourceSpan
  }

  func run(_ session: Session) throws(Mistakes) -> Session.Outcome {
    try action(self, session)
  }

  /// Everything behind the command's own word.
  var rest: SourceSpan {
    guard let first = words.first else { return .at(span.end) }
    return SourceSpan(first.span.start, span.end)
  }
}
