import Diagnostics
import Model
import Syntax

/// What is said about sentences that change records, before anything is computed.
extension Diagnostic {
  static func noSuchEvent(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .noSuchEvent, "'\(text)' is no event", at: span, help: "to see them:  events")
  }

  /// What is said of a name that was looked for in some collections; near are those that may have
  /// been meant, the likeliest first.
  static func unknownParty(
    _ name: String, among collections: [CollectionSchema], near: [Text], at span: SourceSpan
  ) -> Diagnostic {
    let words = collections.map(\.singular).joined(separator: " or ")
    let meant = near.prefix(3).map { "\"\($0.string.replacing("\"", with: "\"\""))\"" }
    let place = collections.first?.plural ?? "customers"
    return Diagnostic(
      .unknownParty, "no \(words) is called '\(name)'", at: span,
      help: meant.isEmpty
        ? "to look for part of it:  \(place) where name has \"\(name)\""
        : "did you mean \(meant.joined(separator: " or "))?",
      fixIt: meant.count == 1 ? FixIt(span, meant[0]) : nil)
  }

  static func severalParties(
    _ name: String, count: Int, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .severalParties, "\(count) records are called '\(name)', so nothing is guessed", at: span,
      help: "name it by its #number")
  }

  static func noRecordsToChange(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .noRecordsToChange, "this question answers with figures, not with records", at: span,
      help: "for example:  approve (bills where due in next 7 days)")
  }

  static func notAConstant(_ words: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAConstant, "'\(words)' is no value by itself", at: span,
      help: "for example:  set terms = \"net 30\"")
  }

  static func notADay(_ words: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.notADay, "'\(words)' is no day", at: span, help: "for example:  on 3 June 2026")
  }

  static func notChangeable(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notChangeable, "'\(word)' is nothing that can be changed", at: span,
      help: "a customer, vendor, invoice or bill can:  change customer \"Acme\" set …")
  }

  static func notSettable(_ field: Name, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSettable, "\(field.text) is not set by hand", at: span,
      help: "figures are corrected by a credit note, states by their verbs:  help verbs")
  }

  static func unfitSetting(_ field: String, _ type: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unfitSetting, "\(field) takes another kind of value: \(type)", at: span,
      help: "to take a value away:  set \(field) = missing")
  }

  static func notAddable(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAddable, "'\(word)' is nothing that can be added", at: span,
      help: "an invoice, bill, credit, order, customer or vendor can")
  }
}
