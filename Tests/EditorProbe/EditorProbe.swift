internal import Shell

/// A program that says back what was typed: the editor alone, for the terminal tests.
///
/// A statement is complete when its parentheses are closed. `wait` runs until Ctrl-C, `leave` ends.
@main
struct EditorProbe {
  private static let words = ["customer", "customers", "credits", "café", "größe"]

  static func main() {
    let console = Console()
    var history = StatementHistory()
    guard let editor = EditlineEditor(hooks: hooks { history.statements }) else {
      console.writeError("no terminal\n")
      return
    }
    while true {
      switch editor.readStatement(prompt: "probe>") {
      case .text("leave"): return
      case .text("wait"):
        console.write("waiting\n")
        console.flush()
        while !Interrupts.isPending {}
        console.write("stopped\n")
      case .text(let text):
        history.add(text)
        console.write("got \(text.utf8.count): \(text)\n")
      case .cancelled: console.write("cancelled\n")
      case .endOfInput:
        console.write("end\n")
        console.flush()
        return
      case .failed: return
      }
      console.flush()
    }
  }

  private static func hooks(history: @escaping () -> [String]) -> LineEditorHooks {
    LineEditorHooks(
      isComplete: { text in
        text.utf8.count { $0 == UInt8(ascii: "(") } <= text.utf8.count { $0 == UInt8(ascii: ")") }
      },
      complete: { text, cursor in
        let bytes = Array(text.utf8.prefix(cursor))
        let start = bytes.lastIndex(of: 0x20).map { $0 + 1 } ?? 0
        return Completion(
          replacing: start..<cursor,
          candidates: words.filter { $0.utf8.starts(with: bytes[start...]) })
      },
      history: history)
  }
}
