package import Diagnostics
import Model
import Syntax

/// Every message of this stage, in the order of its codes.
extension Diagnostic {
  // MARK: Names

  static func unknownSource(_ name: Name, suggestions: [String]) -> Diagnostic {
    Diagnostic(
      .unknownSource, "there is nothing called '\(name.text)' to ask about", at: name.span,
      help: suggested(suggestions) ?? "start with what you ask about:  invoices where open",
      fixIt: fix(name.span, suggestions))
  }

  static func fieldAsSource(_ name: Name, of collection: String, isTest: Bool) -> Diagnostic {
    Diagnostic(
      .unknownSource, "'\(name.text)' is a field, and a question starts with what has it",
      at: name.span,
      help: "for example:  \(collection) \(isTest ? "where" : "show") \(name.text)")
  }

  static func unknownField(_ name: Name, in place: String, suggestions: [String]) -> Diagnostic {
    Diagnostic(
      .unknownField,
      "there is no field '\(name.text)' \(place.isEmpty ? "here" : "in \(place)")", at: name.span,
      help: suggested(suggestions) ?? "'fields' lists what can be asked",
      fixIt: fix(name.span, suggestions))
  }

  static func unknownFunction(_ name: Name, suggestions: [String]) -> Diagnostic {
    Diagnostic(
      .unknownFunction, "there is no function '\(name.text)'", at: name.span,
      help: suggested(suggestions) ?? "'help functions' lists them",
      fixIt: fix(name.span, suggestions))
  }

  static func unquotedText(_ word: String, at span: SourceSpan) -> Diagnostic {
    // `email is empty`, and not a text that says so.
    if ["empty", "blank", "none", "nothing", "unknown"].contains(word.lowercased()) {
      return Diagnostic(
        .unquotedText, "'\(word)' is written 'missing' here", at: span,
        help: "for example:  email is missing", fixIt: FixIt(span, "missing"))
    }
    return Diagnostic(
      .unquotedText, "'\(word)' is neither a field nor text in quotes", at: span,
      help: "text is written in quotes:  \"\(word)\"", fixIt: FixIt(span, "\"\(word)\""))
  }

  static func unknownReference(_ reference: Reference) -> Diagnostic {
    Diagnostic(
      .unknownReference, "nothing has the number '\(reference.text)'", at: reference.span,
      help: "to look for part of it:  invoices where number has \"\(reference.text)\"")
  }

  static func ambiguousReference(
    _ reference: Reference, count: Int, in places: [String]
  ) -> Diagnostic {
    let first = places.first ?? "invoices"
    return Diagnostic(
      .ambiguousReference,
      "\(count) records have the number '\(reference.text)': \(places.joined(separator: ", "))",
      at: reference.span, help: "say which:  \(first) where number is \"\(reference.text)\"")
  }

  /// Nothing has the number, but it looks like a slip.
  static func misspelledReference(
    _ reference: Reference, candidates: [(number: String, kind: String)]
  ) -> Diagnostic {
    let only = candidates.count == 1 ? candidates.first : nil
    return Diagnostic(
      .unknownReference, "nothing has the number '\(reference.text)'", at: reference.span,
      help: only.map { "did you mean \(spelled($0.number)), \(article($0.kind))?" }
        ?? "did you mean one of these?  \(listed(candidates))",
      fixIt: only.map { FixIt(reference.span, spelled($0.number)) })
  }

  /// Several records have the number in another spelling.
  static func unclearReference(
    _ reference: Reference, candidates: [(number: String, kind: String)]
  ) -> Diagnostic {
    Diagnostic(
      .ambiguousReference,
      "\(candidates.count) records have a number like '\(reference.text)'", at: reference.span,
      help: "say which:  \(listed(candidates))")
  }

  /// At most ten references with what they are.
  private static func listed(_ candidates: [(number: String, kind: String)]) -> String {
    let told = candidates.prefix(10).map { "\(spelled($0.number)) (\($0.kind))" }
    let rest = candidates.count - told.count
    return told.joined(separator: "  ") + (rest > 0 ? "  and \(rest) more" : "")
  }

