import Diagnostics
import Storage

/// What is said when a session may not, or cannot, keep a change.
extension Diagnostic {
  static func cannotWrite(_ paths: [String], at span: SourceSpan) -> Diagnostic {
    let files = paths.isEmpty ? "FILES" : paths.joined(separator: " ")
    return Diagnostic(
      .cannotWrite, "these are files, which are only read", at: span,
      help: "make a book of them first:  invoq import \(files) --into BOOK")
  }

  static func readOnly(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .readOnly, "this session only reads", at: span, help: "start it without --read-only")
  }

  static func needsYes(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .needsYes, "nobody is there to say yes to this", at: span,
      help: "to change records without being asked:  --yes")
  }

  static func expectFailed(_ expected: Int, _ found: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .expectFailed, "\(found) records would change, and \(expected) are expected", at: span,
      help: "nothing was changed")
  }

  static func changeUnfit(_ reason: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSavedYet, "not saved: the change does not fit the book (\(reason))", at: span,
      help: "nothing was changed")
  }

  static func keepingFailed(
    _ failure: BookFolder.SaveFailure, at span: SourceSpan?
  ) -> Diagnostic {
    switch failure {
    case .notSaved(let error):
      Diagnostic(
        .notSavedYet, "not saved: \(error.systemText)", at: span,
        help: "nothing was changed, and the session can go on")
    case .unknown(let error):
      Diagnostic(
        .maybeSaved, "nobody knows whether this was saved: \(error.systemText)", at: span,
        help: "nothing more is saved here; open the book again to see")
    case .notWritable(.reading):
      Diagnostic(
        .notSavedYet, "not saved: another session writes this book", at: span,
        help: "try again when it has ended")
    case .notWritable:
      Diagnostic(
        .maybeSaved, "not saved: an earlier failure has left this book unsure", at: span,
        help: "open it again to see what is there")
    case .tooLarge:
      Diagnostic(
        .notSavedYet, "not saved: the change is larger than a journal takes", at: span,
        help: "change fewer records at once")
    }
  }
}

extension Diagnostic {
  /// The same, told at a place.
  func at(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(code, message, at: self.span ?? span, help: help, notes: notes, fixIt: fixIt)
  }
}

extension BookFolder.Notice {
  /// The notice in words.
  var text: String {
    switch self {
    case .tailKept(let file, let byteCount):
      "the last record of the journal was not finished; its \(byteCount) bytes are kept in \(file)"
    case .sealDamaged: "the mark of closing was not finished; nothing is lost"
    case .writtenByAnother: "another session writes this book; this one only reads"
    }
  }
}
