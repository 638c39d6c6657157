internal import Glibc
internal import Shell

/// A program that says back what was typed: the editor alone, for the terminal tests.
///
/// A statement is complete when its parentheses are closed. `wait` runs until Ctrl-C, `work` does
/// not notice it, `leave` ends.
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
      case .text("work"):
        console.write("working\n")
        console.flush()
        console.write(isLeft ? "left\n" : "done\n")
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

  /// Whether work was left alone that never asks whether anybody still wants it.
  private static var isLeft: Bool {
    let result = Errand.run { _ -> Bool in
      // Sleeping is as deaf as computing, and leaves the machine to the other tests.
      sleep(60)
      return true
    }
    return result == nil
  }

  /// `where` is a keyword, and `custmer` is a mistake that can be mended.
  private static func hooks(history: @escaping () -> [String]) -> LineEditorHooks {
    var hooks = LineEditorHooks { text in
      text.utf8.count { $0 == UInt8(ascii: "(") } <= text.utf8.count { $0 == UInt8(ascii: ")") }
    }
    hooks.complete = { text, cursor in
      let bytes = Array(text.utf8.prefix(cursor))
      let start = bytes.lastIndex(of: 0x20).map { $0 + 1 } ?? 0
      return Completion(
        replacing: start..<cursor,
        candidates: words.filter { $0.utf8.starts(with: bytes[start...]) })
    }
    hooks.history = history
    hooks.paint = { text in
      places(of: "where", in: text).map { PaintedSpan($0, .keyword) }
    }
    hooks.suggest = { text in
      let known = history().last { $0.utf8.count > text.utf8.count && $0.hasPrefix(text) }
      return text.isEmpty ? nil : known.map { GhostText(String($0.dropFirst(text.count))) }
    }
    hooks.check = { text, _ in
      let wrong = places(of: "custmer", in: text)
      return wrong.isEmpty ? nil : LiveRemark(spans: wrong, message: "no field custmer")
    }
    hooks.mend = { text, _ in
      text.isEmpty ? "mended" : text.replacing("custmer", with: "customer")
    }
    hooks.editOutside = { $0.uppercased() }
    return hooks
  }

  private static func places(of word: String, in text: String) -> [Range<Int>] {
    text.ranges(of: word).map { range in
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return start..<start + word.utf8.count
    }
  }
}
