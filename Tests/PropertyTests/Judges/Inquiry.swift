import Model

/// A random question of several steps.
struct Inquiry {
  let source: QuestionGenerator.Source
  let steps: [Step]

  enum Step {
    case filter(Condition)
    /// Records of the same source, found by another condition.
    case set(SetWord, Condition)
    /// `calc x as c1`; what stands in later steps is the name.
    case calc([Named])
    /// `calc share(x by y) as w1`
    case window(Window, Named, by: Term?)
    case sort([Key])
    case top(Int, Term)
    case take(Int)
    case skip(Int)
    case unique([Condition.Path])
    case show([Named])
    case summarize([Summary], by: [Named], across: Named?)
    /// A filter on the columns of a summary.
    case having(String, Condition.Comparer, Int)
  }

  enum SetWord: String, CaseIterable { case union, except, intersect }

  enum Window: String, CaseIterable { case share, running, change, rank }

  struct Named {
    let term: Term
    let kind: Term.Kind
    let name: String
  }

  struct Key {
    let term: Term
    let isDescending: Bool
  }

  /// One aggregate of a step.
  struct Summary {
    let fold: Term.Fold
    let isUnique: Bool
    let term: Term?
    let kind: Term.Kind
    let test: Condition?
    let name: String
  }

  /// The words of the language.
  func words(_ schema: Schema) -> String {
    steps.reduce("\(source.words) as of \(source.day)") { text, step in
      text + " " + words(step, schema)
    }
  }

  private func words(_ step: Step, _ schema: Schema) -> String {
    switch step {
    case .filter(let test): return "where \(test.words(schema))"
    case .set(let word, let test):
      return "\(word.rawValue) (\(source.words) where \(test.words(schema)))"
    case .calc(let columns):
      return "calc " + columns.map { $0.words(schema) }.joined(separator: ", ")
    case .window(let window, let column, let by):
      let part = by.map { " by \($0.words(schema))" } ?? ""
      return "calc \(window.rawValue)(\(column.term.words(schema))\(part)) as \(column.name)"
    case .sort(let keys):
      return "sort "
        + keys.map { $0.term.words(schema) + ($0.isDescending ? " desc" : "") }
        .joined(separator: ", ")
    case .top(let count, let term): return "top \(count) by \(term.words(schema))"
    case .take(let count): return "take \(count)"
    case .skip(let count): return "skip \(count)"
    case .unique(let paths): return "unique " + paths.map(\.words).joined(separator: ", ")
    case .show(let columns):
      return "show " + columns.map { $0.words(schema) }.joined(separator: ", ")
    case .summarize(let summaries, let keys, let across):
      return summaries.map { $0.words(schema) }.joined(separator: ", ")
        + (keys.isEmpty ? "" : " by " + keys.map { $0.words(schema) }.joined(separator: ", "))
        + (across.map { " across \($0.term.words(schema))" } ?? "")
    case .having(let name, let comparer, let count):
      return "where \(name) \(comparer.rawValue) \(count)"
    }
  }

  /// The keys before the columns that `across` made; nil without it.
  var acrossKeyCount: Int? {
    for case .summarize(_, let keys, let across) in steps where across != nil { return keys.count }
    return nil
  }

  /// Whether the order of the rows follows from the question alone.
  var isOrdered: Bool {
    !steps.contains { if case .summarize = $0 { true } else { false } }
  }
}

extension Inquiry.Named {
  func words(_ schema: Schema) -> String { "\(term.words(schema)) as \(name)" }
}

extension Inquiry.Summary {
  func words(_ schema: Schema) -> String {
    let inside =
      [term?.words(schema), test.map { "where \($0.words(schema))" }].compactMap { $0 }
      .joined(separator: " ")
    return "\(fold.rawValue)\(isUnique ? " unique" : "")\(inside.isEmpty ? "" : "(\(inside))")"
      + " as \(name)"
  }
}
