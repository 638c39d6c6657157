import Diagnostics
import Glibc
import Syntax

/// Every message of the shell itself, in the order of its codes.
extension Diagnostic {
  static func wordNotYet(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.notYet, "'\(word)' is not in this version yet", at: span)
  }

  static func definitionsNotYet(_ word: String, in statement: Statement) -> Diagnostic {
    let start = statement.span.start
    return Diagnostic(
      .notYet, "'\(word)' is not in this version yet",
      at: SourceSpan(start, start + word.utf8.count))
  }

  static func noBook(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingToOpen, "no book is open", at: span,
      help: "import \"Examples/book\"   or start with:  invoq Examples/book")
  }

  static func unknownSetting(_ name: String, known: [String], at span: SourceSpan) -> Diagnostic {
    let near = Suggestion.nearest(to: name, among: known)
    return Diagnostic(
      .unknownSetting, "there is no setting '\(name)'", at: span,
      help: near.first.map { "did you mean \($0)?" } ?? "settings: \(known.joined(separator: ", "))"
    )
  }

  static func badSetting(_ name: String, values: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownSetting, "'\(name)' needs one of its values", at: span,
      help: values.map { "set \(name) \($0)" }.joined(separator: "   "))
  }

  static func badCount(_ usage: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.unknownSetting, "a whole number is needed here", at: span, help: usage)
  }

  static func unknownCommand(
    _ word: String, suggestions: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownCommand, "'\(word)' is neither a command nor something to ask about", at: span,
      help: suggestions.first.map { "did you mean \($0)?" }
        ?? "start with what you ask about:  invoices where open",
      notes: suggestions.isEmpty ? ["'help' shows how to ask"] : [])
  }

  static func notInSafeMode(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notInSafeMode, "'\(word)' would read a file, and this session is a safe one", at: span,
      help: "leave, and start invoq without --safe")
  }

  static func noAnswerYet(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingAsked, "there is no answer to show again", at: span,
      help: "ask something first:  invoices where open")
  }

  static func nothingToExplain(_ reason: String, _ usage: String, at span: SourceSpan) -> Diagnostic
  {
    Diagnostic(.nothingToExplain, reason, at: span, help: usage)
  }

  static func historyKept(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .scriptUnreadable, "the history could not be emptied on disk", at: span,
      help: "is its folder write-protected?  ~/.local/state/invoq")
  }

  static func scriptUnreadable(_ path: String, _ reason: String, at span: SourceSpan?) -> Diagnostic
  {
    Diagnostic(.scriptUnreadable, "'\(path)' cannot be read: \(reason)", at: span)
  }

  static func nestedScripts(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .scriptUnreadable, "scripts that run scripts go 16 deep at most", at: span,
      help: "does a script run itself?")
  }

  static func noSuchTopic(_ topic: String, suggestions: [String], at span: SourceSpan) -> Diagnostic
  {
    Diagnostic(
      .noSuchTopic, "there is no help about '\(topic)'", at: span,
      help: suggestions.first.map { "help \($0)" } ?? "'help' lists what there is")
  }

  static func stopped() -> Diagnostic {
    Diagnostic(.interrupted, "stopped", at: nil)
  }

  static func noSuchCollection(
    _ name: String, suggestions: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .noSuchTopic, "there is no collection '\(name)'", at: span,
      help: suggestions.first.map { "fields \($0)" } ?? "'fields' lists them")
  }

  static func outputFailed(_ reason: String) -> Diagnostic {
    Diagnostic(.outputFailed, "the answer could not be written: \(reason)", at: nil)
  }

  static func missingWord(_ usage: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.unknownCommand, "the command needs to know what", at: span, help: usage)
  }

  static func inputUnreadable(_ failure: InputFailure) -> Diagnostic {
    switch failure {
    case .system(let number):
      .scriptUnreadable("standard input", unsafe String(cString: strerror(number)), at: nil)
    case .notUTF8(let line):
      .scriptUnreadable("standard input", "line \(line) is not UTF-8", at: nil)
    case .tooLong(let limit):
      .scriptUnreadable("standard input", "it is longer than \(limit) bytes", at: nil)
    }
  }
}
