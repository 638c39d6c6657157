import Diagnostics
import Model
import Syntax

/// What is offered, dim, behind the text that is being typed.
struct GhostWriter {
  /// Statements that were given before, oldest first.
  let past: [String]
  /// The statement that failed last, put right.
  let mended: String?
  /// Whether the tour has another stop.
  let isOnTour: Bool
  /// What may come next.
  let completer: Completer

  /// The rest of the newest statement that begins so; else the rest of the word, if the best
  /// candidate for it begins exactly so.
  func ghost(behind text: String) -> GhostText? {
    if text.isEmpty {
      if let mended { return GhostText(mended, hint: "(Alt-A)") }
      return isOnTour ? GhostText("tour", hint: "(Enter goes on)") : nil
    }
    if text.utf8.last == UInt8(ascii: "\n") {
      let way = "Enter runs it as it is, Ctrl-C gives it up"
      return GhostText("", hint: "(\(reasonToGoOn(text)); \(way))")
    }
    guard let last = text.utf8.last, StatementHistory.isWorthKeeping(text) else { return nil }
    let known = past.last { $0.utf8.count > text.utf8.count && $0.utf8.starts(with: text.utf8) }
    if let known { return GhostText(String(Substring(known.utf8.dropFirst(text.utf8.count)))) }
    return last > 0x20 ? word(behind: text) : nil
  }

  /// Why Enter has begun another row.
  private func reasonToGoOn(_ text: String) -> String {
    let tokens = Lexer.tokens(of: SourceText(text), currencies: Currency.allCodes)
    for case .text(_, isClosed: false) in tokens.map(\.kind) {
      return "a quote is open"
    }
    let isOpen =
      tokens.count { $0.kind == .symbol(.open) } > tokens.count { $0.kind == .symbol(.close) }
    return isOpen ? "a bracket is open" : "goes on"
  }

  private func word(behind text: String) -> GhostText? {
    var completer = completer
    completer.looksFurther = false
    let completion = completer.completion(of: text, at: text.utf8.count)
    let typed = text.utf8.dropFirst(completion.replacing.lowerBound)
    guard !typed.isEmpty, let best = completion.candidates.first,
      best.utf8.count > typed.count, best.utf8.starts(with: typed)
    else { return nil }
    return GhostText(String(Substring(best.utf8.dropFirst(typed.count))))
  }
}
