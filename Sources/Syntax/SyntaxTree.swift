package import Diagnostics

/// The tree of a statement as drawn by `explain`; it shows everything but places, so two
/// statements with the same drawing differ only in how they were typed.
package enum SyntaxTree {
  /// The drawing, a line for each node.
  package static func describe(_ statement: Statement) -> [String] {
    node(statement).lines
  }

  /// The tree itself.
  package static func node(_ statement: Statement) -> TreeNode {
    switch statement.kind {
    case .query(let query):
      return node(query)
    case .letValue(let name, let value):
      return TreeNode("let $\(name.text)", [node(value)])
    case .letQuery(let name, let query):
      return TreeNode("let $\(name.text)", [node(query)])
    case .define(let definition):
      let parameters = definition.parameters.map { parameter in
        TreeNode("parameter $\(parameter.name.text)", parameter.standard.map { [node($0)] } ?? [])
      }
      return TreeNode("define \(definition.name.text)", parameters + [node(definition.query)])
    }
  }

  private static func node(_ query: Query) -> TreeNode {
    var children = [node(query.source)]
    switch query.asOf?.kind {
    case .day(let day): children.append(TreeNode("as of", [node(day)]))
    case .each(let unit, let period):
      children.append(TreeNode("as of each \(unit.rawValue) in", [node(period)]))
    case nil: break
    }
    if let known = query.knownOn { children.append(TreeNode("known on", [node(known)])) }
    return TreeNode("query", children + query.steps.map(node))
  }

  private static func node(_ source: Source) -> TreeNode {
    switch source.kind {
    case .path(let names): TreeNode("source \(dotted(names))")
    case .reference(let reference, let path):
      TreeNode("source reference \(SyntaxPrinter.quoted(reference.text))\(behind(path))")
    case .variable(let name, let path): TreeNode("source variable $\(name.text)\(behind(path))")
    case .it(let path): TreeNode("source it\(behind(path))")
    case .call(let call): TreeNode("source", [node(call)])
    case .query(let query): TreeNode("source", [node(query)])
    case .find(let words):
      TreeNode("source find " + words.map(SyntaxPrinter.quoted).joined(separator: " "))
    }
  }

  // MARK: Steps

  private static func node(_ step: Step) -> TreeNode {
    switch step.kind {
    case .filter(let test): TreeNode("where", [node(test)])
    case .show(let items): TreeNode("show", items.map(node))
    case .calc(let items): TreeNode("calc", items.map(node))
    case .sort(let keys):
      TreeNode(
        "sort",
        keys.map { TreeNode($0.isDescending ? "descending" : "ascending", [node($0.expression)]) })
    case .top(let count, let key): TreeNode("top \(count) by", [node(key)])
    case .take(let count): TreeNode("take \(count)")
    case .skip(let count): TreeNode("skip \(count)")
    case .unique(let items): TreeNode("unique", items.map(node))
    case .combine(let set, let query): TreeNode(set.rawValue, [node(query)])
    case .export(let export): node(export)
    case .chart(let style, let value):
      TreeNode("chart" + (style.map { " \($0.rawValue)" } ?? ""), value.map { [node($0)] } ?? [])
    case .summarize(let items, let keys, let across):
      TreeNode(
        "summarize",
        items.map(node) + (keys.isEmpty ? [] : [TreeNode("by", keys.map(node))])
          + (across.map { [TreeNode("across", [node($0)])] } ?? []))
    }
  }

  private static func node(_ export: Export) -> TreeNode {
    TreeNode(
      "export \(SyntaxPrinter.quoted(export.file))",
      (export.title.map { [TreeNode("as \(SyntaxPrinter.quoted($0))")] } ?? [])
        + export.options.map { TreeNode($0.rawValue) })
  }

  private static func node(_ item: Item) -> TreeNode {
    switch item {
    case .everything: TreeNode("*")
    case .expression(let value, nil): node(value)
    case .expression(let value, let alias?):
      TreeNode("as \(SyntaxPrinter.quoted(alias.text))", [node(value)])
    }
  }

  // MARK: Expressions

  private static func node(_ expression: Expression) -> TreeNode {
    switch expression.kind {
    case .literal(let literal): return TreeNode(SyntaxPrinter.text(literal))
    case .path(let names): return TreeNode("path \(dotted(names))")
    case .reference(let reference, let path):
      return TreeNode("reference \(SyntaxPrinter.quoted(reference.text))\(behind(path))")
    case .variable(let name, let path): return TreeNode("variable $\(name.text)\(behind(path))")
    case .it(let path): return TreeNode("it\(behind(path))")
    case .not(let operand): return TreeNode("not", [node(operand)])
    case .negated(let operand): return TreeNode("negated", [node(operand)])
    case .logical(let connective, let operands):
      return TreeNode(connective.rawValue, operands.map(node))
    case .arithmetic(let first, let rest):
      return TreeNode(
        "arithmetic", [node(first)] + rest.map { TreeNode($0.sign.rawValue, [node($0.operand)]) })
    case .comparison(let comparison):
      let sign = (comparison.isNegated ? "not " : "") + comparison.relation.rawValue
      return TreeNode(sign, [node(comparison.left), node(comparison.right)])
    case .range(let first, let last): return TreeNode("range", [node(first), node(last)])
    case .list(let elements): return TreeNode("list", elements.map(node))
    case .aggregate(let aggregate): return node(aggregate)
    case .call(let call): return node(call)
    case .query(let query): return node(query)
    case .conditional(let test, let then, let otherwise):
      return TreeNode("if", [node(test), node(then), node(otherwise)])
    }
  }

  private static func node(_ aggregate: Aggregate) -> TreeNode {
    let unique = aggregate.isUnique ? " unique" : ""
    let form = aggregate.isBracketed ? "" : ", bare"
    let condition = aggregate.condition.map { [TreeNode("where", [node($0)])] } ?? []
    return TreeNode(
      "aggregate \(aggregate.function.rawValue)\(unique)\(form)",
      (aggregate.argument.map { [node($0)] } ?? []) + condition)
  }

  private static func node(_ call: Call) -> TreeNode {
    TreeNode(
      "call \(call.name.text)",
      call.arguments.map(node) + (call.by.map { [TreeNode("by", [node($0)])] } ?? [])
        + (call.on.map { [TreeNode("on", [node($0)])] } ?? []))
  }

  // MARK: Names

  private static func dotted(_ names: [Name]) -> String {
    names.map { SyntaxPrinter.name($0) }.joined(separator: ".")
  }

  private static func behind(_ path: [Name]) -> String {
    path.isEmpty ? "" : ".\(dotted(path))"
  }
}
