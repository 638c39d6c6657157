import Diagnostics

/// What is said when a change cannot be made.
extension Diagnostic {
  static func wrongKind(
    _ record: String, _ verb: String, _ kinds: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .wrongKind, "\(record) is nothing for '\(verb)'", at: span, help: "it works on \(kinds)")
  }

  static func otherSide(_ record: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .wrongKind, "\(record) is on the other side of the book", at: span,
      help: "what customers pay settles invoices, what vendors get settles bills")
  }

  /// An amount in a currency that it cannot be in; `exchange` is how a rate would be said.
  static func otherCurrency(
    _ said: String, _ own: String, exchange: String? = nil, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .otherCurrency, "\(said) cannot settle what is owed in \(own)", at: span,
      help: "name an amount in \(own)" + (exchange.map { ", or the rate:  \($0)" } ?? ""))
  }

  static func noCurrency(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .otherCurrency, "nothing says in which currency this is", at: span,
      help: "for example:  EUR 500")
  }

  static func notPositive(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notPositive, "an amount is more than nothing", at: span, help: "for example:  EUR 500.00")
  }

  static func tooManyDecimals(
    _ currency: String, _ places: Int, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .tooManyDecimals, "\(currency) has \(places) decimals", at: span,
      help: "nothing is rounded; write the amount as it was paid")
  }

  static func nothingOwed(_ record: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooMuch, "nothing is owed on \(record)", at: span,
      help: "to keep the money on account:  post payment EUR 500 from \"…\"")
  }

  static func moreThanOwed(_ owed: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.tooMuch, "that is more than is owed", at: span, help: "\(owed) is owed")
  }

  static func moreThanLeft(_ left: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.tooMuch, "that is more than is left", at: span, help: "\(left) is left")
  }

  static func moreThanApplied(_ applied: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.tooMuch, "that is more than is applied", at: span, help: "\(applied) is applied")
  }

  static func nothingLeft(_ record: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooMuch, "\(record) is applied in full", at: span,
      help: "to see to what:  allocations where payment is \"…\"")
  }

  static func nothingOpen(_ record: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingToDo, "nothing is open that \(record) could settle", at: span,
      help: "it stays on account")
  }

  static func notApplied(_ money: String, _ document: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingToDo, "\(money) is not applied to \(document)", at: span,
      help: "to see what is:  trace #…")
  }

  static func overSettled(_ record: String, _ worth: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooMuch, "\(record) would be settled with more than \(worth)", at: span,
      help: "take back what settles it first:  unapply #… from #…")
  }

  static func nothingToDo(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingToDo, "this changes nothing", at: span, help: "everything is so already")
  }

  static func alreadySo(
    _ field: String, _ value: Bool, count: Int, at span: SourceSpan
  ) -> Diagnostic {
    let state =
      value
      ? (count == 1 ? "it is \(field) already" : "all \(count) are \(field) already")
      : (count == 1 ? "it is not \(field)" : "none of the \(count) is \(field)")
    return Diagnostic(.nothingToDo, state, at: span, help: "nothing was changed")
  }

  static func noRecords(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingToDo, "no record answers this question", at: span, help: "nothing was changed")
  }

  static func nothingToResolve(_ record: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingToDo, "nothing is contested or promised on \(record)", at: span,
      help: "to contest it:  dispute #… because \"…\"")
  }

  static func rateWithoutNeed(_ currency: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .otherCurrency, "a rate is for what is paid in another currency than it is owed in",
      at: span, help: "leave the rate out, or name an amount that is not in \(currency)")
  }

  static func gaveBack(_ record: String, _ amount: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .stillSettled, "\(amount) of \(record) was given back, or exchanged", at: span,
      help: "take that back first:  events, then undo #E…")
  }

  static func isVoid(
    _ record: String, _ state: String = "void", at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .isVoid, "\(record) is \(state)", at: span, help: "to take that back:  undo")
  }

  static func stillSettled(
    _ amount: String, _ money: String, _ document: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .stillSettled, "\(amount) is applied to it", at: span,
      help: "take it back first:  unapply #\(money) from #\(document)")
  }

  static func unknownTerms(_ terms: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unfitSetting, "'\(terms)' says no day", at: span,
      help: "for example:  set terms = \"net 30\"")
  }

  static func numberTaken(_ number: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .numberTaken, "there is one called '\(number)' already", at: span,
      help: "leave the number out to get the next one")
  }

  static func missingPart(_ part: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .missingPart, "\(part) is missing", at: span,
      help: "for example:  add invoice for \"Acme\" line 2 x \"Widget\" at EUR 5 tax 20%")
  }

  static func doesNotFit(_ reason: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooMuch, "a figure has no room in the book: \(reason)", at: span,
      help: "write smaller amounts")
  }

  // MARK: Undo

  static func noEvent(_ number: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notUndone, "there is no event E\(number)", at: span, help: "to see them:  events")
  }

  static func nothingToUndo(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notUndone, "nothing was changed yet that is not undone", at: span,
      help: "to see what was:  events")
  }

  static func alreadyUndone(_ number: Int, by other: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notUndone, "event E\(number) is undone already, by E\(other)", at: span,
      help: "to have it again:  undo #E\(other)")
  }

  static func leadsToGone(
    _ record: String, _ gone: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .notUndone, "\(record) leads to \(gone), which was taken back", at: span,
      help: "undo first what took that back:  events where record has \"…\"")
  }

  static func neededLater(
    _ number: Int, by other: Int, _ statement: String, at span: SourceSpan
  ) -> Diagnostic {
    let short = statement.utf8.count > 60 ? String(statement.prefix(57)) + "…" : statement
    return Diagnostic(
      .notUndone, "event E\(other) stands on E\(number): \(short)", at: span,
      help: "undo that first:  undo #E\(other)")
  }
}
