import Diagnostics
import Testing

@Suite struct TreeNodeTests {
  @Test func drawsBranches() {
    let tree = TreeNode(
      "query", [TreeNode("source", [TreeNode("a")]), TreeNode("where", [TreeNode("open")])])
    #expect(
      tree.lines == [
        "query", "├─ source", "│  └─ a", "└─ where", "   └─ open",
      ])
  }
}
