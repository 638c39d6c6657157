/// The canonical text of a tree: reading it again gives the same tree, places apart.
///
/// One space between words, brackets only where the reading would change without them.
package enum SyntaxPrinter {
  /// A statement on one line.
  package static func text(_ statement: Statement) -> String {
    switch statement.kind {
    case .query(let query): text(query)
    case .letValue(let name, let value): "let $\(name.text) = \(whole(value))"
    case .letQuery(let name, let query): "let $\(name.text) = \(text(query))"
    case .define(let definition): "\(head(of: definition)) = \(text(definition.query))"
    }
  }

  /// A statement on one line if it fits, else with each step on an indented line of its own.
  package static func format(_ statement: Statement, width: Int = 80) -> String {
    let line = text(statement)
    if line.unicodeScalars.count <= width { return line }
    switch statement.kind {
    case .query(let query): return broken(query, behind: "")
    case .letValue: return line
    case .letQuery(let name, let query): return broken(query, behind: "let $\(name.text) = ")
    case .define(let definition):
      return broken(definition.query, behind: "\(head(of: definition)) = ")
    }
  }

  /// A question on one line.
  package static func text(_ query: Query) -> String {
    pieces(query).joined(separator: " ")
  }

  /// A path alone would be read as a question.
  private static func whole(_ value: Expression) -> String {
    switch value.kind {
    case .path, .it: "(\(text(value)))"
    default: text(value)
    }
  }

  private static func broken(_ query: Query, behind prefix: String) -> String {
    prefix + pieces(query).joined(separator: "\n  ")
  }

  private static func head(of definition: Definition) -> String {
    let parameters = definition.parameters.map { parameter in
      "$\(parameter.name.text)" + (parameter.standard.map { " = \(text($0))" } ?? "")
    }
    let list = parameters.isEmpty ? "" : "(\(parameters.joined(separator: ", ")))"
    return "define \(name(definition.name))\(list)"
  }

  /// A call of a definition with all that it takes: `late($days)`.
  package static func call(of definition: Definition) -> String {
    let parameters = definition.parameters.map { "$\($0.name.text)" }
    let list = parameters.isEmpty ? "" : "(\(parameters.joined(separator: ", ")))"
    return name(definition.name) + list
  }

  // MARK: Questions

  /// The source with its days, then the steps.
  private static func pieces(_ query: Query) -> [String] {
    var source = text(query.source)
    switch query.asOf?.kind {
    case .day(let day): source += " as of \(text(day, at: .sum))"
    case .each(let unit, let period):
      source += " as of each \(unit.rawValue) in \(text(period, at: .range))"
    case nil: break
    }
    if let known = query.knownOn { source += " known on \(text(known, at: .sum))" }
    var pieces = [source]
    var isOpen = false
    for step in query.steps {
      let text = text(step)
      pieces.append(isOpen ? "| \(text)" : text)
      isOpen = takesMore(step, text)
    }
    return pieces
  }

  private static func text(_ source: Source) -> String {
    switch source.kind {
    case .path(let names): path(names)
    case .reference(let found, let names): reference(found) + tail(names)
    case .variable(let name, let names): "$\(name.text)" + tail(names)
    case .it(let names): "it" + tail(names)
    case .call(let called): text(called)
    case .query(let query): "(\(text(query)))"
    case .find(let words): (["find"] + words.map(quoted)).joined(separator: " ")
    }
  }

  /// Whether a step would take the next one for its own: an aggregate's bare word, a chart.
  private static func takesMore(_ step: Step, _ piece: String) -> Bool {
    if case .chart(_, nil) = step.kind { return true }
    let word = piece.split(separator: " ").last.map(String.init) ?? ""
    let bare = word.drop { $0 == "(" }
    return Keyword(word: String(bare))?.aggregate != nil
  }

  // MARK: Steps

  /// A step on one line.
  package static func text(_ step: Step) -> String {
    switch step.kind {
    case .filter(let test): return "where \(text(test))"
    case .show(let items): return "show \(list(items))"
    case .calc(let items): return "calc \(list(items))"
    case .sort(let keys):
      return "sort "
        + keys.map { text($0.expression) + ($0.isDescending ? " desc" : "") }
        .joined(separator: ", ")
    case .top(let count, let key): return "top \(count) by \(text(key))"
    case .take(let count): return "take \(count)"
    case .skip(let count): return "skip \(count)"
    case .unique(let items): return unique(items)
    case .combine(let set, let query): return "\(set.rawValue) (\(text(query)))"
    case .export(let export): return text(export)
    case .chart(let style, let value): return chart(style, value)
    case .summarize(let items, let keys, let across):
      return summary(items, by: keys, across: across)
    }
  }

  private static func list(_ items: [Item]) -> String {
    items.map(text).joined(separator: ", ")
  }

  private static func text(_ item: Item) -> String {
    switch item {
    case .everything: return "*"
    case .expression(let value, let alias):
      guard let alias else { return text(value) }
      let isPlain = isWord(alias.text) && Keyword(word: alias.text) == nil
      return "\(text(value)) as \(isPlain ? alias.text : quoted(alias.text))"
    }
  }

  /// A column named like an aggregate stands in brackets, or it would begin the next step.
  private static func unique(_ items: [Item]) -> String {
    guard let first = items.first else { return "unique" }
    guard case .expression(let value, let alias) = first, startsWithAggregate(list([first])) else {
      return "unique \(list(items))"
    }
    let name = alias.map { " as \(quoted($0.text))" } ?? ""
    return (["unique (\(text(value)))\(name)"] + items.dropFirst().map(text))
      .joined(separator: ", ")
  }

  private static func text(_ export: Export) -> String {
    let title = export.title.map { [" as \(quoted($0))"] } ?? []
    return (["export \(quoted(export.file))"] + title + export.options.map { " \($0.rawValue)" })
      .joined()
  }

  private static func chart(_ style: ChartStyle?, _ value: Expression?) -> String {
    let head = style.map { "chart \($0.rawValue)" } ?? "chart"
    guard let value else { return head }
    let text = text(value)
    let first = firstWord(text)
    let isStyle = style == nil && ChartStyle(rawValue: first) != nil
    return isStyle ? "\(head) (\(text))" : "\(head) \(text)"
  }

  private static func summary(_ items: [Item], by keys: [Item], across: Item?) -> String {
    let values = list(items)
    var text = startsWithAggregate(values) ? values : "summarize \(values)"
    if !keys.isEmpty { text += " by \(list(keys))" }
    if let across { text += " across \(self.text(across))" }
    return text
  }

  private static func startsWithAggregate(_ text: String) -> Bool {
    Keyword(word: firstWord(text))?.aggregate != nil && !text.hasPrefix("`")
  }

  private static func firstWord(_ text: String) -> String {
    let bytes = text.utf8.prefix { isWordByte($0) }
    return String(bytes) ?? ""
  }
}
