import TestSupport

/// The editor alone, in a program that says back what was typed.
enum Probe {
  /// The probe at its prompt, on a terminal of a kind.
  static func start(_ kind: TerminalKind) throws -> PseudoTerminal {
    try start(kind.variables, columns: kind.columns, rows: kind.rows)
  }

  /// The probe at its prompt.
  static func start(
    _ variables: [String: String] = [:], columns: Int = 80, rows: Int = 24
  ) throws -> PseudoTerminal {
    var environment = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]
    environment.merge(variables) { $1 }
    let terminal = try PseudoTerminal(
      program: BuildProduct.path("EditorProbe"), environment: environment, columns: columns,
      rows: rows)
    try terminal.wait(forRow: "probe>")
    return terminal
  }
}