  /// A number as it stands behind `#`.
  private static func spelled(_ number: String) -> String {
    let isPlain = number.utf8.allSatisfy { byte in
      switch byte | 0x20 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): true
      default:
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_")].contains(byte)
      }
    }
    return isPlain ? "#\(number)" : "#\"\(number)\""
  }

  private static func article(_ kind: String) -> String {
    let isVowel = kind.first.map { "aeiou".contains($0) } ?? false
    return "\(isVowel ? "an" : "a") \(kind)"
  }

  static func impossibleDate(
    year: Int, month: Int, _ written: String, at span: SourceSpan
  ) -> Diagnostic {
    guard (1...12).contains(month), (1...9999).contains(year),
      let last = CivilDate(
        year: year, month: month, day: CivilDate.dayCount(year: year, month: month))
    else {
      return Diagnostic(
        .impossibleDate, "there is no day '\(written)'", at: span,
        help: "a day is written 2026-03-31 or 31 March 2026")
    }
    return Diagnostic(
      .impossibleDate, "there is no day '\(written)'", at: span,
      help: "the last day of that month is \(last)", fixIt: FixIt(span, last.description))
  }

  static func noSuchWeek(_ written: String, year: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .impossibleDate, "there is no week '\(written)'", at: span,
      help: "the weeks of a year are \(year)-W01 to \(year)-W52 or \(year)-W53")
  }

  static func dateOutOfCalendar(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .impossibleDate,
      "that day lies outside the calendar, which runs from 0001-01-01 to 9999-12-31",
      at: span)
  }

  static func emptyPeriod(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .emptyRange, "a period has at least one day", at: span, help: "for example:  last 30 days")
  }

  /// What is no currency, or one in small letters, which is told so.
  package static func unknownCurrency(_ code: String, at span: SourceSpan) -> Diagnostic {
    if Currency.allCodes.contains(code.uppercased()) {
      return Diagnostic(
        .unknownCurrency, "currencies are written in capitals", at: span,
        help: "write \(code.uppercased())", fixIt: FixIt(span, code.uppercased()))
    }
    return Diagnostic(
      .unknownCurrency, "'\(code)' is no currency of ISO 4217", at: span,
      help: "currencies are three letters:  EUR, USD, JPY")
  }

  static func unclearDollar(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .currencyUnclear, "the book does not say which dollar '$' means", at: span,
      help: "write the code:  USD 500")
  }

  static func notALink(_ name: Name, of collection: String, links: [String]) -> Diagnostic {
    let nearest = Suggestion.nearest(to: name.text, among: links)
    return Diagnostic(
      .notALink, "'\(name.text)' is no list that \(collection) have", at: name.span,
      help: suggested(nearest) ?? "lists of \(collection): \(links.joined(separator: ", "))",
      fixIt: fix(name.span, nearest))
  }

  static func notARecord(_ name: Name, behind value: BoundExpression) -> Diagnostic {
    Diagnostic(
      .notALink, "'\(name.text)' cannot follow: what stands before it is \(value.type.phrase)",
      at: name.span, help: "only records have fields:  customer.country")
  }

  // MARK: Types

  static func mismatch(
    _ value: BoundExpression, wanted: String, help: String = ""
  ) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "this is \(value.type.phrase), but \(wanted) is needed", at: value.span,
      help: help)
  }

  static func cannotCompare(
    _ left: BoundExpression, _ right: BoundExpression, at span: SourceSpan
  ) -> Diagnostic {
    let help: String
    switch (left.type, right.type) {
    case (.date, .text): help = "a day is written without quotes:  2026-03-31 or 31 March 2026"
    case (.number, .text), (.money, .text): help = "a number is written without quotes:  1200.50"
    case (.text, .number): help = "text is written in quotes:  \"1200\""
    case (.date, .number): help = "a day is written 2026-03-31 or 31 March 2026"
    case (.period, .number):
      help = "a period is written 2026-03; its month alone is month_number(date)"
    case (.record, _): help = "a record is compared with its number or name:  \"acme gmbh\""
    case (.enumeration, _): help = "values of several words need quotes:  aging is \"not due\""
    case (.boolean, _): help = "a yes/no field stands alone:  where open"
    case (.number, .duration):
      help = "months and years have no fixed number of days:  90 days, or  due < 3 months ago"
    default: help = ""
    }
    return Diagnostic(
      .typeMismatch, "\(left.type.phrase) cannot be compared with \(right.type.phrase)", at: span,
      help: help, fixIt: respelled(right, as: left.type))
  }

  /// A constant without its quotes, where that alone makes it fit.
  private static func respelled(_ value: BoundExpression, as type: DataType) -> FixIt? {
    guard case .constant(let constant) = value.kind else { return nil }
    switch (type, constant) {
    case (.date, .text(let text)) where CivilDate(iso: text.bytes) != nil:
      return FixIt(value.span, text.string)
    case (.number, .text(let text)), (.money, .text(let text)):
      let digits = text.string.utf8.split(
        separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      let isNumber =
        digits.count <= 2
        && digits.allSatisfy { part in
          !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
      return isNumber ? FixIt(value.span, text.string) : nil
    default: return nil
    }
  }

  static func badArithmetic(
    _ left: BoundExpression, _ sign: String, _ right: BoundExpression, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "'\(sign)' does not work between \(left.type.phrase) and \(right.type.phrase)",
      at: span, help: "for example:  owed / total,  due + 30 days,  quantity * unit_price")
  }

  static func listCompared(_ words: String, at span: SourceSpan) -> Diagnostic {
    let field = words.split(separator: ".").last.map(String.init) ?? words
    let list = words.split(separator: ".").first.map(String.init) ?? words
    return Diagnostic(
      .listCompared, "'\(words)' is a list, not one value", at: span,
      help: field == list
        ? "say any(\(words)), count(\(words)) or all(\(words) where …)"
        : "say any(\(list) where \(field) …), all(…), count(…) or sum(…)")
  }

  static func listAsKey(_ words: String, at span: SourceSpan) -> Diagnostic {
    let parts = words.split(separator: ".")
    let field = parts.last.map(String.init) ?? words
    let list = parts.dropLast().joined(separator: ".")
    return Diagnostic(
      .listCompared, "'\(words)' is a list, so it makes no groups", at: span,
      help: list.isEmpty
        ? "group by one value:  by customer"
        : "ask about the list itself:  invoices.\(list) count by \(field)")
  }

  static func moneyPlusNumber(_ words: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .moneyPlusNumber, "money and a bare number do not add up", at: span,
      help: "give it a currency:  EUR \(words)")
  }

  static func wrongArguments(_ function: FunctionSignature, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .wrongArguments, "'\(function.id.rawValue)' is not called like that", at: span,
      help: "for example:  \(function.usage)")
  }

  static func badEdge(_ message: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .wrongArguments, message, at: span,
      help: "for example:  bucket(days_overdue, 0, 30, 60, 90)")
  }

  static func notAggregated(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAggregated, "'\(word)' has many values in a group", at: span,
      help: "group by it too:  by \(word)   or gather it:  list \(word)")
  }

  /// `*` beside aggregates.
  static func everythingInGroups(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notAggregated, "'*' is every field of a record, and here there are groups", at: span,
      help: "for example:  sum owed, count by customer")
  }

  /// After an aggregate step, or a step that chose columns from one.
  static func goneAfterGrouping(_ name: Name, left: [String]) -> Diagnostic {
    Diagnostic(
      .notAggregated, "'\(name.text)' belongs to single records, and here there are groups",
      at: name.span,
      help: "put this step before the aggregate, or ask about \(left.joined(separator: ", "))")
  }

  /// `count sum owed`: two steps where one with two figures is meant.
  static func commaBetweenFigures(
    _ mistake: Diagnostic, _ first: String, _ second: String, end: Int
  ) -> Diagnostic {
    Diagnostic(
      mistake.code, mistake.message, at: mistake.span,
      help: "figures beside each other have a comma between them:  \(first), \(second)",
      fixIt: FixIt(.at(end), ","))
  }

  static func notATest(_ value: BoundExpression, _ words: String) -> Diagnostic {
    let help: String
    switch value.type {
    case .money, .number: help = "compare it:  \(words) > 0"
    case .date: help = "compare it:  \(words) in last month"
    case .text, .record: help = "compare it:  \(words) has \"acme\""
    case .enumeration: help = "compare it:  \(words) is overdue"
    default: help = "a test compares:  owed > 0,  customer has \"acme\""
    }
    return Diagnostic(
      .notATest, "this is \(value.type.phrase), not a test", at: value.span, help: help)
  }

  /// A word that only a test of an enumeration can hold: `void`.
  static func valueAsTest(_ name: Name, of field: String) -> Diagnostic {
    let test = "\(field) is \(name.text.lowercased())"
    return Diagnostic(
      .unknownField, "'\(name.text)' is a value of \(field), not a field", at: name.span,
      help: "write \(test)", fixIt: FixIt(name.span, test))
  }

  static func unknownValue(
    _ word: String, words: [String], isTest: Bool = false, at span: SourceSpan
  ) -> Diagnostic {
    if isTest, !words.contains(where: { $0.split(separator: " ").contains(Substring(word)) }) {
      return Diagnostic(
        .unknownValue, "'\(word)' is none of its values, but a test of its own", at: span,
        help: "it stands alone:  where \(word)")
    }
    let quoted = words.map { $0.contains(" ") || $0.contains("-") ? "\"\($0)\"" : $0 }
    let near = Suggestion.nearest(to: word, among: words)
    // `not due` reaches here as its last word: offer the value that holds it.
    let holding = words.first { $0.split(separator: " ").contains(Substring(word.lowercased())) }
    let best = near.first ?? holding
    let spelled = best.map { $0.contains(" ") || $0.contains("-") ? "\"\($0)\"" : $0 }
    return Diagnostic(
      .unknownValue, "'\(word)' is none of its values", at: span,
      help: spelled.map { "did you mean \($0)?" }
        ?? "its values: \(quoted.joined(separator: ", "))",
      fixIt: near.isEmpty ? nil : spelled.map { FixIt(span, $0) })
  }

  static func secondValue(
    _ word: String, behind first: String, of field: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .notATest, "'\(word)' is a value, not a test", at: span,
      help: "several values stand in brackets:  \(field) in (\(first), \(word))")
  }

  static func duplicateColumn(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .duplicateColumn, "two columns would be called '\(name)'", at: span,
      help: "name one of them:  … as \"\(name) 2\"")
  }

  static func aggregateMisplaced(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .aggregateMisplaced, "'\(word)' needs a list of each row, or a step of its own", at: span,
      help: "for example:  invoices show number, sum lines.amount   or   invoices sum owed")
  }

  static func aggregateWithoutValue(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .aggregateMisplaced, "'\(word)' does not say of what", at: span,
      help: "for example:  \(word) \(word.hasPrefix("count") ? "customer" : "owed")")
  }

  static func countOfTest(_ words: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .aggregateMisplaced, "each row says yes or no to '\(words)', so this would count them all",
      at: span, help: "count(where \(words))", fixIt: FixIt(span, "count(where \(words))"))
  }

  /// `average((lines show amount))` in a step: rows of many rows have no average of their own.
  static func severalOfEachRow(_ function: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .aggregateMisplaced, "'\(function)' needs one value of each row here, and this gives several",
      at: span,
      help: "make one of them:  \(function)((lines sum amount))   or name a path:  "
        + "\(function) lines.amount")
  }

  static func windowMisplaced(_ function: String, _ words: String, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      .aggregateMisplaced, "'\(function)' needs the rows of a step, and here are none of them",
      at: span,
      help: "it works in show, calc, where, sort and top; for example:  … calc \(words) as x")
  }

  static func windowOverWindow(
    _ function: String, _ words: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .aggregateMisplaced, "'\(function)' sees only columns that are there before this step",
      at: span, help: "put it in a step behind:  … calc \(words) as x")
  }

  static func allWithoutTest(_ words: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .aggregateMisplaced, "'\(words)' does not say what must hold for all", at: span,
      help: "for example:  all(lines where tax_rate = 0)")
  }

  static func badAggregate(_ function: String, _ value: BoundExpression) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "'\(function)' does not work on \(value.type.phrase)", at: value.span,
      help: function == "sum" || function == "average" || function == "median"
        ? "it works on numbers and money" : "it works on numbers, money, dates and text")
  }

  static func acrossNeedsAggregates(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .aggregateMisplaced, "beside 'across' each column is one aggregate", at: span,
      help: "for example:  sum owed by customer across aging")
  }

  static func numberTooLarge(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .numberTooLarge, "that number has too many digits", at: span,
      help: "is a point missing in it?")
  }

  static func strayRange(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "a range stands only behind 'in'", at: span,
      help: "for example:  date in 1 March to 31 March 2026")
  }

  static func strayList(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "a list of values stands only behind 'in' or '='", at: span,
      help: "for example:  status in (overdue, part_paid)")
  }

  static func emptyRange(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .emptyRange, "the end of this range lies before its beginning", at: span,
      help: "the smaller value stands first:  1 March to 31 March 2026")
  }

  static func tooManyDays(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .emptyRange, "'as of each' asks for more than 4,000 days", at: span,
      help: "take a shorter period or a longer unit:  as of each month in 2026")
  }

  static func noWholePeriod(_ unit: PeriodUnit, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .emptyRange, "no \(unit.rawValue) ends in that period", at: span,
      help: "for example:  as of each month in 2026")
  }

  static func misplacedDelivery(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .misplacedDelivery, "'\(word)' stands last in a question, and not inside another", at: span,
      help: word == "export"
        ? "for example:  invoices where open export \"open.xlsx\""
        : "for example:  invoices sum net by month(date) chart")
  }

  static func nothingToDraw(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingToDraw, "the answer has no numbers or amounts to draw", at: span,
      help: "for example:  invoices sum net by month(date) chart")
  }

  static func notDrawable(_ name: String, _ kind: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingToDraw, "'\(name)' is \(kind), and numbers or amounts are drawn", at: span,
      help: "for example:  invoices sum net by month(date) chart")
  }

  // MARK: Parts

  private static func suggested(_ names: [String]) -> String? {
    switch names.count {
    case 0: nil
    case 1: "did you mean \(names[0])?"
    default:
      "did you mean \(names.dropLast().joined(separator: ", ")) or \(names[names.count - 1])?"
    }
  }

  private static func fix(_ span: SourceSpan, _ names: [String]) -> FixIt? {
    names.count == 1 ? FixIt(span, names[0]) : nil
  }
}
