/// A document for programs, where an answer's rows and columns do not fit.
package indirect enum JSONValue {
  case text(String)
  case count(Int)
  case list([JSONValue])
  /// Members in the order in which they are told.
  case object([(name: String, value: JSONValue)])

  /// The text, with one line for each item of the lists that the document itself holds.
  package var lines: String {
    var output: [UInt8] = []
    append(depth: 0, to: &output)
    output.append(UInt8(ascii: "\n"))
    return String(decoding: output, as: UTF8.self)
  }

  private func append(depth: Int, to output: inout [UInt8]) {
    switch self {
    case .text(let text): JSONText.append(text.utf8, to: &output)
    case .count(let count): output.append(contentsOf: String(count).utf8)
    case .list(let values):
      // What the document's lists hold is told on one line each.
      let isBroken = depth == 1 && !values.isEmpty
      JSONValue.enclose("[", "]", values, isBroken ? "\n    " : "", "\n  ", to: &output) {
        $0.append(depth: depth + 1, to: &$1)
      }
    case .object(let members):
      let isBroken = depth == 0 && !members.isEmpty
      JSONValue.enclose("{", "}", members, isBroken ? "\n  " : "", "\n", to: &output) {
        JSONText.append($0.name.utf8, to: &$1)
        $1.append(contentsOf: ": ".utf8)
        $0.value.append(depth: depth + 1, to: &$1)
      }
    }
  }

  private static func enclose<Item>(
    _ open: String, _ close: String, _ items: [Item], _ before: String, _ after: String,
    to output: inout [UInt8], _ append: (Item, inout [UInt8]) -> Void
  ) {
    output.append(contentsOf: open.utf8)
    for (index, item) in items.enumerated() {
      if index > 0 { output.append(contentsOf: (before.isEmpty ? ", " : ",").utf8) }
      output.append(contentsOf: before.utf8)
      append(item, &output)
    }
    if !before.isEmpty { output.append(contentsOf: after.utf8) }
    output.append(contentsOf: close.utf8)
  }
}
