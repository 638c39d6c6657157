import Diagnostics
import Model
import Planning
import Storage
import Syntax

/// The names that can be used at the cursor: columns of the steps before, and fields of a record.
struct CompletionScope {
  /// Columns that steps have made; empty where the rows are plain records.
  var columns: [PlanColumn] = []
  /// The collection whose fields can be named without a path.
  var record: CollectionID?
}

extension Completer {
  /// What the sources around the cursor are about; nil where one of them is unknown.
  func scope(of sources: [Expectations.Scope], before statement: SourceText) -> CompletionScope? {
    // What steps have made of the rows, and what a definition, a variable or `it` is about.
    if sources.count == 1, let made = columns(before: statement) { return made }
    var record: CollectionID?
    for source in sources {
      switch source {
      case .source(let source): record = collection(of: source.kind, inside: record)
      case .list(let names): record = follow(names.map(\.text), from: record)
      }
      if record == nil { return nil }
    }
    return CompletionScope(record: record)
  }

  private func collection(of source: Source.Kind, inside outer: CollectionID?) -> CollectionID? {
    switch source {
    case .path(let names):
      let words = names.map(\.text)
      if let outer, let inner = follow(words, from: outer) { return inner }
      guard let first = schema.collection(named: words[0]) else { return nil }
      return follow(Array(words.dropFirst()), from: first)
    case .reference(let reference, let path):
      let number = Text(Normalization.nfc(Array(reference.text.utf8)))
      guard let record = store?.records(numbered: number).first else { return nil }
      return follow(path.map(\.text), from: record.collection)
    case .query(let query): return collection(of: query.source.kind, inside: outer)
    case .variable, .it, .call, .find: return nil
    }
  }

  /// The collection behind a path of links.
  func follow(_ names: [String], from start: CollectionID?) -> CollectionID? {
    guard var current = start else { return nil }
    for (index, name) in names.enumerated() {
      guard let field = schema.field(named: name, of: current),
        case .record(let target) = schema[field].type.element
      else {
        // `invoice.owed` inside its allocations names the record around them.
        if index == 0, let outer = schema.collection(named: name) {
          current = outer
          continue
        }
        return nil
      }
      current = target
    }
    return current
  }

  /// What the rows are before the step in which the text ends; nil where that cannot be told.
  private func columns(before statement: SourceText) -> CompletionScope? {
    var lexer = Lexer(statement, currencies: Currency.allCodes)
    let steps = lexer.remainingTokens().filter { token in
      if case .keyword(let keyword) = token.kind { return keyword.beginsStep }
      return false
    }
    // The last word that could begin a step may be an aggregate inside one.
    for step in steps.reversed() {
      if let bound = bind(statement, upTo: step.span.start) {
        return CompletionScope(
          columns: bound.plan.columns.filter { !$0.name.isEmpty }, record: bound.recordCollection)
      }
    }
    return nil
  }

  /// The question that the beginning of a statement is, if it is one by itself.
  func bind(_ statement: SourceText, upTo end: Int) -> BoundQuery? {
    guard let store, end > 0 else { return nil }
    do throws(Mistakes) {
      let parsed = try Parser.statement(
        in: statement, SourceSpan(0, end), currencies: Currency.allCodes)
      return try Binder.bind(
        try Engine.query(of: parsed), in: statement, catalog: store, today: today,
        surroundings: surroundings)
    } catch {
      return nil
    }
  }
}
