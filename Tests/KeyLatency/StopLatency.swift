internal import Foundation
internal import TestSupport

/// How long Ctrl-C takes until the prompt is back, whatever is going on.
///
///     swift run -c release KeyLatency FOLDER --stops
///
/// Each statement runs in a program of its own, since what was worked out once is kept, and is
/// stopped ten times: at moments spread over the time that it takes.
enum StopLatency {
  private static let times = 10
  /// Longer than this nobody waits to press Ctrl-C.
  private static let longestSeconds = 8.0

  private static let statements = [
    "findings count by rule", "possible_invoice_duplicates count", "ledger sum amount by kind",
    "customer_duplicates", "matches", "invoices sort customer.name, due desc",
    "invoice_lines sort description", "invoice_lines sum amount by item",
    "invoices sum owed by customer chart bars", "invoices where customer is \"nobody at all\"",
    "find \"compact gearbox\"", "#C015790", "why #C015790", "statement(\"C015790\")",
    "payment_habits", "credit_limit_watch", "explain invoice_lines sum amount by item",
    "let $x = (invoice_lines count)", "invoice_lines export \"FILE.csv\"",
    "invoices export \"FILE.xlsx\"", "invoices export \"FILE.html\"",
    "void (invoices where open and date in 2021)",
  ]

  static func measure(_ book: String) throws {
    let folder = try TemporaryFolder()
    for statement in statements {
      let text = statement.replacing("FILE", with: folder.path + "/answer")
      let whole = try run(text, on: book, stopAfter: longestSeconds).seconds
      var stops: [Double] = []
      for time in 1...times {
        // An export that came to its end before would ask whether to replace the file.
        for kind in ["csv", "xlsx", "html"] {
          try? FileManager.default.removeItem(atPath: folder.path + "/answer." + kind)
        }
        let moment = whole * Double(time) / Double(times + 1)
        let stop = try run(text, on: book, stopAfter: moment)
        if stop.isStopped { stops.append(stop.seconds) }
      }
      let worst = stops.max().map { "\(Int($0 * 1_000)) ms" } ?? "too quick to be stopped"
      print("\(worst)  \(stops.count) times  of \(Int(whole * 1_000)) ms  \(statement)")
    }
  }

  /// Runs a statement; the seconds from Ctrl-C to the prompt, or those that it took where it was
  /// done before.
  private static func run(
    _ statement: String, on book: String, stopAfter seconds: Double
  ) throws -> (seconds: Double, isStopped: Bool) {
    let terminal = try PseudoTerminal(
      program: BuildProduct.path("invoq"), arguments: [book, "--no-history", "--no-init"],
      environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"],
      columns: 100, rows: 30)
    try terminal.wait(for: "the prompt", milliseconds: 600_000) { $0.currentRow == "invoq>" }
    try? terminal.wait(for: "nothing", milliseconds: 300) { _ in false }
    let before = terminal.received.count
    terminal.type(statement)
    try? terminal.wait(for: "nothing", milliseconds: 50) { _ in false }
    terminal.type("\r")
    try terminal.wait(for: "the end of the statement") { _ in
      terminal.has("\u{1B}[?2004l", behind: before)
    }
    let begin = ContinuousClock.now
    let isBack = { (_: TerminalScreen) in terminal.has("\u{1B}[?2004h", behind: before) }
    try? terminal.wait(for: "an answer", milliseconds: Int(seconds * 1_000), until: isBack)
    if isBack(terminal.screen) { return ((ContinuousClock.now - begin).seconds, false) }
    let pressed = ContinuousClock.now
    terminal.type("\u{3}")
    try terminal.wait(for: "the prompt", milliseconds: 60_000, until: isBack)
    return ((ContinuousClock.now - pressed).seconds, true)
  }
}

extension PseudoTerminal {
  /// Whether the program has sent something since a place.
  fileprivate func has(_ text: String, behind place: Int) -> Bool {
    String(decoding: received[place...], as: UTF8.self).contains(text)
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
