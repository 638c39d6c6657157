import Diagnostics

/// Everything that this stage says, sorted by code.
extension Diagnostic {
  // MARK: Words and values

  static func strayCharacter(_ written: String, at span: SourceSpan) -> Diagnostic {
    let brackets = ["[": "(", "{": "(", "]": ")", "}": ")"]
    let others = [
      "%": "a part is written 19%", "&": "two tests are joined with and; texts are never joined",
    ]
    return Diagnostic(
      .strayCharacter, "\(quoted(written)) has no meaning here", at: span,
      help: brackets[written].map { "brackets are round: \($0)" }
        ?? others[written] ?? "text needs quotes: \"…\"",
      fixIt: brackets[written].map { FixIt(span, $0) })
  }

  static func unclosedText(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unclosedText, "the text that begins here is never closed",
      at: SourceSpan(span.start, span.start + 1),
      help: "close it with the same quote; inside, write the quote twice")
  }

  static func groupedNumber(_ written: String, plain: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .groupedNumber, "\(written) is not written as a number here", at: span,
      help: "write \(plain)", fixIt: FixIt(span, plain))
  }

  static func ambiguousDate(
    _ written: String, _ readings: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .ambiguousDate, "\(written) can be read in more than one way", at: span,
      help: "write \(readings.joined(separator: " or "))")
  }

  static func malformedDate(
    _ written: String, _ meant: String?, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .malformedDate, "\(written) is not written as a date here", at: span,
      help: meant.map { "write \($0)" } ?? "a date is written 2026-03-31 or 31 March 2026",
      fixIt: meant.map { FixIt(span, $0) })
  }

  static func ordinalDay(_ written: String, plain: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .malformedDate, "\(written) is not written as a date here", at: span,
      help: "write the day as \(plain): \(plain) March 2026", fixIt: FixIt(span, plain))
  }

  static func malformedNumber(_ written: String, at span: SourceSpan) -> Diagnostic {
    let meant = meantNumber(written)
    return Diagnostic(
      .malformedNumber, "\(quoted(written)) is not a number", at: span,
      help: meant.map { "write \($0)" }
        ?? "numbers are written 1200 or 1200.50; text needs quotes",
      fixIt: meant.map { FixIt(span, $0) })
  }

  /// `0.5` for `.5`, `5000` for `5k`; nil where it is not certain.
  private static func meantNumber(_ written: String) -> String? {
    let digits = written.utf8.drop { $0 == UInt8(ascii: ".") }
    if written.hasPrefix("."), digits.allSatisfy(isDigit) { return "0\(written)" }
    let zeros = ["k": "000", "mio": "000000", "mn": "000000"]
    let unit = String(written.drop { $0.isASCII && $0.isNumber })
    guard let zeros = zeros[unit.lowercased()], unit.count < written.count else { return nil }
    return written.dropLast(unit.count) + zeros
  }

  static func malformedPeriod(
    _ written: String, month: String?, difference: String?, isCertain: Bool, at span: SourceSpan
  ) -> Diagnostic {
    let offers = [month, difference].compactMap(\.self)
    return Diagnostic(
      .malformedPeriod, "\(written) is not a period", at: span,
      help: offers.isEmpty
        ? "periods are written 2026-03, 2026-Q1, 2026-H1 or 2026-W13"
        : "write \(offers.joined(separator: " or "))",
      fixIt: isCertain ? offers.first.map { FixIt(span, $0) } : nil)
  }

  static func danglingReference(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .danglingReference, "a number is missing behind '#'", at: span,
      help: "write #INV-00346, or #\"INV 346\" if it holds spaces or other signs")
  }

  static func unclosedName(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unclosedName, "the name that begins here is not closed",
      at: SourceSpan(span.start, span.start + 1), help: "a name stands between two backticks")
  }

  static func textTooLong(_ limit: Int, at offset: Int) -> Diagnostic {
    Diagnostic(
      .textTooLong, "a statement is at most \(limit) bytes long", at: .at(offset),
      help: "statements of a script stand on lines of their own")
  }

  // MARK: Sentences

  static func missingValue(
    after previous: String?, before next: String?, example: String?, at span: SourceSpan
  ) -> Diagnostic {
    let place =
      switch (previous, next) {
      case (let previous?, let next?): "between \(quoted(previous)) and \(quoted(next))"
      case (let previous?, nil): "after \(quoted(previous))"
      case (nil, let next?): "before \(quoted(next))"
      case (nil, nil): "here"
      }
    return Diagnostic(
      .expectedExpression, "something is missing \(place)", at: span,
      help: example.map { "for example:  \($0)" }
        ?? "a field or a value stands here:  owed, 500, \"acme\"")
  }

  static func reservedWord(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .expectedWord, "\(quoted(word)) is a reserved word", at: span,
      help: "a name like this stands in backticks: `\(word)`", fixIt: FixIt(span, "`\(word)`"))
  }

  static func missingWord(
    _ message: String, help: String, at span: SourceSpan, insert: String? = nil,
    replacement: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .expectedWord, message, at: span, help: help,
      fixIt: insert.map { FixIt(.at(span.start), $0) } ?? replacement.map { FixIt(span, $0) })
  }

  static func unclosedBracket(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unclosedBracket, "this bracket is never closed", at: span, help: "close it with )")
  }

  static func strayWord(
    _ word: String, help: String, at span: SourceSpan, fixIt: FixIt? = nil
  ) -> Diagnostic {
    Diagnostic(
      .strayWord, "\(quoted(word)) does not fit here", at: span, help: help, fixIt: fixIt)
  }

  static func textWithoutQuotes(_ words: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .strayWord, "text of several words needs quotes", at: span, help: "write \"\(words)\"",
      fixIt: FixIt(span, "\"\(words)\""))
  }

  static func mixedConnectives(example: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .mixedConnectives, "'and' and 'or' together need brackets", at: span,
      help: "for example:  \(example)")
  }

  static func chainedComparison(example: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .chainedComparison, "one comparison cannot follow another", at: span,
      help: "for example:  \(example)")
  }

  static func tooDeep(_ limit: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooDeep, "brackets go at most \(limit) deep", at: span,
      help: "leave out brackets that change nothing")
  }

  static func tooManyNodes(_ limit: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooManyNodes, "a statement has at most \(limit) values and fields", at: span,
      help: "ask in several statements")
  }

  static func foreignWord(
    _ written: String, ours: String, example: String? = nil, replacement: String? = nil,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .habitFromElsewhere, "\(quoted(written)) is written \(quoted(ours)) here", at: span,
      help: example ?? "write \(ours)", fixIt: FixIt(span, replacement ?? ours))
  }

  static func foreignClause(
    _ message: String, help: String, at span: SourceSpan, fixIt: FixIt? = nil
  ) -> Diagnostic {
    Diagnostic(.habitFromElsewhere, message, at: span, help: help, fixIt: fixIt)
  }

  static func bareAggregate(_ word: String, _ meant: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .bareAggregate, "\(quoted(word)) without brackets takes one field", at: span,
      help: "write \(meant)", fixIt: FixIt(span, meant))
  }

  static func misplacedDay(
    _ word: String, example: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .misplacedDay, "\(quoted(word)) stands directly behind what you ask about", at: span,
      help: "for example:  \(example)")
  }

  static func expectedCount(_ word: String, example: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .expectedCount, "a whole number is missing after \(quoted(word))", at: span,
      help: "for example:  \(example)")
  }

  static func emptyStatement(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .emptyStatement, "there is no question here", at: span,
      help: "start with what you ask about:  invoices where open")
  }

  /// Verbs of other languages and of offices, each with an example of ours.
  static let verbsElsewhere: [String: String] = {
    let examples = [
      (
        "change customer \"Acme\" set phone = \"030 1234\"",
        ["update", "modify", "rename"]
      ),
      ("add customer \"Acme\"", ["insert", "create", "register"]),
      (
        "post payment EUR 400 from \"Acme\" for oldest",
        ["receive", "received", "deposit", "collect"]
      ),
      (
        "nothing is deleted; void #INV-1 because \"…\" keeps what was",
        ["delete", "remove", "cancel", "erase"]
      ),
      ("note #INV-1 \"reminded by phone\"", ["remind", "chase", "dun"]),
      ("send #INV-1", ["email", "mail", "print"]),
      ("flag, send, hold, approve or pay #INV-1", ["mark"]),
      ("hold #B-1 because \"…\"", ["block", "suspend"]),
      ("release #B-1", ["unblock", "unhold"]),
    ]
    var verbs: [String: String] = [:]
    for (example, words) in examples { for word in words { verbs[word] = example } }
    return verbs
  }()

  static func noSuchVerb(_ verb: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .noSuchVerb, "there is no verb \(quoted(verb)) here", at: span,
      help: "for example:  \(verbsElsewhere[verb] ?? "")")
  }

  static func strayClause(
    _ word: String, of verb: String, example: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .strayClause, "\(quoted(verb)) has no use for \(quoted(word))", at: span,
      help: "for example:  \(example)")
  }

  private static func quoted(_ word: String) -> String { "'\(word)'" }
}
