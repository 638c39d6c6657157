import Diagnostics

/// The reserved words; every other word may name a field, in backticks even these.
package enum Keyword: String, Sendable, CaseIterable {
  // Steps
  case `where`
  case show
  case calc
  case sort
  case top
  case take
  case skip
  case unique
  case union
  case except
  case intersect
  case export
  case chart
  case summarize
  // Aggregates; plain names too, where nothing to fold follows.
  case count
  case sum
  case average
  case min
  case max
  case median
  case list
  case any
  case all
  // Parts of steps
  case by
  case across
  case `as`
  case of
  case on
  case asc
  case desc
  // Tests
  case and
  case or
  case not
  case `is`
  case `in`
  case has
  case matches
  case starts
  case ends
  case to
  // Values
  case `if`
  case then
  case `else`
  case `true`
  case `false`
  case missing
  case today
  case yesterday
  case tomorrow
  case this
  case last
  case next
  // Statements and sources
  case it
  case find
  case `let`
  case define

  /// The words that begin a step, aggregates left out.
  package static let steps: [Keyword] = [
    .where, .show, .calc, .sort, .top, .take, .skip, .unique, .union, .except, .intersect,
    .export, .chart, .summarize,
  ]

  /// The aggregate that this word names.
  package var aggregate: AggregateName? { AggregateName(rawValue: rawValue) }

  /// Whether the word begins a step when it stands where a step may begin.
  package var beginsStep: Bool { Keyword.steps.contains(self) || aggregate != nil }

  /// The keyword spelled by a word, whatever its case.
  package init?(word: String) {
    guard word.utf8.count <= Keyword.longest, let found = Keyword.spelled[word.lowercased()]
    else { return nil }
    self = found
  }

  private static let spelled = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
  private static let longest = allCases.map(\.rawValue.utf8.count).max() ?? 0

  /// Whether nothing can be complete that ends with this word.
  var wantsMore: Bool {
    switch self {
    case .where, .show, .calc, .sort, .top, .take, .skip, .union, .except, .intersect, .export,
      .summarize, .by, .across, .as, .of, .on, .and, .or, .not, .is, .in, .has, .matches, .starts,
      .ends, .to, .if, .then, .else, .this, .last, .next, .let, .define:
      true
    case .unique, .chart, .count, .sum, .average, .min, .max, .median, .list, .any, .all, .asc,
      .desc, .true, .false, .missing, .today, .yesterday, .tomorrow, .it, .find:
      false
    }
  }
}

/// Words that mean something only in one place and are plain names everywhere else.
enum ContextualWord {
  /// The number of the month that `jan`, `january` and so on name.
  static func month(_ word: String) -> Int? {
    let lower = word.lowercased()
    for (index, name) in monthNames.enumerated() {
      let full = name.lowercased()
      if lower == full || lower == String(full.prefix(3)) { return index + 1 }
    }
    return lower == "sept" ? 9 : nil
  }

  /// `monday` is 1, `sunday` 7; the first three letters will do.
  static func weekday(_ word: String) -> Int? {
    let lower = word.lowercased()
    for (index, name) in weekdayNames.enumerated() {
      let full = name.lowercased()
      if lower == full || lower == String(full.prefix(3)) { return index + 1 }
    }
    return nil
  }

  /// The unit that `day`, `days`, `week` and so on name.
  static func unit(_ word: String) -> CalendarUnit? {
    let lower = word.lowercased()
    return CalendarUnit.allCases.first { lower == $0.rawValue || lower == $0.rawValue + "s" }
  }

  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  static let weekdayNames = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// Words that change records, here or in other languages; they are no reserved words.
  static let changeVerbs = Set(Write.verbs + Diagnostic.verbsElsewhere.keys)
}
