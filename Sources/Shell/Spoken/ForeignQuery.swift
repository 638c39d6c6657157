/// A `select` of SQL in the order of this language.
enum ForeignQuery {
  /// The question that a `select` may mean; nil where it is none, or more than one table.
  static func question(_ words: SpokenWords) -> String? {
    guard words.word() == "select" else { return nil }
    let heads = ["select", "from", "where", "group by", "having", "order by", "limit"]
    var parts: [String: [String]] = [:]
    var words = words
    var head = ""
    while !words.isAtEnd {
      if let next = words.accept(heads) {
        head = next
      } else {
        parts[head, default: []].append(words.take().replacing(";", with: ""))
      }
    }
    guard let source = parts["from"], source.count == 1, let columns = parts["select"] else {
      return nil
    }
    var steps = source
    if let tests = parts["where"] { steps += ["where"] + tests }
    steps += told(columns, keys: parts["group by"] ?? [])
    if let tests = parts["having"] { steps += ["where"] + tests }
    if let order = parts["order by"] { steps += ["sort"] + order }
    if let count = parts["limit"] { steps += ["take"] + count }
    return steps.spoken
  }

  /// The columns as a step: aggregates with their keys, or what is shown.
  private static func told(_ columns: [String], keys: [String]) -> [String] {
    let items = columns.split(separator: ",").map { $0.joined(separator: " ") }
    let folds = ["count(", "sum(", "avg(", "average(", "min(", "max("]
    let figures = items.filter { item in folds.contains { item.lowercased().hasPrefix($0) } }
      .map { $0.replacing("(*)", with: "").replacing("avg(", with: "average(") }
    guard figures.isEmpty else {
      return [figures.joined(separator: ", ")] + (keys.isEmpty ? [] : ["by"] + keys)
    }
    return items == ["*"] ? [] : ["show", items.joined(separator: ", ")]
  }
}
