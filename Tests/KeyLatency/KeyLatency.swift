internal import Foundation
internal import TestSupport

/// How long a key takes until the screen shows it, on a book of any size.
///
///     swift run -c release KeyLatency FOLDER
///
/// The real program, at a terminal of its own: from the byte that is typed to the last byte of the
/// drawing that it leads to, with colors, offers and completion, in milliseconds.
@main
struct KeyLatency {
  /// What is typed again and again, a key at a time.
  private static let questions = [
    "invoices where customer.country is \"Germany\" and owed > 500 sum owed by customer",
    "customers where any(invoices where overdue) show name, count(invoices where open) as n",
    "invoices where customer is \"bac",
    "payments where date in last month and customer is \"zoë",
  ]

  /// What Tab is pressed behind, and what then stands in the line or below it.
  private static let completions = [
    "invoices where customer is \"g", "invoices where customer is \"lumpen",
    "invoices where customer is \"bakcerei", "#INV-00", "#99", "#qqqq", "statement(\"caf",
    "invoices where ", "invoices where status is ", "invoices sum owed by cust",
  ]

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let book = arguments.first, arguments.dropFirst().allSatisfy({ $0 == "--stops" }) else {
      print("usage: KeyLatency FOLDER [--stops]")
      return
    }
    if arguments.count > 1 { return try StopLatency.measure(book) }
    let terminal = try PseudoTerminal(
      program: BuildProduct.path("invoq"),
      arguments: [book, "--no-history"],
      environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"],
      columns: 100, rows: 30)
    try terminal.wait(for: "the prompt", milliseconds: 600_000) { $0.currentRow == "invoq>" }
    // A person looks at the screen before typing; meanwhile names are made ready.
    try? terminal.wait(for: "nothing", milliseconds: 1_500) { _ in false }
    var keys: [Cost] = []
    for _ in 1...3 {
      for question in questions {
        var typed = ""
        for character in question {
          typed.append(character)
          keys.append(try terminal.cost(of: String(character), behind: typed))
        }
        try terminal.clearLine()
      }
    }
    report("key to screen", keys)
    var tabs: [Cost] = []
    for _ in 1...5 {
      for text in completions {
        terminal.type(text)
        try terminal.settle()
        tabs.append(try terminal.cost(of: "\t", behind: text))
        try terminal.clearLine()
      }
    }
    report("Tab to candidates", tabs)
  }

  /// What one key has cost, in milliseconds.
  struct Cost {
    /// Until the last byte of its drawing.
    let elapsed: Double
    /// What the program computed meanwhile.
    let computing: Double
    let text: String
  }

  private static func report(_ what: String, _ costs: [Cost]) {
    print("\(what), \(costs.count) times")
    for (name, value) in [("until shown", \Cost.elapsed), ("computing", \Cost.computing)] {
      let sorted = costs.sorted { $0[keyPath: value] < $1[keyPath: value] }
      func at(_ part: Double) -> String {
        let cost = sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
        let hundredths = Int(cost[keyPath: value] * 100)
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) ms"
      }
      print(
        "  \(name): median \(at(0.5)), 99th percentile \(at(0.99)), longest \(at(1)) "
          + "behind: \(sorted.last?.text ?? "")")
    }
  }
}

extension PseudoTerminal {
  /// The end of every drawing: the cursor is shown again.
  private static let end = Array("\u{1B}[?25h".utf8)

  /// Longer than any pause within what one key leads to, shorter than the look at names behind it.
  private static let silence = 25

  /// Types a key and waits for the end of the last drawing that it leads to.
  fileprivate func cost(of key: String, behind text: String) throws -> KeyLatency.Cost {
    let before = received.count
    let computed = computingTime
    let start = ContinuousClock.now
    type(key)
    try wait(for: "a drawing", milliseconds: 5_000) { _ in
      self.received[before...].suffix(Self.end.count).elementsEqual(Self.end)
    }
    var end = ContinuousClock.now
    var count = received.count
    try? wait(for: "silence", milliseconds: Self.silence) { _ in
      if self.received.count > count { (end, count) = (.now, self.received.count) }
      return false
    }
    let time = (end - start).components
    return KeyLatency.Cost(
      elapsed: Double(time.seconds) * 1_000 + Double(time.attoseconds) / 1e15,
      computing: computingTime - computed, text: text)
  }

  /// Milliseconds that the program was on a processor, as Linux counts them.
  private var computingTime: Double {
    let text = try? String(contentsOfFile: "/proc/\(process)/schedstat", encoding: .utf8)
    return (text?.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e6
  }

  fileprivate func clearLine() throws {
    type("\u{15}\u{C}")
    try wait(for: "an empty line") { $0.currentRow == "invoq>" }
    try settle()
  }

  /// Waits until nothing comes for a while.
  fileprivate func settle() throws {
    var count = -1
    while count != received.count {
      count = received.count
      try? wait(for: "nothing", milliseconds: 30) { _ in false }
    }
  }
}
