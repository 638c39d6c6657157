import Diagnostics
import Model
import Syntax

/// The messages of questions inside questions, of sets, definitions, variables and `it`.
extension Diagnostic {
  // MARK: Names

  static func unknownVariable(_ name: Name, known: [String], at span: SourceSpan) -> Diagnostic {
    let near = Suggestion.nearest(to: name.text, among: known)
    return Diagnostic(
      .unknownVariable, "nothing is called '$\(name.text)'", at: span,
      help: near.first.map { "did you mean $\($0)?" } ?? "name it first:  let $\(name.text) = 60")
  }

  static func valueAsSource(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownVariable, "'$\(name)' is one value, and a question starts with rows", at: span,
      help: "for example:  invoices where days_overdue > $\(name)")
  }

  static func nothingAnswered(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingAnswered, "'it' is the last answer, and there is none yet", at: span,
      help: "ask something first:  invoices where open")
  }

  // MARK: Calls

  static func callsItself(_ chain: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .badCall, "'\(chain[chain.count - 1])' calls itself: \(chain.joined(separator: " → "))",
      at: span, help: "say in it what it is about:  define late = invoices where overdue")
  }

  static func tooManyCalls(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.badCall, "the definitions of this question call more than 1,000 others", at: span)
  }

  static func tooManyArguments(
    _ definition: Definition, _ count: Int, at span: SourceSpan
  ) -> Diagnostic {
    let wanted = definition.parameters.count
    return Diagnostic(
      .badCall,
      "'\(definition.name.text)' takes \(wanted == 0 ? "no" : "\(wanted)") "
        + "value\(wanted == 1 ? "" : "s"), and here \(count == 1 ? "is" : "are") \(count)",
      at: span, help: "for example:  \(SyntaxPrinter.call(of: definition))")
  }

  /// A call that can be typed, where the question is one that every session knows.
  private static func example(of definition: Definition) -> String {
    let standard = StandardQuestions.entry(named: definition.name.text.lowercased())
    return standard?.example ?? SyntaxPrinter.call(of: definition)
  }

  static func missingArgument(
    _ definition: Definition, _ name: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .badCall, "'\(definition.name.text)' needs a value for $\(name)", at: span,
      help: "for example:  \(example(of: definition))")
  }

  // MARK: Questions where a value stands

  static func collectionAsValue(_ name: Name, plural: String) -> Diagnostic {
    Diagnostic(
      .questionAsValue, "'\(name.text)' is a collection, not one value", at: name.span,
      help: "say what of it:  count(\(plural) where …),  (\(plural) … take 1 show number)")
  }

  static func questionAsTest(_ call: String, row: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .questionAsValue, "'\(call)' is a question, not a value or a test", at: span,
      help: "to be among its rows:  \(row ?? "number") in \(call)",
      fixIt: row.map { FixIt(span, "\($0) in \(call)") })
  }

  static func severalColumns(_ names: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .questionAsValue,
      "this question shows \(names.count) columns, and one value is needed", at: span,
      help: "show one of them:  (… show \(names.first ?? "number"))")
  }

  static func allOverQuestion(_ words: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .questionAsValue, "'all' asks about a list of the row, and this is a question of its own",
      at: span, help: "count those that break the rule:  count(… where not …) = 0")
  }

  static func noRecords(behind name: Name) -> Diagnostic {
    Diagnostic(
      .notALink, "'\(name.text)' cannot follow: these rows stand for no records", at: name.span,
      help: "follow links before an aggregate step")
  }

  static func notAmong(
    _ value: String, _ set: String, fields: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "this question gives \(set), and \(value) is never among them", at: span,
      help: fields.isEmpty
        ? "show what is to be compared:  in (… show country)"
        : "show what is to be compared:  in (… show \(fields[0]))")
  }

  // MARK: Sets

  static func differentRecords(
    _ left: String, _ right: String, _ word: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .differentSets, "\(left) and \(right) have no records in common", at: span,
      help: "show what is to be compared:  \(left) show number \(word) (\(right) show number)")
  }

  static func differentColumns(
    _ left: [String], _ right: [String], _ word: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .differentSets,
      "the columns do not fit: \(left.joined(separator: ", ")) against "
        + right.joined(separator: ", "),
      at: span, help: "show as many on both sides, or put 'show' behind \(word) (…)")
  }

  static func differentTypes(
    _ left: PlanColumn, _ right: PlanColumn, _ word: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .differentSets,
      "'\(left.name)' is \(left.type.phrase), and beside it '\(right.name)' is "
        + right.type.phrase,
      at: span, help: "columns are compared in their order:  show number \(word) (… show number)")
  }

  /// `across` on a side of a set: which columns there are is not known before.
  static func acrossInSet(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .differentSets, "'across' makes its columns of values, so '\(word)' cannot compare rows",
      at: span, help: "put the set first:  … \(word) (…) sum owed by customer across aging")
  }

  /// A side of a set whose records come once a day, and another whose records come once.
  static func daysInSet(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .differentSets, "one side of '\(word)' is asked of each of several days, the other of one",
      at: span, help: "ask both of the same days, or show what is compared:  show number")
  }

  static func listInSet(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .differentSets, "'\(name)' is a list, and rows are not told apart by lists", at: span,
      help: "leave it out, or make it one value:  count lines")
  }

  // MARK: What is asked otherwise

  static func fieldAskedOtherwise(_ name: Name, question: String) -> Diagnostic {
    Diagnostic(
      .unknownField, "there is no field '\(name.text)' here, for no file tells it", at: name.span,
      help: "ask:  \(question)")
  }

  /// `due is Saturday`: a weekday alone is no day.
  static func weekdayAsValue(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unknownField, "'\(name.text)' alone could be any week's", at: name.span,
      help: "write next \(name.text) or last \(name.text)   "
        + "on that day of any week:  due - start(week(due)) = 5")
  }

  // MARK: Time

  /// `due < now`: the day of the clock has another name.
  static func dayOfClock(_ name: Name) -> Diagnostic {
    Diagnostic(
      .unknownField, "'\(name.text)' is written 'today' here", at: name.span, help: "write today",
      fixIt: FixIt(name.span, "today"))
  }

  static func answerIsFrozen(
    _ word: String, again: String?, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .fixedTime, "'\(word)' is an answer as it was given, and has its own day", at: span,
      help: "ask the question again:  \(again ?? "invoices as of 31 March 2026 where open")")
  }

  static func findOfSeveralDays(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .fixedTime, "'find' looks for words in the records of one day", at: span,
      help: "for example:  find \"coffee\" as of 31 March 2026")
  }

  /// A period that moves with the day, where each row has a day of its own.
  static func movingPeriod(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .fixedTime, "under 'as of each' every row has a day of its own", at: span,
      help: "show as_of too, and compare with it:  due < as_of   month(date) = month(as_of)")
  }

  static func twoDays(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .fixedTime, "this question says its own day, so it cannot be asked of another", at: span,
      help: "leave one of the two days out")
  }
}
