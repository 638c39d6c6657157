/// A tree of one-line labels, drawn with `├─ └─`: syntax, plans, proofs.
package struct TreeNode: Sendable, Equatable {
  /// The line of the node itself.
  package let label: String
  /// What hangs below it, in order.
  package let children: [TreeNode]

  /// A node with its children.
  package init(_ label: String, _ children: [TreeNode] = []) {
    self.label = label
    self.children = children
  }

  /// The drawing, a line for each node.
  ///
  /// ```
  /// query
  /// ├─ source invoices
  /// └─ where
  ///    └─ path open
  /// ```
  package var lines: [String] {
    var lines: [String] = []
    draw(behind: "", below: "", into: &lines)
    return lines
  }

  private func draw(behind prefix: String, below indent: String, into lines: inout [String]) {
    lines.append(prefix + label)
    for (index, child) in children.enumerated() {
      let isLast = index == children.count - 1
      child.draw(
        behind: indent + (isLast ? "└─ " : "├─ "), below: indent + (isLast ? "   " : "│  "),
        into: &lines)
    }
  }
}
