import TestSupport

/// The real program at a terminal.
enum PromptRun {
  /// The program at its prompt, on the example book, without colors unless `NO_COLOR` is empty.
  static func start(
    _ arguments: [String] = [], _ variables: [String: String], columns: Int = 100, rows: Int = 30
  ) throws -> PseudoTerminal {
    var environment = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"]
    environment.merge(variables) { $1 }
    let terminal = try PseudoTerminal(
      program: ProgramRun.program, arguments: [ExampleBook.folder] + arguments,
      environment: environment, columns: columns, rows: rows)
    try terminal.wait(for: "the prompt") {
      $0.currentRow.hasPrefix("invoq") && $0.currentRow.hasSuffix(">")
    }
    return terminal
  }
}
