import Diagnostics
import Glibc
import Syntax

/// Every message of the shell itself, in the order of its codes.
extension Diagnostic {
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

  static func badSetting(_ name: String, values: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownSetting, "that is no value of '\(name)'", at: span, help: "set \(name) \(values)")
  }

  static func badCount(of command: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownSetting, "'\(command)' takes a number of lines", at: span,
      help: "\(command) 20   or   \(command) clear")
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
      help: suggestions.first.map { "did you mean help \($0)?" } ?? "'help' lists what there is")
  }

  static func noSuchCollection(_ name: String, suggestions: [String], at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      .noSuchTopic, "there is no collection '\(name)'", at: span,
      help: suggestions.first.map { "did you mean fields \($0)?" } ?? "'fields' lists what there is"
    )
  }

  static func missingWord(_ usage: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.incompleteCommand, "the command needs one more word", at: span, help: usage)
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
